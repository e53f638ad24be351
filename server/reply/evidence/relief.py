"""The one fact more that removes the worry behind a question; after the purchase a tip instead. At most one sentence.

It is a customer-visible sentence of the shop's own terms, said as it stands behind the answer and cited.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from knowledge.text import comparable
from knowledge.types import Category, Passage
from prompts.relief import ReliefWords, Worry
from prompts.strategies import strategy_named
from server.reply.composing import ended
from server.reply.evidence.gathering import with_related
from server.reply.evidence.given import Evidence, Style
from server.reply.evidence.goods_named import Goods
from server.reply.evidence.units import Unit, text_units
from server.reply.speaking import plain
from server.reply.types import Intent, Mood, Role, Sentence, Stage

_NO_TERMS = {Category.SCRIPTS, Category.GUIDE}
_OPENS = ("：", ":", "？", "?")
_MOST_TIPS, _NEAR = 12, 0.5  # tips that are compared, and how near in meaning one has to be
_MOST_LOOK_UPS = 2  # worries that one question may have; each costs a retrieval


@dataclass(frozen=True, slots=True)
class Relief:
    """The sentence to say, and the passages that it counts its citation in: those given and what was looked up."""

    sentence: Sentence
    passages: tuple[Passage, ...]


def relieving(
    answered: Sequence[Sentence], evidence: Evidence, passages: Sequence[Passage], style: Style
) -> Relief | None:
    """The sentence to say behind `answered`, which cites `passages` from 1; None where none is in place."""
    words, text = style.wording.relief, "".join(sentence.text for sentence in answered)
    room = min(words.most_chars, style.voice.max_chars - len(text))
    if len(text) > words.most_answer or not _is_welcome(evidence, style) or _disappoints(text, evidence, words):
        return None
    goods = Goods.of(evidence, words.general, style.reader)
    for worry in _worries(evidence, words, text):
        every = with_related(passages, [evidence.beyond.passages(_looked_up(worry, evidence))])
        after = worry is words.tips
        units = [*(_tips(answered, every, goods) if after else _terms(every))]
        if worry.returns and any(words.excepts.search(unit.body) and goods.meets_view(unit.plain) for unit in units):
            continue  # the shop excepts what is in view, or something much like it
        for unit in _nearest(_candidates(worry, units), evidence) if after else _candidates(worry, units):
            said = _spoken(unit, worry, style)
            fits = words.least_chars <= len(said) <= room
            if fits and _stands(unit, said, evidence, words, text) and not goods.names_another(unit):
                return Relief(Sentence(said, (unit.number,)), every)
    return None


def _is_welcome(evidence: Evidence, style: Style) -> bool:
    """In a calm chat without any dispute, to a customer who has the time."""
    question = evidence.question
    strategy = strategy_named(question.customer, style.strategies)
    calm = question.mood is Mood.CALM and not question.signals and question.intent is not Intent.DISPUTE
    return calm and not (strategy is not None and strategy.is_brief)


def _disappoints(answer: str, evidence: Evidence, words: ReliefWords) -> bool:
    """A worry that was just confirmed is not eased by the by; what not to do with a thing is no bad news."""
    return evidence.question.stage is not Stage.AFTERSALE and words.refused.search(answer) is not None


def _worries(evidence: Evidence, words: ReliefWords, answer: str) -> Iterator[Worry]:
    """Those of the stage that the question shows and its answer does not remove by itself."""
    stage = evidence.question.stage
    if stage is Stage.AFTERSALE:
        worries: Sequence[Worry] = (words.tips,)
    else:
        worries = [one for one in words.worries if one.underway or stage is not Stage.IN_SALE]
    asked = comparable("\n".join([evidence.question.text, *evidence.question.parts]))
    shown = [one for one in worries if one.asked.search(asked) and not (one.unless and one.unless.search(asked))]
    open_still = [one for one in shown if not (one.answered and one.answered.search(answer))]
    yield from open_still[:_MOST_LOOK_UPS]


def _looked_up(worry: Worry, evidence: Evidence) -> str:
    named = evidence.products[0].name if len(evidence.products) == 1 and not worry.returns else ""
    return f"{worry.look_up} {named}".strip()


def _terms(passages: Sequence[Passage]) -> Iterator[Unit]:
    """Sentences of the shop's own terms that stand alone."""
    numbered = ((number, one) for number, one in enumerate(passages, start=1) if one.category not in _NO_TERMS)
    return (unit for unit in text_units(numbered) if not unit.lead)


def _tips(answered: Sequence[Sentence], passages: Sequence[Passage], goods: Goods) -> Iterator[Unit]:
    """Sentences beside those that were said, and those under a heading that names the product in view."""
    cited = {number for sentence in answered for number in sentence.citations}
    units = text_units(enumerate(passages, start=1))
    return (unit for unit in units if unit.number in cited or goods.heads_view(unit))


def _candidates(worry: Worry, units: Sequence[Unit]) -> Iterator[Unit]:
    for pattern in worry.says:
        yield from (unit for unit in units if pattern.search(unit.body) and not unit.body.endswith(_OPENS))


def _nearest(units: Iterable[Unit], evidence: Evidence) -> list[Unit]:
    """The tips that are about what was asked, the nearest first."""
    few = list(islice(dict.fromkeys(units), _MOST_TIPS))
    near = evidence.parts[0].near([unit.compared or unit.body for unit in few])
    ranked = sorted(zip(near, range(len(few)), strict=True), reverse=True)
    return [few[at] for nearness, at in ranked if nearness >= _NEAR]


def _spoken(unit: Unit, worry: Worry, style: Style) -> str:
    words = style.wording.relief
    said = ended(words.affirming.sub("", plain(unit.body, style.wording.speech)))
    return said if words.of_a_case.search(said) else f"{worry.lead}{said}"


def _stands(unit: Unit, said: str, evidence: Evidence, words: ReliefWords, answer: str) -> bool:
    """Whether it can be said as it is: under no condition nobody spoke of, hanging on nothing, and not said before."""
    heard = [message.text for message in evidence.conversation.messages if message.role is Role.AGENT]
    if words.dangling.search(said) or words.never.search(unit.body) or words.never.search(unit.heading):
        return False
    return comparable(said).rstrip("。.") not in comparable("\n".join([answer, *heard]))
