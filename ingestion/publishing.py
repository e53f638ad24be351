"""Publish what was read at once, or ask for the second person that the shop's settings want."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime

from knowledge.errors import Conflict
from knowledge.store.database import Connection
from knowledge.store.documents import get_document, publish_version
from knowledge.store.history import Actor
from knowledge.store.reviews import ask_review, needs_second_person
from knowledge.types import ShopId, Version

_WAITS = ("needs_review", "这类文件要另一个人复核后才能发布，已提交复核")


def publish_or_ask(
    connection: Connection, shop: ShopId, version: Version, by: Actor, now: datetime
) -> tuple[tuple[str, str], ...]:
    """Empty when it is published; else the note, (code, message), that says why it is not yet."""
    document = get_document(connection, shop, version.document_id)
    if not needs_second_person(connection, document, version.id):
        publish_version(connection, document, version.id, now, by)
        return ()
    with suppress(Conflict):  # this very version waits already
        ask_review(connection, document, version, "", by, now)
    return (_WAITS,)
