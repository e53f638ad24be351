"""CSV and TSV: delimiters, headers, titles and the quirks of shop exports."""

from __future__ import annotations

import pytest

from ingestion.reading import Paragraph, Table


@pytest.mark.parametrize("delimiter", [",", "\t", ";", "|"])
def test_the_delimiter_is_found_and_the_header_told(read_bytes, delimiter: str) -> None:
    rows = [["商品编码", "名称", "价格"], ["A-1", "短袖，白色", "39.9"], ["A-2", "长裤", "89"]]
    [table] = read_bytes("a.csv", "\n".join(delimiter.join(row) for row in rows)).blocks
    assert table == Table(tuple(rows[0]), (tuple(rows[1]), tuple(rows[2])), first_row=2)


def test_a_title_above_and_remarks_below_stay_out_of_the_rows(read_bytes) -> None:
    blocks = read_bytes("a.csv", "2025年运费表,,\n地区,首重,续重\n新疆,20,15\n北京,8,3\n注：大件另计。,,\n").blocks
    assert blocks == (
        Table(("地区", "首重", "续重"), (("新疆", "20", "15"), ("北京", "8", "3")), "2025年运费表", first_row=3),
        Paragraph("注：大件另计。"),
    )


def test_order_numbers_wrapped_against_excel_are_unwrapped(read_bytes) -> None:
    [table] = read_bytes("a.csv", 'sep=,\n订单号,状态\n="00123456789",已发货\n\'00987,待付款\n').blocks
    assert table.rows == (("00123456789", "已发货"), ("00987", "待付款"))


def test_ragged_and_quoted_records_keep_every_cell(read_bytes) -> None:
    [table] = read_bytes("a.csv", '问题,答案,备注\n几天到,"三天，\n偏远除外"\n能开票吗,可以,无,多出来的\n').blocks
    assert table.headers == ("问题", "答案", "备注", "")
    assert table.rows == (("几天到", "三天， 偏远除外", "", ""), ("能开票吗", "可以", "无", "多出来的"))


def test_three_hundred_columns_are_read(read_bytes) -> None:
    [table] = read_bytes("a.csv", ",".join(f"列{n}" for n in range(300)) + "\n" + ",".join(map(str, range(300)))).blocks
    assert len(table.headers) == 300
    assert table.rows[0][299] == "299"


def test_a_sheet_over_the_cell_limit_is_refused_by_name(refusal) -> None:
    error = refusal("a.csv", b"a,b\n" * 100, max_cells=50)
    assert error.reason == "too_large"
    assert "max_cells" in error.message
