"""Fidelity: every figure of the text stands in its sources with its unit, or follows from figures that do.

A customer's own figure supports a sentence only where the sentence hands it back as theirs (您说的80%, 18平的卧室) or
denies it, or where a source's range holds it. "是的，保修3年" rests on the source alone: agreeing asserts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from server.reply.checks.evidence import said, stated_figures
from server.reply.checks.examination import Examination
from server.reply.checks.figures import Figure, find_figures
from server.reply.checks.figures import types as kinds
from server.reply.checks.matching import finding
from server.reply.checks.support import computed, other_unit, supported, within_a_range
from server.reply.types import Finding, Role
from server.reply.view import CLAUSE_ENDS, SENTENCE_ENDS

_ECHO = re.compile(
    r"[您你](?:刚才?|之前|这边|这次|这里)?(?:们)?(?:说|提到?|问|要|想要?|需要|反馈|描述|发|给|家|看中|拍|买|购|下单|收到|付|报|填|留|选|打算|准备|"
    r"预算|的?(?:身高|体重|房间|卧室|客厅|面积|预算|尺寸|情况|宝宝|孩子|订单))|(?:身高|体重|年龄|预算|面积)(?:是|在|为|有)?$"
)
_AGREES = re.compile(r"是的|没错|对的|对[，,哦呢啊]|正确|确实|当然|肯定|嗯嗯|可以的|有的|支持的|没问题")
_DENIES_BEFORE = re.compile(
    r"(?:不是|没有|并非|并不是|不支持|无法|不能|不可以|做不[到了]|给不[到了]|达不到|没办法|不足|不到)[^，,。；;]{0,10}$"
)
_DENIES_AFTER = re.compile(
    r"^[^，,。；;]{0,10}(?:没有|不支持|做不[到了]|给不[到了]|不可以|不行|无法|不能|不是|(?:暂时)?(?:查|看|找)不到|未(?:查|找)到)"
)
_ASSERTS = re.compile(
    r"[送赠返减免赔补退换]|质保|保修|保证|发货|到货|送达|到账|适用|支持|覆盖|承重|达到|容量|含|价|优惠"
)
_OWN_NOUN = re.compile(
    r"^(?:左右)?(?:大小)?(?:的)?(?:卧室|房间|客厅|房子|屋子|空间|书房|主卧|次卧|厨房|宝宝|孩子|人|身高|体重)?"
)
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


def check_fidelity(exam: Examination) -> Iterator[Finding]:
    subject, claims = exam.subject, exam.figures
    if not claims:
        return
    customer = find_figures(said(subject.conversation, Role.CUSTOMER))
    agent = find_figures(said(subject.conversation, Role.AGENT))
    proven: list[Figure] = []
    unproven: list[tuple[Figure, Sequence[Figure]]] = []
    for part in exam.parts:
        here = [claim for claim in claims if part.start <= claim.start < part.end]
        if not here:
            continue
        stated = [*exam.standing_figures]
        for source in part.sources:
            stated += stated_figures(source)
        for claim in here:
            clause = _around(subject.text, claim, CLAUSE_ENDS)
            if supported(claim, stated, clause):
                proven.append(claim)
            elif not _handed_back(subject.text, claim, customer, stated):
                unproven.append((claim, stated))
    for claim, facts in unproven:
        if computed(claim, proven):
            proven.append(claim)  # a total that a later figure may be worked out from
            continue
        rule = exam.packs.rule(_rule_for(claim, facts, customer, agent))
        yield finding(rule, claim.start, claim.end, subject.text)


def _rule_for(claim: Figure, stated: Sequence[Figure], customer: Sequence[Figure], agent: Sequence[Figure]) -> str:
    if supported(claim, agent, ""):
        return "fidelity.said_before"
    if supported(claim, customer, ""):
        return "fidelity.premise"
    if other_unit(claim, stated):
        return "fidelity.unit"
    return _RULE_BY_KIND.get(claim.kind, "fidelity.figure")


def _handed_back(text: str, claim: Figure, customer: Sequence[Figure], stated: Sequence[Figure]) -> bool:
    """Whether the customer said the figure and the sentence gives it back as theirs."""
    if not any(supported(claim, [figure], "") for figure in customer):
        return False
    left, right = _bounds(text, claim, CLAUSE_ENDS)
    before, after = text[left : claim.start], text[claim.end : right]
    if _DENIES_BEFORE.search(before) or _DENIES_AFTER.search(after):
        return True
    sentence = _around(text, claim, SENTENCE_ENDS)
    if claim.kind in kinds.NEEDS:
        if within_a_range(claim, stated) or _ECHO.search(before):
            return True
        own_noun = _OWN_NOUN.match(after)
        said_as_theirs = own_noun is not None and own_noun.end() > 0
        return not _ASSERTS.search(before) and (said_as_theirs or not _ASSERTS.search(before + after))
    return _ECHO.search(before) is not None and _AGREES.search(sentence) is None


def _around(text: str, claim: Figure, ends: str) -> str:
    left, right = _bounds(text, claim, ends)
    return text[left:right]


def _bounds(text: str, claim: Figure, ends: str) -> tuple[int, int]:
    left = max(text.rfind(mark, 0, claim.start) for mark in ends) + 1
    rights = [at for mark in ends if (at := text.find(mark, claim.end)) >= 0]
    return left, min(rights, default=len(text))
