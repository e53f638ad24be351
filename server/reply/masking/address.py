"""Postal addresses in a folded text. The province stays readable: freight depends on it, and it names nobody."""

from __future__ import annotations

import re
from collections.abc import Iterator

_PROVINCES = (
    "北京|天津|上海|重庆|河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|四川|贵州|云南|"
    "陕西|甘肃|青海|台湾|内蒙古|广西|西藏|宁夏|新疆|香港|澳门"
)
_PROVINCE = rf"(?:中国)?(?:{_PROVINCES})(?:省|市|壮族自治区|回族自治区|维吾尔自治区|自治区|特别行政区)?"
_HAN = r"[\u4e00-\u9fff]"
_AREA = rf"{_HAN}{{1,8}}?(?:自治州|自治县|地区|开发区|新区|高新区|街道|[市区县旗盟镇乡])"
_NUMERAL = r"(?:[a-z]?\d{1,5}[a-z]?(?:-\d{1,5})*|[a-z]|[东西南北中]|[一二三四五六七八九十百]{1,4})"
_UNIT = r"(?:号楼|号院|号门|号|弄|栋|幢|座|单元|楼|层|室|户|组|队|期|区|门|房|铺|#)"
_DETAIL = rf"(?:{_NUMERAL}{_UNIT}[ ,，\-]{{0,1}})"
_TAIL = rf"{_DETAIL}*(?:\d{{2,4}}(?!\d|元|块|天|件|[.%]))?"
_STREET = r"[\u4e00-\u9fffa-z0-9]{1,12}?(?:大道|路|街|巷|胡同|弄)(?:[东西南北中]段?|[一二三四五六七八九十]段)?"
_ESTATE = (
    r"(?:小区|花园|花苑|家园|公寓|大厦|广场|社区|新村|嘉园|名苑|名城|家属院|宿舍|工业园|科技园|产业园|园区|写字楼|大学|学院|"
    r"中学|小学|医院|酒店|村|庄|屯|苑|府|庭|湾|城|园|里|居|郡|堡|中心)"
)
_PLACE = rf"[\u4e00-\u9fffa-z0-9]{{1,14}}?{_ESTATE}"
_STOP = r"(?=[,，。;；!！?？\s]|$)"

_WITH_AREA = re.compile(
    rf"(?P<province>{_PROVINCE})?[ ,，\-]?(?P<value>(?:{_AREA}[ ,，\-]?)+"
    rf"(?:(?:{_STREET}|{_PLACE})[ ,，\-]?{_TAIL}[ ,，\-]?)*(?:{_STREET}|{_PLACE}|{_DETAIL}){_TAIL})"
)
_AFTER_PROVINCE = re.compile(
    rf"(?P<province>{_PROVINCE})[ ,，\-]?"
    rf"(?P<value>(?:(?:{_STREET}|{_PLACE})[ ,，\-]?{_TAIL}[ ,，\-]?)*(?:{_STREET}|{_PLACE}){_TAIL})"
)
_STREET_NUMBER = re.compile(
    rf"(?P<value>{_HAN}{{1,8}}?(?:大道|路|街|巷|胡同|弄)(?:[东西南北中]段?)?{_NUMERAL}(?:号|弄)(?!线|色|款|链接|机|电池)"
    rf"(?:[ ,，\-]?(?:{_PLACE})?{_DETAIL})*{_TAIL})"
)
_ESTATE_NUMBER = re.compile(
    rf"(?P<value>{_HAN}{{1,12}}?{_ESTATE}[ ,，\-]?{_NUMERAL}(?:栋|幢|座|号楼|单元|期|组|队|号){_TAIL})"
)
_HOUSE_NUMBER = re.compile(
    rf"(?P<value>{_NUMERAL}(?:栋|幢|座|号楼|#)[ ,，\-]?(?:{_NUMERAL}(?:单元|门)[ ,，\-]?)?"
    r"(?:\d{1,2}(?:楼|层))?\d{2,4}(?:室|号|房|户)?(?!\d|元|块|天))"
)
_ANNOUNCED = re.compile(
    r"(?:(?:收货|收件|寄件|退货|家庭|详细|新|我的?|联系)?(?:地址|住址)(?:[:：]|是[:：]?|为[:：]?|改[为成到]|换[为成到])|"
    r"(?:寄|送|发|快递|邮寄|改)(?:到|往|至)|(?:我家?)?住在?)[ ]?"
    r"(?P<value>[\u4e00-\u9fffa-z0-9#()\-. ]{4,60})"
)
_LOOKS_LIKE_PLACE = re.compile(
    rf"(?:大道|路|街|巷|胡同|弄|镇|乡|村|街道|{_ESTATE}).{{0,12}}\d|\d+(?:栋|幢|号楼|单元|室)|\d+-\d+-\d+|"
    r"(?:区|县|镇|乡|街道).{0,12}(?:路|街|村|小区|花园|大厦|广场|驿站|超市|学校|大学|中学)"
)


_LEAD_IN = re.compile(
    r".{0,10}(?:地址|住址|[寄送发邮]到?|[改换][为成到]|住在?|[在到是往为])(?:中国)?"
    rf"(?={_PROVINCE}|[\u4e00-\u9fff]{{2}})"
)


def find_addresses(text: str) -> Iterator[tuple[int, int]]:
    """[start, end) of every address, the province in front left out; later ones may lie within earlier ones."""
    for pattern in (_WITH_AREA, _AFTER_PROVINCE, _STREET_NUMBER, _ESTATE_NUMBER, _HOUSE_NUMBER):
        for match in pattern.finditer(text):
            start, end = match.span("value")
            if pattern is not _WITH_AREA or _LOOKS_LIKE_PLACE.search(text, start, end):
                yield _begin(text, start, end), _trimmed(text, start, end)
    for match in _ANNOUNCED.finditer(text):
        start, end = match.span("value")
        if _LOOKS_LIKE_PLACE.search(text, start, end):
            province = re.match(_PROVINCE, text[start:end])
            yield start + (province.end() if province else 0), _trimmed(text, start, end)


def _begin(text: str, start: int, end: int) -> int:
    """Past the words that announce an address (麻烦寄到…) and past its province."""
    lead_in = _LEAD_IN.match(text, start, end)
    start = lead_in.end() if lead_in else start
    province = re.compile(_PROVINCE).match(text, start, end)
    return province.end() if province and province.end() < end else start


def _trimmed(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1] in " ,，-":
        end -= 1
    return end
