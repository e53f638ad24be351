"""Fidelity of pairs: of the figures that a source gives side by side, the text takes the one that goes with its words.

"主机质保2年，电池质保6个月" supports no "电池质保2年", though 2年 stands there. The clause that holds the figure is set
against its neighbours that hold another figure of the same kind. A neighbour that shares all which the holder shares
with the text, and more, is what the text speaks of: then the figure is the wrong one of the two. Nor may a bound be
turned round: "3岁以上" supports no "3岁以下".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from knowledge.text.clauses import is_negated, pairs
from knowledge.text.figures import Figure, find_figures
from knowledge.text.figures import types as kinds
from server.reply.checks.examination import Examination
from server.reply.checks.matching import finding
from server.reply.checks.stated import Stated
from server.reply.checks.support import supported
from server.reply.types import Finding

_CLAUSE = re.compile(r"[^，,。！？!?；;\n]+")
_GROUP = re.compile(r"[^。！？!?；;\n]+")
_UNPAIRED = frozenset({kinds.CODE, kinds.BARE, kinds.DATE, kinds.DAY, kinds.CLOCK})  # days are often worked out
_WORDLESS = re.compile(r"[的了呢哦啊呀哈吧亲您你我们这那是就都也还会在给为把被和与或及请可以即话内\s（）()]")
_UP = re.compile(r"(?:及|含|或)?(?:以上|起(?!步价)|往上)")
_DOWN = re.compile(r"(?:及|含|或)?(?:以下|以内|之内|往下)")
_LONGEST_SOURCE = 2000  # characters; a longer one is a whole document


@dataclass(frozen=True, slots=True)
class _Stretch:
    """A clause or a group of clauses: the pairs of its words, and its figures."""

    words: frozenset[str]
    figures: tuple[Figure, ...]
    marks: frozenset[tuple[str, str]]  # its figures by kind and value


def check_coupling(exam: Examination) -> Iterator[Finding]:
    text, rule = exam.subject.text, exam.packs.rule("fidelity.binding")
    for part in exam.parts:
        claims = [one for one in exam.figures if part.start <= one.start < part.end and one.kind not in _UNPAIRED]
        if not claims:
            continue
        sources = [one for one in exam.sources(part) if not one.cells and len(one.text) <= _LONGEST_SOURCE]
        for clause in _CLAUSE.finditer(text, part.start, part.end):
            here = [one for one in claims if clause.start() <= one.start < clause.end()]
            for claim in here:
                said = _stretch(clause.group())
                if _mistaken(claim, said, sources) or _turned_round(text, claim, exam.sources(part)):
                    yield finding(rule, claim.start, claim.end, text, source=_line(exam.sources(part), claim))


def _mistaken(claim: Figure, said: _Stretch, sources: Sequence[Stated]) -> bool:
    clauses = [one for source in sources for one in _levels(source.text)[0]]
    groups = [one for source in sources for one in _levels(source.text)[1]]
    return _swapped(claim, said, clauses) or _swapped(claim, said, groups)


def _turned_round(text: str, claim: Figure, sources: Sequence[Stated]) -> bool:
    """Every place where the figure stands bounds it from the other side."""
    side = _side(text, claim)
    places = [(one.text, fact) for one in sources for fact in one.figures if supported(claim, [fact], "")]
    return side != 0 and bool(places) and all(_side(held, fact) == -side for held, fact in places)


def _side(text: str, figure: Figure) -> int:
    """1 for a lower bound (以上), -1 for an upper one (以下), 0 for none."""
    return bool(_UP.match(text, figure.end)) - bool(_DOWN.match(text, figure.end))


def _swapped(claim: Figure, said: _Stretch, stretches: Sequence[_Stretch]) -> bool:
    own = (claim.kind, str(claim.value))
    marks = said.marks - {own}
    rivals: list[frozenset[object]] = []
    holders: list[frozenset[object]] = []
    for one in stretches:
        if all(fact.kind != claim.kind or (fact.kind, str(fact.value)) in marks for fact in one.figures):
            continue  # nothing of the kind, or what the text says beside it
        shared: frozenset[object] = frozenset([*(said.words & one.words), *(marks & one.marks)])
        (holders if supported(claim, one.figures, "") else rivals).append(shared)
    return bool(holders) and any(all(_beats(rival, holder) for holder in holders) for rival in rivals)


def _beats(rival: frozenset[object], holder: frozenset[object]) -> bool:
    """A holder that shares nothing with the text is beaten only by more than one word."""
    return holder < rival and (bool(holder) or len(rival) > 1)


@lru_cache(maxsize=1024)  # the same passages are read for every draft
def _levels(source: str) -> tuple[tuple[_Stretch, ...], tuple[_Stretch, ...]]:
    """The source by clauses, and by the groups that they form."""
    clauses = tuple(_stretch(match.group()) for match in _CLAUSE.finditer(source))
    return clauses, tuple(_stretch(match.group()) for match in _GROUP.finditer(source))


@lru_cache(maxsize=4096)
def _stretch(words: str) -> _Stretch:
    figures = find_figures(words)
    letters = list(words)
    for figure in figures:
        letters[figure.start : figure.end] = "\n" * (figure.end - figure.start)
    runs = _WORDLESS.sub("", "".join(letters)).lower().split("\n")
    bare = frozenset().union(*map(pairs, runs))
    no = frozenset({"不"}) if is_negated(words) else frozenset()
    return _Stretch(bare | no, figures, frozenset((one.kind, str(one.value)) for one in figures))


def _line(sources: Sequence[Stated], claim: Figure) -> str:
    return next(one.sentence(fact).strip() for one in sources for fact in one.figures if supported(claim, [fact], ""))
