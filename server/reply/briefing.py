"""Evidence and the instant draft -> what a model is asked, and the standard that its answer is read by."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from knowledge.text.figures import find_figures
from prompts.strategies import strategy_named
from server.reply.answering import Standard
from server.reply.attributing import Sources, holds_words, sources_of
from server.reply.evidence.given import Evidence
from server.reply.instant import Instant
from server.reply.masking import Masked, find_personal, mask_conversation
from server.reply.model_draft import ModelStage
from server.reply.model_reading import Reading
from server.reply.ports import Model
from server.reply.prompting import Brief
from server.reply.steps import Steps, offered_in
from server.reply.types import Reply, Sentence
from server.reply.understand import understand


def model_stage(model: Model, steps: Steps, evidence: Evidence, instant: Instant) -> ModelStage:
    """What the model is shown, all of it masked, and how its answer will be read."""
    masked = mask_conversation(steps.conversation)
    question = understand(masked.conversation, steps.naming, steps.kit.understanding)
    answered = isinstance(instant.outcome, Reply)
    words, options, said = steps.kit.words, steps.kit.options, instant.draft.sentences
    sources = sources_of(steps.subject(instant.draft, instant, evidence))
    facts = _facts(instant, sources) if answered else ()
    brief = Brief(
        masked.conversation,
        question,
        instant.passages,
        evidence.products,
        steps.voice,
        strategy_named(question.customer, words.strategies),
        tuple(_hidden(facts, masked)),
        options.model_tokens if answered else options.rescue_tokens,
    )
    left_open = steps.voice.lines["abstain_partial"]
    standard = Standard(
        tuple(part.part for part in evidence.parts),
        instant.passages,
        steps.kit.reader,
        options.coverage_floor,
        facts,
        left_open if any(sentence.text == left_open for sentence in said) else "",
        readable=question.language == "zh",
    )
    reading = Reading(
        brief,
        words.prompts,
        replace(sources, told=facts),
        lambda draft: steps.check(draft, instant, evidence),
        masked.restore,
        standard,
        strict=not answered,
    )
    return ModelStage(model, reading, options.model_budget_s)


def _facts(instant: Instant, sources: Sources) -> tuple[Sentence, ...]:
    """What the instant draft answers, without its courtesies and its offer."""
    said = instant.draft.sentences[:-1] if offered_in(instant.draft, instant) else instant.draft.sentences
    return tuple(one for one in said if one.citations or find_figures(one.text) or holds_words(one, sources))


def _hidden(facts: Iterable[Sentence], masked: Masked) -> Iterator[Sentence]:
    """As a model may see them: nothing personal in them."""
    for fact in facts:
        text = masked.hide(fact.text)
        if not find_personal(text):
            yield Sentence(text, fact.citations)
