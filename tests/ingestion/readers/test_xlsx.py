"""XLSX: several tables and sheets, merged headers, values as shown, hidden and hostile sheets."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime, time, timedelta

import openpyxl
import pytest
from openpyxl.styles import Font
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from ingestion.readers.xlsx_values import shown
from ingestion.reading import Heading, Paragraph, Table
from tests.ingestion.readers.packages import with_member

moment = datetime.fromisoformat  # sheets know no time zones


def book() -> tuple[Workbook, Worksheet]:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    assert isinstance(sheet, Worksheet)
    return workbook, sheet


def saved(workbook: Workbook) -> bytes:
    buffer = io.BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


def test_titles_merged_headers_and_banners_frame_the_rows(read_bytes) -> None:
    workbook, sheet = book()
    sheet.append(["夏季价格表"])
    sheet.append(["商品编码", "价格", None, "库存"])
    sheet.append([None, "原价", "活动价", None])
    for row in (["一、挂机"], ["K-1", 1999.0, 1799.5, 12.0], ["二、柜机"], ["G-1", 5999, 5499, 3]):
        sheet.append(row)
    for merged in ("A1:D1", "A2:A3", "B2:C2", "D2:D3", "A4:D4", "A6:D6"):
        sheet.merge_cells(merged)
    headers = ("商品编码", "价格 原价", "价格 活动价", "库存")
    assert read_bytes("p.xlsx", saved(workbook)).blocks == (
        Table(headers, (("K-1", "1999", "1799.5", "12"),), "夏季价格表 一、挂机", sheet="Sheet", first_row=5),
        Table(headers, (("G-1", "5999", "5499", "3"),), "夏季价格表 二、柜机", sheet="Sheet", first_row=7),
    )


def test_tables_side_by_side_and_below_each_other_stay_apart(read_bytes) -> None:
    workbook, sheet = book()
    for row in (
        ["地区", "首重", None, "品牌", "清凉"],
        ["新疆", 20, None, "型号", "K-1"],
        [],
        ["运费说明"],
        ["重量", "加价"],
        [5, 10],
    ):
        sheet.append(row)
    first, second, third = read_bytes("p.xlsx", saved(workbook)).blocks
    assert (first.headers, first.rows) == (("地区", "首重"), (("新疆", "20"),))
    assert (second.headers, second.rows) == ((), (("品牌", "清凉"), ("型号", "K-1")))
    assert (third.caption, third.headers, third.rows, third.first_row) == (
        "运费说明",
        ("重量", "加价"),
        (("5", "10"),),
        6,
    )


def test_a_table_that_goes_on_after_a_blank_row_keeps_its_headers(read_bytes) -> None:
    workbook, sheet = book()
    for row in (["货号", "名称", "价格"], ["A", "风扇", 99], [], ["B", "灯", 59], ["C", "锅", 129]):
        sheet.append(row)
    _, below = read_bytes("p.xlsx", saved(workbook)).blocks
    assert (below.headers, below.first_row) == (("货号", "名称", "价格"), 4)


def test_a_bold_first_row_is_the_header_whatever_its_words(read_bytes) -> None:
    workbook, sheet = book()
    sheet.append(["甲", "乙"])
    sheet.append(["春", "风"])
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    assert read_bytes("p.xlsx", saved(workbook)).blocks[0].headers == ("甲", "乙")


def test_sheets_are_headings_and_hidden_ones_only_a_note(read_bytes) -> None:
    workbook, sheet = book()
    sheet.title = "售前"
    sheet.append(["场景", "话术", "阶段"])
    sheet.append(["问候", "您好", "招呼"])
    secret = workbook.create_sheet("成本")
    secret.append(["进价", 12])
    secret.sheet_state = "hidden"
    other = workbook.create_sheet("售后")
    other.append(["只有一句话的说明"])
    reading = read_bytes("p.xlsx", saved(workbook))
    assert [block.text for block in reading.blocks if isinstance(block, Heading)] == ["售前", "售后"]
    assert Paragraph("只有一句话的说明") in reading.blocks
    assert [(note.code, "成本" in note.message) for note in reading.notes] == [("hidden_sheet", True)]
    assert "12" not in str(reading.blocks)


def test_a_formula_without_a_saved_value_is_told_and_not_invented(read_bytes) -> None:
    workbook, sheet = book()
    sheet.append(["货号", "单价", "合计"])
    sheet.append(["A", 3, "=B2*2"])
    reading = read_bytes("p.xlsx", saved(workbook))
    assert reading.blocks[0].rows == (("A", "3", ""),)
    assert [note.code for note in reading.notes] == ["uncalculated_formulas"]


def test_a_sheet_that_claims_the_whole_grid_and_has_endless_empty_rows_is_read(read_bytes) -> None:
    workbook, sheet = book()
    sheet.append(["货号", "名称", "价格"])
    sheet.append(["A", "风扇", 99])
    data = saved(workbook)
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        part = package.read("xl/worksheets/sheet1.xml")
    assert b'ref="A1:C2"' in part
    empty = b"".join(b'<row r="%d"/>' % number for number in range(3, 100_000))
    claimed = part.replace(b"A1:C2", b"A1:XFD1048576").replace(b"</sheetData>", empty + b"</sheetData>")
    [table] = read_bytes("p.xlsx", with_member(data, "xl/worksheets/sheet1.xml", claimed)).blocks
    assert table.rows == (("A", "风扇", "99"),)


def test_too_many_cells_are_refused_by_the_name_of_the_limit(refusal) -> None:
    workbook, sheet = book()
    for _ in range(30):
        sheet.append([1, 2, 3])
    error = refusal("p.xlsx", saved(workbook), max_cells=50)
    assert (error.reason, "max_cells" in error.message) == ("too_large", True)


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (12.0, "General", "12"),
        (0.1 + 0.2, "General", "0.3"),
        (6901234567892.0, "0", "6901234567892"),
        (1299, "#,##0.00", "1299"),
        (1299.5, '"¥"#,##0.00', "¥1299.5"),
        (12.345, "0.00", "12.35"),
        (99, '0"元"', "99元"),
        (0.15, "0%", "15%"),
        (0.155, "0.0%", "15.5%"),
        (7, "000", "007"),
        (-3, "General", "-3"),
        (-12.5, "0.0_);(0.0)", "-12.5"),
        (1e-7, "General", "0.0000001"),
        (True, "General", "TRUE"),
        ("#N/A", "General", ""),
        ("  文字 ", "@", "  文字 "),
        (moment("2025-06-18"), "yyyy/m/d", "2025-06-18"),
        (moment("2025-06-18T09:30"), "yyyy/m/d h:mm", "2025-06-18 09:30"),
        (moment("2025-06-18T09:29:59.999999"), "h:mm", "2025-06-18 09:30"),
        (date(2025, 6, 18), "yyyy/m/d", "2025-06-18"),
        (time(18, 0), "h:mm", "18:00"),
        (timedelta(hours=48), "[h]:mm", "48:00"),
        (float("nan"), "General", ""),
        (None, "General", ""),
    ],
)
def test_values_read_as_people_see_them(value: object, number_format: str, text: str) -> None:
    assert shown(value, number_format) == text
