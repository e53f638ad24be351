"""A share of a sum that the customer states: a deposit of 30%, a compensation of 5% between its least and its most."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from knowledge.text import comparable, sentences
from knowledge.text.rowlines import without_row_lines
from knowledge.types import ChunkKind, Passage
from server.reply.evidence.catalogue import money
from server.reply.evidence.given import Evidence, PartEvidence, Style
from server.reply.evidence.units import quotable
from server.reply.solvers.solved import Solved
from server.reply.solvers.tables import unmarked
from server.reply.solvers.topics import asks
from server.reply.types import Sentence

# What is asked and how rules call it; the first that the question holds counts. A compensation for one fault is none
# for another, so only that for late dispatch is worked out, and only where the customer speaks of it.
_MATTERS = (
    ("定金", re.compile(r"[定订]金"), re.compile(r"[定订]金")),
    (
        "赔付",
        re.compile(
            r"(?:没发|不发|未发|发货|晚发|迟发|缺货).*(?:赔|补偿)|(?:赔|补偿).*(?:没发|不发|未发|发货|晚发|迟发|缺货)"
        ),
        re.compile(r"(?:发货|未发|发出|缺货).*(?:赔|补偿|违约金)|(?:赔|补偿|违约金).*(?:发货|未发|发出|缺货)"),
    ),
)
_N = r"(\d+(?:\.\d+)?)"
_PERCENT = re.compile(rf"{_N}%")
_LEAST = re.compile(rf"(?:最低|最少|至少|不低于|不少于|不足){_N}元?")
_MOST = re.compile(rf"(?:最高|最多|上限|封顶|不超过)[^\d，,。；;]{{0,4}}{_N}元?")
# Shares of something else than the order, or for a case that the customer must first be in.
_OTHER = re.compile(r"积分|折|税|手续费|\d%(?:以上|以下|以内)|(?:超过|达到|低于|满)\d+(?:\.\d+)?%")
_AMOUNT = re.compile(
    r"(?<![\d.a-z])(\d+(?:\.\d+)?)(?:元|块|大洋)?(?![\d.a-z%]|[个件天日月年号点楼层米斤克kg折期台张条套份次分双片只名岁时])"
)
_CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Share:
    """`rate` of a sum, never under `least` nor over `most`, as `text` says."""

    rate: Decimal
    least: Decimal | None
    most: Decimal | None
    text: str
    number: int

    def of(self, amount: Decimal) -> Decimal:
        part = (amount * self.rate).quantize(_CENT, ROUND_HALF_UP)
        part = part if self.least is None else max(part, self.least)
        return part if self.most is None else min(part, self.most)


def solve_share(part: PartEvidence, _: Evidence, style: Style, passages: Sequence[Passage]) -> Solved | None:
    """None unless one sum is stated, one matter asked, and one rule sets its share."""
    words, text = style.wording.solving, comparable(part.part)
    if not asks(words, "share", part.part):
        return None
    amount = stated_amount(text)
    matter = next(((name, rule) for name, asked, rule in _MATTERS if asked.search(text)), None)
    if amount is None or matter is None:
        return None
    found = list(_shares(passages, matter[1]))
    if len({(one.rate, one.least, one.most) for one in found}) != 1:
        return None
    share = found[0]
    line = words.lines["share"].format(
        rule=share.text, amount=money(amount), matter=matter[0], total=money(share.of(amount))
    )
    return Solved((Sentence(line, (share.number,)),))


def stated_amount(text: str) -> Decimal | None:
    """The one sum of money that a comparable text states, with or without its yuan; None unless it is one."""
    found = {Decimal(match[1]) for match in _AMOUNT.finditer(text)}
    return found.pop() if len(found) == 1 else None


def _shares(passages: Sequence[Passage], rule: re.Pattern[str]) -> Iterator[Share]:
    for number, passage in enumerate(passages, start=1):
        chunk = passage.chunk
        if not quotable(passage) or chunk.kind in (ChunkKind.SCRIPT, ChunkKind.TABLE_ROW):
            continue
        for sentence in sentences(dict(chunk.fields).get("answer", "") or without_row_lines(chunk.text)):
            flat = comparable(sentence)
            rates = _PERCENT.findall(flat)
            if len(rates) != 1 or not rule.search(flat) or _OTHER.search(flat):
                continue
            least, most = _LEAST.search(flat), _MOST.search(flat)
            text = unmarked(sentence).strip().rstrip("。；;")
            bounds = (Decimal(least[1]) if least else None, Decimal(most[1]) if most else None)
            yield Share(Decimal(rates[0]) / 100, *bounds, text, number)
