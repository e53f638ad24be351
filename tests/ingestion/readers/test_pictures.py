"""Pictures and scans: read where Tesseract with Chinese is installed, elsewhere refused by its packages' names."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from PIL import Image, ImageDraw, ImageFont
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from ingestion.readers import image as image_reader
from ingestion.readers import pdf_scans, recognition
from ingestion.readers.limits import ReadingLimits
from ingestion.readers.pictures import pictures_in
from ingestion.reading import Paragraph, Reading

WORDS = ["RETURN WITHIN 7 DAYS", "MODEL A-1001 COSTS 2599 YUAN"]
installed = pytest.mark.skipif(not recognition.languages(), reason=f"needs {recognition.PACKAGES}")


def picture(kind: str = "PNG", *, turned: int = 0) -> bytes:
    page = Image.new("RGB", (1400, 500), "white")
    draw = ImageDraw.Draw(page)
    for number, words in enumerate(WORDS):
        draw.text((60, 80 + 160 * number), words, fill="black", font=ImageFont.load_default(60))
    data = io.BytesIO()
    page.rotate(turned, expand=True).save(data, kind)
    return data.getvalue()


def scan(*, before: str = "") -> bytes:
    """A PDF with a page that is a picture, perhaps after a page of text."""
    data = io.BytesIO()
    canvas = Canvas(data, pagesize=(595, 842))
    if before:
        canvas.drawString(72, 760, before)
        canvas.showPage()
    canvas.drawImage(ImageReader(io.BytesIO(picture())), 20, 400, 555, 198)
    canvas.save()
    return data.getvalue()


def text_of(reading: Reading) -> str:
    return " ".join(block.text for block in reading.blocks if isinstance(block, Paragraph)).upper()


@pytest.fixture
def without_tesseract(monkeypatch: pytest.MonkeyPatch) -> None:
    """As on a machine that lacks it: what the program says is the only door to it."""
    for module in (image_reader, pdf_scans):
        monkeypatch.setattr(module, "languages", tuple)


@installed
@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "TIFF"])
def test_a_picture_of_any_kind_is_read(read_bytes, kind: str) -> None:
    reading = read_bytes(f"a.{kind.lower()}", picture(kind))
    assert "7 DAYS" in text_of(reading)
    assert "2599" in text_of(reading)
    assert (reading.media_type, reading.pages, reading.recognised) == (f"image/{kind.lower()}", 1, (1,))


@installed
def test_a_page_that_stands_on_its_head_is_turned(read_bytes) -> None:
    assert "2599" in text_of(read_bytes("a.png", picture(turned=180)))


@installed
def test_a_scanned_page_among_others_is_read_and_told(read_bytes) -> None:
    reading = read_bytes("a.pdf", scan(before="Delivery within 48 hours of payment."))
    assert "48 HOURS" in text_of(reading)
    assert "7 DAYS" in text_of(reading)
    assert reading.recognised == (2,)
    (note,) = reading.notes
    assert (note.code, note.place, note.count) == ("recognised_pages", "2", 1)


@installed
def test_pages_beyond_the_limit_are_named_and_not_silently_left_out(read_bytes) -> None:
    limits = {"max_recognised_pages": 0}
    reading = read_bytes("a.pdf", scan(before="Delivery within 48 hours of payment."), **limits)
    assert [(note.code, note.place) for note in reading.notes] == [("recognition_stopped", "2")]


@installed
@pytest.mark.parametrize(("name", "data"), [("a.pdf", scan()), ("a.png", picture())])
def test_a_file_of_pictures_for_which_there_was_no_time_may_be_tried_again(refusal, name: str, data: bytes) -> None:
    assert refusal(name, data, recognition_timeout_s=0.001).reason == "timeout"


def test_without_tesseract_a_scan_is_refused_by_the_packages_that_are_missing(refusal, without_tesseract: None) -> None:
    for name, data in (("a.pdf", scan()), ("a.png", picture())):
        error = refusal(name, data)
        assert error.reason == "no_text_layer"
        assert "tesseract-ocr-chi-sim" in error.message


def test_without_tesseract_a_scanned_page_among_others_is_told(read_bytes, without_tesseract: None) -> None:
    reading = read_bytes("a.pdf", scan(before="Delivery within 48 hours of payment."))
    assert [(note.code, note.place) for note in reading.notes] == [("recognition_missing", "2")]


def test_a_picture_that_declares_too_many_pixels_is_refused_before_it_is_unpacked(refusal) -> None:
    error = refusal("a.png", picture(), max_pixels=1000)
    assert error.reason == "too_large"
    assert "max_pixels" in error.message


def test_half_a_picture_is_corrupt(refusal) -> None:
    assert refusal("a.jpg", picture("JPEG")[:3000]).reason == "corrupt"


def test_a_clear_ground_counts_as_white_and_small_letters_are_enlarged(store: Callable) -> None:
    page = Image.new("RGBA", (400, 100), (0, 0, 0, 0))
    data = io.BytesIO()
    page.save(data, "PNG")
    (ready,) = pictures_in(store("a.png", data.getvalue()), ReadingLimits())
    assert ready.width > 1000
    assert set(ready.pixels) == {255}
