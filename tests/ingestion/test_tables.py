import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingestion.reading import Table
from ingestion.tables import Meaning, columns_of, dittos_filled, is_blank, understood, upright, with_headers


@pytest.mark.parametrize(
    ("header", "meaning"),
    [
        ("双11到手价", Meaning.PRICE),
        ("吊牌价", Meaning.LIST_PRICE),
        ("非活动价", Meaning.EVERYDAY_PRICE),
        ("库存(件)", Meaning.STOCK),
        ("型号", Meaning.SKU),
        ("話術", Meaning.SCRIPT),
        ("ＳＫＵ", Meaning.SKU),
        ("item_no", Meaning.SKU),
        ("一级类目", Meaning.CATEGORY),
        ("配件编号", Meaning.SKU),
        ("京东价（元）", Meaning.PRICE),
        ("整箱价", Meaning.PRICE),
        ("平销价", Meaning.EVERYDAY_PRICE),
        ("品名/规格", Meaning.NAME),
        ("名称/型号", Meaning.NAME),
    ],
)
def test_a_heading_is_understood_by_the_word_that_it_ends_with(header: str, meaning: Meaning) -> None:
    match = understood(header)
    assert match is not None
    assert match.meaning is meaning


@pytest.mark.parametrize(
    "header", ["好评价", "保价", "会员价", "适用型号", "适用机型", "活动时间", "回复时间", "退货地址", "规格", ""]
)
def test_a_heading_that_only_looks_like_a_meaning_has_none(header: str) -> None:
    assert understood(header) is None


def test_of_several_columns_with_one_meaning_the_preferred_comes_first() -> None:
    assert columns_of(("价格", "券后价", "到手价"))[Meaning.PRICE] == (2, 1, 0)


def test_the_row_that_really_holds_the_headings_is_found_and_nothing_above_is_lost() -> None:
    rows = (("更新于七月", "", ""), ("货号", "品名", "售价"), ("A-1", "空调", "99"))
    table = with_headers(Table((), rows, caption="总表", first_row=1))
    assert (table.headers, table.rows, table.first_row) == (rows[1], rows[2:], 3)
    assert table.caption == "总表 更新于七月"


def test_a_table_under_good_headings_stays_as_it_is() -> None:
    table = Table(("货号", "品名"), (("A-1", "空调"), ("A-2", "售价")))
    assert with_headers(table) == table
    assert upright(table) is None


@given(
    st.lists(
        st.lists(st.sampled_from(["同上", "〃", "加氟", "180", ""]), min_size=2, max_size=2), min_size=1, max_size=6
    )
)
def test_after_filling_a_ditto_stands_only_where_nothing_is_above_it(rows: list[list[str]]) -> None:
    filled = dittos_filled(Table(("项目", "收费"), tuple(map(tuple, rows)))).rows
    for above, row in itertools.pairwise(filled):
        for over, cell in zip(above, row, strict=True):
            assert cell not in {"同上", "〃"} or over in {"", "同上", "〃"}


def test_a_stroke_is_a_blank() -> None:
    assert all(map(is_blank, ("", "-", "—", "/", " - ")))
    assert not is_blank("0")
