"""Finds the figures of a text. Numbers that say nothing (list marks, 一下, 第一次) are none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from string import ascii_lowercase

from knowledge.text.figures import types as kinds
from knowledge.text.figures.numerals import ARABIC, CHINESE, to_number
from knowledge.text.figures.types import Figure
from knowledge.text.figures.units import UNIT_PATTERN, UNITS
from knowledge.text.view import View, make_view

_NUMBER = rf"(?:{ARABIC}[万千百亿]?|{CHINESE})"
_DASHES = "-~–—−至到、"
_DASH = r"\s?(?:[\-~–—−]{1,2}|至|到|、)\s?"
_DAYTIME = r"凌晨|早上|早(?=\d)|早晨|上午|中午|下午|傍晚|晚上|今晚|明晚|晚"

_NOTHING = re.compile(
    r"(?:^|(?<=[\n。；;！!？?：:]))\s?(?:\(?\d{1,2}(?:[.、)](?!\d)|(?=️?⃣)))"  # list marks
    r"|双(?:1[12]|十[一二]|旦)|618(?=大促|活动|期间|年中|$)"  # names of campaigns
    r"|第(?:\d{1,2}|[一二三四五六七八九十两几]+)(?!件|台|双|套|份|单|个(?:半价|五折)|\d)(?:次|步|个|点|种|时间|天|条|位|方|项|款|批|代|页|章|期)?"
    r"|一(?:下|定|样|般|起|直|些|点(?!\d|半|钟|前)|共|旦|律|切|并|边|会儿?|家|手|方面|流|致|贯|旁|向|再|味|概|系列|体|键|次性|路|面|等|分(?!钟)|步|番|块儿|站式|目了然|如既往|视同仁|律)"
    r"|十分(?!钟)|千万(?!元|块)|万一|万分|万千|百搭|百货|百分百|三方|四季|四周|五花|两者|两边|两样|三包|七夕|五一(?!\d)|十一(?=假期|黄金)|六一|统一|唯一|单一|之一|专一"
    r"|七上八下|乱七八糟|半(?:成品|自动|袖|身|截|高)|千瓦时?(?=的)|三番"
)
_PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("date", re.compile(r"(?P<y>20\d{2})\s?[年./\-]\s?(?P<m>\d{1,2})\s?[月./\-]\s?(?P<d>\d{1,2})(?!\d)[日号]?")),
    ("date", re.compile(rf"(?P<m>\d{{1,2}}|{CHINESE})月(?:份)?(?P<d>\d{{1,2}}|{CHINESE})[日号]?(?!\d)")),
    ("clock", re.compile(r"(?P<part>" + _DAYTIME + r")?(?P<h>[012]?\d):(?P<min>[0-5]\d)(?::[0-5]\d)?(?!\d)")),
    ("clock", re.compile(rf"(?P<part>{_DAYTIME})(?P<h>\d{{1,2}}|{CHINESE})点(?:钟|整)?(?P<min>半|[0-5]?\d(?=分))?分?")),
    ("clock", re.compile(r"(?<![\d.])(?P<h>\d{1,2})点(?:钟|整)?(?P<min>半|[0-5]?\d(?=分))?分?(?!\d)")),
    ("percent", re.compile(rf"百分之(?P<n>{_NUMBER})")),
    ("discount", re.compile(r"(?P<n>\d(?:\.\d)?|\d{2}|[一二三四五六七八九]{1,2})折(?!叠|扣|痕|断|算|合|旧|腾|页|中)")),
    ("half_price", re.compile(r"半价")),
    ("code", re.compile(r"(?<![a-z0-9])[a-z]+[a-z]*[\-_/.]?(?=[a-z0-9\-_/.]*\d)[a-z0-9]+(?:[\-_/.+][a-z0-9]+)*")),
    ("code", re.compile(r"(?<![a-z0-9.])\d+(?!m[23])[a-z]+\d[a-z0-9]*(?:[\-_/.][a-z0-9]+)*")),
    ("money", re.compile(rf"[¥$]\s?(?P<n>{ARABIC}万?)(?:{_DASH}[¥$]?\s?(?P<n2>{ARABIC}万?))?(?:元|块)?")),
    ("money", re.compile(rf"满(?P<n>{ARABIC})元?(?:立?减|返|抵|优惠)(?P<n2>{ARABIC})(?:元|块)?")),
    ("money", re.compile(rf"(?P<n>{ARABIC})(?=起?就?(?:包邮(?![寄费])|免邮|免运费))")),  # 59包邮: no packs
    ("money", re.compile(rf"满(?P<n>{ARABIC})(?=可用|能用|使用)")),
    ("items", re.compile(rf"[买拍购](?P<n>{_NUMBER})[件个份套台]?[送赠得免](?P<n2>{_NUMBER})[件个份套台]?")),
    ("size", re.compile(rf"(?P<all>{ARABIC}(?:\s?[*x×]\s?{ARABIC}){{1,2}})\s?(?P<u>{UNIT_PATTERN})?")),
    ("size", re.compile(rf"(?P<all>{ARABIC}(?:/{ARABIC})+)\s?(?P<u>{UNIT_PATTERN})")),  # 165/175/186g
    ("halves", re.compile(rf"(?P<n>{_NUMBER})(?P<u>年|个月|天|小时|个小时)半")),
    ("halves", re.compile(rf"(?P<n>{_NUMBER})个半(?P<u>小时|钟头)")),
    ("range", re.compile(rf"(?P<n>{_NUMBER})\s?(?:{UNIT_PATTERN})?{_DASH}(?P<n2>{_NUMBER})\s?(?P<u>{UNIT_PATTERN})")),
    ("unit", re.compile(rf"(?P<n>{_NUMBER})\s?(?P<u>{UNIT_PATTERN})")),
    ("month", re.compile(r"(?P<m>\d{1,2})月(?:份|底|初|中旬|上旬|下旬)?")),
    ("day", re.compile(r"(?P<d>\d{1,2})号(?!线|楼|色|链接|款|仓|店|机|门|院)")),
    ("range_bare", re.compile(rf"(?P<n>{ARABIC}){_DASH}(?P<n2>{ARABIC})(?![\d\-])")),
    ("bare", re.compile(rf"(?<![a-z])(?P<n>{ARABIC}[万千]?)")),
)
# Letters of which every match of a pattern has one: most texts have none of them for most patterns.
_NEEDED = {
    "date": frozenset("年月./-"),
    "clock": frozenset(":点"),
    "percent": frozenset("分"),
    "discount": frozenset("折"),
    "half_price": frozenset("半"),
    "code": frozenset(ascii_lowercase),
    "money": frozenset("¥$满邮免"),
    "items": frozenset("买拍购"),
    "size": frozenset("*x×/"),
    "halves": frozenset("半"),
    "range": frozenset(_DASHES),
    "month": frozenset("月"),
    "day": frozenset("号"),
    "range_bare": frozenset(_DASHES),
}
_UNIT_OF = {"percent": "%", "discount": "折", "half_price": "折", "money": "元", "items": "件"}
_ARTICLE_LIKE = re.compile(r"[一两]")
_WEIGHTY = re.compile(
    r"(?:送|赠|限|每|买|满|第|任|仅|各|共|前|返|享|免|换|质保|保修|有效|超过|不足|最多|至少|起|达|近|约)[^，。]{0,2}$"
)
_POINTING = re.compile(r"[这那哪几某另同上下前后每]$")


def find_figures(text: str) -> tuple[Figure, ...]:
    """In order of the text. Never overlapping."""
    view = make_view(text, "plain", {})
    taken = bytearray(len(view.text))
    for match in _NOTHING.finditer(view.text):
        taken[match.start() : match.end()] = b"\1" * (match.end() - match.start())
    found: list[Figure] = []
    letters = frozenset(view.text)
    for name, pattern in _PATTERNS:
        if name in _NEEDED and letters.isdisjoint(_NEEDED[name]):
            continue
        for match in pattern.finditer(view.text):
            start, end = match.span()
            if taken.find(1, start, end) >= 0:
                continue
            figures = tuple(_read(name, match, view))
            if figures or name in ("unit", "range"):
                taken[start:end] = b"\1" * (end - start)
            found += figures
    return tuple(sorted(found, key=lambda figure: (figure.start, figure.value)))


def _read(name: str, match: re.Match[str], view: View) -> Iterator[Figure]:
    span = view.span(*match.span())
    if name == "code":
        code = re.sub(r"[\-_/.\s]", "", match.group())
        yield Figure(kinds.CODE, Decimal(0), Decimal(0), *span, Decimal(0), Decimal(0), code)
        return
    group = match.groupdict()
    if name in ("date", "month", "day"):
        yield from _date(group, span)
        return
    if name == "clock":
        yield from _clock(group, span)
        return
    if name == "size":
        unit = group["u"]
        for written in re.findall(ARABIC, group["all"]):
            yield from _figures([written], unit, span)
        return
    unit = _UNIT_OF.get(name, group.get("u"))
    if name == "unit" and _is_article(match, view.text):
        return
    numbers = ["5"] if name == "half_price" else [one for one in (group.get("n"), group.get("n2")) if one]
    if name == "halves":
        whole = to_number(numbers[0])
        if whole is not None:
            yield from _figures([str(whole + Decimal("0.5"))], unit, span)
        return
    yield from _figures(numbers, unit, span)


def _figures(numbers: list[str], unit: str | None, span: tuple[int, int]) -> Iterator[Figure]:
    meaning = UNITS[unit] if unit else None
    kind = meaning.kind if meaning else kinds.BARE
    factor = meaning.factor if meaning else Decimal(1)
    raws = [raw for raw in map(to_number, numbers) if raw is not None]
    if kind == kinds.DISCOUNT:
        raws = [raw / 10 if raw >= 10 else raw for raw in raws]  # 95折 is 9.5折
    values = [(raw * factor).normalize() for raw in raws]
    for raw, value in zip(raws, values, strict=True):
        yield Figure(kind, value, raw.normalize(), *span, min(values), max(values))


def _date(group: dict[str, str | None], span: tuple[int, int]) -> Iterator[Figure]:
    year, month, day = _part(group, "y"), _part(group, "m"), _part(group, "d")
    if month > 12 or day > 31:
        return
    kind = kinds.DAY if not month else kinds.DATE
    value = day if not month else year * 10000 + month * 100 + day
    yield Figure(kind, value, day, *span, value, value)


def _part(group: dict[str, str | None], key: str) -> Decimal:
    written = group.get(key)
    return (to_number(written) or Decimal(0)) if written else Decimal(0)


def _clock(group: dict[str, str | None], span: tuple[int, int]) -> Iterator[Figure]:
    hour = _part(group, "h")
    minute = Decimal(30) if group.get("min") == "半" else _part(group, "min")
    afternoon = group.get("part") in ("下午", "傍晚", "晚上", "今晚", "明晚", "晚")
    if afternoon and hour < 12:
        hour += 12
    if hour <= 24:
        value = hour * 60 + minute
        yield Figure(kinds.CLOCK, value, hour, *span, value, value)


def _is_article(match: re.Match[str], text: str) -> bool:
    """一个, 这两款: words like an article, unless something hangs on the number (送一个, 每两台)."""
    number, unit = match.group("n"), match.group("u")
    if number[0].isdigit() or UNITS[unit].kind in kinds.DURATIONS | {kinds.MONEY, kinds.PERCENT}:
        return False
    before = text[max(0, match.start() - 6) : match.start()]
    if _POINTING.search(before):
        return True
    if UNITS[unit].factor != 1 or UNITS[unit].kind not in {kinds.ITEM, "person", unit}:
        return False
    return _ARTICLE_LIKE.fullmatch(number) is not None and _WEIGHTY.search(before) is None
