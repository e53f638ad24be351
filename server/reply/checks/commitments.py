"""Commitments: what a text says that the shop does for this customer (给您补偿20元), typed, with its amount.

What is only asked for (帮您申请), denied, or left to a condition commits to nothing; the exemptions of the pack say so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from knowledge.text.figures import find_figures
from knowledge.text.figures import types as kinds
from prompts.rule_packs import Rule
from server.reply.checks.examination import Examination

_CLAUSE_END = re.compile(r"[。！？!?；;\n，,]")


@dataclass(frozen=True, slots=True)
class Amounts:
    """The largest of each that a clause names. `percent` is what comes off the price: 8折 is 20."""

    yuan: Decimal | None
    percent: Decimal | None
    months: Decimal | None


@dataclass(frozen=True, slots=True)
class Commitment:
    """[start, end) of the text. `rule` is the rule of its kind: discount, refund, compensation, gift, …"""

    rule: Rule
    start: int
    end: int
    amounts: Amounts


def find_commitments(exam: Examination) -> Iterator[Commitment]:
    """One for every stretch that a rule of the pack finds, in the order of the rules."""
    text = exam.subject.text
    for rule in exam.packs.rules("authority"):
        for found in exam.matcher.findings(rule):
            yield Commitment(rule, found.start, found.end, amounts_of(_clause(text, found.start, found.end)))


def amounts_of(words: str) -> Amounts:
    figures = find_figures(words)
    yuan = [figure.value for figure in figures if figure.kind == kinds.MONEY]
    percents = [100 - figure.value * 10 for figure in figures if figure.kind == kinds.DISCOUNT]
    percents += [figure.value for figure in figures if figure.kind == kinds.PERCENT]
    months = [figure.value for figure in figures if figure.kind == kinds.MONTHS]
    return Amounts(max(yuan, default=None), max(percents, default=None), max(months, default=None))


def _clause(text: str, start: int, end: int) -> str:
    left = max((match.end() for match in _CLAUSE_END.finditer(text, 0, start)), default=0)
    right = _CLAUSE_END.search(text, end)
    return text[left : right.start() if right else len(text)]
