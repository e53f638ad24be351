"""A sentence that lists several cases, cut to the one that the question names. Pure.

"支付宝即时到，储蓄卡1至3个工作日，信用卡3至7个工作日" asked about a credit card is its last clause. Only whole clauses
go, and only those of other cases: what leads in, and what holds for all, stays.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.text import comparable
from server.reply.evidence.terms import Terms

_END = re.compile(r"[。！？!?]+$")
_CLAUSE = re.compile(r"[^，,；;]+[，,；;]?")
_LEAD = re.compile(r"^(?P<lead>[^：:，,；;]{0,40}[：:])(?P<rest>.+)$", re.S)
_VALUE = re.compile(r"\d|免费|即时|当[天日]|恢复")
# A clause that begins so limits the one before it, or holds for all.
_HANGS = re.compile(
    r"^(?:但|不过|其中|否则|且|并|仅|限|须|需|以|均|都|一律|另|如|若|超过|超出|按|最多|最高|每|同时|不|除|可|满\s*\d|单笔|一单|有效)"
)
_NAME = re.compile(
    r"^[^\d：:（(]{2,14}?(?=[：:（(]|\s*\d|即时|当[天日]|免费|直接|恢复|一般|为|是|约|(?:[扣抵送补收减满]|各)\s*\d)"
)
_OF_ALL = re.compile(r"^(?:以上)?(?:均|都|一律|全部|统一)")
_NO_NAME = re.compile(r"[后前起内时的]$|签收|付款|下单")  # a moment or a description, not one of several things
_FEWEST, _HELD = 2, 0.99


@dataclass(frozen=True, slots=True)
class _Case:
    """Clauses that speak of one case, the first of which names it."""

    name: str
    text: str


def narrowed(body: str, terms: Terms) -> str:
    """`body` with only the case that the question names; unchanged unless one of at least two cases is named."""
    match = _LEAD.match(body)
    lead, rest = (match["lead"], match["rest"]) if match else ("", body)
    end = _END.search(rest)
    cases = _cases(rest[: end.start()] if end else rest)
    introduction = cases[0].text if cases and not cases[0].name else ""
    named = [case for case in cases if case.name]
    if len(named) < _FEWEST:
        return body
    meant = [case for case in named if case.name in terms.text] or [
        case for case in named if _is_told_apart(case.name, named, terms)
    ]
    if len(meant) != 1:
        return body
    shared = "".join(case.text for case in cases[1:] if not case.name)
    kept = f"{lead}{introduction}{meant[0].text}{shared}".rstrip("，,；; ")
    return kept + (end[0] if end else "")


def _cases(text: str) -> list[_Case]:
    """The clauses gathered under the names that begin them; nameless are the introduction and what holds for all."""
    found: list[_Case] = []
    for clause in _CLAUSE.findall(text):
        name = _NAME.match(clause.strip())
        plain = comparable(name[0]) if name else ""
        if plain and _VALUE.search(clause) and not _HANGS.match(clause.strip()) and not _NO_NAME.search(plain):
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
