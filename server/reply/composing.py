"""Sentences into a draft in the shop's voice: opening, answer, closing; and a draft without what a check refused."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from prompts.speech import Speech
from prompts.strategies import Strategy
from prompts.voice import Voice
from server.reply.evidence.units import Unit
from server.reply.speaking import is_pointer, spoken
from server.reply.types import Draft, Finding, Intent, Level, Mood, Origin, Question, Sentence, Stage

_END = re.compile(r"[。！？!?…～~]$|[。！？!?][”」』）)]$")
_SOFT_END = re.compile(r"[；;，,、：:\s]+$")
_LEADS = re.compile(r"[：:]\s*$")
_ADDRESSED = re.compile(r"^(?:亲|您好|你好|小主|尊敬的|hi|hello|dear)", re.I)
# What one is called at a sentence's start: said once is enough.
_ADDRESS = re.compile(r"^(?:(?:亲亲?|小主)(?:您好|你好)?|您好|你好)[呀哦~～]*[，,！!。:：]\s*")
_NAMED = re.compile(r"^(?P<name>.{4,40}?)(?:的|[：:]|(?=目前|现在))")
_CASE = re.compile(r"[内后前起满超时]$|^[如若凡]")  # not what is spoken of, but when it holds
_EMOJI = re.compile("[\U0001f300-\U0001faff\u2600-\u27bf\u2b50\ufe0f\u200d]")
_SOOTHES = re.compile(r"抱歉|不好意思|对不起|添堵|添麻烦|费心|久等|(?:先别|别着)急")
_HELPS = re.compile(r"(?:马上|这就|尽快)[^，。]{0,6}(?:处理|安排|核实)|跟进|盯[着一]|催")
_CHOOSING = {Intent.PRODUCT, Intent.RULES, Intent.OTHER}  # still about to buy, with nothing to be done for them
_REGRETTABLE = {Mood.UNHAPPY, Mood.ANGRY}


def sentences_of(units: Sequence[Unit], speech: Speech) -> list[Sentence]:
    """Each unit as a sentence with its citation, in words for a customer; a list's introduction is said once, and what
    only points elsewhere is left out beside an answer.
    """
    telling = [unit for unit in units if not is_pointer(unit, speech)] or units
    out: list[Sentence] = []
    lead = ""
    for at, unit in enumerate(telling):
        following = telling[at + 1] if at + 1 < len(telling) else None
        opens = _opens(unit, following)
        if _LEADS.search(unit.body) and not opens and len(telling) > 1:
            continue  # the introduction of a list of which nothing is said
        text = spoken(unit, speech)
        if unit.lead and unit.lead not in (lead, telling[at - 1].body if at else ""):
            text = f"{spoken(replace(unit, body=unit.lead), speech)}{text}"
        lead = unit.lead or lead
        out.append(Sentence(text if opens else ended(text), (unit.number,) if unit.number else ()))
    return out


def _opens(unit: Unit, following: Unit | None) -> bool:
    """Whether the unit introduces the next one."""
    if following is None or not _LEADS.search(unit.body):
        return False
    behind = (following.number, following.position) == (unit.number, unit.position + 1)
    return following.lead == unit.body or behind


def ended(text: str) -> str:
    return text if _END.search(text) else f"{_SOFT_END.sub('', text)}。"


def moment(question: Question) -> str:
    """Which opening fits: "sorry" for an unhappy customer, else the stage."""
    return "sorry" if question.mood in _REGRETTABLE and question.intent is not Intent.PRODUCT else question.stage.value


def voiced(
    body: Sequence[Sentence], question: Question, voice: Voice, strategy: Strategy | None = None, *, closes: bool = True
) -> Draft:
    """The body between the voice's opening and closing, as the moment and the customer's type want it.

    A script that opens itself gets no second opening. An apology is never shortened, and nobody who complains hears
    courtesies of another kind. `closes` is False where the body ends in what is still to be done.
    """
    said = _once_named(body)
    before = [] if said and _opens_itself(said[0].text, voice) else _opening(question, voice, strategy)
    if moment(question) == "sorry" and said:  # said once is enough
        if before and _SOOTHES.search(said[0].text):
            before = [Sentence(voice.opening[question.stage.value])]
        closes = closes and not _HELPS.search(said[-1].text)
    after = _closing(question, voice, strategy) if closes else []
    room = voice.max_chars - sum(len(sentence.text) for sentence in said)
    after = [one for one in after if len(one.text) <= room]
    return joined(_one_emoji([*before, *said, *after], voice), Origin.INSTANT)


def without_closing(draft: Draft, question: Question, voice: Voice, strategy: Strategy | None) -> Draft:
    """The draft less its closing, for one sentence more."""
    closing, last = _closing(question, voice, strategy), draft.sentences[-1:]
    same = bool(last) and bool(closing) and last[0] in _one_emoji(closing, voice)
    return joined(draft.sentences[:-1], draft.origin, draft.findings) if same else draft


def _opening(question: Question, voice: Voice, strategy: Strategy | None) -> list[Sentence]:
    at = moment(question)
    brief = strategy is not None and strategy.is_brief and at != "sorry"
    own = strategy.opening if strategy is not None and _is_courteous(question) else ""
    return [Sentence(text) for text in ("" if brief else voice.opening[at], own) if text]


def _closing(question: Question, voice: Voice, strategy: Strategy | None) -> list[Sentence]:
    """One at most: the type's own before the voice's."""
    if strategy is not None and strategy.is_brief:
        return []
    fits = _is_courteous(question) and question.stage is not Stage.AFTERSALE and question.intent in _CHOOSING
    text = (strategy.closing if strategy is not None and fits else "") or voice.closing[moment(question)]
    return [Sentence(text)] if text else []


def _is_courteous(question: Question) -> bool:
    """Whether a type's courtesies are in place: not in a complaint."""
    return question.mood is Mood.CALM and question.intent is not Intent.DISPUTE


def _opens_itself(text: str, voice: Voice) -> bool:
    return _ADDRESSED.match(text) is not None or text.startswith(voice.address)


def _once_named(body: Sequence[Sentence]) -> list[Sentence]:
    """A product or another subject is named once where two sentences of it follow each other, a customer too."""
    out: list[Sentence] = []
    name = ""
    for at, sentence in enumerate(_once_said(body)):
        text = _ADDRESS.sub("", sentence.text) if at else sentence.text
        match = _NAMED.match(text)
        named = match["name"] if match is not None and not _CASE.search(match["name"]) else ""
        if at and match is not None and named and named == name and len(text) > match.end():
            text = text[match.end() :]
        name = named
        out.append(replace(sentence, text=text))
    return out


def _once_said(body: Sequence[Sentence]) -> list[Sentence]:
    """Without sentences that another one holds whole."""
    texts = [_SOFT_END.sub("", sentence.text.rstrip("。")) for sentence in body]
    held = {
        at
        for at, text in enumerate(texts)
        for other, whole in enumerate(texts)
        if at != other and text in whole and (len(text) < len(whole) or other < at)
    }
    return [sentence for at, sentence in enumerate(body) if at not in held]


def _one_emoji(said: Sequence[Sentence], voice: Voice) -> list[Sentence]:
    """At most one emoji in all, and only of those that the voice uses."""
    allowed, used = "".join(voice.emoji), False
    out: list[Sentence] = []
    for sentence in said:
        kept = ""
        for char in sentence.text:
            if _EMOJI.match(char):
                if used or char not in allowed:
                    continue
                used = True
            kept += char
        out.append(replace(sentence, text=kept))
    return [sentence for sentence in out if sentence.text]


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
