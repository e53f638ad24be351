"""Where a text holds personal data: phones, cards, e-mail, order and tracking numbers, contacts, addresses, names.

Recall comes first: a long run of digits that might be a card is one. What shops talk about all day is kept: prices,
dates, sizes, model codes, article numbers that are announced as such, service hotlines (400/800).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from knowledge.text.view import make_view
from server.reply.masking.address import find_addresses
from server.reply.masking.names import find_names


class Kind(StrEnum):
    """The value is the word in the placeholder; models keep such words intact."""

    MOBILE = "手机号"
    LANDLINE = "电话"
    IDENTITY = "证件号"
    BANK_CARD = "银行卡号"
    EMAIL = "邮箱"
    ORDER = "订单号"
    TRACKING = "快递单号"
    NUMBER = "号码"
    CONTACT = "联系方式"
    ADDRESS = "地址"
    NAME = "姓名"


@dataclass(frozen=True, slots=True)
class Personal:
    """[start, end) of the original text."""

    kind: Kind
    start: int
    end: int


_GAP = r"[ \-.·_/—–~]{0,2}"  # people group digits: 138-0013-8000
_ARTICLE = re.compile(
    r"(?:货号|批号|批次号?|sku|商品(?:编码|编号|id)|型号|款号|条形?码|编码|国标|gb/?t?|标准号|批准文号|备案号|许可证号?)"
    r"[为是:： ]{0,2}[a-z]{0,6}-?$"
)
_CHINESE_DIGITS = "零〇一二三四五六七八九幺两壹贰叁肆伍陆柒捌玖"
_ANY_DIGIT = rf"[\do{_CHINESE_DIGITS}]"  # o: written for a zero
_SECOND_DIGIT = "三四五六七八九叁肆伍陆柒捌玖"  # of a mobile number
_NUMBERED = (
    r"(?:room|rm|flat|unit|apt|apartment|suite|building|bldg|block|floor|no)[. ]{0,2}#?[a-z]?\d{1,5}[a-z]?[, ]{0,2}"
)

# In order: the first pattern that takes a stretch of text keeps it.
_PATTERNS: tuple[tuple[Kind, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern))
    for kind, pattern in (
        (
            Kind.EMAIL,
            r"(?<![a-z0-9._%+\-])[a-z0-9][a-z0-9._%+\-]{0,63} ?(?:@|\(at\)|\[at\])"
            r" ?[a-z0-9\-]{1,63}(?: ?\. ?[a-z0-9\-]{1,63}){1,4}",
        ),
        # Signs in words, of the hosts that people have their mail at: 艾特163点com, #qq.com.
        (
            Kind.EMAIL,
            r"(?<![a-z0-9._%+\-])[a-z0-9][a-z0-9._%+\-]{0,63} ?(?:@|#|\*|艾特|爱特|圈a| at ) ?"
            r"(?:vip\.)?(?:qq|163|126|139|189|gmail|sina|sohu|hotmail|outlook|foxmail|yeah|aliyun|icloud|live)"
            r" ?(?:\.|点|dot) ?(?:com|net|cn)(?![a-z])",
        ),
        (
            Kind.ORDER,
            r"(?:订单(?:编?号|号码)?|单号|order(?: ?(?:no|id|number))?)[为是:：.# ]{0,3}"
            r"(?P<value>\d{4}(?: \d{4}){2,4}(?: ?\d{1,4})?(?!\d)|(?=[a-z\-]{0,8}\d)[a-z0-9][a-z0-9\-]{5,31})",
        ),
        (
            Kind.TRACKING,
            r"(?:快递|运单|物流|面单|包裹)(?:单|编)?号?[为是:： ]{0,3}"
            r"(?P<value>(?=[a-z]{0,8}\d)[a-z0-9][a-z0-9\-]{7,31})",
        ),
        (Kind.TRACKING, r"(?<![a-z0-9])[a-z]{2,4}\d{9,20}(?:-\d{1,3}){0,2}(?:-(?!\d))?(?:[a-z]{2}(?![a-z]))?"),
        (Kind.ORDER, r"(?<!\d)\d{6}-\d{13,17}(?!\d)"),
        (
            Kind.IDENTITY,
            rf"(?<!\d)[1-9]\d{{5}}{_GAP}(?:18|19|20)\d{{2}}{_GAP}(?:0[1-9]|1[0-2]){_GAP}(?:0[1-9]|[12]\d|3[01])"
            rf"{_GAP}\d{{3}}{_GAP}[\dx](?![\da-z])",
        ),
        # Apart in any way: 420 106 1976 0512 0976.
        (Kind.IDENTITY, r"(?<!\d)[1-9](?:[ \-]?\d){5}[ \-]?(?:18|19|20)(?:[ \-]?\d){9}[ \-]?[\dx](?![ \-]?[\da-z])"),
        (Kind.IDENTITY, r"(?<!\d)[1-9]\d{7}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}(?!\d)"),
        (Kind.IDENTITY, r"(?:护照|通行证|军官证|证件)号?码?[为是:： ]{0,3}(?P<value>[a-z]{0,2}\d{6,10})"),
        (Kind.BANK_CARD, r"(?<!\d)[3-6]\d{3}(?:[ \-]\d{4}){3,4}(?:[ \-]?\d{1,3})?(?!\d)"),
        (Kind.MOBILE, rf"(?<!\d)(?:\(?(?:\+|00)? ?86\)?{_GAP})?1{_GAP}[3-9](?:{_GAP}\d){{9}}(?!{_GAP}\d{{2}})(?!\d)"),
        (
            Kind.MOBILE,
            rf"(?<![{_CHINESE_DIGITS}])[一幺壹][{_SECOND_DIGIT}][{_CHINESE_DIGITS}]{{9}}(?![{_CHINESE_DIGITS}])",
        ),
        # Some digits in words, groups apart by a comma: 139，1234，五六七八.
        (Kind.MOBILE, rf"(?<!{_ANY_DIGIT})[1一幺壹][3-9{_SECOND_DIGIT}](?:{_GAP}{_ANY_DIGIT}){{9}}(?!{_ANY_DIGIT})"),
        (
            Kind.MOBILE,
            rf"(?<!{_ANY_DIGIT})[1一幺壹][3-9{_SECOND_DIGIT}]{_ANY_DIGIT}(?:[,，]{_ANY_DIGIT}{{4}}){{2}}(?!{_ANY_DIGIT})",
        ),
        (Kind.MOBILE, r"(?<!\d)(?:\+|00)[1-9]\d{0,2}[ -]?\d(?:[ -]?\d){6,12}(?!\d)"),
        (
            Kind.LANDLINE,
            r"(?<![\d.])\(?0(?:10|2\d|[3-9]\d{2})\)?[ \-]{0,3}[2-9]\d{2,3}[ \-]?\d{4}"
            r"(?:(?:-|转|ext\.?) ?\d{1,5})?(?!\d)",
        ),
        (Kind.LANDLINE, r"(?:电话|座机|tel|固话)号?码?[为是:： ]{0,3}(?P<value>[2-9]\d{6,7})(?!\d)"),
        (
            Kind.CONTACT,
            r"(?:微信|wx|vx|v信|(?<![a-z0-9])v(?=[:：])|薇信?|weixin|wechat|qq|扣扣|旺旺|支付宝)"
            r"(?:号码?|账号|id)?[为是:： ]{0,3}"
            r"(?P<value>[a-z][a-z0-9_\-]{5,19}|[1-9]\d{4,11})",
        ),
        (
            Kind.ADDRESS,
            rf"(?<![a-z0-9])(?:(?:{_NUMBERED}){{1,5}}(?:\d{{1,5}} )?|\d{{1,5}} )(?:[a-z]+ ){{1,5}}"
            r"(?:road|rd|street|st|avenue|ave|lane|alley|boulevard|blvd|district)(?![a-z])(?:[, ]{1,2}[a-z]+){0,8}",
        ),
        (Kind.NUMBER, r"(?<![\d.])\d(?:[ \-]?\d){9,}(?!\d)"),
        (Kind.NUMBER, rf"(?<!{_ANY_DIGIT})(?=.{{0,9}}[{_CHINESE_DIGITS}])[\d{_CHINESE_DIGITS}]{{10,}}x?"),
    )
)
_ISBN = re.compile(r"97[89]\d{10}")
_HOTLINE = re.compile(r"(?:400|800)[ \-]?\d{3,4}[ \-]?\d{3,4}")
# Sizes or prices side by side; four groups of four are an order or a card.
_SPACED_FIGURES = re.compile(r"\d{1,3}(?:[ \-]\d{1,3})+|\d{1,5}(?:[ \-]\d{1,5}){1,2}")
_DATE = re.compile(
    r"(?:19|20)\d{2}[ \-]?(?:0[1-9]|1[0-2])[ \-]?(?:0[1-9]|[12]\d|3[01])"
    r"(?:[ \-](?:[01]\d|2[0-3])(?:[ :]?[0-5]\d){0,2})?"  # a time grown together with its day is an order number
)


def find_personal(text: str) -> tuple[Personal, ...]:
    """Every piece of personal data, in order and without overlaps."""
    view = make_view(text, "plain", {})
    taken: list[tuple[int, int, Kind]] = []
    for kind, start, end in _candidates(view.text):
        if not any(start < other_end and other_start < end for other_start, other_end, _ in taken):
            taken.append((start, end, kind))
    spans = [(kind, *view.span(start, end)) for start, end, kind in sorted(taken)]
    return tuple(Personal(kind, start, end) for kind, start, end in spans)


def _candidates(text: str) -> Iterator[tuple[Kind, int, int]]:
    numbers = [(kind, *span) for kind, pattern in _PATTERNS for span in _matches(kind, pattern, text)]
    addresses = list(find_addresses(text))
    # A phone is never part of an address, so numbers go first and addresses end where they begin.
    yield from numbers
    for start, end in addresses:
        stop = min((left for _, left, right in numbers if left < end and right > start), default=end)
        if stop > start:
            yield Kind.ADDRESS, start, stop
    for start, end in find_names(text, [(left, right) for _, left, right in numbers], addresses):
        yield Kind.NAME, start, end


def _matches(kind: Kind, pattern: re.Pattern[str], text: str) -> Iterator[tuple[int, int]]:
    for match in pattern.finditer(text):
        group = "value" if "value" in pattern.groupindex else 0
        start, end = match.span(group)
        if not _public(kind, text, start, end):
            yield start, end


def _public(kind: Kind, text: str, start: int, end: int) -> bool:
    """What looks like a personal number and is not one."""
    value = text[start:end]
    if kind in (Kind.LANDLINE, Kind.NUMBER, Kind.CONTACT) and _HOTLINE.fullmatch(value):
        return True
    if kind in (Kind.NUMBER, Kind.TRACKING, Kind.BANK_CARD, Kind.MOBILE) and _ARTICLE.search(text, 0, start):
        return True
    if kind is Kind.NUMBER:
        return any(pattern.fullmatch(value) for pattern in (_DATE, _SPACED_FIGURES, _ISBN))
    return False
