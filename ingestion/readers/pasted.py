"""Pictures among the text of documents, decks and sheets, where size charts and terms are often pasted: their words.

What stays unread is counted and told: photographs, drawings, and whatever the file's limits leave.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace

from ingestion.readers.limits import ReadingLimits
from ingestion.readers.pdf_lines import Fragment
from ingestion.readers.pictures import Picture, pasted_picture
from ingestion.readers.recognising import Recognising, blocks_of_pages
from ingestion.readers.recognition import PACKAGES, languages
from ingestion.reading import Block, Heading, Note, Paragraph


class PastedPictures:
    """Reads each different picture of one file once. `began` is when the file's reading did (monotonic)."""

    def __init__(self, limits: ReadingLimits, began: float) -> None:
        self._limits = limits
        self._recognising = Recognising(limits, began, pasted=True)
        self._seen: set[bytes] = set()
        self._tried = 0
        self._missing = 0

    def blocks(self, data: bytes, page: int | None = None) -> list[Block]:
        """What a picture says, as paragraphs and tables of `page`; nothing for what is no text or came before."""
        picture = pasted_picture(data, self._limits)
        words = () if picture is None else self.words(picture)
        return [_beside_text(block, page) for block in blocks_of_pages({1: words})]

    def words(self, picture: Picture) -> tuple[Fragment, ...]:
        """The same with their places in the picture."""
        digest = hashlib.sha256(picture.pixels).digest()
        if digest in self._seen:
            return ()
        self._seen.add(digest)
        if not languages():
            self._missing += 1
            return ()
        self._tried += 1
        self._recognising.add(self._tried, picture)
        return self._recognising.found.get(self._tried, ())

    def notes(self) -> list[Note]:
        found, left = len(self._recognising.found), len(self._recognising.left)
        wordless = self._tried - found - left
        told = (
            ("pictures_recognised", found, "The words of {} pictures were recognised; compare them."),
            ("pictures_without_text", wordless, "{} pictures hold no legible text."),
            ("pictures_skipped", left, "{} pictures in the text were not read."),
            ("pictures_unrecognised", self._missing, "{} pictures were not read; install " + PACKAGES + "."),
        )
        return [Note(code, words.format(count), count=count) for code, count, words in told if count]


def _beside_text(block: Block, page: int | None) -> Block:
    """Large letters in a picture are no heading of the text around it."""
    if isinstance(block, Heading):
        return Paragraph(block.text, page)
    return replace(block, page=page)
