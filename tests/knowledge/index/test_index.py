"""publish -> index: what is published can be found, what is not cannot, and only what changed costs work."""

from __future__ import annotations

import shutil
import threading
from pathlib import Path

import pytest

from knowledge.errors import IndexMismatch, NotFound
from knowledge.index.index import KnowledgeIndex
from knowledge.store import generations, outbox
from knowledge.store.deletion import delete_document, delete_shop
from knowledge.store.documents import publish_version, retire_document
from knowledge.store.shops import create_shop
from knowledge.types import ChunkId, Shop, ShopId, Sku
from tests.knowledge.index.conftest import OpenIndex
from tests.support.hashing_encoder import HashingEncoder
from tests.support.shelf import NOW, Paper, Shelf, Text

GREEN = Paper("green.md", ["龙井绿茶要用八十度的水冲泡", "绿茶开封后放冰箱冷藏"])
RED = Paper("red.md", ["祁门红茶可以煮奶茶", Text("红茶礼盒装250克", skus=("HC-250",))])


def found(index: KnowledgeIndex, shelf: Shelf, text: str) -> set[ChunkId]:
    """What both ways of searching return together."""
    vector = HashingEncoder().encode_query(text)
    dense = index.search_dense(shelf.shop, vector, 50)
    lexical = index.search_lexical(shelf.shop, text, 50)
    return {hit.id for hit in dense} | {hit.id for hit in lexical}


def texts_in(shelf: Shelf, ids: set[ChunkId]) -> set[str]:
    from sqlalchemy import select

    from knowledge.store.tables import chunks

    with shelf.database.read() as connection:
        return {row.text for row in connection.execute(select(chunks.c.text).where(chunks.c.id.in_(ids)))}


def test_a_published_document_is_found_by_meaning_and_by_words(shelf: Shelf, index: KnowledgeIndex) -> None:
    shelf.put(GREEN)
    shelf.put(RED)
    assert index.catch_up() == 4

    best = index.search_lexical(shelf.shop, "奶茶怎么煮", 10)[0]
    assert texts_in(shelf, {best.id}) == {"祁门红茶可以煮奶茶"}
    nearest = index.search_dense(shelf.shop, HashingEncoder().encode_query("绿茶要放冰箱冷藏吗"), 1)[0]
    assert texts_in(shelf, {nearest.id}) == {"绿茶开封后放冰箱冷藏"}
    assert 0.5 < nearest.score <= 1.0


def test_a_draft_is_not_found(shelf: Shelf, index: KnowledgeIndex) -> None:
    shelf.put(GREEN, publish=False)
    index.catch_up()
    assert found(index, shelf, "绿茶") == set()


def test_a_second_run_has_nothing_to_do(shelf: Shelf, index: KnowledgeIndex, encoder: HashingEncoder) -> None:
    shelf.put(GREEN)
    index.catch_up()
    before = list(encoder.encoded)
    assert index.catch_up() == 0
    assert encoder.encoded == before


def test_a_new_version_replaces_the_old_and_encodes_only_what_is_new(
    shelf: Shelf, index: KnowledgeIndex, encoder: HashingEncoder
) -> None:
    shelf.put(GREEN)
    index.catch_up()
    encoder.encoded.clear()
    shelf.put(Paper("green.md", ["龙井绿茶要用八十度的水冲泡", "绿茶可以常温保存"]))
    index.catch_up()

    assert set(encoder.encoded) == {"绿茶可以常温保存"}
    assert texts_in(shelf, found(index, shelf, "绿茶")) == {"龙井绿茶要用八十度的水冲泡", "绿茶可以常温保存"}
    assert not index.verify(shelf.shop)


def test_rolling_back_encodes_nothing(shelf: Shelf, index: KnowledgeIndex, encoder: HashingEncoder) -> None:
    first = shelf.put(GREEN)
    shelf.put(Paper("green.md", ["绿茶可以常温保存"]))
    index.catch_up()
    with shelf.database.write() as connection:
        publish_version(connection, shelf.document("green.md"), first, NOW)
    index.catch_up()
    encoder.encoded.clear()
    assert "绿茶可以常温保存" not in texts_in(shelf, found(index, shelf, "绿茶"))
    assert not index.verify(shelf.shop)
    assert encoder.encoded == []


def test_retired_and_deleted_documents_leave_the_index(shelf: Shelf, index: KnowledgeIndex) -> None:
    shelf.put(GREEN)
    shelf.put(RED)
    index.catch_up()
    with shelf.database.write() as connection:
        retire_document(connection, shelf.document("green.md"), NOW)
        delete_document(connection, shelf.document("red.md"), NOW)
    index.catch_up()
    assert found(index, shelf, "绿茶红茶") == set()
    assert not index.verify(shelf.shop)


def test_what_was_withdrawn_before_its_turn_is_never_encoded(
    shelf: Shelf, index: KnowledgeIndex, encoder: HashingEncoder
) -> None:
    shelf.put(RED)
    index.catch_up()
    encoder.encoded.clear()
    shelf.put(GREEN)
    with shelf.database.write() as connection:
        retire_document(connection, shelf.document("green.md"), NOW)
    assert index.catch_up() == 0
    assert encoder.encoded == []


def test_shops_see_only_their_own(shelf: Shelf, index: KnowledgeIndex) -> None:
    other = ShopId("tea-")
    with shelf.database.write() as connection:
        create_shop(connection, Shop(other, "another"), NOW)
    shelf.put(GREEN)
    shelf.put(RED, shop=other)
    index.catch_up()
    assert texts_in(shelf, {hit.id for hit in index.search_lexical(other, "茶", 9)}) == {
        t if isinstance(t, str) else t.text for t in RED.texts
    }
    assert texts_in(shelf, found(index, shelf, "茶")) == set(GREEN.texts)


def test_a_search_can_be_held_to_one_product(shelf: Shelf, index: KnowledgeIndex) -> None:
    shelf.put(GREEN)
    shelf.put(RED)
    index.catch_up()
    hits = index.search_lexical(shelf.shop, "绿茶多少克", 9, sku=Sku("hc 250"))
    assert texts_in(shelf, {hit.id for hit in hits}) == {"红茶礼盒装250克"}


def test_progress_counts_chunks_up_to_the_total(shelf: Shelf, index: KnowledgeIndex) -> None:
    shelf.put(GREEN)
    shelf.put(RED)
    seen: list[tuple[int, int]] = []
    index.catch_up(progress=lambda done, total: seen.append((done, total)))
    assert seen[-1] == (4, 4)
    assert seen == sorted(seen)


def test_an_unknown_shop_finds_nothing_and_cannot_be_rebuilt(index: KnowledgeIndex) -> None:
    nobody = ShopId("nobody")
    assert index.search_lexical(nobody, "茶", 5) == []
    assert index.search_dense(nobody, HashingEncoder().encode_query("茶"), 5) == []
    with pytest.raises(NotFound, match="nobody"):
        index.reindex(nobody)


@pytest.mark.parametrize("text", ["", "。。！", '") OR id:* AND (', '+-&|!(){}[]^"~*?:\\/', "😀" * 50])
def test_no_text_is_query_syntax(shelf: Shelf, index: KnowledgeIndex, text: str) -> None:
    shelf.put(GREEN)
    index.catch_up()
    assert index.search_lexical(shelf.shop, text, 5) == []


def test_a_very_long_question_is_answered(shelf: Shelf, index: KnowledgeIndex) -> None:
    shelf.put(GREEN)
    index.catch_up()
    assert index.search_lexical(shelf.shop, "绿茶怎么冲泡" * 2000, 5)


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


def test_a_deleted_shop_leaves_no_index(tmp_path: Path, shelf: Shelf, index: KnowledgeIndex) -> None:
    shelf.put(GREEN)
    index.catch_up()
    with shelf.database.write() as connection:
        delete_document(connection, shelf.document("green.md"), NOW)
        delete_shop(connection, shelf.shop, NOW)
    index.catch_up()
    assert list((tmp_path / "index" / "terms").iterdir()) == []
    with shelf.database.read() as connection:
        assert outbox.count_pending(connection) == 0


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


def test_the_index_files_hold_no_text(tmp_path: Path, shelf: Shelf, index: KnowledgeIndex) -> None:
    text = "独此一份的句子内容"
    shelf.put(Paper("a.md", [text]))
    index.catch_up()
    files = [path for path in (tmp_path / "index").rglob("*") if path.is_file()]
    assert files
    assert not any(text.encode() in path.read_bytes() for path in files)


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
