"""Fidelity of yes and no: 包邮, 免费, 支持, 可以 and their opposites must stand in the sources the same way round.

Each clause of the text that says yes or no is compared with the clause of its sources that speaks of the
same thing: the one that shares most of its words. Exceptions (除新疆外包邮) count as clauses of the opposite kind.
A clause quoted as it stands is never against its source.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from knowledge.text.axes import AXES, Axis
from knowledge.text.clauses import clauses, pairs, stated_clauses
from server.reply.checks.examination import Examination
from server.reply.checks.matching import finding
from server.reply.checks.stated import as_quoted
from server.reply.types import Finding

_EXCEPT = re.compile(r"除(?:了)?(?P<what>[^，。；\n]{1,30}?)(?:以外|之外|外)")
_EXCEPTED = re.compile(r"(?P<what>[^，。；\n（）()]{2,30})除外")
_UNSURE = re.compile(
    r"(?:不能|无法|没法|不可以|没办法)(?:给您|为您|帮您|马上|立即|立刻|直接|当场)?(?:确定|确认|保证|承诺|判断|查|看到|答复|回复|理解)"
)
_FILLER = re.compile(r"[的了呢哦啊呀哈吧亲您你我们这那是就都也还会在给为把被和与或及请可以即]|[a-zA-Z0-9.,:：%\s～~]")
_LIKE_ENOUGH = 0.5  # half of what the clause says must recur before its source may contradict it


@dataclass(frozen=True, slots=True)
class _Stance:
    text: str
    sentence: str
    yes: bool
    topic: frozenset[str]


def check_polarity(exam: Examination) -> Iterator[Finding]:
    text = exam.subject.text
    for part in exam.parts:
        sources = [*part.sources, exam.standing]
        for clause in clauses(text, part.start, part.end):
            if _UNSURE.search(clause.text):
                continue
            for axis in AXES:
                if _stance(clause.text, clause.sentence, axis) is None:
                    continue
                for said in _taken(clause.text, clause.sentence, axis):
                    for rule_id, source in _judged(said, axis, sources):
                        if not _quoted(clause.text, exam, part.sources):
                            rule = exam.packs.rule(rule_id)
                            yield finding(rule, clause.start, clause.end, text, source=source)


def _quoted(clause: str, exam: Examination, sources: Sequence[str]) -> bool:
    bare = as_quoted(clause)
    return any(bare == as_quoted(one.text) for source in (*sources, exam.standing) for one in stated_clauses(source))


def _judged(said: _Stance, axis: Axis, sources: Sequence[str]) -> Iterator[tuple[str, str]]:
    stances = [stance for source in sources for stance in _stances(source, axis)]
    same = max((_likeness(said, stance, axis) for stance in stances if stance.yes == said.yes), default=0.0)
    against = [(_likeness(said, stance, axis), stance.text) for stance in stances if stance.yes != said.yes]
    likeness, text = max(against, default=(0.0, ""))
    if likeness > same and (axis.closed or likeness >= _LIKE_ENOUGH):
        yield "fidelity.polarity", text.strip()
    elif axis.closed and not same:
        yield "fidelity.offer", ""
    elif axis.closed and said.yes and (condition := _left_out(said, axis, stances)):
        yield "fidelity.condition", condition.strip()


def _left_out(said: _Stance, axis: Axis, stances: Sequence[_Stance]) -> str:
    """The sentence whose condition (满99元) is not said; empty when one says yes without any, or one is said."""
    if axis.condition.search(said.sentence):
        return ""
    likeness = {stance: _likeness(said, stance, axis) for stance in stances if stance.yes}
    best = max(likeness.values(), default=0.0)
    held = [stance for stance, like in likeness.items() if like == best]
    if any(axis.condition.search(stance.sentence) is None for stance in held):
        return ""
    return held[0].sentence if held else ""


@lru_cache(maxsize=4096)  # the same passages are judged for the instant draft, the model's and its repair
def _stances(source: str, axis: Axis) -> tuple[_Stance, ...]:
    if not axis.yes.search(source) and not axis.no.search(source):
        return ()
    return tuple(stance for one in stated_clauses(source) for stance in _taken(one.text, one.sentence, axis))


def _taken(clause: str, sentence: str, axis: Axis) -> Iterator[_Stance]:
    if "除" in clause:
        stance = _stance(clause, sentence, axis)
        for pattern in (_EXCEPT, _EXCEPTED):
            for exception in pattern.finditer(clause):
                # "除新疆外包邮" says no for 新疆; "新疆除外" stands after what it excepts from.
                yes = stance is not None and not stance.yes
                yield _Stance(clause, sentence, yes, _topic(exception.group("what"), axis))
                clause = clause.replace(exception.group(), "")
    stance = _stance(clause, sentence, axis)
    if stance is not None:
        yield stance


def _stance(clause: str, sentence: str, axis: Axis) -> _Stance | None:
    if axis.no.search(clause):
        return _Stance(clause, sentence, yes=False, topic=_topic(clause, axis))
    if axis.yes.search(clause):
        return _Stance(clause, sentence, yes=True, topic=_topic(clause, axis))
    return None


def _topic(clause: str, axis: Axis) -> frozenset[str]:
    return pairs(_FILLER.sub("", axis.yes.sub("", axis.no.sub("", clause))))


def _likeness(said: _Stance, stance: _Stance, axis: Axis) -> float:
    """The share of what is said that the stance speaks of; a closed axis is a topic by itself."""
    floor = 0.1 if axis.closed else 0.0
    return floor + (len(said.topic & stance.topic) / len(said.topic) if said.topic else 0.0)
