"""A sentence that lists several cases, cut to the one that the question names. Pure.

"支付宝即时到，储蓄卡1至3个工作日，信用卡3至7个工作日" asked about a credit card is its last clause. Only whole clauses
go, and only those of other cases: what leads in, and what holds for all, stays.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from knowledge.text import comparable
from knowledge.types import ChunkKind
from server.reply.evidence.terms import Terms
from server.reply.evidence.units import Unit

_SENTENCE = re.compile(r"[^。！？!?]+[。！？!?]*")
_END = re.compile(r"[。！？!?]+$")
_CLAUSE = re.compile(r"[^，,；;]+[，,；;]?")
_LEAD = re.compile(r"^(?P<lead>[^：:，,；;]{0,40}[：:])(?P<rest>.+)$", re.S)
# Cases of one matter are told in one measure: all in money, all in time.
_VALUES = tuple(
    map(
        re.compile,
        (
            r"\d\s*(?:元|块|折|%)|免费|包邮",
            r"\d\s*个?(?:工作日|自然日|小时|分钟|天|日|周|月|年)|即时|立即|实时|当[天日]|次日|恢复",
            r"\d\s*(?:cm|mm|m|米|厘米|毫米|kg|g|斤|克|公斤|寸|分|倍)(?![a-z])",
        ),
    )
)
# A clause that begins so limits the one before it, or holds for all.
_HANGS = re.compile(
    r"^(?:但|不过|其中|否则|且|并|仅|限|须|需|以|均|都|一律|另|如|若|超过|超出|按|最多|最高|每|同时|不|除|可|满\s*\d|单笔|一单|有效)"
)
_NAME = re.compile(
    r"^[^\d：:（(]{2,14}?(?=[：:（(]|\s*\d|即时|当[天日]|免费|直接|恢复|一般|为|是|约|每[^，,；;]{1,2}\d|(?:[扣抵送补收减满]|各)\s*\d)"
)
_FIGURE = re.compile(r"\d+(?:\.\d+)?")
_OF_ALL = re.compile(r"^(?:以上)?(?:均|都|一律|全部|统一)")
# A moment, a step or a description, not one of several things.
_NO_NAME = re.compile(r"[后前起内时的]$|签收|付款|下单|有效|[加放离晾静]|不少于|至少|至多|第\s*$")
_TERM = re.compile(r"(\d+)个?期")
_FREE = re.compile(r"免|不收|无需|0手续费")
_REFUSED = re.compile(r"不(?:支持|能|可以?|提供)|没有")
_FEWEST, _FEWEST_UNLIKE, _HELD = 2, 3, 0.99


@dataclass(frozen=True, slots=True)
class _Case:
    """Clauses that speak of one case, the first of which names it."""

    name: str
    text: str


def narrowed(body: str, terms: Terms) -> str:
    """`body` with only the case that the question names; unchanged unless one of several cases of one measure is."""
    return "".join(_narrowed(sentence, terms) for sentence in _SENTENCE.findall(body)) or body


def to_the_point(units: Sequence[Unit], terms: Terms) -> list[Unit]:
    """The units with their lists of cases narrowed; a table's row has chosen its columns already."""
    return [
        unit if unit.kind is ChunkKind.TABLE_ROW else replace(unit, body=narrowed(unit.body, terms)) for unit in units
    ]


def _narrowed(sentence: str, terms: Terms) -> str:
    if (instalments := _of_the_term(sentence, terms)) is not None:
        return instalments
    match = _LEAD.match(sentence)
    lead, rest = (match["lead"], match["rest"]) if match else ("", sentence)
    end = _END.search(rest)
    cases = _cases(rest[: end.start()] if end else rest)
    introduction = cases[0].text if cases and not cases[0].name else ""
    named = [case for case in cases if case.name]
    if not _are_alike(named):
        return sentence
    meant = [case for case in named if case.name in terms.text] or [
        case for case in named if _is_told_apart(case.name, named, terms)
    ]
    if len(meant) != 1:
        return sentence
    shared = "".join(case.text for case in cases[1:] if not case.name)
    kept = f"{lead}{introduction}{meant[0].text}{shared}".rstrip("，,；; ")
    return kept + (end[0] if end else "")


def _of_the_term(sentence: str, terms: Terms) -> str | None:
    """Of a sentence about paying in several numbers of instalments (3期, 6期) what it says of the number asked for;
    what is refused goes first. None where nothing may go.
    """
    asked = set(_TERM.findall(terms.text))
    end = _END.search(sentence)
    clauses = re.split(r"[，,；;]", sentence[: end.start()] if end else sentence)
    lead, colon, first = clauses[0].rpartition("：")
    clauses[0] = first
    told = [set(_TERM.findall(clause)) for clause in clauses]
    if len(asked) != 1 or not asked <= set().union(*told) or len(set().union(*told)) < _FEWEST:
        return None
    free = any(_FREE.search(clause) for clause, named in zip(clauses, told, strict=True) if named & asked)
    last = clauses[max(at for at, named in enumerate(told) if named) + 1 :]  # who pays, where somebody does
    kept = [
        clause
        for clause, named in zip(clauses, told, strict=True)
        if named & asked or (not named and not (free and clause in last))
    ]
    refusal = next((clause for clause in kept if _REFUSED.match(clause)), None)
    if refusal is not None:
        kept, lead, colon = [refusal, *(clause for clause in clauses if clause != refusal)], "", ""
    return f"{lead}{colon}{'，'.join(kept)}{end[0] if end else ''}"


def _are_alike(cases: Sequence[_Case]) -> bool:
    """Whether they are cases of one matter: told in one measure; two of them also in the same words."""
    if len(cases) < _FEWEST or not any(all(value.search(case.text) for case in cases) for value in _VALUES):
        return False
    return len(cases) >= _FEWEST_UNLIKE or len({_skeleton(case) for case in cases}) == 1


def _skeleton(case: _Case) -> str:
    """What is said of the case, without its name and its figures."""
    return _FIGURE.sub("#", comparable(case.text)).replace(case.name, "").strip(",;")


def _cases(text: str) -> list[_Case]:
    """The clauses gathered under the names that begin them; nameless are the introduction and what holds for all."""
    found: list[_Case] = []
    for clause in _CLAUSE.findall(text):
        name = _NAME.match(clause.strip())
        plain = comparable(name[0]) if name else ""
        if (
            plain
            and any(value.search(clause) for value in _VALUES)
            and not _HANGS.match(clause.strip())
            and not _NO_NAME.search(plain)
        ):
            found.append(_Case(plain, clause))
        elif found and not _OF_ALL.match(clause.strip()):
            found[-1] = _Case(found[-1].name, found[-1].text + clause)
        else:
            found.append(_Case("", clause))
    return found


def _is_told_apart(name: str, every: Sequence[_Case], terms: Terms) -> bool:
    """Whether a term of the question stands in this name and in no other."""
    others = [case.name for case in every if case.name != name]
    return any(term.met(name) >= _HELD and not any(term.met(other) > 0 for other in others) for term in terms.all)
