"""One table row -> pieces: its cells with their headings, for customers and for staff apart."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ingestion.audience import for_customers, is_mark, marks_staff
from ingestion.codes import KnownProducts, codes_in, skus_of
from ingestion.scripts import script_of
from ingestion.splitting.limits import Limits
from ingestion.splitting.packing import windows
from ingestion.splitting.piece import Fields, Piece
from ingestion.tables import Columns, Meaning, is_blank
from knowledge.types import Audience, ChunkKind, Place, Sku

_SEPARATOR = "；"
# Columns that only count the rows.
_COUNTING = re.compile(r"序号|行号|#|no\.?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Scope:
    """What the rows of one table share."""

    headers: tuple[str, ...]
    columns: Columns
    place: Place
    staff: bool
    limits: Limits
    known: KnownProducts

    def at(self, row: int | None) -> Scope:
        return replace(self, place=replace(self.place, row=row))

    def told(self, cells: Fields, *meanings: Meaning) -> list[str]:
        """The values under columns of these meanings, the preferred column first."""
        wanted = dict.fromkeys(self.headers[index] for meaning in meanings for index in self.columns.get(meaning, ()))
        return [value for header in wanted for name, value in cells if name == header]


def row_pieces(row: Sequence[str], scope: Scope) -> Iterator[Piece]:
    """The row for customers, then what of it is for staff, under the cells that say what the row is about."""
    cells = _cells(scope.headers, row)
    shown, hidden = by_audience(cells, scope)
    key = tuple(cell for cell in _key(cells, scope) if cell not in hidden)
    if shown and not (hidden and set(shown) <= set(key)):
        yield from _one_audience(shown, scope, Audience.CUSTOMER)
    if hidden:
        yield from _one_audience((*key, *hidden), scope, Audience.STAFF)


def by_audience(cells: Fields, scope: Scope) -> tuple[Fields, Fields]:
    """The cells as customers may see them, and those, whole, that they may not or not wholly see."""
    if scope.staff or any(is_mark(value) for _, value in cells):
        return (), cells
    kept = [(name, "" if marks_staff(name) else for_customers(value).strip()) for name, value in cells]
    shown = tuple(cell for cell in kept if cell[1])
    return shown, tuple(cell for cell, seen in zip(cells, kept, strict=True) if cell != seen)


def written(cells: Fields, separator: str = _SEPARATOR) -> str:
    return separator.join(f"{header}：{value}" if header else value for header, value in cells)


def skus_in(cells: Fields, scope: Scope) -> tuple[Sku, ...]:
    """A product's row is about that product alone, though it may name others that go with it."""
    own = scope.told(cells, Meaning.SKU)
    if own:
        return skus_of(own[0])
    text = written(cells)
    return tuple(dict.fromkeys((*scope.known.in_text(text), *codes_in(text))))


def _one_audience(cells: Fields, scope: Scope, audience: Audience) -> Iterator[Piece]:
    piece = Piece(written(cells), scope.place, ChunkKind.TABLE_ROW, audience, fields=cells, skus=skus_in(cells, scope))
    scenario = scope.told(cells, Meaning.SCENARIO) or scope.told(cells, Meaning.QUESTION)
    script = script_of(scenario, scope.told(cells, Meaning.SCRIPT, Meaning.VARIANT), scope.told(cells, Meaning.STAGE))
    question = scope.told(cells, Meaning.QUESTION, Meaning.SCENARIO)
    answer = scope.told(cells, Meaning.ANSWER)
    limit, again = scope.limits.prose, written(cells[:1])
    if script:
        yield replace(piece, kind=ChunkKind.SCRIPT, text=written(cells, "\n"), fields=script)
        return
    if question and answer:
        others = tuple(cell for cell in cells if cell[1] not in {question[0], answer[0]})
        fields = (("question", question[0]), ("answer", answer[0]), *others)
        piece = replace(piece, kind=ChunkKind.FAQ, text=written(cells, "\n"), fields=fields)
        limit, again = scope.limits.whole, question[0]
    if scope.limits.count_tokens(piece.text) <= limit:
        yield piece
        return
    parts = tuple(written((cell,)) for cell in cells)
    yield from (replace(piece, text=text) for text in windows(parts, again, scope.limits))


def _cells(headers: Sequence[str], row: Sequence[str]) -> Fields:
    """Non-empty cells under their headings; what a merged cell repeats beside itself comes once."""
    filled = [value for value in row if not is_blank(value)]
    if len(filled) > 1 and len(set(filled)) == 1:
        return (("", filled[0]),)  # one cell across the whole width speaks for no column
    names = headers or [""] * len(row)
    cells = ((header, value) for header, value in zip(names, row, strict=True) if not is_blank(value))
    return tuple(dict.fromkeys(cell for cell in cells if not _COUNTING.fullmatch(cell[0].strip())))


def _key(cells: Fields, scope: Scope) -> Fields:
    """The cells that say what a row is about: code and name, else the first."""
    named = scope.told(cells, Meaning.SKU, Meaning.NAME)
    return tuple(cell for cell in cells if cell[1] in named) or cells[:1]
