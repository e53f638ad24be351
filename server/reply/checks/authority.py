"""Authority: what the text commits the shop to, by type and amount, against what passages grant and the agent may.

A commitment is what the shop does for this customer (给您补偿20元, 送您一个滤网). What is only asked for (帮您申请) or
denied commits to nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from prompts.rule_packs import Rule
from server.reply.checks.examination import Examination
from server.reply.checks.figures import find_figures
from server.reply.checks.figures import types as kinds
from server.reply.checks.matching import finding
from server.reply.checks.subject import Authority
from server.reply.types import Finding

_CLAUSE_END = re.compile(r"[。！？!?；;\n，,]")


@dataclass(frozen=True, slots=True)
class _Amounts:
    yuan: Decimal | None
    percent: Decimal | None  # off the price: 8折 is 20


def check_authority(exam: Examination) -> Iterator[Finding]:
    subject = exam.subject
    for rule in exam.packs.rules("authority"):
        for found in exam.matcher.findings(rule):
            clause = _clause(subject.text, found.start, found.end)
            amounts = _amounts(clause)
            if _granted_by_source(exam, rule, found, amounts) or _allowed(rule.id, amounts, subject.authority):
                continue
            yield finding(rule, found.start, found.end, subject.text)


def _granted_by_source(exam: Examination, rule: Rule, found: Finding, amounts: _Amounts) -> bool:
    """A source speaks of the same kind of commitment, and of the same amount when the text names one."""
    for part in exam.parts:
        if not part.start <= found.start < part.end:
            continue
        for source in (*part.sources, exam.standing):
            for line in re.split(r"[。；;\n]", source):
                if any(grant.search(line) for grant in rule.grants) and _covers(_amounts(line), amounts, line):
                    return True
    return False


def _covers(granted: _Amounts, claimed: _Amounts, line: str) -> bool:
    figures = find_figures(line)
    yuan = claimed.yuan is None or any(f.kind == kinds.MONEY and f.value == claimed.yuan for f in figures)
    percent = claimed.percent is None or granted.percent == claimed.percent
    return yuan and percent


def _allowed(rule_id: str, amounts: _Amounts, may: Authority) -> bool:
    limits = {
        "authority.compensation": amounts.yuan is not None and amounts.yuan <= may.compensation,
        "authority.refund": amounts.yuan is not None and amounts.yuan <= may.refund,
        "authority.discount": (amounts.yuan is not None and amounts.yuan <= may.discount)
        or (amounts.percent is not None and amounts.percent <= may.discount_percent),
        "authority.gift": may.gifts,
        "authority.price_match": may.price_match,
        "authority.delivery_date": may.delivery_dates,
    }
    return limits.get(rule_id, False)


def _amounts(clause: str) -> _Amounts:
    figures = find_figures(clause)
    yuan = [figure.value for figure in figures if figure.kind == kinds.MONEY]
    percents = [100 - figure.value * 10 for figure in figures if figure.kind == kinds.DISCOUNT]
    percents += [figure.value for figure in figures if figure.kind == kinds.PERCENT]
    return _Amounts(max(yuan, default=None), max(percents, default=None))


def _clause(text: str, start: int, end: int) -> str:
    left = max((match.end() for match in _CLAUSE_END.finditer(text, 0, start)), default=0)
    right = _CLAUSE_END.search(text, end)
    return text[left : right.start() if right else len(text)]
