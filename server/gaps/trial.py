"""What publishing a draft would change: the same questions on a throw-away copy of the shop, before and after.

Everything goes through the production path on its own database and indexes; vectors are copied, so nothing is embedded
twice. No model takes part: what changes is then due to the text alone.
"""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from knowledge.errors import HuashuError
from knowledge.store.copying import copy_knowledge
from knowledge.store.database import Connection
from knowledge.store.documents import get_document, publish_version
from knowledge.store.shops import get_shop
from knowledge.types import DocumentId, Shop, ShopId, Sku, VersionId
from server.reply.events import Done
from server.reply.types import Conversation, ConversationContext, Message, Role, Suggestion

if TYPE_CHECKING:
    from server.compose import Services

Progress = Callable[[int, int], None]


class Effect(StrEnum):
    ANSWERED = "answered"  # put off before, answered now
    STILL_OPEN = "still_open"  # put off before and after
    CHANGED = "changed"  # another reply than before
    LOST = "lost"  # answered before, put off now
    SAME = "same"


@dataclass(frozen=True, slots=True)
class Asked:
    question: str
    sku: Sku | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """The version that is tried out. `starts` is its first moment, when that is still to come."""

    document: DocumentId
    version: VersionId
    starts: datetime | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    outcome: str
    text: str


@dataclass(frozen=True, slots=True)
class Compared:
    asked: Asked
    before: Shown
    after: Shown
    effect: Effect


def try_out(
    services: Services, shop: ShopId, draft: Draft, questions: Sequence[Asked], report: Progress
) -> list[Compared]:
    """In the order of the questions; `report` is told of questions done, of twice their number. Blocking work."""
    from server.compose import composed

    with tempfile.TemporaryDirectory(prefix="huashu-trial-") as folder:
        settings = services.settings.model_copy(
            update={"data_dir": Path(folder), "database_url": "", "model": "", "reranker_model": ""}
        )
        with composed(settings, encoder=services.encoder, clock=services.clock) as copy:
            with services.database.read() as source, copy.database.write() as target:
                copy_knowledge(source, target, shop, [draft.version])
            total = 2 * len(questions)
            copy.index.catch_up(shop)
            before = _ask_all(copy, shop, draft, questions, lambda done: report(done, total))
            with copy.database.write() as connection:
                _publish(connection, shop, draft, services.clock())
            copy.index.catch_up(shop)
            after = _ask_all(copy, shop, draft, questions, lambda done: report(len(questions) + done, total))
    pairs = zip(questions, before, after, strict=True)
    return [Compared(asked, old, new, effect_of(old, new)) for asked, old, new in pairs]


def effect_of(before: Shown, after: Shown) -> Effect:
    was, now = before.outcome in _ANSWERS, after.outcome in _ANSWERS
    if not was:
        return Effect.ANSWERED if now else Effect.STILL_OPEN
    if not now:
        return Effect.LOST
    return Effect.SAME if before.text == after.text else Effect.CHANGED


_ANSWERS = frozenset({"reply", "clarify"})


def _publish(connection: Connection, shop: ShopId, draft: Draft, now: datetime) -> None:
    publish_version(connection, get_document(connection, shop, draft.document), draft.version, now)


def _ask_all(
    copy: Services, shop: ShopId, draft: Draft, questions: Sequence[Asked], report: Callable[[int], None]
) -> list[Shown]:
    with copy.database.read() as connection:
        known = get_shop(connection, shop)
    now = copy.clock()
    as_of = max(now, draft.starts) if draft.starts else now
    found = []
    for number, asked in enumerate(questions):
        report(number)
        made = asyncio.run(_ask(copy, known, asked, as_of))
        found.append(Shown(made.outcome.kind, made.draft.text))
    report(len(questions))
    return found


async def _ask(copy: Services, shop: Shop, asked: Asked, as_of: datetime) -> Suggestion:
    context = ConversationContext(platform=shop.platform, sku=asked.sku)
    said = (Message(Role.CUSTOMER, asked.question),)
    conversation = Conversation(shop.id, "trial", said, as_of, context)
    async for event in copy.suggester.suggest(conversation, shop, use_model=False):
        if isinstance(event, Done):
            return event.suggestion
    raise HuashuError("a question ended without a suggestion")
