"""Recognition of one file's pages within its limits, and what there is to tell its editor afterwards."""

from __future__ import annotations

import re
import time
from collections.abc import Mapping, Sequence

from ingestion.readers.limits import ReadingLimits
from ingestion.readers.pdf_layout import blocks_of, typography
from ingestion.readers.pdf_lines import Fragment, Line, lines_of
from ingestion.readers.pdf_order import in_reading_order
from ingestion.readers.pictures import Picture
from ingestion.readers.recognition import Recognised, recognise
from ingestion.reading import Block, Note, SourceFile
from knowledge.errors import UnreadableFile

_LEAST_OF_A_PICTURE = 60.0  # confidence, 0 to 100: what is "read" from photographs is below 50
_LINES_OF_A_POSTER = 15
_ENDS = re.compile(r"[。．.；;！!？?，,、]\s*\Z")  # also commas: what goes on in the next line is running text
_SHARE_OF_TIME = 0.7  # of the file's time limit: what was recognised by then is worth more than a timeout
_SHARE_OF_PASTED = 0.4  # pictures beside text must not cost the text
_LEAST_LETTERS = 8  # of a picture among text: “满99减10” says something, initials do not


class Recognising:
    """Collects the words of the pages that are added to it. `began` is when the file's reading did (monotonic).

    `pasted`: not pages but pictures among text, which stand upright and are often photographs without words.
    """

    def __init__(self, limits: ReadingLimits, began: float, *, pasted: bool = False) -> None:
        self.found: dict[int, tuple[Fragment, ...]] = {}
        self.left: list[int] = []  # not read: the time or the limit of pages came
        self._limits = limits
        self._pasted = pasted
        self._until = began + limits.timeout_s * (_SHARE_OF_PASTED if pasted else _SHARE_OF_TIME)
        self._doubtful: list[int] = []
        self._wordless: list[int] = []

    @property
    def is_over(self) -> bool:
        """Whether the file has had its time or its pages."""
        tried = len(self.found) + len(self._wordless)
        return time.monotonic() >= self._until or tried >= self._limits.max_recognised_pages

    def add(self, page: int, picture: Picture) -> None:
        if self.is_over:
            self.left.append(page)
            return
        try:
            left_s = min(self._limits.recognition_timeout_s, self._until - time.monotonic())
            recognised = recognise(picture, left_s, upright=self._pasted)
        except TimeoutError:
            self.left.append(page)
            return
        if not recognised.fragments or (self._pasted and not _is_text(recognised)):
            self._wordless.append(page)
            return
        self.found[page] = recognised.fragments
        if recognised.doubtful:
            self._doubtful.append(page)

    def skip(self, pages: Sequence[int]) -> None:
        """Pages that were not even drawn, because it `is_over`."""
        self.left.extend(pages)

    def notes(self) -> list[Note]:
        told = (
            ("recognised_pages", sorted(self.found), "Text of page {} was recognised from its picture."),
            ("doubtful_recognition", self._doubtful, "Text of page {} was hard to recognise; compare the page."),
            ("pages_without_text", self._wordless, "No text on page {}."),
            ("recognition_stopped", self.left, "Page {} is a picture and was not read: its time or page limit came."),
        )  # fmt: skip
        return [
            Note(code, words.format(where), place=where, count=len(pages))
            for code, pages, words in told
            if pages and (where := ", ".join(map(str, pages)))
        ]


def _is_text(recognised: Recognised) -> bool:
    """False for photographs, signatures and logos. A Chinese letter says as much as two others."""
    letters = "".join(fragment.text for fragment in recognised.fragments)
    said = sum(1 + (not sign.isascii()) for sign in letters if sign.isalnum())
    return recognised.confidence >= _LEAST_OF_A_PICTURE and said >= _LEAST_LETTERS


def out_of_time(source: SourceFile) -> UnreadableFile:
    """The refusal of a file of which no picture could be read within its limits: another time it may be."""
    message = (
        f"recognising the text of {source.name} took too long: split it, or try again when the server is less busy"
    )
    return UnreadableFile(message, code="timeout")


def blocks_of_pages(found: Mapping[int, Sequence[Fragment]]) -> tuple[Block, ...]:
    """What recognised pages say, in reading order. The lines of a poster are statements of their own."""
    pages = [in_reading_order(lines_of(fragments, number)) for number, fragments in sorted(found.items())]
    usual = typography([line for lines in pages for line in lines])
    blocks: list[Block] = []
    for lines in pages:
        if _is_poster(lines):
            blocks.extend(block for line in lines for block in blocks_of([line], usual, {}))
        else:
            blocks.extend(blocks_of(lines, usual, {}))
    return tuple(blocks)


def _is_poster(lines: Sequence[Line]) -> bool:
    """A few lines of which none ends a sentence: joining them would make one of two statements."""
    has_table = any(line.is_tabular for line in lines)
    return len(lines) <= _LINES_OF_A_POSTER and not has_table and not any(_ENDS.search(line.text) for line in lines)
