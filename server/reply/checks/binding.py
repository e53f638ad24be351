"""Fidelity of what a figure belongs to: "7天" of the returns is no warranty, and one row's number not another's.

A figure that its sources hold must stand there for the same thing. Three signs say that it does not: its clause
names one kind of thing (质保) and every place where the figure stands another (无理由退货); it names a column or row
of a table and the figure is in another one; or nothing of its words occurs anywhere near the figure.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from knowledge.text.clauses import pairs
from knowledge.text.figures import Figure, find_figures
from knowledge.text.figures import types as kinds
from knowledge.text.view import SENTENCE_ENDS
from prompts.rule_packs import Rule
from server.reply.checks.evidence import said
from server.reply.checks.examination import Examination
from server.reply.checks.headers import Cell
from server.reply.checks.matching import finding
from server.reply.checks.stated import Stated, as_quoted
from server.reply.checks.support import supported
from server.reply.types import Finding, Role

_ENDS = SENTENCE_ENDS + "，,；;"
_UNBOUND = frozenset({kinds.CODE, kinds.BARE, kinds.ITEM, "grade", "size", "person", "次", "步", "页"})
_WORDLESS = re.compile(
    r"[^\u4e00-\u9fff]|[的了呢哦啊呀哈吧亲您你我们这那是就都也还会在给为把被和与或及请可以即一二三四五六七八九十两百千万半内外左右约大概天日年月周"
    r"时分钟个工作元块折件]"
)
_FEWEST_WORDS = 3  # characters that mean something; fewer bind a figure to nothing


def check_binding(exam: Examination) -> Iterator[Finding]:
    text, rule = exam.subject.text, exam.packs.rule("fidelity.binding")
    customer = find_figures(said(exam.subject.conversation, Role.CUSTOMER)) if exam.figures else ()
    for part in exam.parts:
        here = [claim for claim in exam.figures if part.start <= claim.start < part.end and claim.kind not in _UNBOUND]
        sources = exam.sources(part) if here else []
        for claim in here:
            if supported(claim, customer, ""):
                continue
            clause = _between(text, claim, _ENDS)
            before = text[_begin(text, claim, SENTENCE_ENDS) : claim.start]
            in_clause = text[_begin(text, claim, _ENDS) : claim.start]
            if any(as_quoted(clause) in source.clauses for source in sources):
                continue
            places = [
                (source, fact) for source in sources for fact in source.figures if supported(claim, [fact], clause)
            ]
            if places and not any(_belongs(clause, (in_clause, before), source, fact, rule) for source, fact in places):
                yield finding(rule, claim.start, claim.end, text, source=places[0][0].sentence(places[0][1]).strip())


@dataclass(frozen=True, slots=True)
class _Place:
    """The words among which a source's figure stands, nearest first; `column` is its header in a table."""

    nearest: str
    around: str
    heading: str
    column: str = ""


def _place(source: Stated, fact: Figure, cell: Cell | None) -> _Place:
    if cell is None:
        return _Place(source.clause(fact), source.sentence(fact), source.heading)
    # What stands in a row's first cell is said of all of the row.
    first = cell.value == cell.subject
    of_row = [one for one in source.cells if one.row == cell.row and (first or one.header == cell.header)]
    around = "；".join(f"{one.header}：{one.value}" for one in of_row)
    return _Place("" if first else source.clause(fact), around, source.heading + cell.subject, cell.name)


def _belongs(clause: str, before: tuple[str, str], source: Stated, fact: Figure, rule: Rule) -> bool:
    cell = source.cell(fact)
    if cell is not None and not _in_its_cell(*before, source, cell):
        return False
    place = _place(source, fact, cell)
    topics = _topics(clause, rule)
    theirs = next(filter(None, (_topics(words, rule) for words in (place.nearest, place.around, place.heading))), None)
    if topics and theirs:
        return bool(topics & theirs)
    if not source.heading.strip():
        return True  # the catalogue's and the order's own lines are hardly more than figures
    words = _WORDLESS.sub("", clause)
    if topics:
        return bool(set(words) & set(place.column) or pairs(words) & pairs(place.around + place.heading))
    return len(set(words)) < _FEWEST_WORDS or bool(set(words) & set(place.around + place.heading))


def _in_its_cell(clause: str, sentence: str, source: Stated, cell: Cell) -> bool:
    """The column that the clause and the row that the sentence name last before the figure are those of the cell."""
    column = _last_named((one.name for one in source.cells if one.row == cell.row), clause)
    if column and column not in f"{cell.name}：{cell.value}":
        return False
    subject = _last_named((one.subject for one in source.cells), sentence)
    return not subject or subject == cell.subject


def _last_named(names: Iterable[str], words: str) -> str:
    """The name whose last occurrence ends last; the longer of two that end together. Empty when there is none."""
    best = (0, 0, "")
    for name in set(names):
        at = words.rfind(name) if name else -1
        alone = not words[at - 1 : at].isascii() or not name[:1].isascii() or at == 0
        if at >= 0 and alone:
            best = max(best, (at + len(name), len(name), name))
    return best[2]


def _topics(words: str, rule: Rule) -> frozenset[int]:
    """Which of the rule's patterns, each a kind of thing that figures are said of, occur."""
    return frozenset(number for number, pattern in enumerate(rule.patterns) if pattern.search(words))


def _begin(text: str, claim: Figure, ends: str) -> int:
    return max(text.rfind(mark, 0, claim.start) for mark in ends) + 1


def _between(text: str, claim: Figure, ends: str) -> str:
    rights = [at for mark in ends if (at := text.find(mark, claim.end)) >= 0]
    return text[_begin(text, claim, ends) : min(rights, default=len(text))]
