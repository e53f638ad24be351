"""What guides say goes with what."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from knowledge.retrieval.companions import Rule, rules_of, with_companions
from knowledge.retrieval.matching import ProductMatcher
from knowledge.retrieval.retriever import Retriever
from knowledge.types import Category, Chunk, ChunkId, ChunkKind, DocumentId, Place, Product, Sku, Validity, VersionId
from tests.support.shelf import NOW, Paper, Shelf, Text

GOODS = (
    Product(Sku("TB10-12"), "松影茶台 1.2米", category="茶具·茶台"),
    Product(Sku("TB10-18"), "松影茶台 1.8米", category="茶具·茶台"),
    Product(Sku("TC3"), "青釉盖碗"),
    Product(Sku("TM1"), "竹编杯垫"),
    Product(Sku("TM2"), "棉麻茶巾"),
)


def row(*fields: tuple[str, str]) -> Chunk:
    return replace(
        prose("；".join(f"{header}：{cell}" for header, cell in fields)), kind=ChunkKind.TABLE_ROW, fields=fields
    )


def prose(text: str) -> Chunk:
    ids = ChunkId("c"), DocumentId("d"), VersionId("v")
    return Chunk(*ids, ordinal=0, kind=ChunkKind.PROSE, text=text, context="", place=Place(), tokens=1, text_hash="")


def companions(*rules: Rule) -> dict[str, tuple[str, ...]]:
    known = with_companions(GOODS, rules, ProductMatcher(GOODS).find)
    return {one.sku: one.companions for one in known if one.companions}


@pytest.mark.parametrize(
    ("seen", "skus"),
    [
        ("茶台 TB10", {"TB10-12", "TB10-18"}),
        ("茶台（1.8 米）", {"TB10-18"}),
        ("松影茶台、青釉盖碗", {"TB10-12", "TB10-18", "TC3"}),
        ("茶台 TB10 / 盖碗（1.2 米）", {"TB10-12", "TC3"}),
    ],
)
def test_codes_kinds_and_sizes_say_which_goods_a_rule_is_for(seen: str, skus: set[str]) -> None:
    assert companions(Rule(seen, "TM1 竹编杯垫")) == dict.fromkeys(skus, ("TM1",))


def test_a_row_that_names_no_single_offer_or_holds_only_sometimes_is_no_rule() -> None:
    seen, why = ("顾客在看", "盖碗"), "一句理由"
    rows = [
        row(seen, ("可以提", "TM1 竹编杯垫"), (why, "不烫手")),
        row(seen, ("可以提", "TM2 棉麻茶巾"), (why, "台面湿了才提")),
        row(seen, ("可以提", "不主动提"), (why, "")),
        row(("主商品", "盖碗"), ("搭配", "TM2"), ("什么时候说", "顾客问清洁")),
        row(("不说", "最好"), ("换成", "参数")),
    ]
    assert list(rules_of(rows)) == [Rule("盖碗", "TM1 竹编杯垫")]


def test_a_sentence_may_say_it_too_and_one_that_forbids_does_not() -> None:
    texts = ["买盖碗的顾客可以推荐竹编杯垫。", "买茶台的不要推荐茶巾。"]
    (rule,) = rules_of([prose(text) for text in texts])
    assert companions(rule) == {"TC3": ("TM1",)}


def test_what_the_products_own_row_names_comes_first() -> None:
    goods = [replace(one, companions=(Sku("TM2"),)) if one.sku == "TC3" else one for one in GOODS]
    known = with_companions(goods, [Rule("青釉盖碗", "TM1")], ProductMatcher(goods).find)
    assert {one.sku: one.companions for one in known}["TC3"] == ("TM2", "TM1")


def test_a_guide_counts_while_it_is_valid(shelf: Shelf, retriever: Retriever) -> None:
    shelf.put(
        Paper("goods.csv", products=[Product(Sku("TC3"), "青釉盖碗", Decimal(59)), Product(Sku("TM1"), "竹编杯垫")])
    )
    rule = Text("盖碗：TM1", kind=ChunkKind.TABLE_ROW, fields=(("顾客在看", "盖碗"), ("可以提", "TM1")))
    validity = Validity(NOW, NOW + timedelta(days=7))
    shelf.put(Paper("guide.md", [rule], category=Category.GUIDE, validity=validity))
    for days, expected in ((0, ("TM1",)), (8, ()), (1, ("TM1",))):
        (bowl,) = retriever.products(shelf.shop, [Sku("TC3")], NOW + timedelta(days=days))
        assert bowl.companions == expected


def test_accessories_that_say_what_they_fit_go_with_what_has_no_other_companion() -> None:
    goods = [
        Product(Sku("VC-1"), "拾光V12 吸尘器", Decimal(599)),
        Product(Sku("VC-2"), "除螨刷头", Decimal(79), attributes=(("适用机型", "V12、V15"),)),
        Product(Sku("VC-3"), "长管", Decimal(59), attributes=(("适用机型", "V9"), ("不适用", "V12"))),
        Product(Sku("VC-4"), "锂电池", Decimal(199), attributes=(("适用机型", "V12"),)),
    ]
    known = {one.sku: one.companions for one in with_companions(goods, (), ProductMatcher(goods).find)}
    assert known == {"VC-1": ("VC-4", "VC-2"), "VC-2": (), "VC-3": (), "VC-4": ()}
