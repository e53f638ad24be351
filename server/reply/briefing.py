"""Evidence and the instant draft -> what a model is asked, and the standard that its answer is read by."""

from __future__ import annotations

from prompts.strategies import strategy_named
from server.reply.answering import Standard
from server.reply.attributing import sources_of
from server.reply.evidence.given import Evidence
from server.reply.instant import Instant
from server.reply.masking import mask_conversation
from server.reply.model_draft import ModelStage
from server.reply.model_reading import Reading
from server.reply.ports import Model
from server.reply.prompting import Brief
from server.reply.steps import Steps
from server.reply.types import Reply
from server.reply.understand import understand


def model_stage(model: Model, steps: Steps, evidence: Evidence, instant: Instant) -> ModelStage:
    """What the model is shown, all of it masked, and how its answer will be read."""
    masked = mask_conversation(steps.conversation)
    question = understand(masked.conversation, steps.naming, steps.kit.understanding)
    answered = isinstance(instant.outcome, Reply)
    words, options, said = steps.kit.words, steps.kit.options, instant.draft.sentences
    brief = Brief(
        masked.conversation,
        question,
        instant.passages,
        evidence.products,
        steps.voice,
        strategy_named(question.customer, words.strategies),
        tuple(number for sentence in said for number in sentence.citations),
        options.model_tokens,
    )
    left_open = steps.voice.lines["abstain_partial"]
    standard = Standard(
        tuple(part.part for part in evidence.parts),
        instant.passages,
        steps.kit.reader,
        options.coverage_floor,
        said if answered else (),
        left_open if any(sentence.text == left_open for sentence in said) else "",
        readable=question.language == "zh",
    )
    reading = Reading(
        brief,
        words.prompts,
        sources_of(steps.subject(instant.draft, instant, evidence)),
        lambda draft: steps.check(draft, instant, evidence),
        masked.restore,
        standard,
        strict=not answered,
    )
    return ModelStage(model, reading, options.model_budget_s)
