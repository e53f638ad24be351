"""Tables -> pieces that answer by themselves: each row with its headings, question rows and script rows whole.

A small table also comes as one piece, because a question about a span (3 公斤到广东多少钱) needs several rows at once.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingestion.audience import marks_staff
from ingestion.codes import KnownProducts
from ingestion.column_values import columns_in
from ingestion.reading import Table
from ingestion.splitting.limits import Limits
from ingestion.splitting.outline import Section
from ingestion.splitting.piece import Piece
from ingestion.splitting.rows import Scope, by_audience, row_pieces, skus_in, written
from ingestion.tables import Meaning, dittos_filled, upright, with_headers
from knowledge.types import Audience, ChunkKind, Place

# A table of this size is read at a glance, by people and by models.
_SMALL_ROWS, _SMALL_COLUMNS = 6, 6
# In tokens: what is longer is a statement of its own, not one of many figures.
_SHORT_VALUE = 40
# A longer caption is a title with notes on the whole table, worth finding by itself.
_CAPTION_CHARS = 40
_UNNAMED_SHEETS = ("", "sheet", "工作表", "表")


def table_pieces(table: Table, section: Section, known: KnownProducts, limits: Limits) -> Iterator[Piece]:
    """Pieces for all rows in order, then the whole table if it is small. What is for staff (by caption, column or
    cell) is in pieces of its own.
    """
    turned = upright(table)
    table = dittos_filled(turned or with_headers(table))
    sheet = table.sheet or ""
    staff = section.staff or marks_staff(table.caption) or marks_staff(sheet)
    place = Place(section.path, table.page, table.sheet)
    label = _told(sheet)
    if len(table.caption) > _CAPTION_CHARS:
        yield Piece(table.caption, place, audience=Audience.STAFF if staff else Audience.CUSTOMER, label=label)
    else:
        label = table.caption or label
    scope = Scope(table.headers, columns_in(table), place, staff, limits, known, label)
    pieces = list(_rows(table, scope, numbered=turned is None))
    yield from pieces
    yield from _whole(table, pieces, scope)


def _rows(table: Table, scope: Scope, *, numbered: bool) -> Iterator[Piece]:
    if not table.rows:
        yield Piece(written(tuple(("", name) for name in table.headers if name)), scope.place, label=scope.label)
    elif _names_values(table, scope):
        yield from _named_values(table, scope)
    else:
        for index, row in enumerate(table.rows):
            yield from row_pieces(row, table.first_row + index if numbered else None, scope)


def _whole(table: Table, pieces: Sequence[Piece], scope: Scope) -> Iterator[Piece]:
    small = 1 < len(table.rows) <= _SMALL_ROWS and len(table.rows[0]) <= _SMALL_COLUMNS
    plain = len(pieces) == len(table.rows) and all(piece.kind is ChunkKind.TABLE_ROW for piece in pieces)
    if not small or not plain or len({piece.audience for piece in pieces}) != 1:
        return
    whole = _together(pieces)
    if scope.limits.count_tokens(whole.text) <= scope.limits.prose:
        yield replace(whole, kind=ChunkKind.PROSE, place=scope.place, fields=())


def _names_values(table: Table, scope: Scope) -> bool:
    """参数 | 值: two columns whose headings say nothing but that the left cell names the right one."""
    unnamed = not any(table.headers)
    return len(table.rows[0]) == 2 and (unnamed or scope.columns.keys() == {Meaning.ATTRIBUTE, Meaning.VALUE})


def _named_values(table: Table, scope: Scope) -> Iterator[Piece]:
    """Rows of a specification, joined to pieces of about the target size: alone, each is too little to be found."""
    held: list[Piece] = []
    for index, (name, value) in enumerate(table.rows):
        for piece in _named_value((name, value), table.first_row + index, scope):
            together = _together([*held, piece])
            full = scope.limits.count_tokens(together.text) > scope.limits.target
            alone = scope.limits.count_tokens(piece.text) > _SHORT_VALUE
            if held and (full or alone or held[-1].audience is not piece.audience):
                yield _together(held)
                held = []
            held.append(piece)
    if held:
        yield _together(held)


def _named_value(row: tuple[str, str], number: int, scope: Scope) -> Iterator[Piece]:
    name, value = row
    cells = ((name, value),) if name and value else (("", name or value),)
    shown, hidden = by_audience(cells, scope)
    for kept, audience in ((shown, Audience.CUSTOMER), (hidden, Audience.STAFF)):
        if any(part for cell in kept for part in cell):
            place, skus = scope.place_of(number), skus_in(kept, scope)
            yield Piece(written(kept), place, ChunkKind.TABLE_ROW, audience, scope.label, kept, skus)


def _together(pieces: Sequence[Piece]) -> Piece:
    return replace(
        pieces[0],
        text="\n".join(piece.text for piece in pieces),
        fields=tuple(field for piece in pieces for field in piece.fields),
        skus=tuple(dict.fromkeys(sku for piece in pieces for sku in piece.skus)),
    )


def _told(sheet: str) -> str:
    """A sheet's name unless it is the program's own (Sheet1)."""
    return "" if sheet.strip().casefold().rstrip("0123456789 ") in _UNNAMED_SHEETS else sheet.strip()
