"""What columns mean whose headings no list knows: a column of codes, of names, of amounts, of questions. Pure.

The words of `columns.yaml` decide first; the heading of any other column only has to point the right way, because its
cells prove the rest. A column whose cells could be several things (a whole number is a price as well as a stock) keeps
no meaning unless its heading tells them apart.
"""

from __future__ import annotations

import functools
import importlib.resources
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import yaml

from ingestion.amounts import price_of, stock_of
from ingestion.codes import is_code
from ingestion.reading import Table
from ingestion.tables import Columns, Meaning, columns_of, is_blank, understood
from knowledge.text import normalise

_UNIT = re.compile(r"[(（【\[](?P<unit>[^)）】\]]*)[)）】\]]")
_SHORT_CODE = re.compile(r"(?=[A-Za-z0-9\-_]*\d)[A-Za-z0-9]+(?:[\-_][A-Za-z0-9]+)*", re.ASCII)
_HAN = re.compile(r"[\u3400-\u9fff]")
_RUNNING = re.compile(r"[，。；！？,;!?]")
_MEASURE = re.compile(r"^\D?\d+(?:\.\d+)?\s*[a-z%°℃\u3400-\u9fff]{0,3}$", re.IGNORECASE)
# Shares of the filled cells; a note or a total at the foot of a sheet has cells of its own.
_MOST, _MANY = 0.8, 0.6
_FEWEST_ROWS = 2
_LONGEST_CODE, _LONGEST_NAME, _LONGEST_QUESTION = 24, 30, 40
_LEFT = 3  # names stand on the left, behind a code and a group at most
_TELLS_MORE = 1.3  # an answer is longer than its question


@dataclass(frozen=True, slots=True)
class _Column:
    index: int
    heading: str  # normalised, without its unit
    unit: str
    cells: tuple[str, ...]  # filled ones

    def share(self, holds: Callable[[str], bool]) -> float:
        return sum(map(holds, self.cells)) / len(self.cells)

    @property
    def distinct(self) -> float:
        return len(set(self.cells)) / len(self.cells)

    @property
    def length(self) -> float:
        return sum(map(len, self.cells)) / len(self.cells)


def columns_in(table: Table) -> Columns:
    """As `columns_of` its headings, with further columns that their cells tell; a meaning that words gave gets none."""
    columns = columns_of(table.headers)
    if Meaning.RECORD in columns or len(table.rows) < _FEWEST_ROWS:
        return columns
    open_ = [_column(table, index) for index, header in enumerate(table.headers) if understood(header) is None]
    left = [column for column in open_ if len(column.cells) >= _FEWEST_ROWS]
    if len(table.headers) > 1 and not columns.keys() & _OF_TALK:
        columns |= _talk(left)
    if columns.keys() & _OF_TALK:
        return columns
    return columns | _goods(left, columns, table)


_OF_TALK = frozenset({Meaning.QUESTION, Meaning.ANSWER, Meaning.SCENARIO, Meaning.SCRIPT, Meaning.ATTRIBUTE})


def _column(table: Table, index: int) -> _Column:
    header = table.headers[index]
    unit = _UNIT.search(header)
    # A row that fills less than half of the columns is a note or a banner.
    cells = (row[index].strip() for row in table.rows if 2 * len({cell for cell in row if cell}) > len(row))
    filled = tuple(cell for cell in cells if not is_blank(cell))
    return _Column(index, normalise(_UNIT.sub("", header)), unit["unit"] if unit else "", filled)


def _talk(left: Sequence[_Column]) -> Columns:
    """What customers say and what is answered: the answers are sentences, longer than what they answer."""
    asked = [one for one in left if _points(one, Meaning.QUESTION) and one.length <= _LONGEST_QUESTION]
    told = [one for one in left if _points(one, Meaning.ANSWER) and one.share(_is_said) >= _MANY]
    for question in asked:
        for answer in told:
            if answer.index != question.index and answer.length >= _TELLS_MORE * question.length:
                return {Meaning.QUESTION: (question.index,), Meaning.ANSWER: (answer.index,)}
    return {}


def _goods(left: Sequence[_Column], known: Columns, table: Table) -> Columns:
    found: Columns = {}
    taken: set[int] = set()
    for meaning, proves in _PROOFS.items():
        if meaning in known or (meaning is Meaning.PRICE and Meaning.EVERYDAY_PRICE in known):
            continue
        fitting = [one for one in left if one.index not in taken and _points(one, meaning) and proves(one)]
        if meaning is Meaning.COMPANIONS:
            codes = (known | found).get(Meaning.SKU, ())
            fitting = [one for one in fitting if _names_rows(one, codes, table)]
        if fitting:
            found[meaning] = (fitting[0].index,)
            taken.add(fitting[0].index)
    return found if _sold(known | found) else {}


def _sold(columns: Columns) -> bool:
    """Whether the rows are goods: codes or names alone also stand over rules, amounts alone over fees."""
    told = columns.keys()
    priced = bool(told & {Meaning.PRICE, Meaning.EVERYDAY_PRICE, Meaning.LIST_PRICE, Meaning.STOCK})
    return len(told & {Meaning.SKU, Meaning.NAME}) == 2 or (priced and bool(told & {Meaning.SKU, Meaning.NAME}))


def _is_codes(column: _Column) -> bool:
    return column.distinct >= _MOST and column.share(_is_short_code) >= _MOST


def _is_names(column: _Column) -> bool:
    named = column.share(lambda cell: bool(_HAN.search(cell)) and not _RUNNING.search(cell) and not _is_measure(cell))
    return column.index < _LEFT and named >= _MOST and 2 <= column.length <= _LONGEST_NAME


def _is_amounts(column: _Column) -> bool:
    return column.share(lambda cell: price_of(cell, column.unit).amount is not None) >= _MOST


def _is_counts(column: _Column) -> bool:
    return column.share(lambda cell: stock_of(cell) is not None) >= _MANY


def _names_rows(column: _Column, codes: Sequence[int], table: Table) -> bool:
    if not codes:
        return False
    rows = {row[codes[0]].strip() for row in table.rows}
    return column.share(lambda cell: any(code in cell for code in rows if code)) >= _MANY


_PROOFS: Mapping[Meaning, Callable[[_Column], bool]] = {
    Meaning.SKU: _is_codes,
    Meaning.NAME: _is_names,
    Meaning.LIST_PRICE: _is_amounts,
    Meaning.PRICE: _is_amounts,
    Meaning.STOCK: _is_counts,
    Meaning.COMPANIONS: lambda _: True,
}


def _is_short_code(cell: str) -> bool:
    return len(cell) <= _LONGEST_CODE and (is_code(cell) or bool(_SHORT_CODE.fullmatch(cell)))


def _is_measure(cell: str) -> bool:
    return bool(_MEASURE.match(cell))


def _is_said(cell: str) -> bool:
    return bool(_HAN.search(cell)) and len(cell) >= 6


def _points(column: _Column, meaning: Meaning) -> bool:
    heading, unless = _pointers()[meaning]
    return heading.search(column.heading) is not None and unless.search(column.heading) is None


@functools.cache
def _pointers() -> dict[Meaning, tuple[re.Pattern[str], re.Pattern[str]]]:
    text = (importlib.resources.files("ingestion") / "column_shapes.yaml").read_text("utf-8")
    data: dict[str, dict[str, str]] = yaml.safe_load(text)
    return {Meaning(name): (re.compile(one["heading"]), re.compile(one["unless"])) for name, one in data.items()}
