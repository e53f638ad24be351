"""Passages -> tables: rows of one table together, with the notes written under it and the goods it is for. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from knowledge.text import comparable, sentences
from knowledge.text.rowlines import Fields, row_lines, without_row_lines
from knowledge.types import ChunkKind, Passage, Product
from server.reply.evidence.units import quotable

_CODE = re.compile(r"(?<![a-z0-9])([a-z][a-z\-_]+)(\d+)(?![a-z0-9])|(?<![a-z0-9])([a-z])(\d{2,})(?![a-z0-9])")
_CODE_SPAN = re.compile(r"([a-z]+[a-z\-_]*)(\d{2,})(?:\([^)]*\))?(?:-|~|—|–|至|到)(?:\1)?(\d{2,})(?![a-z0-9])")
_MARKER = re.compile(r"^\s*(?:[-*•·●○▪◆►>]+|\d{1,2}[.、)）](?!\d)|[（(]?[①-⑳\d]{1,2}[)）]|#+)\s*")
_MOST_IN_SPAN = 200  # codes: a longer span is no span


@dataclass(frozen=True, slots=True)
class Row:
    """A table row with the number of the passage that shows it."""

    fields: Fields
    number: int

    def cell(self, header: str) -> str:
        return next((value for name, value in self.fields if name == header), "")


@dataclass(frozen=True, slots=True)
class Note:
    """A sentence outside the rows, as written; `near` says that it stands in the table's own section."""

    text: str
    number: int
    near: bool


@dataclass(frozen=True, slots=True)
class Table:
    """`about` is everything above and around the rows, comparable; `codes` the product codes named there."""

    rows: tuple[Row, ...]
    notes: tuple[Note, ...]
    about: str
    codes: frozenset[str]
    title: str

    @property
    def headers(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(header for row in self.rows for header, _ in row.fields))


def tables_of(passages: Sequence[Passage]) -> list[Table]:
    """Tables in the order in which their first row was found. Text for staff is left out."""
    groups: dict[tuple[object, ...], list[Row]] = {}
    homes: dict[tuple[object, ...], Passage] = {}
    for number, passage in enumerate(passages, start=1):
        if not quotable(passage):
            continue
        chunk = passage.chunk
        found = [chunk.fields] if chunk.kind is ChunkKind.TABLE_ROW else []
        found += row_lines(chunk.text) if chunk.kind is ChunkKind.PROSE else []
        for fields in found:
            key = (*_section(passage), fields[0][0] if fields else "")
            rows = groups.setdefault(key, [])
            homes.setdefault(key, passage)
            if all(row.fields != fields for row in rows):
                rows.append(Row(fields, number))
    return [_table(homes[key], rows, passages) for key, rows in groups.items()]


def table_for(tables: Sequence[Table], products: Sequence[Product], question: str) -> Table | None:
    """The table that is about the goods in view; without codes in either, the one that shares most words with them.

    None when several fit equally: naming a row of the wrong table is worse than asking.
    """
    codes = {comparable(str(product.sku)) for product in products[:1]}
    named = [table for table in tables if codes & table.codes]
    if len(named) == 1:
        return named[0]
    candidates = named or [table for table in tables if not (codes and table.codes)] or list(tables)
    if len(candidates) == 1 and not (codes and candidates[0].codes):
        return candidates[0]
    words = [comparable(f"{p.name} {p.category}") for p in products[:1]] + [comparable(question)]
    for text in words:
        shared = [_shared(text, table.about) for table in candidates]
        best = max(shared, default=0)
        if best > 0 and shared.count(best) == 1:
            return candidates[shared.index(best)]
    return None


def codes_in(text: str) -> frozenset[str]:
    """Product codes of a text, "AB101～AB104" written out. Comparable."""
    flat = comparable(text)
    found = {match.group() for match in _CODE.finditer(flat)}
    for match in _CODE_SPAN.finditer(flat):
        head, first, last = match[1], match[2], match[3]
        if 0 < int(last) - int(first) <= _MOST_IN_SPAN and len(first) == len(last):
            found |= {f"{head}{code:0{len(first)}d}" for code in range(int(first), int(last) + 1)}
    return frozenset(found)


def unmarked(sentence: str) -> str:
    """A sentence without its list mark."""
    return _MARKER.sub("", sentence.strip()).strip()


def _section(passage: Passage) -> tuple[object, ...]:
    chunk = passage.chunk
    return chunk.version_id, chunk.place.section, chunk.place.sheet


def _table(home: Passage, rows: Sequence[Row], passages: Sequence[Passage]) -> Table:
    notes = tuple(_notes(home, passages))
    near = " ".join(note.text for note in notes if note.near)
    above = f"{home.title} {home.chunk.context} {home.chunk.place.sheet or ''} {' '.join(home.chunk.place.section)}"
    contexts = " ".join({p.chunk.context for p in passages if _section(p) == _section(home)})
    about = f"{above} {contexts} {near}"
    ordered = sorted(rows, key=lambda row: passages[row.number - 1].chunk.place.row or 0)
    title = home.chunk.place.section[-1] if home.chunk.place.section else home.title
    return Table(tuple(ordered), notes, comparable(about), codes_in(about), title)


def _notes(home: Passage, passages: Sequence[Passage]) -> Iterator[Note]:
    for number, passage in enumerate(passages, start=1):
        chunk = passage.chunk
        if chunk.version_id != home.chunk.version_id or chunk.kind is not ChunkKind.PROSE or not quotable(passage):
            continue
        near = (
            _section(passage) == _section(home)
            or (chunk.place.sheet is not None and chunk.place.sheet == home.chunk.place.sheet)
            or home.chunk.place.section[-1:] == (chunk.context.split(" › ")[-1],)
        )
        for sentence in sentences(without_row_lines(chunk.text)):
            if text := unmarked(sentence):
                yield Note(text, number, near)


def _shared(text: str, about: str) -> int:
    """How many character pairs of the text the table's surroundings hold."""
    pairs = {text[at : at + 2] for at in range(len(text) - 1) if not text[at : at + 2].isdigit()}
    return sum(pair in about for pair in pairs)
