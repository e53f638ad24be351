"""Columns whose headings no list knows are told by their cells."""

from __future__ import annotations

import pytest

from ingestion.column_values import columns_in
from ingestion.products import extract_products
from ingestion.reading import Reading, Table
from ingestion.tables import Meaning


def _told(headers: tuple[str, ...], *rows: tuple[str, ...]) -> dict[Meaning, str]:
    table = Table(headers, rows)
    return {meaning: headers[columns[0]] for meaning, columns in columns_in(table).items()}


SHELF = (
    ("柜号", "叫啥", "多少钱", "架上还剩", "谁用"),
    ("HB-101", "松木画板", "38元", "12", "初学的人"),
    ("HB-102", "樟木画板", "52元", "0", "常画的人"),
    ("HB-103", "可折画架", "129元", "7", "户外写生"),
)


def test_goods_are_found_under_headings_in_the_shops_own_words() -> None:
    assert _told(*SHELF) == {
        Meaning.SKU: "柜号",
        Meaning.NAME: "叫啥",
        Meaning.PRICE: "多少钱",
        Meaning.STOCK: "架上还剩",
    }


def test_such_goods_come_into_the_catalogue_with_price_and_stock() -> None:
    products = extract_products(Reading("柜台", "text/csv", (Table(SHELF[0], SHELF[1:]),)))
    assert [(one.sku, one.name, str(one.price), one.stock) for one in products] == [
        ("HB-101", "松木画板", "38", 12),
        ("HB-102", "樟木画板", "52", 0),
        ("HB-103", "可折画架", "129", 7),
    ]


def test_a_note_below_the_codes_is_no_product() -> None:
    rows = (*SHELF[1:], ("备注", "画板四角有护角", "", "", ""))
    products = extract_products(Reading("柜台", "text/csv", (Table(SHELF[0], rows),)))
    assert [one.sku for one in products] == ["HB-101", "HB-102", "HB-103"]


def test_sizes_under_one_name_are_called_by_their_size() -> None:
    rows = (("帆布围裙", "小", "WQ-1", "45"), ("帆布围裙", "大", "WQ-2", "49"))
    products = extract_products(Reading("柜台", "text/csv", (Table(("叫啥", "码", "柜号", "卖"), rows),)))
    assert [one.name for one in products] == ["帆布围裙 小", "帆布围裙 大"]


@pytest.mark.parametrize(
    "table",
    [
        (("哪一步", "怎么做"), ("第一步", "调好底色，薄薄涂一层"), ("第二步", "等它干透再画")),
        (("送到哪", "加收(元)"), ("新疆", "18"), ("西藏", "22")),
        (("代号", "意思"), ("E01", "水箱没装好"), ("E02", "温度太高")),
        (("货品", "多久内说"), ("画框", "两天"), ("颜料", "七天")),
    ],
)
def test_steps_fees_and_fault_codes_are_no_goods(table: tuple[tuple[str, ...], ...]) -> None:
    assert not {Meaning.SKU, Meaning.NAME, Meaning.PRICE} & _told(*table).keys()


def test_what_customers_say_and_what_is_answered_is_a_pair() -> None:
    told = _told(
        ("顾客爱这么问", "咱们就这么答", "备忘"),
        ("画框能挂多重", "无痕钉挂两公斤以内的都稳，再重就得打孔", "别说五公斤"),
        ("颜料干了咋办", "滴两滴温水闷一晚上，第二天搅开就能用", ""),
    )
    assert (told[Meaning.QUESTION], told[Meaning.ANSWER]) == ("顾客爱这么问", "咱们就这么答")


def test_headings_that_words_know_keep_their_meaning() -> None:
    told = _told(("商品编码", "商品名称", "售价", "还剩"), ("A100", "水彩纸", "20", "5"), ("A101", "素描纸", "18", "9"))
    assert told == {
        Meaning.SKU: "商品编码",
        Meaning.NAME: "商品名称",
        Meaning.PRICE: "售价",
        Meaning.STOCK: "还剩",
    }
