"""The one fact more that removes the worry behind a question; after the purchase a tip instead. At most one sentence.

It is a customer-visible sentence of what was retrieved anyway, of the shop or the goods in view, said as it stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from knowledge.text import comparable
from knowledge.types import Category, Passage
from prompts.concepts import Concept
from prompts.relief import Ease, ReliefWords
from prompts.strategies import strategy_named
from server.reply.composing import ended
from server.reply.evidence.given import Evidence, Style
from server.reply.evidence.units import Unit, text_units
from server.reply.speaking import plain
from server.reply.types import Intent, Mood, Role, Sentence, Stage

_NOT_TERMS = {Category.SCRIPTS, Category.GUIDE}
_HAN = re.compile(r"[\u3400-\u9fff]+")


def relieving(
    answered: Sequence[Sentence], evidence: Evidence, passages: Sequence[Passage], style: Style
) -> tuple[Sentence, ...]:
    """The sentence to say behind `answered`, cited by its passage's number from 1; empty where none is in place."""
    words, text = style.wording.relief, "".join(sentence.text for sentence in answered)
    if not _is_welcome(evidence, style) or words.refused.search(text):
        return ()
    after = evidence.question.stage is Stage.AFTERSALE
    eases = [one for one in ((words.tips,) if after else words.reliefs) if _asked(one, evidence, style)]
    if not eases:
        return ()
    told = comparable("\n".join([text, *(m.text for m in evidence.conversation.messages if m.role is Role.AGENT)]))
    room = min(words.most_chars, style.voice.max_chars - len(text))
    units = [*(_tips(answered, passages) if after else _rules(passages))]
    for ease in eases:
        if ease.says.search(text):
            continue  # the answer itself removes the worry
        for unit in units:
            said = ended(plain(unit.body, style.wording.speech))
            fits = len(said) <= room and comparable(said).rstrip("。") not in told
            if fits and ease.says.search(unit.body) and (after or _is_for_all(unit, evidence, words)):
                return (Sentence(said, (unit.number,)),)
    return ()


def _is_welcome(evidence: Evidence, style: Style) -> bool:
    """In a calm chat without any dispute, to a customer who has the time."""
    question = evidence.question
    strategy = strategy_named(question.customer, style.strategies)
    calm = question.mood is Mood.CALM and not question.signals and question.intent is not Intent.DISPUTE
    return calm and not (strategy is not None and strategy.is_brief)


def _asked(ease: Ease, evidence: Evidence, style: Style) -> bool:
    concepts = style.reader.lexicon.concepts
    wanted = [_written(concepts[name]) for name in ease.asked]
    terms = [set(term.words) for one in evidence.parts for term in style.reader.terms(one.part).focus]
    return any(words and words <= held for words in wanted for held in terms)


def _written(concept: Concept) -> set[str]:
    return {comparable(word) for word in concept.written}


def _rules(passages: Sequence[Passage]) -> Iterator[Unit]:
    """Sentences that stand alone in the shop's own terms."""
    numbered = ((number, one) for number, one in enumerate(passages, start=1) if one.category not in _NOT_TERMS)
    return (unit for unit in text_units(numbered) if not unit.lead and not unit.body.endswith(("：", ":", "？", "?")))


def _tips(answered: Sequence[Sentence], passages: Sequence[Passage]) -> Iterator[Unit]:
    """Sentences beside those that were said, in the same passages."""
    cited = dict.fromkeys(number for sentence in answered for number in sentence.citations)
    units = text_units((number, passages[number - 1]) for number in cited)
    return (unit for unit in units if not unit.body.endswith(("：", ":", "？", "?")))


def _is_for_all(unit: Unit, evidence: Evidence, words: ReliefWords) -> bool:
    """Whether it holds for every product, or names only what is in view, and under no condition nobody spoke of."""
    if words.never.search(unit.body) or words.never.search(unit.heading):
        return False
    if unit.skus and not {product.sku for product in evidence.products}.issuperset(unit.skus):
        return False
    goods = {comparable(product.category) for product in (*evidence.shelf, *evidence.goods)}
    own = {comparable(product.category) for product in evidence.products}
    if any(kind and kind in unit.heading for kind in goods - own):
        return False
    view = comparable("".join([*evidence.question.parts, *(f"{p.name}{p.category}" for p in evidence.products)]))
    return all(rest in view for rest in _HAN.findall(words.general.sub(" ", unit.body)))
