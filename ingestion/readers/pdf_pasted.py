"""The words of pictures that stand among a PDF page's own text, as fragments of that page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from ingestion.readers.limits import ReadingLimits
from ingestion.readers.pasted import PastedPictures
from ingestion.readers.pdf_layout import typography
from ingestion.readers.pdf_lines import Fragment, PageText, lines_of
from ingestion.readers.pdf_pictures import Box, pictures_among
from ingestion.readers.recognition import A4_WIDTH
from ingestion.reading import Note, SourceFile


@dataclass(frozen=True, slots=True)
class Pasted:
    """Words by page number, and what there is to tell."""

    found: Mapping[int, Sequence[Fragment]]
    notes: Sequence[Note]


def words_of_pictures(source: SourceFile, texts: Sequence[PageText], limits: ReadingLimits, began: float) -> Pasted:
    """Of upright pages that have words; a picture behind words is their ground, and not read."""
    pages = [number for number, text in enumerate(texts, start=1) if text.fragments and text.turn == 0]

    def is_free(number: int, box: Box) -> bool:
        return not any(box.holds(item.x, item.y) for item in texts[number - 1].fragments)

    pasted = PastedPictures(limits, began)
    found: dict[int, list[Fragment]] = {}
    for drawn in pictures_among(source.path, pages, is_free):
        body = typography(lines_of(texts[drawn.page - 1].fragments, drawn.page)).body
        words = (_placed(word, drawn.box, body) for word in pasted.words(drawn.picture))
        found.setdefault(drawn.page, []).extend(words)
    return Pasted(found, pasted.notes())


def _placed(word: Fragment, box: Box, body: float) -> Fragment:
    """On the page; large letters in a picture are no heading of the text around it."""
    scale = (box.right - box.left) / A4_WIDTH
    return replace(word, x=box.left + scale * word.x, y=box.bottom + scale * word.y, size=min(scale * word.size, body))
