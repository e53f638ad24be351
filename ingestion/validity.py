"""From when to when a document says that it applies. Only statements about the document itself count.

Dates inside ordinary sentences (laws that are cited, orders, other campaigns) say nothing about the document. So a
statement is a labelled line at the document's beginning or end (生效日期：…), a sentence whose subject is the document
(本规则自…起施行), or words in the title or file name that make a date one (…起执行). In doubt nothing is found, and the
editor sets the dates.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from ingestion.reading import Block, Heading, Reading, Table
from ingestion.statements import Statement, labelled, prepared, stated, titled
from knowledge.text import sentences
from knowledge.types import Validity

_YEAR = re.compile(r"(?<!\d)20\d{2}(?!\d)")
_CAMPAIGN = re.compile(r"活动|促销|大促|双\d|618|节|周年庆|秒杀|预售|满减|campaign|sale")
# How far into a document, in lines, its particulars stand: metadata, a title page, closing provisions.
_HEAD, _TAIL = 15, 8
_PARTICULARS_ROWS = 10
_METADATA = "metadata"  # the code of a reader's notes on what stood in a file's own header


@dataclass(frozen=True, slots=True)
class StatedValidity:
    """`phrase` is the document's own wording, empty when it states nothing."""

    validity: Validity
    phrase: str = ""


def find_validity(reading: Reading, name: str) -> StatedValidity:
    """The first and last day that the document states for itself, as moments of UTC (the end exclusive), and its words.

    Labelled lines count before sentences, these before title and file name. A date without a year takes the one year
    that title, name or beginning mention; without one it is no statement. Of several starts the latest is the present
    wording's; ends that disagree cancel each other.
    """
    stem = PurePath(name).stem
    metadata = [note.message for note in reading.notes if note.code == _METADATA]
    lines = [
        *metadata,
        *(line for index, block in enumerate(reading.blocks) for line in _lines(reading.blocks, index, block)),
    ]
    year = _year(f"{stem} {reading.title}", lines[:_HEAD])
    campaign = bool(_CAMPAIGN.search(prepared(f"{stem} {reading.title}")))
    edges = [*lines[:_HEAD], *lines[max(_HEAD, len(lines) - _TAIL) :]]
    groups = (
        _found(labelled(line, year, campaign=campaign) for line in edges),
        _found(
            stated(sentence, reading.title, year, edge=index < _HEAD or index >= len(lines) - _TAIL)
            for index, line in enumerate(lines)
            for sentence in sentences(line)
        ),
        _found(titled(title, year) for title in (reading.title, stem)),
    )
    first = next((found for group in groups if (found := _latest(group))), None)
    last = next((found for group in groups if (found := _agreed(group))), None)
    if first and last and first.first and last.last and last.last <= first.first:
        last = None
    phrase = "；".join(dict.fromkeys(found.phrase.strip() for found in (first, last) if found))
    return StatedValidity(Validity(first.first if first else None, last.last if last else None), phrase)


def _found(statements: Iterator[Statement | None]) -> list[Statement]:
    return [statement for statement in statements if statement]


def _latest(group: Sequence[Statement]) -> Statement | None:
    dated = {found.first: found for found in group if found.first}
    return dated[max(dated)] if dated else None


def _agreed(group: Sequence[Statement]) -> Statement | None:
    dated = {found.last: found for found in group if found.last}
    return next(iter(dated.values())) if len(dated) == 1 else None


def _year(title: str, head: Sequence[str]) -> int | None:
    """The one year that the title mentions, else the one that the beginning does."""
    for text in (title, " ".join(head)):
        years = set(_YEAR.findall(prepared(text)))
        if years:
            return int(years.pop()) if len(years) == 1 else None
    return None


def _lines(blocks: Sequence[Block], index: int, block: Block) -> list[str]:
    """A block's lines: what stands under a heading of its own also with it (活动时间 / 11月1日至11月11日), and
    the cells of a small sheet of particulars as "label：value".
    """
    if isinstance(block, Heading):
        return []
    if isinstance(block, Table):
        rows = [row for row in (block.headers, *block.rows) if len(row) in {2, 4}]
        cells = [(row[at], row[at + 1]) for row in rows for at in range(0, len(row), 2)]
        return [f"{label}：{value}" for label, value in cells] if len(rows) <= _PARTICULARS_ROWS else []
    lines = block.text.split("\n")
    above = blocks[index - 1] if index else None
    return [f"{above.text}：{lines[0]}", *lines] if isinstance(above, Heading) else lines
