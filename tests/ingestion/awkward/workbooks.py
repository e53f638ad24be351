"""Workbooks as shops keep them: several sheets, titles, merged headers of two rows, units, notes, hidden parts."""

from __future__ import annotations

import io
from datetime import date

from openpyxl import Workbook
from openpyxl.chart import BarChart
from openpyxl.worksheet.worksheet import Worksheet


def price_book() -> bytes:
    """Three sheets of 60 goods each, under a title and a header of two rows that is merged across and down."""
    book = Workbook()
    book.remove(book.active)
    for letter, name in (("G", "挂机"), ("L", "柜机"), ("Z", "中央空调")):
        _goods(book.create_sheet(name), letter, name)
    cost = book.create_sheet("成本")
    cost.append(["商品编码", "进价"])
    cost.append(["G-1001", 999])
    cost.sheet_state = "hidden"
    return _bytes(book)


def _goods(sheet: Worksheet, letter: str, name: str) -> None:
    sheet.append([f"云岭电器 {name}价格表（2026年7月）"])
    sheet.merge_cells("A1:H1")
    sheet.append(["商品编码", "商品名称", "价格(元)", None, "尺寸(mm)", None, "返佣比例", "上市日期"])
    sheet.append([None, None, "日常价", "活动价", "内机", "外机", None, None])
    for area in ("A2:A3", "B2:B3", "C2:D2", "E2:F2", "G2:G3", "H2:H3"):
        sheet.merge_cells(area)
    for number in range(1, 61):
        base = {"G": 1500, "L": 3500, "Z": 9000}[letter] + 10 * number
        title = f"{name}{number}号\n新一级能效"
        sheet.append(
            [f"{letter}-{1000 + number}", title, base + 200, base, f"{800 + number}×300", f"{700 + number}×280"]
        )
        sheet.cell(sheet.max_row, 7, 0.05 + number / 1000).number_format = "0.0%"
        sheet.cell(sheet.max_row, 8, date(2026, 1 + number % 6, 1 + number % 28)).number_format = 'yyyy"年"m"月"d"日"'
    sheet.append(["注：活动价不含店铺券；以下单时页面为准。"])


def crowded_sheet() -> bytes:
    """One sheet with three tables, one of them beside another, titles between them; an injection, a chart."""
    book = Workbook()
    sheet = book.active
    sheet.title = "运费与安装"
    sheet.append(["一、各地运费"])
    sheet.append(["地区", "首重(元/kg)", "续重(元/kg)", "时效"])
    for area, first, more, days in (
        ("江浙沪", 6, 2, "1-2天"),
        ("新疆、西藏", 18, 12, "7-10天"),
        ("海南", 12, 6, "4-5天"),
    ):
        sheet.append([area, first, more, days])
    sheet.append([])
    sheet.append(["二、安装收费"])
    sheet.append(["项目", "价格", "说明"])
    sheet.append(["高空作业费", 150, "外机在三层以上且无护栏"])
    sheet.append(["打孔费", 50, "=cmd|'/C calc'!A0"])
    sheet["C10"].data_type = "s"
    sheet["F2"], sheet["G2"] = "支架规格", "承重(kg)"
    sheet["F3"], sheet["G3"] = "不锈钢支架", 180
    sheet["F4"], sheet["G4"] = "镀锌支架", 120
    chart = BarChart()
    sheet.add_chart(chart, "J2")
    return _bytes(book)


def hidden_parts() -> bytes:
    """A row hidden by hand, a hidden column; on another sheet rows that a filter hides."""
    book = Workbook()
    sheet = book.active
    sheet.title = "手动"
    for row in (["商品编码", "价格", "进价"], ["H-1", 10, 3], ["H-2", 20, 6], ["H-3", 30, 9]):
        sheet.append(row)
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions["C"].hidden = True
    other = book.create_sheet("筛选")
    for row in (["商品编码", "价格"], ["S-1", 10], ["S-2", 20], ["S-3", 30]):
        other.append(row)
    other.auto_filter.ref = "A1:B4"
    other.auto_filter.add_filter_column(0, ["S-1"])
    other.row_dimensions[3].hidden = True
    other.row_dimensions[4].hidden = True
    return _bytes(book)


def empty_rows(count: int = 1_000_000) -> bytes:
    """A sheet that has been formatted to its very end: one table, then rows with nothing in them."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("表")
    sheet.append(["商品编码", "价格"])
    sheet.append(["E-1", 10])
    for _ in range(count):
        sheet.append([])
    sheet.append(["E-2", 20])
    return _bytes(book)


def _bytes(book: Workbook) -> bytes:
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()
