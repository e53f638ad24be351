"""Total deletion beyond the store: what suggestions quote of a deleted document, and everything of a deleted shop.

What was sent stays until customer texts expire: it is the shop's own statement to a customer, and the shop answers for
it. What was only drafted goes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from knowledge.store.database import Database
from knowledge.store.deletion import delete_shop
from knowledge.store.quotes import drop_proposals, quoting, replace_record
from knowledge.types import DocumentId, ShopId

if TYPE_CHECKING:
    from server.compose import Services

_GONE = "〔原文已删除〕"


def forget_quotes(database: Database, shops: Sequence[ShopId], document: DocumentId) -> int:
    """Take a deleted document's text out of the suggestions made in these shops; returns out of how many."""
    changed = 0
    for shop in shops:
        with database.read() as connection:
            affected = quoting(connection, shop, document)
        for identity in affected:  # one at a time: a record is large, and the server goes on writing
            with database.write() as connection:
                drop_proposals(connection, identity)
                changed += replace_record(
                    connection, identity, lambda record, sent: without_quotes(record, document, sent=sent)
                )
    return changed


def without_quotes(record: Mapping[str, Any], document: DocumentId, *, sent: bool) -> dict[str, Any]:
    """A suggestion's record without the text of a document. Passages keep their ids and hashes; a draft that was not
    `sent` as it was loses the sentences that cite them, and the model's first words.
    """
    cited = {
        number for number, passage in enumerate(record["passages"], 1) if passage["chunk"]["document_id"] == document
    }
    passages = [_emptied(one) if number in cited else one for number, one in enumerate(record["passages"], 1)]
    clean = {**record, "passages": passages, "instant": _unquoted(record["instant"], cited)}
    if not sent:
        clean["draft"] = _unquoted(record["draft"], cited)
    if cited and record.get("trace"):
        clean["trace"] = {**record["trace"], "first_draft": ""}
    return clean


def forget_shop(services: Services, shop: ShopId) -> None:
    """Everything of a shop, from the database, the files and both indexes. Raises `NotFound`."""
    with services.database.write() as connection:
        unused = delete_shop(connection, shop, services.clock())
    services.index.forget_shop(shop)
    services.sources.delete(unused)
    services.index.catch_up()  # the shops whose brand it was
    services.database.vacuum()


def _emptied(passage: Mapping[str, Any]) -> dict[str, Any]:
    chunk = {**passage["chunk"], "text": "", "context": "", "fields": []}
    chunk["place"] = {**chunk["place"], "section": []}
    return {**passage, "title": "", "chunk": chunk}


def _unquoted(draft: Mapping[str, Any], cited: set[int]) -> dict[str, Any]:
    """Without the sentences that rest on those passages; findings point into the text and go with it."""
    sentences = [{**one, "text": _GONE} if cited.intersection(one["citations"]) else one for one in draft["sentences"]]
    if sentences == list(draft["sentences"]):
        return dict(draft)
    return {**draft, "sentences": sentences, "text": "".join(one["text"] for one in sentences), "findings": []}
