"""What a source states: its figures, and for each the words among which it stands."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache

from knowledge.text.figures import Figure, find_figures
from server.reply.checks.headers import Cell, cells_of, values_with_units

_QUESTION = re.compile(r"[^。！？!?\n；;]*(?:[？?]|[吗嘛么](?=[。！\n]|$))")
_CLAUSE = re.compile(r"[^，,。！？!?；;\n]+")


@dataclass(frozen=True, slots=True)
class Stated:
    """`text` is the source without its questions (those of a FAQ state nothing), and below it the cells of its tables
    once more with their units. `figures` are those of `text`. `clauses` hold every clause as written, for quotations.
    """

    text: str
    figures: tuple[Figure, ...]
    cells: tuple[Cell, ...]
    clauses: frozenset[str]

    @property
    def heading(self) -> str:
        """The title and context line that passages begin with."""
        return "".join(self.text.split("\n", 2)[:2])

    def cell(self, figure: Figure) -> Cell | None:
        """The table cell that the figure stands in."""
        at = bisect_right(self.cells, figure.start, key=lambda cell: cell.start) - 1
        return self.cells[at] if at >= 0 and figure.start < self.cells[at].end else None

    def sentence(self, figure: Figure) -> str:
        return _around(self.text, figure, "。！？!?；;\n")

    def clause(self, figure: Figure) -> str:
        return _around(self.text, figure, "，,。！？!?；;\n")


@lru_cache(maxsize=1024)  # the same passages are read for every draft and by every check
def stated(source: str) -> Stated:
    plain = _QUESTION.sub("\n", source)
    cells = list(cells_of(plain))
    lines = [plain]
    at = len(plain) + 1
    for cell, value in values_with_units(source, tuple(cells)):
        line = f"{cell.name}：{value}"
        lines.append(line)
        cells.append(Cell(at, at + len(line), cell.header, cell.value, cell.row, cell.subject))
        at += len(line) + 1
    text = "\n".join(lines)
    clauses = frozenset(bare for match in _CLAUSE.finditer(plain) if (bare := as_quoted(match.group())))
    return Stated(text, find_figures(text), tuple(cells), clauses)


@lru_cache(maxsize=256)
def asked_figures(source: str) -> tuple[Figure, ...]:
    """The figures of the whole source, its questions with them: a question of a script may be asked again."""
    return find_figures(source)


def as_quoted(clause: str) -> str:
    """A clause as quotations of it are compared: without spaces."""
    return "".join(clause.split())


def _around(text: str, figure: Figure, ends: str) -> str:
    left = max(text.rfind(mark, 0, figure.start) for mark in ends) + 1
    rights = [at for mark in ends if (at := text.find(mark, figure.end)) >= 0]
    return text[left : min(rights, default=len(text))]
