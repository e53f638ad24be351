"""The steps from a conversation to a checked draft, each timed. Pure but for the knowledge that is looked up."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from time import perf_counter
from typing import TypeVar

from knowledge.retrieval.goods_words import GoodsWords
from knowledge.retrieval.settlements import Settled
from knowledge.text import comparable
from knowledge.types import Passage, Product, Query, Retrieval, Shop, Sku
from prompts.strategies import strategy_named
from prompts.voice import Voice
from server.reply.checks.subject import Authority, Subject, VoiceRules
from server.reply.composing import joined, line, without_blocked, without_closing
from server.reply.evidence.gathering import as_bought
from server.reply.evidence.given import Beyond, Evidence, PartEvidence, Style
from server.reply.evidence.settled import heeding, heeding_scripts
from server.reply.holding import holding_line
from server.reply.instant import Instant, draft_instant
from server.reply.kit import Kit
from server.reply.solvers.topics import topics_of
from server.reply.types import Abstain, Conversation, Draft, Finding, Level, Question, Reply, Role
from server.reply.understand import asks_nothing, understand
from server.reply.understanding.in_view import Naming
from server.reply.upsell import offer_for, offers_wanted

T = TypeVar("T")
_BEYOND, _BEYOND_BUDGET = 12, 2400  # passages and tokens of a look-up for the one fact more


@dataclass(slots=True)
class Steps:
    """One suggestion in the making: every step of it, in the order in which they are taken, timed."""

    kit: Kit
    conversation: Conversation
    shop: Shop
    authority: Authority
    timings: dict[str, float] = field(default_factory=dict)

    async def timed(self, stage: str, work: Callable[[], T]) -> T:
        started = perf_counter()
        result = await asyncio.to_thread(work)
        self.timings[stage] = ms_since(started)
        return result

    @property
    def naming(self) -> Naming:
        return partial(self.kit.knowledge.mentioned, self.shop.id, as_of=self.conversation.as_of)

    def understand(self) -> tuple[Question, tuple[Product, ...]]:
        """The question, and the products it may be about: the one in view first."""
        naming = self.naming
        question = replace(
            understand(self._in_document_words(), naming, self.kit.understanding),
            text="\n".join(message.text for message in self.conversation.asked),
        )
        if question.sku is None:
            return question, tuple(naming("\n".join(question.parts)))
        return question, self._products([question.sku])

    def _in_document_words(self) -> Conversation:
        """The conversation with the shop's own slang and nicknames read as what they mean."""
        read = partial(self.kit.glossary.read, self.shop.id)
        messages = tuple(
            replace(message, text=read(message.text)) if message.role is Role.CUSTOMER else message
            for message in self.conversation.messages
        )
        return replace(self.conversation, messages=messages)

    def retrieve(self, question: Question, products: tuple[Product, ...]) -> Evidence:
        """Nothing is looked up for small talk, and a part of a question each is looked up by itself."""
        parts = () if asks_nothing(question) else question.parts
        found = tuple(self._found(part, question) for part in parts)
        shelf, alike = self._shelf(found), self.kit.knowledge.likeness
        goods, beyond = self._goods(parts), Beyond(partial(self._looked_up, question.sku), self._goods_words)
        return Evidence(question, self.conversation, found, products, shelf, alike, goods, self.settled, beyond)

    def _goods(self, parts: tuple[str, ...]) -> tuple[Product, ...]:
        """The whole catalogue, where one of the parts asks for a recommendation."""
        recommend = self.kit.words.wording.attributes.recommend
        asked = any(recommend.found(comparable(part)) for part in parts)
        return tuple(self.kit.knowledge.goods(self.shop.id, self.conversation.as_of)) if asked else ()

    def _goods_words(self) -> GoodsWords:
        return self.kit.knowledge.goods_words(self.shop.id, self.conversation.as_of)

    def _looked_up(self, sku: Sku | None, words: str) -> tuple[Passage, ...]:
        return self._heeded(Query(self.shop.id, words, self.conversation.as_of, sku, _BEYOND, _BEYOND_BUDGET)).passages

    def _products(self, skus: Sequence[Sku]) -> tuple[Product, ...]:
        return tuple(self.kit.knowledge.products(self.shop.id, skus, self.conversation.as_of))

    def _shelf(self, parts: tuple[PartEvidence, ...]) -> tuple[Product, ...]:
        """The catalogue's goods whose rows were found."""
        every = (passage for one in parts for passage in (*one.retrieval.passages, *one.related))
        skus = dict.fromkeys(sku for passage in every for sku in passage.chunk.skus)
        return self._products(list(skus))

    def _found(self, part: str, question: Question) -> PartEvidence:
        options = self.kit.options
        query = Query(
            self.shop.id,
            part,
            self.conversation.as_of,
            question.sku,
            options.passages,
            options.budget_tokens,
            also=(*self.kit.reader.formal(part), *self.kit.glossary.also(self.shop.id, part)),
        )
        near = partial(self.kit.knowledge.likeness, part)
        found, scripts = self._retrieved(query), heeding_scripts(self.kit.knowledge.scripts(query), self.settled)
        return PartEvidence(part, found, scripts, self._related(query), near)

    def _retrieved(self, query: Query) -> Retrieval:
        """An order in view falls under the terms of the day on which it was paid."""
        found, order = self._heeded(query), self.conversation.context.order
        bought = order.paid_at if order else None
        if bought is None or all(one.validity.covers(bought) for one in found.passages):
            return found
        return as_bought(found, self._heeded(replace(query, as_of=bought)), bought)

    def _heeded(self, query: Query) -> Retrieval:
        """What is found, without what an editor overruled."""
        found = self.kit.knowledge.retrieve(query)
        return replace(found, passages=heeding(found.passages, self.settled))

    @property
    def settled(self) -> Settled:
        return self.kit.settlements.of(self.shop.id)

    def _related(self, query: Query) -> tuple[Passage, ...]:
        """Rules and tables that a computed answer may need, whatever words the customer uses."""
        wanted = topics_of(self.kit.words.wording.solving, query.text)
        asked = (
            replace(query, text=one.look_up, also=(), limit=one.passages, budget_tokens=one.budget) for one in wanted
        )
        return tuple(passage for each in asked for passage in self._heeded(each).passages)

    def draft(self, evidence: Evidence) -> Instant:
        """The answer, and where it is welcome one thing more to buy in a last sentence of its own."""
        instant, style = draft_instant(evidence, self._style()), self._style()
        if not isinstance(instant.outcome, Reply) or not evidence.parts or instant.left_open:
            return instant
        if not offers_wanted(self.shop.settings):
            return instant
        offer = offer_for(instant.draft, evidence, self._companions(evidence), style)
        if offer is None:
            return instant
        strategy = strategy_named(evidence.question.customer, style.strategies)
        open_ended = without_closing(instant.draft, evidence.question, style.voice, strategy)
        draft = joined([*open_ended.sentences, offer.sentence], instant.draft.origin)
        return replace(instant, draft=draft, offer=offer.product)

    def _companions(self, evidence: Evidence) -> Sequence[Product]:
        """What goes with the one product in view."""
        if len(evidence.products) != 1:
            return ()
        return self._products(evidence.products[0].companions)

    def checked(self, instant: Instant, evidence: Evidence) -> Instant:
        """The draft without what the checks refuse; an abstention when nothing that answers is left."""
        findings = self.check(instant.draft, instant, evidence)
        draft = replace(instant.draft, findings=findings)
        if not draft.blocked:
            return replace(instant, draft=draft)
        rest = without_blocked(draft, findings)
        if rest is not None and isinstance(instant.outcome, Reply):
            rest = replace(rest, findings=self.check(rest, instant, evidence))
            if not rest.blocked:
                return replace(instant, draft=rest)
        held = line(holding_line(evidence.question, self.voice))
        reason = self.kit.words.wording.abstain_reason["blocked"]
        refused = dict.fromkeys(finding.reason for finding in findings if finding.level is Level.BLOCK)
        return replace(instant, draft=held, outcome=Abstain(reason.format(reasons="；".join(refused))))

    def wants_model(self, instant: Instant, evidence: Evidence) -> bool:
        """Only where a model can add words to facts: never for small talk, hand-overs, attacks, or without evidence."""
        question, options = evidence.question, self.kit.options
        if asks_nothing(question) or not instant.passages or "injection" in question.signals:
            return False
        if isinstance(instant.outcome, Abstain):
            confidence = max((part.retrieval.confidence for part in evidence.parts), default=0.0)
            return instant.coverage >= options.model_coverage_floor and confidence >= options.model_confidence_floor
        return isinstance(instant.outcome, Reply)

    @property
    def voice(self) -> Voice:
        voices = self.kit.words.voices
        return voices.get(self.shop.voice, voices["default"])

    def _style(self) -> Style:
        options, words = self.kit.options, self.kit.words
        return Style(self.voice, words.wording, self.kit.reader, options.answer_floor, words.strategies)

    def check(self, draft: Draft, instant: Instant, evidence: Evidence) -> tuple[Finding, ...]:
        return self.kit.checker(self.subject(draft, instant, evidence))

    def subject(self, draft: Draft, instant: Instant, evidence: Evidence) -> Subject:
        voice, question = self.voice, evidence.question
        spoken = [one for one in evidence.goods if one.name in draft.text]
        beyond = [one for one in (*spoken, instant.offer) if one is not None and one not in evidence.products]
        return Subject(
            draft.text,
            draft.sentences,
            instant.passages,
            (*evidence.products, *beyond),
            self.conversation,
            category=evidence.products[0].category if evidence.products else "",
            authority=self.authority,
            voice=VoiceRules(voice.forbidden, None, "".join(voice.emoji)),
            stage=question.stage,
            mood=question.mood,
            upsell=offered_in(draft, instant),
        )


def offered_in(draft: Draft, instant: Instant) -> Sku | None:
    """The product that the draft's last sentence offers; None once a check has removed that sentence."""
    offer, last = instant.offer, draft.sentences[-1].text if draft.sentences else ""
    if offer is None:
        return None
    return offer.sku if offer.name in last or (offer.benefit and offer.benefit in last) else None


def ms_since(started: float) -> float:
    return round((perf_counter() - started) * 1000, 3)
