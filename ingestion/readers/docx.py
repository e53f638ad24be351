"""DOCX -> Reading. python-docx opens the package; the body is walked in document order, text boxes included."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from ingestion.readers.archive import check_archive
from ingestion.readers.docx_numbering import Numbering, read_levels
from ingestion.readers.docx_parts import footnotes, margins, notes_in, pictures_in
from ingestion.readers.docx_xml import (
    cells_of,
    looks_like_heading,
    number_of,
    outermost,
    property_of,
    text_of,
    told_headers,
    w,
)
from ingestion.readers.grid import Grid, Origin, blocks_of, rectangular
from ingestion.readers.limits import ReadingLimits, refuse_above
from ingestion.readers.pasted import PastedPictures
from ingestion.readers.prose import clean, heading_text, one_line
from ingestion.reading import Block, Heading, Note, Paragraph, Reading, SourceFile

if TYPE_CHECKING:
    from docx.document import Document

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_HEADING_STYLE = re.compile(r"(?:heading|标题|標題) ?(\d)\Z", re.IGNORECASE)
_TITLE_STYLE = re.compile(r"(?:title|标题|標題|文档标题)\Z", re.IGNORECASE)
_CONTENTS_STYLE = re.compile(r"(?:toc|目录) ?\d", re.IGNORECASE)
_MARGINS = "页眉页脚（仅内部）"  # letterheads and file numbers: kept from customers until an editor says otherwise
_BELOW_ALL = 7  # level of a heading that only bold type shows; squeezed below its neighbours afterwards


def read(source: SourceFile, limits: ReadingLimits) -> Reading:
    import docx

    check_archive(source, limits)
    document = docx.Document(str(source.path))
    walk = _Walk(document, limits)
    blocks = _squeezed(list(walk.blocks(document.element.body)))
    if beside := list(margins(document)):
        blocks += [Heading(_MARGINS, 1), *(Paragraph(text) for text in beside)]
    titles = [block.text for block in blocks if isinstance(block, Heading) and block.level == 1]
    titles = [title for title in titles if title != _MARGINS]
    named = one_line(document.core_properties.title or "")
    title = walk.title or (titles[0] if len(titles) == 1 else "") or named or (titles[0] if titles else "")
    return Reading(
        title=title or PurePath(source.name).stem,
        media_type=MEDIA_TYPE,
        blocks=tuple(blocks),
        notes=tuple(walk.notes()),
    )


class _Walk:
    """One pass over a document. XML nodes are lxml elements, which carry no types (hence Any)."""

    def __init__(self, document: Document, limits: ReadingLimits) -> None:
        self.title = ""
        self.has_comments = False
        self._limits = limits
        self._cells = 0
        self._styles = {style.style_id: style for style in document.styles}
        self._numbering = Numbering(_levels(document))
        self._footnotes = footnotes(document)
        self._document = document
        self._pasted = PastedPictures(limits, time.monotonic())

    def notes(self) -> list[Note]:
        told = [Note("comments_skipped", "Review comments were not read.")] if self.has_comments else []
        return [*told, *self._pasted.notes()]

    def blocks(self, container: Any) -> Iterator[Block]:
        for node in container.iterchildren():
            if node.tag == w("p"):
                yield from self._paragraph(node)
            elif node.tag == w("tbl"):
                yield from self._table(node)
            elif node.tag == w("sdt"):
                gallery = node.find(f"{w('sdtPr')}/{w('docPartObj')}/{w('docPartGallery')}")
                content = node.find(w("sdtContent"))
                if content is not None and (gallery is None or gallery.get(w("val")) != "Table of Contents"):
                    yield from self.blocks(content)
            elif node.tag in (w("ins"), w("moveTo"), w("smartTag"), w("customXml")):
                yield from self.blocks(node)

    def _paragraph(self, node: Any) -> Iterator[Block]:
        style = self._style(node)
        names = [str(item.name or "") for item in style]
        if any(_CONTENTS_STYLE.match(name) for name in names[:1]):
            return
        self.has_comments = self.has_comments or node.find(f".//{w('commentReference')}") is not None
        text = clean(text_of(node))
        remarks = notes_in(node, self._footnotes) if self._footnotes else []
        if text:
            label = self._label(node, style)
            level = self._level(node, style, names)
            if level is None and not label.startswith("- ") and looks_like_heading(node, text):
                level = _BELOW_ALL
            if level is not None:
                heading = heading_text(label + text)
                if level == 1 and names and _TITLE_STYLE.match(names[0]) and not self.title:
                    self.title = heading
                yield Heading(heading, level)
            else:
                yield Paragraph(label + text + "".join(f"（注：{remark}）" for remark in remarks))
        for box in outermost(node, w("txbxContent")):
            yield from self.blocks(box)
        for data in pictures_in(self._document, node):
            yield from self._pasted.blocks(data)

    def _style(self, node: Any) -> list[Any]:
        """The paragraph's style and those it is based on."""
        found = node.find(f"{w('pPr')}/{w('pStyle')}")
        style = self._styles.get(found.get(w("val"))) if found is not None else None
        chain: list[Any] = []
        while style is not None and len(chain) < 10:
            chain.append(style)
            style = getattr(style, "base_style", None)
        return chain

    def _level(self, node: Any, style: list[Any], names: list[str]) -> int | None:
        for name in names:
            if match := _HEADING_STYLE.match(name):
                return min(int(match[1]), 6)
        if names and _TITLE_STYLE.match(names[0]):
            return 1
        for properties in (node.find(w("pPr")), *(item.element.find(w("pPr")) for item in style)):
            outline = properties.find(w("outlineLvl")) if properties is not None else None
            if outline is not None:
                value = str(outline.get(w("val"), "9"))
                return int(value) + 1 if value.isdecimal() and int(value) < 6 else None
        return None

    def _label(self, node: Any, style: list[Any]) -> str:
        for properties in (node.find(w("pPr")), *(item.element.find(w("pPr")) for item in style)):
            numbering = properties.find(w("numPr")) if properties is not None else None
            if numbering is None:
                continue
            num_id, depth = numbering.find(w("numId")), numbering.find(w("ilvl"))
            if num_id is None:
                continue
            at = str(depth.get(w("val"), "0")) if depth is not None else "0"
            return self._numbering.label(str(num_id.get(w("val"), "")), int(at) if at.isdecimal() else 0)
        return ""

    def _table(self, node: Any) -> Iterator[Block]:
        """A data table as a grid; a frame (one column or one cell) gives its content in place."""
        rows = list(node.iterchildren(w("tr")))
        cells = [list(cells_of(row)) for row in rows]
        if max((len(row) for row in cells), default=0) <= 1:
            for row in cells:
                for cell in row:
                    yield from self.blocks(cell)
            return
        grid = self._grid(rows, cells)
        yield from blocks_of(grid, Origin())

    def _grid(self, rows: list[Any], cells: list[list[Any]]) -> Grid:
        lines: list[list[str]] = []
        banners: set[int] = set()
        for index, row in enumerate(cells):
            line = [""] * number_of(rows[index].find(f"{w('trPr')}/{w('gridBefore')}"), 0)
            for cell in row:
                span, merge = property_of(cell, "gridSpan"), property_of(cell, "vMerge")
                text = self._cell_text(cell)
                if merge is not None and merge.get(w("val"), "continue") == "continue" and lines and not text:
                    text = lines[-1][len(line)] if len(line) < len(lines[-1]) else ""
                line.extend([text] * number_of(span, 1))
            if len(row) == 1 and 1 < number_of(property_of(row[0], "gridSpan"), 1) == len(line):
                banners.add(index)
            lines.append(line)
            self._cells += len(line)
            refuse_above(self._cells, self._limits.max_cells, "table cells", "max_cells")
        told = told_headers(rows, cells)
        return Grid(rectangular(lines), frozenset(banners), told if 0 < told < len(rows) else None)

    def _cell_text(self, cell: Any) -> str:
        """Paragraphs, list items and nested tables of a cell on one line."""
        parts: list[str] = []
        for block in self.blocks(cell):
            if isinstance(block, Heading | Paragraph):
                parts.append(one_line(block.text))
            else:
                parts.extend(" ".join(cell for cell in row if cell) for row in (block.headers, *block.rows))
        return " ".join(part for part in parts if part)


def _levels(document: Document) -> dict[str, Any]:
    for relation in document.part.rels.values():
        if relation.reltype.endswith("/numbering") and not relation.is_external:
            return dict(read_levels(relation.target_part.element, w))
    return {}


def _squeezed(blocks: list[Block]) -> list[Block]:
    """Bold-only headings get the level just below the styled heading in force."""
    level = 0
    result: list[Block] = []
    for block in blocks:
        if isinstance(block, Heading) and block.level == _BELOW_ALL:
            result.append(Heading(block.text, level + 1))
            continue
        if isinstance(block, Heading):
            level = block.level
        result.append(block)
    return result
