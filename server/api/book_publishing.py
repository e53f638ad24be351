"""Publish a document that the console keeps, or ask for the second person whom the shop wants for it."""

from __future__ import annotations

from contextlib import suppress

from ingestion.work import JobKind
from knowledge.errors import Conflict, Forbidden
from knowledge.publishing_rules import Risk, publishing_rules
from knowledge.store.documents import publish_version
from knowledge.store.keys import KeyRole
from knowledge.store.reviews import ask_review, needs_second_person
from knowledge.types import Shop
from server.api.access import Caller
from server.api.editing import actor_of, version_of
from server.api.lookup import find_document
from server.api.running import Running
from server.product_updates import PRICED, Update


def publish_or_ask(running: Running, caller: Caller, document: str, note: str) -> bool:
    """Whether the newest version is published now; else a request for a second person waits. Raises `NotFound`."""
    now, by = running.services.clock(), actor_of(caller)
    with running.services.database.write() as connection:
        seen = find_document(connection, caller, document)
        chosen = version_of(seen, seen.versions[0].version.number)
        if needs_second_person(connection, seen.document, chosen.id):
            with suppress(Conflict):  # this very version waits already
                ask_review(connection, seen.document, chosen, note, by, now)
            return False
        publish_version(connection, seen.document, chosen.id, now, by)
        job = running.jobs.record(connection, JobKind.INDEX, seen.document.shop, {})
    running.jobs.queue(job)
    return True


def refuse_lone_prices(shop: Shop, caller: Caller, updates: list[Update]) -> None:
    """Where a second person publishes prices, only supervisors and systems with their role change them directly.

    Raises `Forbidden` (second_person).
    """
    guarded = Risk.PRICES in publishing_rules(shop.settings).second_person
    priced = any(PRICED & ({*update.values, *update.reset}) for update in updates)
    if guarded and priced and not caller.at_least(KeyRole.SUPERVISOR):
        raise Forbidden("prices need a second person in this shop: ask a supervisor", code="second_person")
