"""What a customer gives beside a question, by kind: places, amounts, models. One of a kind replaces another."""

from __future__ import annotations

import re

PLACE = re.compile(
    "北京|天津|上海|重庆|河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|四川|贵州|云南|"
    "陕西|甘肃|青海|台湾|内蒙古|内蒙|广西|西藏|宁夏|新疆|香港|澳门|港澳台|海外|国外|乡镇|村里|农村|县城|"
    "石家庄|太原|沈阳|大连|长春|哈尔滨|南京|苏州|无锡|杭州|宁波|温州|合肥|福州|厦门|泉州|南昌|济南|青岛|郑州|武汉|长沙|"
    "广州|深圳|佛山|东莞|南宁|桂林|海口|三亚|成都|绵阳|贵阳|昆明|大理|拉萨|西安|兰州|西宁|银川|乌鲁木齐|喀什|伊犁|"
    "呼和浩特|包头|延边|漠河|台北|珠海|中山|惠州|汕头|烟台|潍坊|临沂|徐州|常州|南通|嘉兴|绍兴|金华|台州|洛阳|襄阳|宜昌"
)
AMOUNT = re.compile(
    r"\d+(?:\.\d+)?\s*(匹|升|l|寸|码|号|件|个|斤|kg|公斤|克|g|ml|毫升|平|㎡|度|瓦|w|cm|厘米|米|岁|年|天|元|级|人|片|包|盒|瓶|"
    r"个月|周|礼拜|小时|分钟|台|条|双|只|套|寸|层|楼|g|mm|毫米|安|v|伏|p)(?![a-z])"
)
BODY = re.compile(
    r"(?<!\d)1[4-9]\d(?!\d)|(?<!\d)\d{2,3}\s*(斤|kg|公斤)|[一二]米[一二三四五六七八九]|(身高|体重|脚长|腰围|胸围)"
)
MODEL = re.compile(r"[a-z]+[-_]?\d[a-z0-9\-_/]*|\d+[a-z][a-z0-9\-_/]*")
CODE = re.compile(r"[a-z]{1,4}[-_]?[a-z]?\d{2}[a-z0-9\-_]*")  # of a product: long enough to be no size and no unit
BARE_NUMBER = re.compile(r"\d+(?:\.\d+)?")
SIZE = re.compile(r"(?<![a-z])(?:[2-6]?x{0,3}[sl]|m)(?![a-z])|大号|中号|小号|加大|均码")
_DESTINATION = re.compile(rf"(发往?|寄往?|到|送到?|去|在|往)?({PLACE.pattern})(省|市|那边|这边)?")
_HOME = re.compile(
    r"(寄|发|送)(到|给|来)(我|俺)(们)?(这|家|那)(边|里|儿|块)?|(寄|发|送)(到|给|来)(我|俺)(们)?(?=运|邮|要|得|多|几)"
)
KINDS = (PLACE, BODY, MODEL, AMOUNT, SIZE)


def destination(text: str) -> str:
    """The words of `text` that say where to: 发新疆, 寄到我家; empty when it does not."""
    found = _DESTINATION.search(text) or _HOME.search(text)
    return found[0] if found else ""


def gives(text: str) -> bool:
    """Whether `text` tells a place, a measure or a model that a later question may hang on."""
    return any(kind.search(text) for kind in KINDS)


def has_kinds_of(text: str, told: str) -> bool:
    """Whether `text` has every kind that `told` has, so that `told` adds nothing."""
    return all(kind.search(text) for kind in KINDS if kind.search(told))
