"""What the indexes still have to do, and with what they were built."""

from __future__ import annotations

from knowledge.store import generations, outbox
from knowledge.store.generations import State
from knowledge.store.outbox import Action
from knowledge.types import ChunkId, VersionId
from tests.support.shelf import NOW, Shelf


def test_entries_come_in_order_and_go_when_done(shelf: Shelf) -> None:
    with shelf.database.write() as connection:
        for number in range(3):
            ids = [ChunkId(f"{number}-{each}") for each in range(number)]
            outbox.enqueue(connection, shelf.shop, Action.ADD, VersionId(str(number)), ids, NOW)
        assert outbox.pending_chunks(connection, shelf.shop) == 3
        assert outbox.shops_pending(connection) == [shelf.shop]
        first = outbox.pending(connection, shelf.shop, limit=2)
        assert [entry.version_id for entry in first] == ["0", "1"]
        outbox.remove(connection, first)
        assert [entry.chunk_ids for entry in outbox.pending(connection, shelf.shop)] == [("2-0", "2-1")]


def test_what_came_after_a_comparison_is_kept(shelf: Shelf) -> None:
    with shelf.database.write() as connection:
        assert outbox.last_id(connection, shelf.shop) == 0
        outbox.enqueue(connection, shelf.shop, Action.ADD, VersionId("a"), [], NOW)
        settled = outbox.last_id(connection, shelf.shop)
        outbox.enqueue(connection, shelf.shop, Action.DROP, VersionId("a"), [], NOW)
        outbox.remove_up_to(connection, shelf.shop, settled)
        assert [entry.action for entry in outbox.pending(connection, shelf.shop)] == [Action.DROP]


def test_one_generation_is_live_and_numbers_are_not_used_twice(shelf: Shelf) -> None:
    with shelf.database.write() as connection:
        first = generations.begin_generation(connection, shelf.shop, {"encoder": "e/1"}, NOW)
        assert generations.live_generation(connection, shelf.shop) is None
        generations.switch_to(connection, first)
        second = generations.begin_generation(connection, shelf.shop, {"encoder": "e/2"}, NOW)
        generations.switch_to(connection, second)
        states = [generation.state for generation in generations.list_generations(connection, shelf.shop)]
        assert states == [State.RETIRED, State.LIVE]
        generations.forget(connection, first)
        live = generations.live_generation(connection, shelf.shop)
        assert live is not None
        assert (live.number, live.manifest) == (2, {"encoder": "e/2"})
        assert generations.begin_generation(connection, shelf.shop, {}, NOW).number == 3
