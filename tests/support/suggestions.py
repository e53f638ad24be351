"""Suggestions without a knowledge base, and suggesters that a test holds by the hand."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import anyio

from knowledge.identifiers import new_id
from knowledge.types import (
    Category,
    Chunk,
    ChunkId,
    ChunkKind,
    DocumentId,
    Passage,
    Place,
    Scores,
    Shop,
    ShopId,
    Validity,
    VersionId,
)
from server.reply.events import Delta, Done, Drafted, Event, Found, Understood
from server.reply.types import (
    Conversation,
    Draft,
    Intent,
    ModelTrace,
    Origin,
    Question,
    Reply,
    Sentence,
    Suggestion,
)

NOW = datetime(2026, 6, 18, 2, 0, tzinfo=UTC)


def make_passage(text: str = "自签收之日起七天内可以退货。") -> Passage:
    chunk = Chunk(
        id=ChunkId("c1"),
        document_id=DocumentId("d1"),
        version_id=VersionId("v1"),
        ordinal=0,
        kind=ChunkKind.PROSE,
        text=text,
        context="售后政策",
        place=Place(("退货",), page=3),
        tokens=12,
        text_hash="h",
    )
    return Passage(chunk, "售后.md", "售后政策", Category.AFTERSALE, Validity(), 1, Scores(0.9, 0.8, 1, 3.2, 1))


def make_suggestion(**changes: Any) -> Suggestion:
    draft = Draft("亲，七天内可以退哦", (Sentence("亲，七天内可以退哦", (1,)),), Origin.INSTANT)
    made = Suggestion(
        id=new_id(),
        shop=ShopId("rules"),
        conversation_id="c-1",
        conversation_hash="hash",
        created_at=NOW,
        as_of=NOW,
        question=Question("能退吗", ("能退吗",), Intent.RULES),
        outcome=Reply(),
        draft=draft,
        instant=draft,
        passages=(make_passage(),),
        confidence=0.9,
        knowledge_revision=1,
        settings_fingerprint="s",
        trace=ModelTrace("off"),
        timings_ms={"draft": 1.5},
    )
    return replace(made, **changes)


class HeldSuggester:
    """Says what it understood, then waits until `go` is set. `cancelled` counts the runs that were ended early."""

    def __init__(self) -> None:
        self.begun = anyio.Event()
        self.go = anyio.Event()
        self.cancelled = 0

    async def suggest(self, conversation: Conversation, shop: Shop, **_: Any) -> AsyncGenerator[Event, None]:
        made = make_suggestion(shop=shop.id, conversation_id=conversation.id)
        yield Understood(made.question)
        self.begun.set()
        try:
            await self.go.wait()
        except BaseException:
            self.cancelled += 1
            raise
        yield Found(made.passages, made.confidence)
        yield Drafted(made.draft, made.outcome)
        yield Delta("七天")
        yield Done(made)


class BrokenSuggester:
    """Fails with the given error after its first event."""

    def __init__(self, error: Exception) -> None:
        self.error = error

    async def suggest(self, conversation: Conversation, shop: Shop, **_: Any) -> AsyncGenerator[Event, None]:
        yield Understood(make_suggestion(shop=shop.id, conversation_id=conversation.id).question)
        raise self.error
