"""Rebuilding and mending: other encoders, lost files, leftovers, and searches that go on meanwhile."""

from __future__ import annotations

import shutil
import threading
from pathlib import Path

import pytest

from knowledge.errors import IndexMismatch
from knowledge.index.index import KnowledgeIndex
from knowledge.store import generations, outbox
from tests.knowledge.index.conftest import OpenIndex
from tests.knowledge.index.teas import GREEN, RED, found, texts_in
from tests.support.hashing_encoder import HashingEncoder
from tests.support.shelf import NOW, Paper, Shelf


def test_another_encoder_is_refused_by_name_until_reindexed(shelf: Shelf, opening: OpenIndex) -> None:
    shelf.put(GREEN)
    first = opening()
    first.catch_up()
    first.close()

    other = HashingEncoder(dimension=32, fingerprint="hashing/2")
    with pytest.raises(IndexMismatch, match=r"hashing/2.*huashu reindex"):
        opening(encoder=other)
    index = opening(encoder=other, rebuilding=True)
    with pytest.raises(IndexMismatch):
        index.search_lexical(shelf.shop, "绿茶", 3)
    index.reindex(shelf.shop)
    assert len(index.search_dense(shelf.shop, other.encode_query("绿茶"), 5)) == 2
    index.close()
    opening(encoder=other)


def test_a_rebuild_leaves_one_generation_and_the_same_answers(shelf: Shelf, index: KnowledgeIndex) -> None:
    shelf.put(GREEN)
    shelf.put(RED)
    index.catch_up()
    before = index.search_lexical(shelf.shop, "绿茶红茶", 9)
    index.reindex(shelf.shop)

    assert index.search_lexical(shelf.shop, "绿茶红茶", 9) == before
    assert not index.verify(shelf.shop)
    with shelf.database.read() as connection:
        (only,) = generations.list_generations(connection, shelf.shop)
    assert (only.number, only.state) == (2, generations.State.LIVE)


def test_what_is_published_during_a_rebuild_is_in_the_new_generation(shelf: Shelf, index: KnowledgeIndex) -> None:
    shelf.put(GREEN)
    index.catch_up()

    def publish_meanwhile(done: int, total: int) -> None:
        if done == total == 2:
            shelf.put(RED)
            index.catch_up(shelf.shop)

    index.reindex(shelf.shop, progress=publish_meanwhile)
    assert not index.verify(shelf.shop)
    assert "祁门红茶可以煮奶茶" in texts_in(shelf, found(index, shelf, "奶茶"))


def test_lost_index_files_come_back_from_the_database(
    tmp_path: Path, shelf: Shelf, opening: OpenIndex, encoder: HashingEncoder
) -> None:
    shelf.put(GREEN)
    first = opening()
    first.catch_up()
    first.close()
    shutil.rmtree(tmp_path / "index" / "terms")
    encoder.encoded.clear()

    index = opening()
    index.catch_up()
    assert not index.verify(shelf.shop)
    assert index.search_lexical(shelf.shop, "绿茶", 5)
    assert encoder.encoded == []


def test_repair_says_what_was_different_and_mends_it(shelf: Shelf, index: KnowledgeIndex) -> None:
    shelf.put(GREEN)
    index.catch_up()
    version = shelf.put(RED)
    different = index.repair(shelf.shop)
    assert len(different.missing) == 2
    assert different.stale == ()
    assert not index.verify(shelf.shop)
    with shelf.database.read() as connection:
        assert outbox.pending(connection, shelf.shop) == []
    assert version


def test_leftovers_of_a_killed_rebuild_are_gone_after_opening(tmp_path: Path, shelf: Shelf, opening: OpenIndex) -> None:
    shelf.put(GREEN)
    first = opening()
    first.catch_up()
    first.close()
    with shelf.database.write() as connection:
        generations.begin_generation(connection, shelf.shop, {}, NOW)
    (tmp_path / "index" / "terms" / f"{shelf.shop}.g2").mkdir()

    opening()
    with shelf.database.read() as connection:
        assert [g.number for g in generations.list_generations(connection, shelf.shop)] == [1]
    assert [path.name for path in (tmp_path / "index" / "terms").iterdir()] == [f"{shelf.shop}.g1"]


def test_two_threads_may_catch_up_while_others_search(shelf: Shelf, index: KnowledgeIndex) -> None:
    for number in range(8):
        shelf.put(Paper(f"{number}.md", [f"第{number}种茶的泡法" for _ in range(3)]))
    failures: list[BaseException] = []

    def run(work: object) -> None:
        try:
            work()  # type: ignore[operator]
        except BaseException as error:  # a thread's failure must fail the test
            failures.append(error)

    def search() -> None:
        for _ in range(30):
            found(index, shelf, "茶的泡法")

    def rebuild() -> None:
        index.reindex(shelf.shop)

    threads = [
        threading.Thread(target=run, args=(work,)) for work in (index.catch_up, index.catch_up, search, rebuild, search)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert not index.verify(shelf.shop)


def test_files_of_a_replaced_generation_are_gone_after_opening(
    tmp_path: Path, shelf: Shelf, opening: OpenIndex
) -> None:
    shelf.put(GREEN)
    first = opening()
    first.catch_up()
    first.reindex(shelf.shop)
    first.close()
    second = opening()
    assert len(second.search_dense(shelf.shop, HashingEncoder().encode_query("绿茶"), 5)) == 2
    assert len([path for path in (tmp_path / "index" / "vectors").iterdir() if path.is_dir()]) == 1
