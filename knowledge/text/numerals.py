"""Chinese numerals as digits: 七天 and 7天, 四十八小时 and 48小时, 1.2万 and 12000, 一匹半 and 1.5匹 compare equal.

Only for comparing. Words that merely contain a numeral (一定, 万一, 十分, 三包) keep it, and where the reading is open
(三五天 is "three to five days") nothing is changed.
"""

from __future__ import annotations

import re
from decimal import Decimal

_VALUES: dict[str, int] = dict(
    zip(
        "零〇一二两俩三仨四五六七八九壹贰叁肆伍陆柒捌玖",
        (0, 0, 1, 2, 2, 2, 3, 3, *range(4, 10), *range(1, 10)),
        strict=True,
    )
)
_POWERS = {"十": 10, "百": 100, "千": 1000, "拾": 10, "佰": 100, "仟": 1000}
_MYRIADS = {"万": 10_000, "亿": 100_000_000}
_DIGIT = "".join(_VALUES)
_ANY = _DIGIT + "".join(_POWERS) + "".join(_MYRIADS)

# Words in which a numeral counts nothing.
_WORDS = (
    r"一(?:下|些|起|样|定|直|般|切|旦|律|方面|时间|次性|家人|年到头|条龙|级棒|时|致|旁|边)|[唯统单同任某每之万]一(?![\d十百千])"
    r"|三包|十分(?!钟|之)|百分百|千万(?=[别不要记注小]|$)"
)
_NUMERAL = re.compile(
    rf"(?P<word>{_WORDS})|(?P<percent>百分之)?(?P<numeral>[{_ANY}]+(?:点[{_DIGIT}]+)?)"
    r"|(?P<mixed>\d+(?:\.\d+)?)(?P<power>[万亿]|千(?![克米瓦卡伏赫帕]))"
)
# 一匹半 is 1.5匹; not before what 半 itself begins (半价).
_AND_A_HALF = re.compile(r"(?<![\d.])(\d+)(匹|公斤|斤|米|尺|升)半(?![价折径身个天年月成袖])")
# 一米八 is 1.8米, 一块五 1.5块; not where the second number counts something of its own (3米2件).
_AND_TENTHS = re.compile(
    rf"(?<![\d.])(\d+)(米|尺|块)(\d{{1,2}}|[{_DIGIT[2:]}]{{1,2}})[毛角]?(?![\d.{_ANY}]|个?[米尺寸块元角分件只条张套台双包层楼次天年月日号折平升斤克]|厘米|公[分斤]|毫米|cm|mm)"
)
# A lone numeral is a number only before something that is counted or measured, or after 第.
_COUNTED = re.compile(
    r"个?(?:小时|工作日|自然日|星期|礼拜|分钟|钟头|公斤|公里|千克|厘米|毫米|平方|立方|季度|月)"
    r"|尺(?![寸码])|[天日号个年周时秒件台只双套箱盒袋瓶支张条部块元角折倍次期匹升位人楼层度级米斤克瓦岁码户款种项页章节者]"
)


def digits(text: str) -> str:
    """`text` with Chinese numerals and mixed forms written in digits; everything else is untouched."""
    return _AND_TENTHS.sub(_with_tenths, _AND_A_HALF.sub(r"\1.5\2", _NUMERAL.sub(_rewritten, text)))


def _with_tenths(match: re.Match[str]) -> str:
    tenths = "".join(str(_VALUES.get(char, char)) for char in match[3])
    return f"{match[1]}.{tenths}{match[2]}"


def _rewritten(match: re.Match[str]) -> str:
    if match["word"]:
        return match.group()
    if match["mixed"]:
        power = _MYRIADS.get(match["power"]) or _POWERS[match["power"]]
        return _plain(Decimal(match["mixed"]) * power)
    numeral: str = match["numeral"]
    before = match.string[match.start() - 1 : match.start()]
    counted = before == "第" or match["percent"] or _COUNTED.match(match.string, match.end())
    whole, _, fraction = numeral.partition("点")
    value = _whole(whole, year=match.string[match.end() : match.end() + 1] == "年")
    if value is None or (len(numeral) == 1 and not counted):
        return match.group()
    decimals = "." + "".join(str(_VALUES[char]) for char in fraction) if fraction else ""
    return f"{value}{decimals}{'%' if match['percent'] else ''}"


def _whole(numeral: str, *, year: bool) -> int | None:
    """The value of a numeral without decimals; None when it is not one well-formed number."""
    if all(char in _VALUES for char in numeral):
        # Read digit by digit (二〇二五年): but two digits side by side are a span (三五天).
        if len(numeral) in {1, 4} or (len(numeral) > 2 and not year):
            return int("".join(str(_VALUES[char]) for char in numeral))
        return None
    total = 0
    for myriad in ("亿", "万"):
        if myriad in numeral:
            head, _, numeral = numeral.partition(myriad)
            below = _below_myriad(head)
            if below is None or not head:
                return None
            total += below * _MYRIADS[myriad]
            if myriad == "万" and len(numeral) == 1 and numeral in _VALUES:
                return total + _VALUES[numeral] * 1000  # 两万五 is 25000
    rest = _below_myriad(numeral)
    return None if rest is None else total + rest


def _below_myriad(numeral: str) -> int | None:
    total, digit, last_power = 0, None, 10_000
    for position, char in enumerate(numeral):
        if char in _VALUES:
            if digit:
                return None
            digit = _VALUES[char]
        else:
            power = _POWERS.get(char)
            # 十二 may leave out its 一 at the front; elsewhere a power without a digit is no number.
            if power is None or power >= last_power or (digit is None and not (position == 0 and power == 10)):
                return None
            total += (1 if digit is None else digit) * power
            digit, last_power = None, power
    if digit and last_power in {100, 1000} and numeral[-2] in _POWERS:
        return total + digit * last_power // 10  # 一百七 is 170; 107 is 一百零七
    return total + (digit or 0)


def _plain(value: Decimal) -> str:
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
