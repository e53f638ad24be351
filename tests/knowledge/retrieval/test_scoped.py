"""Scope at question time: goods in view, brands and their shops, texts of the past."""

from __future__ import annotations

from datetime import timedelta

import pytest

from knowledge.index.index import KnowledgeIndex
from knowledge.retrieval.retriever import Retriever
from knowledge.store.brands import change_brand
from knowledge.store.documents import change_document
from knowledge.store.shops import create_shop
from knowledge.types import Audience, Category, ChunkKind, Product, Query, ScopeLevel, Shop, ShopId, Sku
from tests.support.shelf import NOW, Paper, Shelf, Text

GOODS = Paper(
    "商品.csv",
    ["冰箱 BX-1", "风扇 FS-2"],
    products=(
        Product(Sku("BX-1"), "三门冰箱", category="家电/冰箱"),
        Product(Sku("FS-2"), "落地扇", category="家电/风扇"),
    ),
    category=Category.PRODUCT,
)


@pytest.fixture
def warranty(shelf: Shelf, index: KnowledgeIndex) -> None:
    """A general warranty and a longer one for fridges that replaces it."""
    for paper in (GOODS, Paper("保修.md", ["整机保修期为一年。"]), Paper("冰箱保修.md", ["整机保修期为三年。"])):
        shelf.put(paper)
    with shelf.database.write() as connection:
        changes = {"goods": {"categories": ["冰箱"], "skus": []}, "overrides": "保修.md"}
        change_document(connection, shelf.document("冰箱保修.md"), changes, NOW)
    index.catch_up()


@pytest.mark.parametrize(("sku", "expected"), [("BX-1", {"三年"}), ("FS-2", {"一年"}), (None, {"一年", "三年"})])
def test_goods_in_view_decide_which_document_speaks(
    warranty: None, shelf: Shelf, retriever: Retriever, sku: str | None, expected: set[str]
) -> None:
    query = Query(shelf.shop, "整机保修期多久", NOW, Sku(sku) if sku else None)
    found = retriever.retrieve(query).passages
    assert {word for word in ("一年", "三年") if any(word in passage.text for passage in found)} == expected
    assert {passage.level for passage in found if "三年" in passage.text} <= {ScopeLevel.CATEGORY}


def test_a_document_for_another_platform_is_not_there(
    shelf: Shelf, index: KnowledgeIndex, retriever: Retriever
) -> None:
    with shelf.database.write() as connection:
        for name, platform in (("brand", ""), ("tm", "tmall"), ("jd", "jd")):
            create_shop(connection, Shop(ShopId(name), name, platform), NOW)
        for member in ("tm", "jd"):
            change_brand(connection, ShopId(member), ShopId("brand"), NOW)
    shelf.put(Paper("价保.md", ["天猫价保十五天。"]), shop=ShopId("brand"))
    index.catch_up()
    shops = [ShopId("tm"), ShopId("jd")]
    before = [bool(retriever.retrieve(Query(shop, "价保几天", NOW)).passages) for shop in shops]
    with shelf.database.write() as connection:
        from knowledge.store.documents import find_document

        document = find_document(connection, ShopId("brand"), "价保.md")
        assert document is not None
        change_document(connection, document, {"platform": "tmall"}, NOW)
    at_once = [bool(retriever.retrieve(Query(shop, "价保几天", NOW)).passages) for shop in shops]
    index.catch_up()
    assert before == [True, True]
    assert at_once == [True, False]
    assert not index.verify(ShopId("tm"))
    assert not index.verify(ShopId("jd"))


def test_a_replaced_script_and_price_answer_for_their_own_time(
    shelf: Shelf, index: KnowledgeIndex, retriever: Retriever
) -> None:
    def paper(price: int) -> Paper:
        fields = (("scenario", "催发货"), ("text", f"{price}小时内发"))
        text = Text(f"{price}小时内发", kind=ChunkKind.SCRIPT, fields=fields)
        return Paper("话术.md", [text], products=(Product(Sku("A-1"), f"扇{price}"),))

    shelf.put(paper(48))
    shelf.put(paper(24), at=NOW + timedelta(days=2))
    index.catch_up()
    seen = []
    for day in (1, 3):
        moment = NOW + timedelta(days=day)
        (script,) = retriever.scripts(Query(shelf.shop, "催发货", moment))
        (product,) = retriever.goods(shelf.shop, moment)
        seen.append((script.text, product.name))
    assert seen == [("48小时内发", "扇48"), ("24小时内发", "扇24")]


def test_scripts_of_a_document_for_staff_are_no_scripts(
    shelf: Shelf, index: KnowledgeIndex, retriever: Retriever
) -> None:
    fields = (("scenario", "议价"), ("text", "最低可让十元"))
    shelf.put(Paper("内部.md", [Text("最低可让十元", kind=ChunkKind.SCRIPT, fields=fields)]))
    with shelf.database.write() as connection:
        change_document(connection, shelf.document("内部.md"), {"audience": Audience.STAFF.value}, NOW)
    index.catch_up()
    assert retriever.scripts(Query(shelf.shop, "议价", NOW)) == ()
    (passage,) = retriever.retrieve(Query(shelf.shop, "最低可让多少", NOW)).passages
    assert passage.chunk.audience is Audience.STAFF
