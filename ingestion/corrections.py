"""A reading with words that an editor put right: the file stays as it came, its next version says it anew.

Corrections name words and not positions, so that they still find their place when a later release reads the file a
little differently. They are applied before splitting: every chunk, product and date follows from the corrected text.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from ingestion.reading import Block, Heading, Note, Paragraph, Reading, Table
from knowledge.errors import BadInput
from knowledge.text.rowlines import fields_of_line
from knowledge.types import Chunk

_SHOWN = 40  # characters of the words in messages
_TELLING = 6  # characters: shorter words stand in many cells by chance, and have to be the whole cell


@dataclass(frozen=True, slots=True)
class Correction:
    """`before` is a cell of a table, or words of one paragraph; `after` may be empty. The rest says where it stood:
    `beside` are the other words of the same passage. `spread`: the cell goes on above and below, as merged ones do.
    """

    before: str
    after: str
    section: tuple[str, ...] = ()
    page: int | None = None
    sheet: str | None = None
    row: int | None = None
    beside: tuple[str, ...] = ()
    spread: bool = False

    def stored(self) -> dict[str, Any]:
        """As JSON values."""
        return asdict(self)


def of_passage(chunk: Chunk, before: str, after: str, *, spread: bool = False) -> list[Correction]:
    """What makes a line or a cell of a passage say `after`; with `spread` also the cells above and below that say the
    same. Raises `BadInput` when the passage does not say `before`.
    """
    if not before.strip() or (before not in chunk.text and before not in {value for _, value in chunk.fields}):
        raise _missing(before)
    old, new = fields_of_line(before), fields_of_line(after)
    told, changes = chunk.fields, [(before, after)]
    if old and [name for name, _ in old] == [name for name, _ in new]:  # a row that was written into one line
        told, changes = old, [(was, now) for (_, was), (_, now) in zip(old, new, strict=True) if was != now]
    words = dict.fromkeys(word for field in told for word in field if word)
    place = chunk.place
    return [
        Correction(
            was,
            now,
            place.section,
            place.page,
            place.sheet,
            place.row,
            tuple(word for word in words if word != was),
            spread,
        )
        for was, now in changes
    ]


def restored(kept: Sequence[Mapping[str, Any]]) -> tuple[Correction, ...]:
    """From what was stored."""
    return tuple(
        Correction(**{**one, "section": tuple(one["section"]), "beside": tuple(one["beside"])}) for one in kept
    )


def corrected(reading: Reading, corrections: Sequence[Correction]) -> Reading:
    """One after the other. Raises `BadInput` (not_in_file) for words that no block of the file has as they stand."""
    blocks = reading.blocks
    for correction in corrections:
        at = _find(blocks, correction)
        blocks = (*blocks[:at], *_changed(blocks[at], correction), *blocks[at + 1 :])
    return replace(reading, blocks=blocks)


def lost(reading: Reading, corrections: Sequence[Correction]) -> list[Note]:
    """What a new file still says in the words that somebody had put right in the one before."""
    texts = [text for block in reading.blocks for text in _texts(block)]
    undone = [
        one
        for one in corrections
        if any(one.before in text for text in texts) and not (one.after and any(one.after in text for text in texts))
    ]
    return [
        Note("correction_lost", f"上一版手工改过“{shown}”，新文件里还是原来的说法，请核对", place=shown)
        for shown in (one.before[:_SHOWN] for one in undone)
    ]


def told(corrections: Sequence[Correction]) -> list[Note]:
    """For the report of a corrected version."""
    words = "；".join(f"{one.before[:_SHOWN]} → {one.after[:_SHOWN] or '（删去）'}" for one in corrections)
    return [Note("corrected", f"手工改过：{words}", place=words, count=len(corrections))] if corrections else []


def _find(blocks: Sequence[Block], wanted: Correction) -> int:
    """The block that has the words, the likeliest of several."""
    best, found = -1, -1
    section: list[tuple[int, str]] = []
    for at, block in enumerate(blocks):
        if isinstance(block, Heading):
            section = [*((level, text) for level, text in section if level < block.level), (block.level, block.text)]
        score = _score(block, wanted)
        if score < 0:
            continue
        score += 4 * len({text for _, text in section} & set(wanted.section)) + 2 * (block.page == wanted.page)
        if score > best:
            best, found = score, at
    if found < 0:
        raise _missing(wanted.before)
    return found


def _score(block: Block, wanted: Correction) -> int:
    """How well a block fits by itself; -1 when it does not have the words."""
    if isinstance(block, Table):
        cells = list(_cells(block, wanted))
        return max(cells)[0] + 8 * (block.sheet == wanted.sheet) if cells else -1
    return 0 if wanted.before in block.text else -1


def _cells(table: Table, wanted: Correction) -> Iterator[tuple[int, int, int]]:
    """(score, row, column) of each cell that has the words: those beside it in the passage stand in its row, in the
    column of a table on its side, or over it.
    """
    beside = set(wanted.beside)
    for number, row in enumerate(table.rows):
        for column, cell in enumerate(row):
            whole = wanted.before in (cell.strip(), *cell.split("\n"))
            if not whole and (len(wanted.before) < _TELLING or wanted.before not in cell):
                continue
            above = [other[column] for other in table.rows] + ([table.headers[column]] if table.headers else [])
            score = len(beside & set(row)) + len(beside & set(above)) + 16 * whole
            yield score + 8 * (table.first_row + number == wanted.row), number, column


def _changed(block: Block, wanted: Correction) -> tuple[Block, ...]:
    if isinstance(block, Table):
        _, number, column = max(_cells(block, wanted), key=lambda cell: (cell[0], -cell[1], -cell[2]))
        first, end = _alike(block, number, column) if wanted.spread else (number, number + 1)
        rows = [list(row) for row in block.rows[first:end]]
        for row in rows:
            row[column] = row[column].replace(wanted.before, wanted.after)
        return (replace(block, rows=(*block.rows[:first], *map(tuple, rows), *block.rows[end:])),)
    text = block.text.replace(wanted.before, wanted.after)
    if isinstance(block, Heading):
        return (replace(block, text=text),) if text.strip() else ()
    return tuple(Paragraph(line, block.page) for line in text.split("\n") if line.strip())


def _alike(table: Table, number: int, column: int) -> tuple[int, int]:
    """From the first row to behind the last one around row `number` that say the same in the column."""
    told = [row[column] == table.rows[number][column] for row in table.rows]
    first = next((above + 1 for above in range(number, -1, -1) if not told[above]), 0)
    end = next((below for below in range(number, len(told)) if not told[below]), len(told))
    return first, end


def _texts(block: Block) -> Iterator[str]:
    if isinstance(block, Table):
        yield from (cell for row in block.rows for cell in row)
    else:
        yield block.text


def _missing(before: str) -> BadInput:
    return BadInput(
        f"the file does not say “{before[:_SHOWN]}” in one place: correct the file and upload it again",
        code="not_in_file",
    )
