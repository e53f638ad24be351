"""publish -> index: what is published can be found, what is not cannot, and only what changed costs work."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.errors import NotFound
from knowledge.index.index import KnowledgeIndex
from knowledge.store import outbox
from knowledge.store.deletion import delete_document, delete_shop
from knowledge.store.documents import publish_version, retire_document
from knowledge.store.shops import create_shop
from knowledge.types import Shop, ShopId, Sku
from tests.knowledge.index.teas import GREEN, RED, found, texts_in
from tests.support.hashing_encoder import HashingEncoder
from tests.support.shelf import NOW, Paper, Shelf


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


def test_no_text_is_query_syntax(shelf: Shelf, index: KnowledgeIndex) -> None:
    shelf.put(GREEN)
    index.catch_up()
    for text in ("", "。。！", '") OR id:* AND (', '+-&|!(){}[]^"~*?:\\/', "😀" * 50):
        assert index.search_lexical(shelf.shop, text, 5) == [], text


def test_a_very_long_question_is_answered(shelf: Shelf, index: KnowledgeIndex) -> None:
    shelf.put(GREEN)
    index.catch_up()
    assert index.search_lexical(shelf.shop, "绿茶怎么冲泡" * 2000, 5)


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


def test_the_index_files_hold_no_text(tmp_path: Path, shelf: Shelf, index: KnowledgeIndex) -> None:
    text = "独此一份的句子内容"
    shelf.put(Paper("a.md", [text]))
    index.catch_up()
    files = [path for path in (tmp_path / "index").rglob("*") if path.is_file()]
    assert files
    assert not any(text.encode() in path.read_bytes() for path in files)
