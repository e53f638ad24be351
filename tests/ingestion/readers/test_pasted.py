"""Pictures among the text of office files: read once each where Tesseract is installed, counted where it is not."""

from __future__ import annotations

import io
import re

import docx
import openpyxl
import pptx
import pytest
from openpyxl.drawing.image import Image as SheetPicture
from PIL import Image, ImageDraw, ImageFont
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from ingestion.readers import pasted, recognition
from ingestion.readers.recognising import blocks_of_pages
from ingestion.reading import Reading
from tests.ingestion.readers.packages import member_of, with_member

installed = pytest.mark.skipif(not recognition.languages(), reason=f"needs {recognition.PACKAGES}")


def picture(words: str = "TENT 3000 MM", *, side: int = 110) -> bytes:
    page = Image.new("RGB", (620, side), "white")
    ImageDraw.Draw(page).text((40, 20), words, fill="black", font=ImageFont.load_default(60))
    data = io.BytesIO()
    page.save(data, "PNG")
    return data.getvalue()


def saved(file: object) -> bytes:
    data = io.BytesIO()
    file.save(data)
    return data.getvalue()


def deck(*pictures: bytes) -> bytes:
    """A slide for each picture."""
    made = pptx.Presentation()
    for each in pictures:
        slide = made.slides.add_slide(made.slide_layouts[5])
        slide.shapes.title.text = "帐篷"
        slide.shapes.add_picture(io.BytesIO(each), 0, 2_000_000)
    return saved(made)


@pytest.fixture
def without_tesseract(monkeypatch: pytest.MonkeyPatch) -> None:
    """As on a machine that lacks it: what the program says is the only door to it."""
    monkeypatch.setattr(pasted, "languages", tuple)


def told(reading: Reading) -> list[tuple[str, int]]:
    return [(note.code, note.count) for note in reading.notes]


@installed
def test_a_picture_on_a_slide_is_read_in_its_place_and_only_once(read_bytes, lines) -> None:
    reading = read_bytes("a.pptx", deck(picture(), picture()))
    assert "3000" in lines(reading)[1]
    assert [block.page for block in reading.blocks] == [1, 1, 2]
    assert told(reading) == [("pictures_recognised", 1)]


def test_pictures_in_text_and_cells_of_a_document_are_told_where_nothing_can_read_them(
    read_bytes, without_tesseract: None
) -> None:
    made = docx.Document()
    made.add_paragraph("尺码见图。")
    made.add_picture(io.BytesIO(picture()))
    cell = made.add_table(1, 2).cell(0, 1)
    cell.paragraphs[0].add_run().add_picture(io.BytesIO(picture("SIZE L 52 CM")))
    assert told(read_bytes("a.docx", saved(made))) == [("pictures_unrecognised", 2)]


def test_an_icon_is_no_picture_to_tell_of(read_bytes, without_tesseract: None) -> None:
    assert told(read_bytes("a.pptx", deck(picture(side=40), picture()))) == [("pictures_unrecognised", 1)]


def test_the_pictures_that_lie_on_a_sheet_are_found_from_top_to_bottom(
    read_bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[bytes] = []
    monkeypatch.setattr(pasted, "pasted_picture", lambda data, limits: seen.append(data))
    book = openpyxl.Workbook()
    book.active.append(["货号", "价格"])
    upper, lower = picture("A"), picture("B")
    for data, cell in ((lower, "B40"), (upper, "D2")):
        book.active.add_image(SheetPicture(io.BytesIO(data)), cell)
    read_bytes("a.xlsx", saved(book))
    assert seen == [upper, lower]


def test_the_formula_of_a_picture_in_a_cell_is_no_text(read_bytes, lines) -> None:
    book = openpyxl.Workbook()
    for row in (["货号", "名称", "图"], ["A1", "帐篷", '=DISPIMG("ID_1",1)']):
        book.active.append(row)
    sheet = "xl/worksheets/sheet1.xml"
    package = saved(book)
    markup = re.sub(
        rb"<f>(DISPIMG\([^<]*)</f><v ?/?>(?:</v>)?", rb"<f>_xlfn.\1</f><v>=\1</v>", member_of(package, sheet)
    ).replace(b'<c r="C2">', b'<c r="C2" t="str">')
    reading = read_bytes("a.xlsx", with_member(package, sheet, markup))
    assert not any("DISPIMG" in line for line in lines(reading))
    assert told(reading) == [("cell_pictures", 1)]


def page(*, at: float) -> bytes:
    """A PDF page with two lines of words and a picture over the whole width, whose lower edge is `at` points high."""
    data = io.BytesIO()
    canvas = Canvas(data, pagesize=(595, 842))
    canvas.drawImage(ImageReader(io.BytesIO(picture())), 60, at, 310, 55)
    canvas.drawString(72, 760, "See the picture below.")
    canvas.drawString(72, 600, "Ask us before you order.")
    canvas.save()
    return data.getvalue()


@installed
def test_a_picture_between_the_words_of_a_pdf_page_is_read_in_its_place(read_bytes, lines) -> None:
    reading = read_bytes("a.pdf", page(at=650))
    words = " ".join(lines(reading))
    assert words.index("below") < words.index("3000") < words.index("Ask")
    assert (told(reading), reading.recognised) == ([("pictures_recognised", 1)], ())


def test_a_picture_behind_the_words_of_a_pdf_page_is_its_ground(read_bytes, without_tesseract: None) -> None:
    assert told(read_bytes("a.pdf", page(at=650))) == [("pictures_unrecognised", 1)]
    assert told(read_bytes("a.pdf", page(at=740))) == []


def test_pictures_of_a_web_page_are_told_and_its_icons_are_not(read_bytes) -> None:
    page = '<p>面料为涤纶。</p><img src="a.jpg" width="790"><img src="b.jpg"><img src="c.png" width="16px">'
    assert told(read_bytes("a.html", page)) == [("pictures_skipped", 2)]


def test_lines_of_a_poster_stay_statements_of_their_own_and_running_text_is_joined() -> None:
    def page(*texts: str) -> list[str]:
        words = [recognition.Fragment(text, 50, 700 - 20 * at, 12, bold=False) for at, text in enumerate(texts)]
        return [block.text for block in blocks_of_pages({1: words})]

    poster = ("活动时间七月一日至七月十五日", "满三百元减三十元每单限用一次", "登山杖和帐篷不参加本次的活动")
    assert page(*poster) == list(poster)
    assert len(page("自签收之日起七天内可以申请退货，", "商品要完好且不影响第二次销售。")) == 1


@installed
def test_initials_and_logos_are_no_text(read_bytes) -> None:
    assert told(read_bytes("a.pptx", deck(picture("INTE")))) == [("pictures_without_text", 1)]
