"""Sentences into a draft in the shop's voice: opening, answer, closing; and a draft without what a check refused."""

from __future__ import annotations

import re
from collections.abc import Sequence

from prompts.voice import Voice
from server.reply.evidence.units import Unit
from server.reply.types import Draft, Finding, Intent, Level, Mood, Origin, Question, Sentence

_END = re.compile(r"[。！？!?…～~]$|[。！？!?][”」』）)]$")
_SOFT_END = re.compile(r"[；;，,、：:\s]+$")
_ADDRESSED = re.compile(r"^(?:亲|您好|你好|小主|尊敬的|hi|hello|dear)", re.I)
_REGRETTABLE = {Mood.UNHAPPY, Mood.ANGRY}


def sentences_of(units: Sequence[Unit]) -> list[Sentence]:
    """Each unit as a sentence with its citation; a list's introduction is said once."""
    out: list[Sentence] = []
    lead = ""
    for at, unit in enumerate(units):
        body = unit.body
        opens_list = at + 1 < len(units) and units[at + 1].lead == unit.body
        if unit.lead and unit.lead not in (lead, units[at - 1].body if at else ""):
            body = f"{unit.lead}{body}"
        lead = unit.lead or lead
        text = body if opens_list else ended(body)
        out.append(Sentence(text, (unit.number,) if unit.number else ()))
    return out


def ended(text: str) -> str:
    return text if _END.search(text) else f"{_SOFT_END.sub('', text)}。"


def moment(question: Question) -> str:
    """Which opening fits: "sorry" for an unhappy customer, else the stage."""
    return "sorry" if question.mood in _REGRETTABLE and question.intent is not Intent.PRODUCT else question.stage.value


def voiced(body: Sequence[Sentence], question: Question, voice: Voice) -> Draft:
    """The body between the voice's opening and closing; a script that opens itself gets no second one."""
    opening, closing = voice.opening[moment(question)], voice.closing[moment(question)]
    first = body[0].text if body else ""
    around = [] if not opening or _ADDRESSED.match(first) or first.startswith(voice.address) else [Sentence(opening)]
    after = [Sentence(closing)] if closing and sum(len(s.text) for s in body) + len(closing) <= voice.max_chars else []
    return joined([*around, *body, *after], Origin.INSTANT)


def line(text: str) -> Draft:
    """A fixed line of the voice: courtesy that asserts nothing."""
    return joined([Sentence(text)], Origin.INSTANT)


def joined(sentences: Sequence[Sentence], origin: Origin, findings: tuple[Finding, ...] = ()) -> Draft:
    return Draft("".join(sentence.text for sentence in sentences), tuple(sentences), origin, findings)


def without_blocked(draft: Draft, findings: Sequence[Finding]) -> Draft | None:
    """The draft less every sentence that a blocking finding touches; None when no cited sentence is left."""
    blocked = [finding for finding in findings if finding.level is Level.BLOCK]
    kept: list[Sentence] = []
    start = 0
    for sentence in draft.sentences:
        end = start + len(sentence.text)
        if not any(finding.start < end and finding.end > start for finding in blocked):
            kept.append(sentence)
        start = end
    return joined(kept, draft.origin) if any(sentence.citations for sentence in kept) else None
