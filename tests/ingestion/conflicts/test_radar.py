"""Passes over a shop: what is new is compared with what was there, nothing twice, and a stop costs nothing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from ingestion.conflicts.radar import Radar
from knowledge.index.vectors import Hit
from knowledge.store import conflicts as store
from knowledge.store.brands import change_brand
from knowledge.store.chunks import published_ids
from knowledge.store.conflicts import Kind, Pair
from knowledge.store.documents import retire_document
from knowledge.store.shops import create_shop
from knowledge.types import Audience, Category, Shop, ShopId, Validity
from tests.support.shelf import NOW, Paper, Shelf, Text

TWO_DAYS, THREE_DAYS = "现货商品付款后48小时内发货。", "现货商品付款后72小时内发货。"


class Everything:
    """A search by words that finds all there is: the choice of candidates is not what is tested here."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf

    def search_lexical(self, shop: ShopId, text: str, k: int) -> list[Hit]:
        with self._shelf.database.read() as connection:
            return [Hit(id_, 1.0) for id_ in published_ids(connection, shop)]


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[Shelf]:
    shelf = Shelf(tmp_path)
    yield shelf
    shelf.database.close()


@pytest.fixture
def radar(shelf: Shelf) -> Radar:
    return Radar(shelf.database, Everything(shelf), "none/1", lambda: NOW)


def swept(radar: Radar, shelf: Shelf) -> list[Pair]:
    radar.sweep(shelf.shop, lambda done, total: None)
    with shelf.database.read() as connection:
        return store.list_pairs(connection, shelf.shop)


def test_a_new_document_is_compared_with_those_before_it(radar: Radar, shelf: Shelf) -> None:
    shelf.put(Paper("发货.md", [TWO_DAYS]))
    assert swept(radar, shelf) == []
    shelf.put(Paper("仓库.md", [THREE_DAYS]))
    assert [pair.kind for pair in swept(radar, shelf)] == [Kind.FIGURE]


def test_nothing_is_compared_twice(radar: Radar, shelf: Shelf) -> None:
    shelf.put(Paper("发货.md", [TWO_DAYS]))
    shelf.put(Paper("仓库.md", [THREE_DAYS]))
    first = radar.sweep(shelf.shop, lambda done, total: None)
    again = radar.sweep(shelf.shop, lambda done, total: None)
    assert (first.passages, first.found, first.new) == (2, 1, 1)
    assert (again.passages, again.found) == (0, 0)


@pytest.mark.parametrize(
    "paper",
    [
        Paper("旧.md", [THREE_DAYS], validity=Validity(ends=NOW - timedelta(days=1))),
        Paper("内部.md", [Text(THREE_DAYS, audience=Audience.STAFF)]),
        Paper("语气.md", [THREE_DAYS], category=Category.GUIDE),
        Paper("型号.md", [Text(THREE_DAYS, skus=("KT-1",))]),
    ],
    ids=["over", "staff", "guide", "other goods"],
)
def test_what_does_not_concern_the_same_customers_is_no_conflict(radar: Radar, shelf: Shelf, paper: Paper) -> None:
    shelf.put(Paper("发货.md", [TWO_DAYS]))
    shelf.put(paper)
    assert swept(radar, shelf) == []


def test_periods_that_follow_each_other_do_not_conflict(radar: Radar, shelf: Shelf) -> None:
    turn = NOW + timedelta(days=10)
    shelf.put(Paper("旧版.md", [TWO_DAYS], validity=Validity(ends=turn)))
    shelf.put(Paper("新版.md", [THREE_DAYS], validity=Validity(starts=turn)))
    assert swept(radar, shelf) == []


def test_a_superseded_version_takes_its_open_conflicts_along(radar: Radar, shelf: Shelf) -> None:
    shelf.put(Paper("发货.md", [TWO_DAYS]))
    shelf.put(Paper("仓库.md", [THREE_DAYS]))
    assert len(swept(radar, shelf)) == 1
    shelf.put(Paper("仓库.md", ["仓库设在杭州。"]))
    assert swept(radar, shelf) == []


class _Stopped(Exception):
    pass


def test_a_pass_that_is_stopped_goes_on_where_it_was(radar: Radar, shelf: Shelf) -> None:
    for number in range(4):
        shelf.put(Paper(f"{number}.md", [TWO_DAYS if number % 2 else THREE_DAYS]))

    def stop(done: int, total: int) -> None:
        if done >= 2:
            raise _Stopped

    with pytest.raises(_Stopped):
        radar.sweep(shelf.shop, stop)
    with shelf.database.read() as connection:
        begun = len(store.compared(connection, shelf.shop))
    rest = radar.sweep(shelf.shop, lambda done, total: None)
    assert 0 < begun < 4
    assert rest.passages == 4 - begun
    with shelf.database.read() as connection:
        stopped = {pair.id for pair in store.list_pairs(connection, shelf.shop)}
    radar.begin_anew(shelf.shop)
    assert {pair.id for pair in swept(radar, shelf)} == stopped


def test_the_same_paragraph_in_two_documents_is_a_repetition(radar: Radar, shelf: Shelf) -> None:
    paragraph = "签收后七天内商品完好可以申请退货，退货运费由买家承担。"
    shelf.put(Paper("甲.md", [Text(paragraph, context="甲")]))
    shelf.put(Paper("乙.md", [Text(paragraph.replace("可以", "都可以"), context="乙")]))
    assert [pair.kind for pair in swept(radar, shelf)] == [Kind.SAME]


def test_a_draft_is_compared_without_leaving_anything_behind(radar: Radar, shelf: Shelf) -> None:
    shelf.put(Paper("发货.md", [TWO_DAYS]))
    draft = shelf.put(Paper("仓库.md", [THREE_DAYS]), publish=False)
    seen = radar.preview(shelf.shop, draft)
    assert [(left.source.name, right.source.name) for _, left, right in seen] == [("仓库.md", "发货.md")]
    with shelf.database.read() as connection:
        assert store.list_pairs(connection, shelf.shop) == []


def test_a_brands_rule_that_a_shops_own_contradicts_is_listed_in_the_shop(radar: Radar, shelf: Shelf) -> None:
    brand = _brand_of(shelf)
    shelf.put(Paper("品牌发货.md", [TWO_DAYS]), shop=brand)
    shelf.put(Paper("品牌手册.md", ["现货商品付款后96小时内发货。"]), shop=brand)
    shelf.put(Paper("仓库.md", [THREE_DAYS]))
    ours = shelf.document("仓库.md").id
    pairs = swept(radar, shelf)
    assert len(pairs) == 2
    assert all(ours in {pair.left.document, pair.right.document} for pair in pairs)


def test_a_shops_document_in_place_of_its_brands_contradicts_nothing(radar: Radar, shelf: Shelf) -> None:
    shelf.put(Paper("发货.md", [TWO_DAYS]), shop=_brand_of(shelf))
    shelf.put(Paper("发货.md", [THREE_DAYS]))
    assert swept(radar, shelf) == []


def test_open_pairs_are_counted_only_while_both_texts_are_there(radar: Radar, shelf: Shelf) -> None:
    shelf.put(Paper("发货.md", [TWO_DAYS]))
    shelf.put(Paper("仓库.md", [THREE_DAYS]))
    swept(radar, shelf)
    with shelf.database.read() as connection:
        assert store.count_open(connection, shelf.shop) == 1
    shelf.put(Paper("仓库.md", ["仓库设在杭州。"]))
    with shelf.database.read() as connection:
        assert store.count_open(connection, shelf.shop) == 0


def _brand_of(shelf: Shelf) -> ShopId:
    brand = ShopId("brand")
    with shelf.database.write() as connection:
        create_shop(connection, Shop(brand, "brand"), NOW)
        change_brand(connection, shelf.shop, brand, NOW)
    return brand


def test_what_was_overridden_is_compared_again_when_it_speaks_again(radar: Radar, shelf: Shelf) -> None:
    brand = _brand_of(shelf)
    shelf.put(Paper("发货.md", [TWO_DAYS]), shop=brand)
    shelf.put(Paper("仓库.md", [THREE_DAYS]))
    assert len(swept(radar, shelf)) == 1
    shelf.put(Paper("发货.md", ["本店商品全国包邮。"]))  # the shop's own text takes the brand's place
    assert swept(radar, shelf) == []
    assert radar.sweep(shelf.shop, lambda done, total: None).passages == 0
    with shelf.database.write() as connection:
        retire_document(connection, shelf.document("发货.md"), NOW)
    assert [pair.kind for pair in swept(radar, shelf)] == [Kind.FIGURE]
