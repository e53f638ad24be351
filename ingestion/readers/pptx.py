"""PPTX -> Reading by python-pptx: slides as pages, titles as headings, text and tables in reading order."""

from __future__ import annotations

import itertools
import time
from collections.abc import Iterable, Iterator
from pathlib import PurePath
from typing import Any

from ingestion.readers.archive import check_archive
from ingestion.readers.grid import Grid, Origin, blocks_of, rectangular
from ingestion.readers.limits import ReadingLimits, refuse_above
from ingestion.readers.pasted import PastedPictures
from ingestion.readers.prose import clean, heading_text, one_line
from ingestion.readers.xlsx_values import shown
from ingestion.reading import Block, Heading, Note, Paragraph, Reading, SourceFile

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
_SPEAKERS = "演讲者备注（仅内部）"
_MAX_NESTING = 50
_BLIP = "{http://schemas.openxmlformats.org/drawingml/2006/main}blip"
_EMBED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}embed"


def read(source: SourceFile, limits: ReadingLimits) -> Reading:
    import pptx

    check_archive(source, limits)
    presentation = pptx.Presentation(str(source.path))
    slides = list(presentation.slides)
    refuse_above(len(slides), limits.max_pages, "slides", "max_pages")
    blocks: list[Block] = []
    notes: list[Note] = []
    pasted = PastedPictures(limits, time.monotonic())
    for number, slide in enumerate(slides, start=1):
        if slide._element.get("show") == "0":  # python-pptx has no word for hidden slides
            notes.append(Note("hidden_slide", f"Slide {number} is hidden and was not read.", place=str(number)))
            continue
        blocks.extend(_slide_blocks(slide, number, pasted))
        blocks.extend(_speakers_notes(slide, number))
    titles = [block.text for block in blocks if isinstance(block, Heading)]
    title = one_line(presentation.core_properties.title or "")
    if not title or title.casefold() in ("powerpoint presentation", "powerpoint 演示文稿"):
        title = titles[0] if titles else PurePath(source.name).stem
    return Reading(title, MEDIA_TYPE, tuple(blocks), (*notes, *pasted.notes()), pages=len(slides))


def _slide_blocks(slide: Any, number: int, pasted: PastedPictures) -> Iterator[Block]:
    """Any: python-pptx carries no types."""
    title = slide.shapes.title
    if title is not None and clean(title.text_frame.text):
        yield Heading(heading_text(title.text_frame.text), 1, number)
    shapes = [shape for shape in _leaves(slide.shapes, 0) if title is None or shape.shape_id != title.shape_id]
    for shape in sorted(shapes, key=lambda shape: (shape.top or 0, shape.left or 0)):
        if getattr(shape, "has_table", False):
            yield from _table_blocks(shape.table, number)
        elif getattr(shape, "has_chart", False):
            yield from _chart_blocks(shape.chart, number)
        elif shape.has_text_frame:
            for paragraph in shape.text_frame.paragraphs:
                if text := clean(paragraph.text.replace("\v", "\n")):
                    yield Paragraph(("- " if paragraph.level else "") + text, number)
        for data in _pictures(shape):
            yield from pasted.blocks(data, number)


def _pictures(shape: Any) -> Iterator[bytes]:
    """The picture that a shape is or is filled with; linked ones are not in the file."""
    for blip in shape._element.iter(_BLIP):
        relation = shape.part.rels.get(blip.get(_EMBED))
        if relation is not None and not relation.is_external:
            yield relation.target_part.blob


def _speakers_notes(slide: Any, number: int) -> Iterator[Block]:
    """What the speaker wrote for himself, under a heading that keeps it from customers."""
    frame = slide.notes_slide.notes_text_frame if slide.has_notes_slide else None
    if text := clean(frame.text.replace("\v", "\n")) if frame is not None else "":
        yield Heading(_SPEAKERS, 2, number)
        yield Paragraph(text, number)


def _chart_blocks(chart: Any, number: int) -> list[Block]:
    """The figures that a chart draws, categories down and series across."""
    caption = (
        one_line(chart.chart_title.text_frame.text) if chart.has_title and chart.chart_title.has_text_frame else ""
    )
    series = [(str(one.name), list(one.values)) for plot in chart.plots for one in plot.series]
    categories = [str(category) for plot in itertools.islice(chart.plots, 1) for category in plot.categories]
    rows = [["", *(name for name, _ in series)]]
    for place, category in enumerate(categories):
        values = (values[place] if place < len(values) else None for _, values in series)
        rows.append([category, *(shown(value, "General") for value in values)])
    return blocks_of(Grid(rectangular(rows), header_rows=1), Origin(caption, page=number))


def _leaves(shapes: Iterable[Any], depth: int) -> Iterator[Any]:
    for shape in shapes:
        if hasattr(shape, "shapes") and depth < _MAX_NESTING:
            yield from _leaves(shape.shapes, depth + 1)
        else:
            yield shape


def _table_blocks(table: Any, number: int) -> list[Block]:
    rows: list[list[str]] = []
    for y, row in enumerate(table.rows):
        line: list[str] = []
        for x, cell in enumerate(row.cells):
            text = one_line(cell.text_frame.text)
            if not text and cell.is_spanned:
                text = (
                    line[-1]
                    if x and row.cells[x - 1]._tc is not None and cell._tc.hMerge
                    else rows[y - 1][x]
                    if y
                    else ""
                )
            line.append(text)
        rows.append(line)
    told = 1 if table.first_row and len(rows) > 1 else None
    return blocks_of(Grid(tuple(tuple(row) for row in rows), header_rows=told), Origin(page=number))
