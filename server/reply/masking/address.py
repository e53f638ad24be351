"""Postal addresses in a folded text. The province stays readable: freight depends on it, and it names nobody.

An address is a chain of parts side by side: areas (市, 区, 镇), streets, estates (小区, 大厦), house numbers. Parts and
chains have a bounded length, so the scan is linear in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_PROVINCES = (
    "北京|天津|上海|重庆|河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|四川|贵州|云南|"
    "陕西|甘肃|青海|台湾|内蒙古|广西|西藏|宁夏|新疆|香港|澳门"
)
_PROVINCE = re.compile(
    rf"(?:中国)?(?:{_PROVINCES})(?:省|市|壮族自治区|回族自治区|维吾尔自治区|自治区|特别行政区)?[ ,，\-]?"
)
_WORD = r"[\u4e00-\u9fffa-z0-9]"
_HAN = r"[\u4e00-\u9fff]"
_NUMERAL = r"(?:[a-z]?\d{1,5}[a-z]?(?:-\d{1,5}){0,3}|[a-z]|[东西南北中]|[一二三四五六七八九十百]{1,4})"
_AREA = rf"{_HAN}{{1,8}}?(?:自治州|自治县|地区|开发区|新区|街道|(?<![超门夜])市|[区县旗盟镇乡])"
_STREET = (
    rf"(?:{_HAN}|\d){{1,10}}?(?:大道|路|街(?!道)|巷|胡同|弄)(?:[东西南北中]段?|[一二三四五六七八九十]段)?"
    r"(?!由器|上|过|费|边|人|况|程)"
)
_ESTATE = (
    rf"{_WORD}{{1,12}}?(?:小区|花园|花苑|家园|公寓|大厦|广场|社区|新村|嘉园|名苑|名城|家属院|宿舍|工业园|科技园|产业园|园区|"
    r"写字楼|大学|学院|中学|小学|医院|酒店|村|[庄屯](?!村)|苑|府|庭|湾|城|园|里|居|郡|堡|中心|超市|驿站|便利店|代收点|村委会)"
)
_HOUSE = rf"{_NUMERAL}(?:号楼|号院|号门|单元|[号弄栋幢座楼层室户组队期区门房铺#])(?!线|色|款|链接|机|电池|厅|店)"
_ROOM = r"\d{1,4}(?:-\d{1,4}){0,3}(?!\d|元|块|天|件|平|岁|斤|[.%:])"
_PART = re.compile(
    rf"[ ,，\-]?(?:(?P<house>{_HOUSE})|(?P<area>{_AREA})|(?P<street>{_STREET})|(?P<estate>{_ESTATE})|(?P<room>{_ROOM}))"
)

_LEAD_IN = re.compile(
    rf".{{0,10}}(?:地址|住址|[寄送发邮]到?|[改换][为成到]|住在?|[在到是往为去])(?=(?:中国)?(?:{_PROVINCES})|{_HAN}{{2}})"
)
_ANNOUNCED = re.compile(
    r"(?:(?:地址|住址)(?:[:：]|是[:：]?|为[:：]?|[改换][为成到])|(?:寄|送|发|递|改)(?:到|往|至)|住在?)[ ]?"
    r"(?P<value>[\u4e00-\u9fffa-z0-9#()\-. ]{4,60})"
)
_LOOKS_LIKE_PLACE = re.compile(
    r"(?:大道|路|街|巷|胡同|弄|镇|乡|村|小区|花园|公寓|大厦|广场|社区|苑|府|城|园).{0,12}\d|"
    r"\d(?:栋|幢|号楼|单元|室)|\d-\d{1,3}-\d|"
    r"(?:区|县|镇|乡).{1,12}(?:路|街|村|小区|花园|大厦|广场|驿站|超市|学校|大学|中学)"
)
_MARKS = re.compile("[市区县旗盟镇乡州号栋幢座弄楼单室户组队期门房铺#]|街道|院")  # every area and house has one
_LONGEST_CHAIN = 14  # 市 区 街道 路 号 小区 期 栋 单元 层 室, and some to spare


@dataclass(frozen=True, slots=True)
class _Part:
    name: str  # house · area · street · estate · room
    start: int
    end: int
    text: str


def find_addresses(text: str) -> Iterator[tuple[int, int]]:
    """[start, end) of every address, the province in front left out; one that is announced may repeat another."""
    at = 0 if _MARKS.search(text) else len(text)
    while at < len(text):
        chain = _chain(text, at)
        if _is_address(chain, after_province=_ends_with_province(text, at)):
            yield _begin(text, chain[0].start, chain[-1].end), chain[-1].end
            at = chain[-1].end
        else:
            at += 1
    for match in _ANNOUNCED.finditer(text):
        start, end = match.span("value")
        if _LOOKS_LIKE_PLACE.search(text, start, end):
            yield _begin(text, start, end), start + len(text[start:end].rstrip(" ,-"))


def _chain(text: str, at: int) -> Sequence[_Part]:
    parts: list[_Part] = []
    while len(parts) < _LONGEST_CHAIN and (match := _PART.match(text, at)) is not None:
        name = match.lastgroup or ""  # every alternative of the pattern is named
        if name == "room" and not parts:
            break
        start, at = match.span(name)
        parts.append(_Part(name, start, at, match.group(name)))
    return parts


def _is_address(chain: Sequence[_Part], *, after_province: bool) -> bool:
    names = [part.name for part in chain]
    areas = names.count("area")
    houses = [part.text for part in chain if part.name == "house"]
    places = names.count("street") + names.count("estate")
    if areas and places and (houses or "room" in names or areas >= 2 or after_province):
        return True
    if areas >= 2 and (houses or chain[-1].text.endswith(("街道", "镇", "乡"))):
        return True
    if places and any(
        house.endswith(("号", "弄", "栋", "幢", "座", "号楼", "单元", "期", "组", "队", "院")) for house in houses
    ):
        return True
    in_a_building = bool(houses) and houses[0].endswith(("栋", "幢", "座", "号楼", "#", "单元"))
    return in_a_building and len(chain) > 1 and names[1] in ("house", "room") and names[0] == "house"


def _ends_with_province(text: str, at: int) -> bool:
    return any(match.end() == at for match in _PROVINCE.finditer(text, max(0, at - 9), at))


def _begin(text: str, start: int, end: int) -> int:
    """Past the words that announce an address (麻烦寄到…) and past its province."""
    lead_in = _LEAD_IN.match(text, start, end)
    start = lead_in.end() if lead_in else start
    province = _PROVINCE.match(text, start, end)
    return province.end() if province and province.end() < end else start
