"""Conversation -> Suggestion: understand, retrieve, draft, check, and the model's draft when there is a model.

Yields what is known as soon as it is known. Nothing a customer writes makes it raise; errors of the knowledge store do
propagate, errors of the model never.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing
from dataclasses import dataclass, replace
from datetime import datetime
from time import perf_counter

from knowledge.types import Shop
from server.reply.briefing import model_stage
from server.reply.checks.subject import Authority
from server.reply.events import Done, Drafted, Event, Found, Understood
from server.reply.evidence.given import Evidence
from server.reply.fingerprints import conversation_hash, options_fingerprint
from server.reply.instant import Instant
from server.reply.kit import Kit
from server.reply.model_draft import ModelResult
from server.reply.ports import Model
from server.reply.steps import Steps, ms_since, offered_in
from server.reply.types import Conversation, ModelTrace, Reply, Suggestion

_NO_AUTHORITY = Authority()


@dataclass(frozen=True, slots=True)
class Suggester:
    """The production path of every suggestion; the server, the command line and the evaluation all drive this one."""

    kit: Kit
    clock: Callable[[], datetime]
    new_id: Callable[[], str]
    model: Model | None = None

    async def suggest(
        self, conversation: Conversation, shop: Shop, *, authority: Authority = _NO_AUTHORITY, use_model: bool = True
    ) -> AsyncGenerator[Event, None]:
        """Understood, Found, Drafted (instant), Delta*, Drafted (the model's, if it passed), Done."""
        steps = Steps(self.kit, conversation, shop, authority)
        question, products = await steps.timed("understand", steps.understand)
        yield Understood(question)
        evidence = await steps.timed("retrieve", lambda: steps.retrieve(question, products))
        instant = await steps.timed("draft", lambda: steps.draft(evidence))
        yield Found(instant.passages, _confidence(evidence))
        instant = await steps.timed("check", lambda: steps.checked(instant, evidence))
        yield Drafted(instant.draft, instant.outcome)
        final, trace = instant, ModelTrace(verdict="off")
        if use_model and self.model is not None and steps.wants_model(instant, evidence):
            started = perf_counter()
            stage = await asyncio.to_thread(model_stage, self.model, steps, evidence, instant)
            async with aclosing(stage.run()) as events:
                async for event in events:
                    if not isinstance(event, ModelResult):
                        yield event
                        continue
                    trace = event.trace
                    if event.draft is not None:
                        final = replace(instant, draft=event.draft, outcome=Reply())
                        yield Drafted(final.draft, final.outcome)
            steps.timings["model"] = ms_since(started)
        yield Done(self._suggestion(steps, evidence, instant, final, trace))

    def _suggestion(
        self, steps: Steps, evidence: Evidence, instant: Instant, final: Instant, trace: ModelTrace
    ) -> Suggestion:
        conversation = steps.conversation
        return Suggestion(
            id=self.new_id(),
            shop=steps.shop.id,
            conversation_id=conversation.id,
            conversation_hash=conversation_hash(conversation),
            created_at=self.clock(),
            as_of=conversation.as_of,
            question=evidence.question,
            outcome=final.outcome,
            draft=final.draft,
            instant=instant.draft,
            passages=instant.passages,
            confidence=_confidence(evidence),
            knowledge_revision=max((part.retrieval.revision for part in evidence.parts), default=0),
            settings_fingerprint=options_fingerprint(self.kit.options),
            trace=trace,
            upsell=offered_in(final.draft, final),
            timings_ms=dict(steps.timings),
        )


def _confidence(evidence: Evidence) -> float:
    return max((part.retrieval.confidence for part in evidence.parts), default=0.0)
