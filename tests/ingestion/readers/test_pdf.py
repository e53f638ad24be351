"""PDF: headings by size, mended lines, margins dropped, ruled and aligned tables, columns, turned pages, scans."""

from __future__ import annotations

import io
from collections.abc import Callable

import pypdf
import pytest
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, PageBreak, SimpleDocTemplate, Spacer, Table
from reportlab.platypus import Paragraph as Text

from ingestion.reading import Heading, Paragraph
from ingestion.reading import Table as ReadTable

FONT = "STSong-Light"
BODY = (
    "请在使用前仔细阅读本说明书并妥善保管。空调应当由专业人员安装，"
    "室外机与墙面之间至少留出三十厘米的空间，否则可能影响散热并降低制冷效果。"
)
GRID = [("GRID", (0, 0), (-1, -1), 0.5, colors.black), ("FONT", (0, 0), (-1, -1), FONT)]


@pytest.fixture(autouse=True)
def chinese_font() -> None:
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))


def style(size: float, **more: object) -> ParagraphStyle:
    return ParagraphStyle("s", fontName=FONT, fontSize=size, leading=size * 1.5, wordWrap="CJK", **more)


def flowed(*story: Flowable, decorate: Callable[[Canvas, object], None] = lambda canvas, document: None) -> bytes:
    buffer = io.BytesIO()
    SimpleDocTemplate(buffer, pagesize=A4).build(list(story), onFirstPage=decorate, onLaterPages=decorate)
    return buffer.getvalue()


def drawn(draw: Callable[[Canvas], None]) -> bytes:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4)
    canvas.setFont(FONT, 10)
    draw(canvas)
    canvas.save()
    return buffer.getvalue()


def test_sizes_make_headings_and_wrapped_lines_make_paragraphs(read_bytes) -> None:
    data = flowed(
        Text("清凉空调使用说明书", style(20)),
        Text("第一章 安装", style(15)),
        Text(BODY, style(10.5, firstLineIndent=21)),
        Text(BODY, style(10.5, firstLineIndent=21)),
        Text("（1）检查电源；", style(10.5)),
        Text("（2）检查支架。", style(10.5)),
    )
    reading = read_bytes("a.pdf", data)
    assert reading.title == "清凉空调使用说明书"
    assert reading.blocks == (
        Heading("清凉空调使用说明书", 1, 1),
        Heading("第一章 安装", 2, 1),
        Paragraph(BODY, 1),
        Paragraph(BODY, 1),
        Paragraph("（1）检查电源；", 1),
        Paragraph("（2）检查支架。", 1),
    )


def test_running_heads_page_numbers_and_watermarks_are_dropped(read_bytes) -> None:
    def decorate(canvas: Canvas, document: object) -> None:
        canvas.setFont(FONT, 8)
        canvas.drawString(60, 815, "清凉说明书 2025版")
        canvas.drawCentredString(297, 20, f"第 {canvas.getPageNumber()} 页")
        canvas.saveState()
        canvas.rotate(45)
        canvas.drawString(400, 0, "内部资料")
        canvas.restoreState()

    story: list[Flowable] = []
    for number in "一二三四":
        story += [Text(f"第{number}页的正文。", style(10.5)), PageBreak()]
    reading = read_bytes("a.pdf", flowed(*story, decorate=decorate))
    assert [(block.text, block.page) for block in reading.blocks] == [
        ("第一页的正文。", 1), ("第二页的正文。", 2), ("第三页的正文。", 3), ("第四页的正文。", 4),
    ]  # fmt: skip
    assert reading.pages == 4


def test_a_ruled_table_keeps_its_cells_headers_and_caption_over_the_page_break(read_bytes) -> None:
    rows = [["型号", "面积", "价格"], *[[f"K-{n}", f"{n}㎡", f"{n}元"] for n in range(10, 70)]]
    grid = Table(rows, repeatRows=1, style=GRID)
    blocks = read_bytes("a.pdf", flowed(Text("表1 规格", style(10)), grid, Text("以上为准。", style(10)))).blocks
    tables = [block for block in blocks if isinstance(block, ReadTable)]
    assert {table.headers for table in tables} == {("型号", "面积", "价格")}
    assert [row for table in tables for row in table.rows] == [tuple(row) for row in rows[1:]]
    assert (tables[0].caption, tables[0].page, tables[1].page) == ("表1 规格", 1, 2)
    assert blocks[-1] == Paragraph("以上为准。", 2)


def test_merged_and_wrapped_cells_of_a_ruled_table_are_filled_and_mended(read_bytes) -> None:
    long = "含三米铜管、打孔一个以及内外机的固定和试机服务"
    rows = [["类别", "项目", "说明"], ["安装", "挂机", Text(long, style(9))], ["", "柜机", "四米"]]
    grid = Table(rows, colWidths=[60, 60, 90], style=[*GRID, ("SPAN", (0, 1), (0, 2))])
    [table] = read_bytes("a.pdf", flowed(grid)).blocks
    assert table.rows == (("安装", "挂机", long), ("安装", "柜机", "四米"))


def test_columns_without_rulings_that_stand_in_line_are_a_table(read_bytes) -> None:
    def draw(canvas: Canvas) -> None:
        for index, row in enumerate([("地区", "首重"), ("新疆", "20"), ("北京", "8"), ("上海", "6")]):
            canvas.drawString(60, 700 - 16 * index, row[0])
            canvas.drawRightString(300, 700 - 16 * index, row[1])

    assert read_bytes("a.pdf", drawn(draw)).blocks == (
        ReadTable(("地区", "首重"), (("新疆", "20"), ("北京", "8"), ("上海", "6")), page=1, first_row=2),
    )


def test_two_columns_are_read_one_after_the_other_even_when_drawn_in_bands(read_bytes) -> None:
    left = ["左一行的文字写到边上", "左二行的文字写到边上", "左三行结束。"]
    right = ["右一行的文字写到边上", "右二行的文字写到边上", "右三行结束。"]
    footnote = "页底的备注横贯两栏，却写在最前面：" + "以上内容仅供参考，以页面为准。" * 2

    def draw(canvas: Canvas) -> None:
        canvas.drawString(60, 60, footnote)
        for index, text in enumerate(left):
            canvas.drawString(60, 700 - 16 * index, text)
        for index, text in enumerate(right):
            canvas.drawString(320, 692 - 16 * index, text)

    assert [block.text for block in read_bytes("a.pdf", drawn(draw)).blocks] == [
        "".join(left), "".join(right), footnote,
    ]  # fmt: skip


def test_letters_drawn_twice_for_boldness_are_read_once(read_bytes) -> None:
    def draw(canvas: Canvas) -> None:
        for shift in (0, 0.3):
            canvas.drawString(60 + shift, 700, "重要提示")
        canvas.drawString(60, 660, "产产品品须须知知")

    assert [block.text for block in read_bytes("a.pdf", drawn(draw)).blocks] == ["重要提示", "产品须知"]


def test_a_page_turned_by_ninety_degrees_reads_like_any_other(read_bytes) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.rotate(90)
        for index in range(3):
            canvas.drawString(60, -100 - 40 * index, f"横排第{index + 1}行。")
        canvas.setPageRotation(90)

    assert [block.text for block in read_bytes("a.pdf", drawn(draw)).blocks] == [
        "横排第1行。",
        "横排第2行。",
        "横排第3行。",
    ]


def test_bookmarks_make_headings_of_lines_that_look_like_text(read_bytes) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.bookmarkPage("p")
        canvas.addOutlineEntry("保修条件", "p", 0)
        canvas.drawString(60, 700, "保修条件")
        canvas.drawString(60, 660, "人为损坏不保修。")

    assert read_bytes("a.pdf", drawn(draw)).blocks == (Heading("保修条件", 1, 1), Paragraph("人为损坏不保修。", 1))


def test_western_hyphenation_is_undone(read_bytes) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 10)
        canvas.drawString(60, 700, "Please read the safety instructions before opera-")
        canvas.drawString(60, 686, "tion and keep them.")

    [paragraph] = read_bytes("a.pdf", drawn(draw)).blocks
    assert paragraph.text == "Please read the safety instructions before operation and keep them."


def test_a_scan_is_refused_and_a_scanned_page_among_others_noted(read_bytes, refusal) -> None:
    assert refusal("scan.pdf", drawn(lambda canvas: canvas.rect(10, 10, 300, 300))).reason == "no_text_layer"
    pages = [Text("正文。", style(10)), PageBreak(), Spacer(1, 1), PageBreak(), Text("完。", style(10))]
    reading = read_bytes("a.pdf", flowed(*pages))
    assert [(note.code, "2" in note.message) for note in reading.notes] == [("pages_without_text", True)]


@pytest.mark.parametrize(("user_password", "reason"), [("", None), ("geheim", "encrypted")])
def test_only_a_real_password_locks_a_file(read_bytes, refusal, user_password: str, reason: str | None) -> None:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(flowed(Text("加密的正文。", style(10)))))
    writer.encrypt(user_password, "owner", algorithm="AES-256")
    buffer = io.BytesIO()
    writer.write(buffer)
    if reason is None:
        assert read_bytes("a.pdf", buffer.getvalue()).blocks == (Paragraph("加密的正文。", 1),)
    else:
        assert refusal("a.pdf", buffer.getvalue()).reason == reason


def test_too_many_pages_are_refused_by_the_name_of_the_limit(refusal) -> None:
    data = flowed(*[flowable for _ in range(4) for flowable in (Text("页。", style(10)), PageBreak())])
    error = refusal("a.pdf", data, max_pages=2)
    assert (error.reason, "max_pages" in error.message) == ("too_large", True)


def test_a_drawing_of_thousands_of_strokes_costs_its_tables_and_not_the_text(read_bytes) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(60, 700, "电路图如下。")
        for index in range(6000):
            canvas.line(index % 500, index % 700, index % 500 + 5, index % 700)

    reading = read_bytes("a.pdf", drawn(draw))
    assert reading.blocks == (Paragraph("电路图如下。", 1),)
    assert [note.code for note in reading.notes] == ["tables_as_text"]
