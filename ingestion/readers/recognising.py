"""Recognition of one file's pages within its limits, and what there is to tell its editor afterwards."""

from __future__ import annotations

import time
from collections.abc import Sequence

from ingestion.readers.limits import ReadingLimits
from ingestion.readers.pdf_lines import Fragment
from ingestion.readers.pictures import Picture
from ingestion.readers.recognition import recognise
from ingestion.reading import Note

_SHARE_OF_TIME = 0.7  # of the file's time limit: what was recognised by then is worth more than a timeout


class Recognising:
    """Collects the words of the pages that are added to it. `began` is when the file's reading did (monotonic)."""

    def __init__(self, limits: ReadingLimits, began: float) -> None:
        self.found: dict[int, tuple[Fragment, ...]] = {}
        self._limits = limits
        self._until = began + limits.timeout_s * _SHARE_OF_TIME
        self._doubtful: list[int] = []
        self._wordless: list[int] = []
        self._left: list[int] = []

    @property
    def is_over(self) -> bool:
        """Whether the file has had its time or its pages."""
        tried = len(self.found) + len(self._wordless)
        return time.monotonic() >= self._until or tried >= self._limits.max_recognised_pages

    def add(self, page: int, picture: Picture) -> None:
        if self.is_over:
            self._left.append(page)
            return
        try:
            recognised = recognise(picture, min(self._limits.recognition_timeout_s, self._until - time.monotonic()))
        except TimeoutError:
            self._left.append(page)
            return
        if not recognised.fragments:
            self._wordless.append(page)
            return
        self.found[page] = recognised.fragments
        if recognised.doubtful:
            self._doubtful.append(page)

    def skip(self, pages: Sequence[int]) -> None:
        """Pages that were not even drawn, because it `is_over`."""
        self._left.extend(pages)

    def notes(self) -> list[Note]:
        told = (
            ("recognised_pages", sorted(self.found), "Text of page {} was recognised from its picture."),
            ("doubtful_recognition", self._doubtful, "Text of page {} was hard to recognise; compare the page."),
            ("pages_without_text", self._wordless, "No text on page {}."),
            ("recognition_stopped", self._left, "Page {} is a picture and was not read: its time or page limit came."),
        )  # fmt: skip
        return [
            Note(code, words.format(where), place=where, count=len(pages))
            for code, pages, words in told
            if pages and (where := ", ".join(map(str, pages)))
        ]
