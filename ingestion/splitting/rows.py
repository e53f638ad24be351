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
from ingestion.splitting.sentence_windows import sentence_windows
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
    label: str = ""

    def place_of(self, row: int | None) -> Place:
        return Place(self.place.section, self.place.page, self.place.sheet, row)

    def told(self, cells: Fields, *meanings: Meaning) -> list[str]:
        """The values under columns of these meanings, the preferred column first."""
        wanted = dict.fromkeys(self.headers[index] for meaning in meanings for index in self.columns.get(meaning, ()))
        return [value for header in wanted for name, value in cells if name == header]


def row_pieces(row: Sequence[str], number: int | None, scope: Scope) -> Iterator[Piece]:
    """The row for customers, then what of it is for staff, under the cells that say what the row is about."""
    cells = _cells(scope.headers, row)
    shown, hidden = by_audience(cells, scope)
    place = scope.place_of(number)
    if not hidden:
        yield from _one_audience(shown, place, scope, Audience.CUSTOMER)
        return
    key = tuple(cell for cell in _key(cells, scope) if cell not in hidden)
    if not set(shown) <= set(key):
        yield from _one_audience(shown, place, scope, Audience.CUSTOMER)
    yield from _one_audience((*key, *hidden), place, scope, Audience.STAFF)


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


def _one_audience(cells: Fields, place: Place, scope: Scope, audience: Audience) -> Iterator[Piece]:
    skus = skus_in(cells, scope)
    piece = Piece(written(cells), place, ChunkKind.TABLE_ROW, audience, scope.label, cells, skus)
    scenario = scope.told(cells, Meaning.SCENARIO) or scope.told(cells, Meaning.QUESTION)
    script = script_of(scenario, scope.told(cells, Meaning.SCRIPT, Meaning.VARIANT), scope.told(cells, Meaning.STAGE))
    question = scope.told(cells, Meaning.QUESTION, Meaning.SCENARIO)
    answer = scope.told(cells, Meaning.ANSWER)
    if script:
        yield replace(piece, kind=ChunkKind.SCRIPT, text=written(cells, "\n"), fields=script)
    elif question and answer:
        yield from _faq(piece, cells, (question[0], answer[0]), scope.limits)
    elif scope.limits.count_tokens(piece.text) <= scope.limits.prose:
        yield piece
    else:
        yield from (replace(piece, text=text) for text in _cut(cells, _key(cells, scope), scope.limits))


def _faq(piece: Piece, cells: Fields, pair: tuple[str, str], limits: Limits) -> Iterator[Piece]:
    others = tuple(cell for cell in cells if cell[1] not in pair)
    fields = (("question", pair[0]), ("answer", pair[1]), *others)
    piece = replace(piece, kind=ChunkKind.FAQ, text=written(cells, "\n"), fields=fields)
    if limits.count_tokens(piece.text) <= limits.whole:
        yield piece
        return
    parts = tuple(written((cell,)) for cell in cells)
    yield from (replace(piece, text=text) for text in windows(parts, pair[0], limits))


def _cut(cells: Fields, key: Fields, limits: Limits) -> Iterator[str]:
    """The texts of a row that is too long: few cells in each, and at the head of all what the row is about."""
    head = f"{written(key)}\n"
    if limits.count_tokens(head) > limits.prose // 2:
        head, key = "", ()
    room = limits.prose - limits.count_tokens(head)
    held = ""
    for cell in (cell for cell in cells if cell not in key):
        for part in sentence_windows(written((cell,)), room, limits.count_tokens):
            longer = f"{held}\n{part}" if held else part
            if held and limits.count_tokens(head + longer) > limits.target:
                yield head + held
                longer = part
            held = longer
    yield head + held


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
    named = [*scope.told(cells, Meaning.SKU)[:1], *scope.told(cells, Meaning.NAME)[:1]]
    return tuple(cell for cell in cells if cell[1] in named) or cells[:1]
