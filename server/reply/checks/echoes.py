"""A customer's own figure handed back as theirs (您说的80%, 18平的卧室) or denied (没有80%的优惠码).

Neither asserts it. To hand back as theirs what they never said is a mistake of its own, wherever the figure stands.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from knowledge.text.figures import Figure
from knowledge.text.figures import types as kinds
from knowledge.text.view import CLAUSE_ENDS, SENTENCE_ENDS
from server.reply.checks.support import supported, within_a_range

_ECHO = re.compile(
    r"[您你](?:刚才?|之前|这边|这次|这里)?(?:们)?(?:说|提到?|问|要|想要?|需要|反馈|描述|发|给|家|看中|拍|买|购|下单|收到|付|报|填|留|选|打算|准备|"
    r"预算|这一?单|的?(?:身高|体重|房间|卧室|客厅|面积|预算|尺寸|情况|宝宝|孩子|订单))|(?:身高|体重|年龄|预算|面积)(?:是|在|为|有)?$"
)
_NAMED = re.compile(
    r"(?<![按照据如像同])[您你](?:刚才?|之前|这边)?(?:说|提到?|讲|描述)(?:的|到的|过的)?[^，,。；;\d]{0,8}$"
)
_OF_THE_THING = frozenset({kinds.DATE, kinds.DAY, kinds.BARE})
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


def handed_back(text: str, claim: Figure, customer: Sequence[Figure], stated: Sequence[Figure]) -> bool:
    """Whether the customer said the figure and the sentence gives it back as theirs."""
    if not any(supported(claim, [figure], "") or _is_amount(claim, figure) for figure in customer):
        return False
    left, right = bounds(text, claim, CLAUSE_ENDS)
    before, after = text[left : claim.start], text[claim.end : right]
    if _DENIES_BEFORE.search(before) or _DENIES_AFTER.search(after):
        return True
    sentence = around(text, claim, SENTENCE_ENDS)
    if claim.kind in kinds.NEEDS:
        if within_a_range(claim, stated) or _ECHO.search(before):
            return True
        own_noun = _OWN_NOUN.match(after)
        said_as_theirs = own_noun is not None and own_noun.end() > 0
        return not _ASSERTS.search(before) and (said_as_theirs or not _ASSERTS.search(before + after))
    return _ECHO.search(before) is not None and _AGREES.search(sentence) is None


def put_in_mouth(text: str, claim: Figure, customer: Sequence[Figure]) -> bool:
    """Whether the sentence says that the customer named a figure (您提到的面积是80㎡) which they did not.

    A date, or a bare number that may be one, is that of the thing they named: 您说的活动是3月1日至20日.
    """
    left, _ = bounds(text, claim, CLAUSE_ENDS)
    if claim.kind in _OF_THE_THING or _NAMED.search(text[left : claim.start]) is None:
        return False
    return not any(claim.value in (figure.value, figure.raw) for figure in customer)


def _is_amount(claim: Figure, told: Figure) -> bool:
    """People leave the yuan out: "买600的东西"."""
    return claim.kind == kinds.MONEY and told.kind == kinds.BARE and told.value == claim.value


def around(text: str, claim: Figure, ends: str) -> str:
    left, right = bounds(text, claim, ends)
    return text[left:right]


def bounds(text: str, claim: Figure, ends: str) -> tuple[int, int]:
    left = max(text.rfind(mark, 0, claim.start) for mark in ends) + 1
    rights = [at for mark in ends if (at := text.find(mark, claim.end)) >= 0]
    return left, min(rights, default=len(text))
