"""Conversation -> Suggestion: understand, retrieve, draft, check, and the model's draft when there is a model.

Yields what is known as soon as it is known. Nothing a customer writes makes it raise; errors of the knowledge store do
propagate, errors of the model never.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable, Mapping
from contextlib import aclosing
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from time import perf_counter
from typing import TypeVar

from knowledge.types import Passage, Product, Query, Retrieval, Shop
from prompts.lexicons import Lexicon
from prompts.loading import ModelPrompts
from prompts.strategies import Strategy, strategy_for
from prompts.voice import Voice
from prompts.wording import Wording
from server.reply.answering import Standard
from server.reply.attributing import sources_of
from server.reply.checks.subject import Authority, Subject, VoiceRules
from server.reply.composing import line, without_blocked
from server.reply.events import Done, Drafted, Event, Found, Understood
from server.reply.evidence.deciding import ANSWER_FLOOR
from server.reply.evidence.gathering import as_bought
from server.reply.evidence.given import Evidence, PartEvidence, Style
from server.reply.evidence.selecting import COVERAGE_FLOOR
from server.reply.evidence.terms import Reader
from server.reply.fingerprints import conversation_hash, options_fingerprint
from server.reply.instant import Instant, draft_instant
from server.reply.masking import mask_conversation
from server.reply.model_draft import ModelResult, ModelStage
from server.reply.model_reading import Reading
from server.reply.ports import Knowledge, Model
from server.reply.prompting import Brief
from server.reply.solvers.topics import topics_of
from server.reply.types import (
    Abstain,
    Conversation,
    Draft,
    Finding,
    ModelTrace,
    Question,
    Reply,
    Suggestion,
)
from server.reply.understand import Understanding, asks_nothing, understand

T = TypeVar("T")
Checker = Callable[[Subject], tuple[Finding, ...]]
_NO_AUTHORITY = Authority()
_MENTION_CHARS = 2000  # of the chat's tail in which product names are looked for


@dataclass(frozen=True, slots=True)
class Options:
    """What a shop's operator may tune; part of every suggestion's fingerprint."""

    passages: int = 8
    budget_tokens: int = 1800
    answer_floor: float = ANSWER_FLOOR
    coverage_floor: float = COVERAGE_FLOOR
    model_coverage_floor: float = 0.35  # of the question, below which no model is asked where nothing was found
    model_confidence_floor: float = 0.6  # of retrieval, likewise
    model_tokens: int = 1000  # of passages shown to the model
    model_budget_s: float = 20.0


@dataclass(frozen=True, slots=True)
class Words:
    """Everything that prompts/ holds, loaded once."""

    lexicon: Lexicon
    wording: Wording
    voices: Mapping[str, Voice]
    strategies: tuple[Strategy, ...]
    prompts: ModelPrompts


@dataclass(frozen=True, slots=True)
class Suggester:
    """The production path of every suggestion; the server, the command line and the evaluation all drive this one."""

    knowledge: Knowledge
    checker: Checker
    words: Words
    clock: Callable[[], datetime]
    new_id: Callable[[], str]
    model: Model | None = None
    options: Options = Options()
    understanding: Understanding = field(init=False)
    reader: Reader = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "understanding", Understanding(self.words.lexicon))
        object.__setattr__(self, "reader", Reader(self.words.lexicon))

    async def suggest(
        self, conversation: Conversation, shop: Shop, *, authority: Authority = _NO_AUTHORITY, use_model: bool = True
    ) -> AsyncGenerator[Event, None]:
        """Understood, Found, Drafted (instant), Delta*, Drafted (the model's, if it passed), Done."""
        run = _Run(self, conversation, shop, authority)
        question, products = await run.timed("understand", run.understand)
        yield Understood(question)
        evidence = await run.timed("retrieve", lambda: run.retrieve(question, products))
        instant = await run.timed("draft", lambda: run.draft(evidence))
        confidence = max((part.retrieval.confidence for part in evidence.parts), default=0.0)
        yield Found(instant.passages, confidence)
        instant = await run.timed("check", lambda: run.checked(instant, evidence))
        yield Drafted(instant.draft, instant.outcome)
        final, trace = instant, ModelTrace(verdict="off")
        if use_model and self.model is not None and run.wants_model(instant, evidence):
            started = perf_counter()
            stage = await asyncio.to_thread(run.model_stage, self.model, evidence, instant)
            async with aclosing(stage.run()) as events:
                async for event in events:
                    if not isinstance(event, ModelResult):
                        yield event
                        continue
                    trace = event.trace
                    if event.draft is not None:
                        final = replace(instant, draft=event.draft, outcome=Reply())
                        yield Drafted(final.draft, final.outcome)
            run.timings["model"] = _ms(started)
        revision = max((part.retrieval.revision for part in evidence.parts), default=0)
        yield Done(run.suggestion(question, instant, final, trace, confidence=confidence, revision=revision))


@dataclass(slots=True)
class _Run:
    """One suggestion in the making."""

    by: Suggester
    conversation: Conversation
    shop: Shop
    authority: Authority
    timings: dict[str, float] = field(default_factory=dict)

    async def timed(self, stage: str, work: Callable[[], T]) -> T:
        started = perf_counter()
        result = await asyncio.to_thread(work)
        self.timings[stage] = _ms(started)
        return result

    def understand(self) -> tuple[Question, tuple[Product, ...]]:
        """The question, and the products it may be about: the one in view first."""
        said = "\n".join(message.text for message in self.conversation.messages)[-_MENTION_CHARS:]
        mentioned = tuple(self.by.knowledge.mentioned(self.shop.id, said))
        question = understand(self.conversation, mentioned, self.by.understanding)
        if question.sku is None:
            asked = question.text.lower()
            named = (one for one in mentioned if one.name.lower() in asked or one.sku.lower() in asked)
            return question, tuple(named)
        known = next((one for one in mentioned if one.sku == question.sku), None)
        return question, (known,) if known else tuple(self.by.knowledge.products(self.shop.id, [question.sku]))

    def retrieve(self, question: Question, products: tuple[Product, ...]) -> Evidence:
        """Nothing is looked up for small talk, and a part of a question each is looked up by itself."""
        parts = () if asks_nothing(question) else question.parts
        return Evidence(question, self.conversation, tuple(self._found(part, question) for part in parts), products)

    def _found(self, part: str, question: Question) -> PartEvidence:
        options = self.by.options
        query = Query(
            self.shop.id, part, self.conversation.as_of, question.sku, options.passages, options.budget_tokens
        )
        near = partial(self.by.knowledge.likeness, part)
        found, scripts = self._retrieved(query), tuple(self.by.knowledge.scripts(query))
        return PartEvidence(part, found, scripts, self._related(query), near)

    def _retrieved(self, query: Query) -> Retrieval:
        """An order in view falls under the terms of the day on which it was paid."""
        found, order = self.by.knowledge.retrieve(query), self.conversation.context.order
        bought = order.paid_at if order else None
        if bought is None or all(one.validity.covers(bought) for one in found.passages):
            return found
        return as_bought(found, self.by.knowledge.retrieve(replace(query, as_of=bought)), bought)

    def _related(self, query: Query) -> tuple[Passage, ...]:
        """Rules and tables that a computed answer may need, whatever words the customer uses."""
        wanted = topics_of(self.by.words.wording.solving, query.text)
        asked = (replace(query, text=one.look_up, limit=one.passages, budget_tokens=one.budget) for one in wanted)
        return tuple(passage for each in asked for passage in self.by.knowledge.retrieve(each).passages)

    def draft(self, evidence: Evidence) -> Instant:
        return draft_instant(evidence, self._style())

    def checked(self, instant: Instant, evidence: Evidence) -> Instant:
        """The draft without what the checks refuse; an abstention when nothing that answers is left."""
        findings = self._check(instant.draft, instant, evidence)
        draft = replace(instant.draft, findings=findings)
        if not draft.blocked:
            return replace(instant, draft=draft)
        rest = without_blocked(draft, findings)
        if rest is not None and isinstance(instant.outcome, Reply):
            rest = replace(rest, findings=self._check(rest, instant, evidence))
            if not rest.blocked:
                return replace(instant, draft=rest)
        held = line(self.voice.lines["abstain"])
        return replace(instant, draft=held, outcome=Abstain(self.by.words.wording.abstain_reason["blocked"]))

    def wants_model(self, instant: Instant, evidence: Evidence) -> bool:
        """Only where a model can add words to facts: never for small talk, hand-overs, attacks, or without evidence."""
        question, options = evidence.question, self.by.options
        if asks_nothing(question) or not instant.passages or "injection" in question.signals:
            return False
        if isinstance(instant.outcome, Abstain):
            confidence = max((part.retrieval.confidence for part in evidence.parts), default=0.0)
            return instant.coverage >= options.model_coverage_floor and confidence >= options.model_confidence_floor
        return isinstance(instant.outcome, Reply)

    def model_stage(self, model: Model, evidence: Evidence, instant: Instant) -> ModelStage:
        """What the model is shown, all of it masked, and how its answer will be read."""
        masked = mask_conversation(self.conversation)
        question = understand(masked.conversation, evidence.products, self.by.understanding)
        answered = isinstance(instant.outcome, Reply)
        words, options, said = self.by.words, self.by.options, instant.draft.sentences
        brief = Brief(
            masked.conversation,
            question,
            instant.passages,
            evidence.products,
            self.voice,
            strategy_for(self.conversation.context.customer_tags, words.strategies),
            tuple(number for sentence in said for number in sentence.citations),
            options.model_tokens,
        )
        left_open = self.voice.lines["abstain_partial"]
        standard = Standard(
            tuple(part.part for part in evidence.parts),
            instant.passages,
            self.by.reader,
            options.coverage_floor,
            said if answered else (),
            left_open if any(sentence.text == left_open for sentence in said) else "",
            readable=question.language == "zh",
        )
        reading = Reading(
            brief,
            words.prompts,
            sources_of(self._subject(instant.draft, instant, evidence)),
            lambda draft: self._check(draft, instant, evidence),
            masked.restore,
            standard,
            strict=not answered,
        )
        return ModelStage(model, reading, options.model_budget_s)

    def suggestion(
        self,
        question: Question,
        instant: Instant,
        final: Instant,
        trace: ModelTrace,
        *,
        confidence: float,
        revision: int,
    ) -> Suggestion:
        return Suggestion(
            id=self.by.new_id(),
            shop=self.shop.id,
            conversation_id=self.conversation.id,
            conversation_hash=conversation_hash(self.conversation),
            created_at=self.by.clock(),
            as_of=self.conversation.as_of,
            question=question,
            outcome=final.outcome,
            draft=final.draft,
            instant=instant.draft,
            passages=instant.passages,
            confidence=confidence,
            knowledge_revision=revision,
            settings_fingerprint=options_fingerprint(self.by.options),
            trace=trace,
            timings_ms=dict(self.timings),
        )

    @property
    def voice(self) -> Voice:
        voices = self.by.words.voices
        return voices.get(self.shop.voice, voices["default"])

    def _style(self) -> Style:
        options, words = self.by.options, self.by.words
        return Style(self.voice, words.wording, self.by.reader, options.answer_floor)

    def _check(self, draft: Draft, instant: Instant, evidence: Evidence) -> tuple[Finding, ...]:
        return self.by.checker(self._subject(draft, instant, evidence))

    def _subject(self, draft: Draft, instant: Instant, evidence: Evidence) -> Subject:
        voice, question = self.voice, evidence.question
        return Subject(
            draft.text,
            draft.sentences,
            instant.passages,
            evidence.products,
            self.conversation,
            category=evidence.products[0].category if evidence.products else "",
            authority=self.authority,
            voice=VoiceRules(voice.forbidden, None, "".join(voice.emoji)),
            stage=question.stage,
            mood=question.mood,
        )


def _ms(started: float) -> float:
    return round((perf_counter() - started) * 1000, 3)
