"""PPTX: slides as pages, titles as headings, tables and grouped shapes; hidden slides and speaker notes stay out."""

from __future__ import annotations

import io

from pptx import Presentation
from pptx.util import Inches

from ingestion.reading import Heading, Paragraph, Table


def test_slides_become_pages_with_titles_text_and_tables(read_bytes) -> None:
    deck = Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[1])
    slide.shapes.title.text = "新品培训"
    slide.placeholders[1].text = "卖点一"
    slide.notes_slide.notes_text_frame.text = "内部话"
    table = slide.shapes.add_table(2, 2, Inches(1), Inches(4), Inches(4), Inches(1)).table
    for index, text in enumerate(["型号", "价格", "K-1", "1799"]):
        table.cell(index // 2, index % 2).text = text
    hidden = deck.slides.add_slide(deck.slide_layouts[1])
    hidden.shapes.title.text = "底价"
    hidden._element.set("show", "0")
    group = deck.slides.add_slide(deck.slide_layouts[6]).shapes.add_group_shape()
    group.shapes.add_textbox(0, 0, Inches(1), Inches(1)).text_frame.text = "组里的话"
    buffer = io.BytesIO()
    deck.save(buffer)
    reading = read_bytes("a.pptx", buffer.getvalue())
    assert reading.blocks == (
        Heading("新品培训", 1, 1),
        Paragraph("卖点一", 1),
        Table(("型号", "价格"), (("K-1", "1799"),), page=1, first_row=2),
        Heading("演讲者备注（仅内部）", 2, 1),
        Paragraph("内部话", 1),
        Paragraph("组里的话", 3),
    )
    assert (reading.title, reading.pages) == ("新品培训", 3)
    assert [(note.code, note.place) for note in reading.notes] == [("hidden_slide", "2")]
