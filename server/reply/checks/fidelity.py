"""Fidelity: every figure of the text stands in its sources with its unit, or follows from figures that do.

A customer's own figure supports a sentence only where the sentence hands it back as theirs (您说的80%, 18平的卧室) or
denies it, or where a source's range holds it. "是的，保修3年" rests on the source alone: agreeing asserts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from knowledge.text import comparable
from knowledge.text.figures import Figure, find_figures
from knowledge.text.figures import types as kinds
from knowledge.text.view import CLAUSE_ENDS, SENTENCE_ENDS
from server.reply.checks.arithmetic import for_as_many, from_their_amount, is_count
from server.reply.checks.echoes import around, bounds, handed_back, put_in_mouth
from server.reply.checks.evidence import Part, said
from server.reply.checks.examination import Examination
from server.reply.checks.matching import finding
from server.reply.checks.stated import asked_figures
from server.reply.checks.support import computed, other_unit, supported
from server.reply.types import Finding, Role

_RULE_BY_KIND = {
    kinds.MONEY: "fidelity.price",
    kinds.MINUTES: "fidelity.time_limit",
    kinds.MONTHS: "fidelity.time_limit",
    kinds.WORKDAYS: "fidelity.time_limit",
    kinds.DATE: "fidelity.date",
    kinds.DAY: "fidelity.date",
    kinds.CLOCK: "fidelity.date",
    kinds.PERCENT: "fidelity.percent",
    kinds.DISCOUNT: "fidelity.percent",
    kinds.CODE: "fidelity.code",
}

# What customers say of their own order, and a sum may rest on where it is handed back.
_TOLD_BY_CUSTOMERS = frozenset({kinds.LENGTH, kinds.WEIGHT, kinds.MONEY, kinds.MINUTES, kinds.BARE, "floor"})
_PAIR = re.compile(r"[两俩](?=[件个双条瓶盒包袋支片张本箱把根罐桶卷台套份只盏])")


def check_fidelity(exam: Examination) -> Iterator[Finding]:
    subject, claims = exam.subject, exam.figures
    if not claims:
        return
    told = said(subject.conversation, Role.CUSTOMER)
    # 总价六百 is a figure once it is in digits, and 两根 a number of pieces.
    customer = tuple(figure for text in (told, comparable(told), _PAIR.sub("2", told)) for figure in find_figures(text))
    agent = find_figures(said(subject.conversation, Role.AGENT))
    proven: list[Figure] = []
    unproven: list[tuple[Figure, Sequence[Figure]]] = []
    for part in exam.parts:
        here = [claim for claim in claims if part.start <= claim.start < part.end]
        if not here:
            continue
        sources = exam.sources(part)
        stated = [figure for source in sources for figure in source.figures]
        for claim in here:
            clause = around(subject.text, claim, CLAUSE_ENDS)
            if put_in_mouth(subject.text, claim, customer):
                yield finding(exam.packs.rule("fidelity.not_said"), claim.start, claim.end, subject.text)
            if supported(claim, stated, clause) or _asked_as_written(subject.text, claim, part):
                proven.append(claim)
            elif not handed_back(subject.text, claim, customer, stated):
                unproven.append((claim, stated))
            elif is_count(claim) or claim.kind in _TOLD_BY_CUSTOMERS:
                proven.append(claim)  # how many or how much they want is theirs to say, and a sum may rest on it
    totals: list[Figure] = []
    for claim, facts in unproven:
        # A total may be said again, and a later figure may be worked out from it.
        if (
            supported(claim, totals, "")
            or computed(claim, [*proven, *totals])
            or _of_their_order(claim, facts, customer, proven)
        ):
            totals.append(claim)
            continue
        rule = exam.packs.rule(_rule_for(claim, facts, customer, agent))
        yield finding(rule, claim.start, claim.end, subject.text)


def _of_their_order(
    claim: Figure, stated: Sequence[Figure], customer: Sequence[Figure], proven: Sequence[Figure]
) -> bool:
    """Short answers leave out what the customer has just said: 两个258元, or 实付310元 after 减40 of their 350."""
    return for_as_many(claim, stated, customer) or from_their_amount(claim, customer, proven)


def _rule_for(claim: Figure, stated: Sequence[Figure], customer: Sequence[Figure], agent: Sequence[Figure]) -> str:
    if supported(claim, agent, ""):
        return "fidelity.said_before"
    if supported(claim, customer, ""):
        return "fidelity.premise"
    if other_unit(claim, stated):
        return "fidelity.unit"
    return _RULE_BY_KIND.get(claim.kind, "fidelity.figure")


def _asked_as_written(text: str, claim: Figure, part: Part) -> bool:
    """A question that a source asks, too (a script's 您的房间在18平左右吗), asserts nothing."""
    _, right = bounds(text, claim, SENTENCE_ENDS)
    if text[right : right + 1] not in ("？", "?"):
        return False
    return any(supported(claim, asked_figures(source), "") for source in part.sources)
