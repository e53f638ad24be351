"""A promotion that the customer asks for and that is over, or has not begun: its period is said, not its reduction."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from knowledge.text import comparable, sentences
from knowledge.text.rowlines import without_row_lines
from knowledge.types import ChunkKind, Passage
from server.reply.evidence.given import Evidence, PartEvidence, Style
from server.reply.evidence.terms import Terms
from server.reply.evidence.units import quotable
from server.reply.solvers.calendar import local
from server.reply.solvers.promotions import period_in
from server.reply.solvers.solved import Solved
from server.reply.solvers.tables import unmarked
from server.reply.types import Sentence

_ASKED = re.compile(
    r"还(?:有|在|能|可以|搞|做|享|算|行|作数|有效).{0,6}(?:吗|么|嘛|不|没|吧|呢)|(?:现在|今天)(?:就)?(?:能|可以|有).{0,6}(?:吗|么|不|没)|(?:有效|结束|过期|截止|到期)(?:了)?(?:吗|没|么|不)|到(?:几号|什么时候|啥时候)|什么时候(?:结束|截止|开始)"
)
_OF_MONEY = re.compile(r"减|折|券|卷|送|赠|优惠|活动|满|半价|特价|秒杀")
_AMOUNT = re.compile(r"\d+(?:\.\d+)?(?=元|块|折|件|台|$|[^\d.])")
_DAY = r"(?:20\d{2}\s?[年./-]\s?)?\d{1,2}\s?[月./-]\s?\d{1,2}[日号]?"
_CLOCK = r"(?:\s?\d{1,2}[:：]\d{2})?"
_WRITTEN = re.compile(rf"(?P<first>{_DAY}){_CLOCK}\s?(?P<to>至|到|～|~|—|–|-)+\s?(?P<last>{_DAY})")
_FITS, _MARGIN, _AN_AMOUNT = 0.6, 0.1, 0.1


@dataclass(frozen=True, slots=True)
class _Offer:
    text: str
    number: int
    heading: str
    starts: datetime | None = None
    ends: datetime | None = None
    period: str = ""  # as the source writes it; empty for what always runs

    def runs(self, moment: datetime) -> bool:
        return (self.starts is None or self.starts <= moment) and (self.ends is None or moment < self.ends)


def solve_ended(part: PartEvidence, evidence: Evidence, style: Style, passages: Sequence[Passage]) -> Solved | None:
    """None unless the offer meant is found with its period, and today is not in it."""
    text = comparable(part.part)
    if not _ASKED.search(text) or not _OF_MONEY.search(text):
        return None
    now = local(evidence.conversation.as_of)
    terms = style.reader.terms(part.part)
    scored = sorted(
        ((_likeness(offer, terms, text), offer) for offer in _offers(passages, now)), key=lambda pair: -pair[0]
    )
    if not scored or scored[0][0] < _FITS:
        return None
    best, offer = scored[0]
    near = [other for score, other in scored if score > best - _MARGIN]
    if any(other.runs(now) for other in near) or len({other.period for other in near}) > 1:
        return None
    key = "offer_over" if offer.ends is not None and offer.ends <= now else "offer_ahead"
    line = style.wording.solving.lines[key].format(period=offer.period)
    return Solved((Sentence(line, (offer.number,)),))


def _offers(passages: Sequence[Passage], now: datetime) -> Iterator[_Offer]:
    """Sentences of promotions with the period that stands in them, above them or in their row."""
    for number, passage in enumerate(passages, start=1):
        chunk = passage.chunk
        if not quotable(passage) or chunk.kind is ChunkKind.SCRIPT:
            continue
        heading = " ".join(chunk.place.section[-1:])
        above = period_in(heading, now)
        lines = [chunk.text] if chunk.kind is ChunkKind.TABLE_ROW else sentences(without_row_lines(chunk.text))
        for sentence in lines:
            own = period_in(sentence, now)
            starts, ends = own if own != (None, None) else above
            written = _WRITTEN.search(sentence if own != (None, None) else heading) if starts else None
            if chunk.kind is ChunkKind.TABLE_ROW and chunk.skus and not written:
                continue  # a product's remark repeats an offer without its time
            if _OF_MONEY.search(sentence):
                period = f"{written['first']}{written['to']}{written['last']}" if written else ""
                yield _Offer(unmarked(sentence), number, heading, *((starts, ends) if period else (None, None)), period)


def _likeness(offer: _Offer, terms: Terms, text: str) -> float:
    """The share of the question that the offer's words hold; every amount that was said must stand in it."""
    plain = comparable(f"{offer.heading}{offer.text}")
    amounts = _AMOUNT.findall(text)
    if any(amount not in plain for amount in amounts):
        return 0.0
    weight = sum(term.weight for term in terms.all)
    held = sum(term.weight * term.met(plain) for term in terms.all) / weight if weight else 0.0
    return held + _AN_AMOUNT * len(amounts) if held else 0.0
