"""What a reading yielded, counted."""

from __future__ import annotations

from ingestion.reading import Heading, Note, Paragraph, Reading, Table
from ingestion.report import SheetYield, report_of

TABLE = Table(("型号", "价格"), (("A-1", "99"), ("A-2", "199")), caption="价目", sheet="空调")


def test_a_report_counts_all_that_the_splitter_is_given() -> None:
    reading = Reading("t", "x", (Heading("一", 1), Paragraph("四个字呀"), TABLE), pages=3, recognised=(2,))
    report = report_of(reading, (), 0.0125)
    assert (report.pages, report.headings, report.paragraphs, report.tables, report.rows) == (3, 1, 1, 1, 2)
    assert report.characters == len("一") + len("四个字呀") + len("价目型号价格A-199A-2199")
    assert (report.recognised, report.elapsed_ms) == ((2,), 12)


def test_a_report_names_the_sheets_that_gave_tables_in_their_order() -> None:
    other = Table((), (("x", "y"),), sheet="冰箱")
    report = report_of(Reading("t", "x", (other, TABLE, TABLE)), (), 0)
    assert report.sheets == (SheetYield("冰箱", 1, 1), SheetYield("空调", 2, 4))


def test_a_report_is_kept_as_plain_values_with_its_notes() -> None:
    note = Note("hidden_sheet", "Sheet 成本 is hidden and was not read.", place="成本")
    stored = report_of(Reading("t", "x", (TABLE,)), (note,), 1).stored()
    assert stored["notes"] == ({"code": "hidden_sheet", "message": note.message, "place": "成本", "count": 0},)
    assert stored["sheets"] == ({"name": "空调", "tables": 1, "rows": 2},)
