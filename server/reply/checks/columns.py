"""Fidelity of table cells: what a sentence says a column is must be what the row has in that column.

Only said outright ("颜色是黑色", "烘干：可以"): then the words after the header are held against the cell, figures,
words and negations alike.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from knowledge.text.clauses import is_negated, without_negation
from knowledge.text.figures import Figure, find_figures
from knowledge.text.view import SENTENCE_ENDS
from server.reply.checks.evidence import Part
from server.reply.checks.examination import Examination
from server.reply.checks.headers import Cell, values_with_units
from server.reply.checks.matching import finding
from server.reply.checks.stated import Stated, as_quoted
from server.reply.checks.support import supported
from server.reply.types import Finding

_SENTENCE = re.compile(r"[^。！？!?；;\n]+")
_ENDS = SENTENCE_ENDS + "，,；;"
_SAYS = re.compile(r"\s?(?:[(（][^()（）]{0,12}[)）])?\s?(?:都)?(?:是|为|[:：])\s?")
_WORDLESS = re.compile(r"[^\u4e00-\u9fffa-z]|[的了呢哦啊呀哈吧亲您我们也都就还有得和与或]")
_SHORTEST_HEADER = 2
_LIKE = 0.6  # of the characters of what is said; less is another value


def check_columns(exam: Examination) -> Iterator[Finding]:
    text = exam.subject.text
    for part in exam.parts:
        if not _SAYS.search(text, part.start, part.end):
            continue
        sources = [source for source in exam.sources(part) if source.cells]
        cells = [cell for source in sources for cell in source.cells if len(cell.name) >= _SHORTEST_HEADER]
        if not cells:
            continue
        for sentence in _SENTENCE.finditer(text, part.start, part.end):
            yield from _misread(exam, part, sentence, cells)


def _misread(exam: Examination, part: Part, sentence: re.Match[str], cells: Sequence[Cell]) -> Iterator[Finding]:
    words, text = sentence.group(), exam.subject.text
    names = sorted({cell.name for cell in cells if cell.name in words}, key=len, reverse=True)
    said = [(name, match) for match in _SAYS.finditer(words) if (name := _ending(words, match.start(), names))]
    if not said:
        return
    rows = {cell.row for cell in cells if cell.subject and cell.subject in words}
    ends = [*(match.start() - len(name) for name, match in said[1:]), len(words)]
    for (name, match), end in zip(said, ends, strict=True):
        value = words[match.end() : end].strip(" ，,、")
        column = [cell for cell in cells if cell.name == name and (not rows or cell.row in rows)]
        start = sentence.start() + match.end()
        if not value or not column or _quoted(text, start, exam.sources(part)):
            continue
        if not any(_says(value, cell) for cell in column):
            rule = exam.packs.rule("fidelity.column")
            yield finding(rule, start, start + len(value), text, column=name, source=column[0].value)


def _ending(words: str, at: int, names: Sequence[str]) -> str:
    """The first of the names that ends at `at`; empty when none does."""
    return next((name for name in names if words.endswith(name, 0, at)), "")


def _quoted(text: str, at: int, sources: Sequence[Stated]) -> bool:
    """The whole clause around `at` is one of a source."""
    left = max(text.rfind(mark, 0, at) for mark in _ENDS) + 1
    right = min((found for mark in _ENDS if (found := text.find(mark, at)) >= 0), default=len(text))
    return any(as_quoted(text[left:right]) in source.clauses for source in sources)


def _says(value: str, cell: Cell) -> bool:
    said, held = as_quoted(value).lower(), as_quoted(cell.value).lower()
    at = held.find(said)
    if held in said or (at >= 0 and not is_negated(held[:at][-2:])):
        return is_negated(value) == is_negated(cell.value) or at >= 0
    ours = find_figures(value)
    theirs = _figures(cell)
    if ours and theirs:
        return all(supported(claim, theirs, value) for claim in ours)
    if bool(ours) != bool(theirs):
        return True  # 库存是充足的: no other value, and figures without a source are fidelity's matter
    return _alike(said, held)


def _alike(said: str, held: str) -> bool:
    ours = set(_WORDLESS.sub("", without_negation(said)))
    theirs = set(_WORDLESS.sub("", without_negation(held)))
    if not ours or not theirs:
        return True
    like = len(ours & theirs) / len(ours)
    return like >= _LIKE and is_negated(said) == is_negated(held)


def _figures(cell: Cell) -> tuple[Figure, ...]:
    written = [value for _, value in values_with_units(f"{cell.header}：{cell.value}", (cell,))]
    return find_figures("\n".join([cell.value, *written]))
