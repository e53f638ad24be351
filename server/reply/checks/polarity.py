"""Fidelity of yes and no: 包邮, 免费, 支持, 可以 and their opposites must stand in the sources the same way round.

Each clause of the text that says yes or no is compared with the clause of its sources that speaks of the
same thing: the one that shares most of its words. Exceptions (除新疆外包邮) count as clauses of the opposite kind.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from server.reply.checks.examination import Examination
from server.reply.checks.matching import finding
from server.reply.types import Finding

_CLAUSE = re.compile(r"[^，,。！!？?；;\n]+[？?]?")
_QUESTION = re.compile(r"[吗嘛么][呢啊呀]?$|[？?]$|(?:是否|能不能|可不可以|会不会|要不要|是不是|有没有|能否|可否)")
_EXCEPT = re.compile(r"除(?:了)?(?P<what>[^，。；\n]{1,30}?)(?:以外|之外|外)")
_EXCEPTED = re.compile(r"(?P<what>[^，。；\n（）()]{2,30})除外")
_UNSURE = re.compile(
    r"(?:不能|无法|没法|不可以|没办法)(?:给您|为您|帮您|马上|立即|立刻|直接|当场)?(?:确定|确认|保证|承诺|判断|查|看到|答复|回复|理解)"
)
_FILLER = re.compile(r"[的了呢哦啊呀哈吧亲您你我们这那是就都也还会在给为把被和与或及请可以即]|[a-zA-Z0-9.,:：%\s～~]")
_LIKE_ENOUGH = 0.5  # half of what the clause says must recur before its source may contradict it


@dataclass(frozen=True, slots=True)
class _Axis:
    """Something said yes or no to. `closed` means that the words alone name the topic and need a source."""

    name: str
    yes: re.Pattern[str]
    no: re.Pattern[str]
    closed: bool


_AXES = (
    _Axis(
        "shipping",
        re.compile(
            r"包邮|免邮|免运费|免邮费|邮费全免|运费全免|不收(?:取)?(?:任何)?(?:运|邮)费|(?:运费|邮费)(?:由)?(?:我们|我方|商家|卖家|店铺|本店|小店)(?:来)?(?:承担|出|付)"
        ),
        re.compile(
            r"不包邮|不免邮|不免运费|(?<!不)(?<!免)收(?:取)?\d*元?(?:运|邮)费|补(?:一下)?(?:运|邮)费|(?:运|邮)费(?:由)?(?:需要?)?(?:您|买家|顾客|客户|消费者|用户|自己?)(?:这边)?"
            r"(?:自理|自付|自行承担|承担|出|付|支付)|(?:运|邮)费自理|运费到付|快递到付|(?:非|不是)包邮"
        ),
        closed=True,
    ),
    _Axis(
        "free",
        re.compile(
            r"(?<!不)(?<!非)免费|不收(?:取)?(?:任何|其他|额外)?费用?|不另(?:外)?收费|不用(?:另)?(?:付|花)(?:费|钱)|0元(?:安装|清洗|上门)"
        ),
        re.compile(
            r"(?<!不)收费|不(?:是)?免费|非免费|付费|自费|另(?:外)?(?:收|付)|需(?:要)?(?:支付|收取|付)[^，。]{0,10}费"
        ),
        closed=True,
    ),
    _Axis(
        "allowed",
        re.compile(
            r"(?<!不)支持|(?<!不)可以?(?!能|惜|爱|见|是|靠)|(?<!不)(?<!可)(?<!功)(?<!节)(?<!智)(?<!性)能够?(?!效|耗|量|力|源)|允许|接受"
        ),
        re.compile(
            r"不支持|不可(?!避免|多得)以?|不能够?|无法|不允许|不接受|不予|恕不|谢绝|禁止|不得|没(?:有)?办法|不提供|不办理|不享受|不适用|做不[到了]"
        ),
        closed=False,
    ),
    _Axis(
        "needed",
        re.compile(r"(?<!不)(?<!无)需要?(?!求)|必须|得先"),
        re.compile(r"不需要?|无需|不用|不必|免去"),
        closed=False,
    ),
    _Axis(
        "included",
        re.compile(r"(?<!不)(?<!赠)(?:附赠|赠送|标配|自带|包含|配有)"),
        re.compile(r"不(?:附赠|赠送|含|带|包含|包括|配)|(?:需|要)?另(?:外)?购|选配|没有(?:赠品|附赠)"),
        closed=False,
    ),
)


@dataclass(frozen=True, slots=True)
class _Stance:
    text: str
    yes: bool
    topic: frozenset[str]


def check_polarity(exam: Examination) -> Iterator[Finding]:
    subject = exam.subject
    for part in exam.parts:
        sources = [*part.sources, exam.standing]
        for match in _CLAUSE.finditer(subject.text, part.start, part.end):
            if _QUESTION.search(match.group()) or _UNSURE.search(match.group()):
                continue
            for axis in _AXES:
                said = _stance(match.group(), axis)
                if said is None:
                    continue
                for rule_id, source in _judged(said, axis, sources):
                    yield finding(exam.packs.rule(rule_id), *match.span(), subject.text, source=source)


def _judged(said: _Stance, axis: _Axis, sources: Sequence[str]) -> Iterator[tuple[str, str]]:
    stances = [stance for source in sources for stance in _stances(source, axis)]
    same = max((_likeness(said, stance, axis) for stance in stances if stance.yes == said.yes), default=0.0)
    against = [(_likeness(said, stance, axis), stance.text) for stance in stances if stance.yes != said.yes]
    likeness, text = max(against, default=(0.0, ""))
    if likeness > same and (axis.closed or likeness >= _LIKE_ENOUGH):
        yield "fidelity.polarity", text.strip()
    elif axis.closed and not same:
        yield "fidelity.offer", ""


@lru_cache(maxsize=2048)  # the same passages are judged for the instant draft, the model's and its repair
def _stances(source: str, axis: _Axis) -> tuple[_Stance, ...]:
    return tuple(stance for clause in _statements(source) for stance in _taken(clause, axis))


@lru_cache(maxsize=512)
def _statements(source: str) -> tuple[str, ...]:
    """The clauses that state something: questions (FAQ) do not."""
    return tuple(match.group() for match in _CLAUSE.finditer(source) if not _QUESTION.search(match.group()))


def _taken(clause: str, axis: _Axis) -> Iterator[_Stance]:
    if "除" in clause:
        stance = _stance(clause, axis)
        for pattern in (_EXCEPT, _EXCEPTED):
            for exception in pattern.finditer(clause):
                # "除新疆外包邮" says no for 新疆; "新疆除外" stands after what it excepts from.
                yes = stance is not None and not stance.yes
                yield _Stance(clause, yes, _topic(exception.group("what"), axis))
                clause = clause.replace(exception.group(), "")
    stance = _stance(clause, axis)
    if stance is not None:
        yield stance


def _stance(clause: str, axis: _Axis) -> _Stance | None:
    if axis.no.search(clause):
        return _Stance(clause, yes=False, topic=_topic(clause, axis))
    if axis.yes.search(clause):
        return _Stance(clause, yes=True, topic=_topic(clause, axis))
    return None


def _topic(clause: str, axis: _Axis) -> frozenset[str]:
    bare = _FILLER.sub("", axis.yes.sub("", axis.no.sub("", clause)))
    return frozenset(bare[i : i + 2] for i in range(len(bare) - 1))


def _likeness(said: _Stance, stance: _Stance, axis: _Axis) -> float:
    """The share of what is said that the stance speaks of; a closed axis is a topic by itself."""
    floor = 0.1 if axis.closed else 0.0
    return floor + (len(said.topic & stance.topic) / len(said.topic) if said.topic else 0.0)
