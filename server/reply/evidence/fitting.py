"""Whether a text can be the kind of answer asked for: a time, a sum, a weight in its measure, or a refusal. Pure."""

from __future__ import annotations

import re

from knowledge.text import comparable
from server.reply.evidence.terms import Reader, Terms

_REFUSAL = re.compile(r"禁止|谢绝|不(?:允许|做|支持|提供|参加|享受|返|送|补|收|拿|予|接受|另)|没有|减半")
_OF_JUST_THAT = 0.8  # share of what is asked that a refusal must name
_UNIT_ASKED = re.compile(r"(?:几|多少)个?(年|月|周|天|小时|分钟|工作日)")
# A question for years is answered in years or months, not in days.
_ANSWERED_IN = {
    "年": "年|个?月|终身|永久|长期",
    "月": "月|年|周|天|日",
    "周": "周|星期|天|日|月",
    "天": "天|日|小时|周",
    "工作日": "工作日|天|日|小时",
    "小时": "小时|时|分钟|天|日",
    "分钟": "分钟|小时|秒",
}
# A weight is answered in grams or kilograms, a length in centimetres: a bare number of another thing is no answer.
_MEASURE_ASKED = re.compile(
    r"(?:几|多少)(?P<unit>公斤|千克|斤|克|kg|g|厘米|公分|毫米|cm|mm|升|毫升|ml|l|瓦|w|分贝|db|伏|v|度电)(?![a-z])|(?<!保)多(?P<how>重|长(?!时间|的?时间|久)|高|宽|厚|深)"
)
_MEASURES = {
    "mass": (("公斤", "千克", "斤", "克", "kg", "g", "重"), "kg|g(?![a-z])|公斤|千克|斤|克"),
    "length": (
        ("厘米", "公分", "毫米", "cm", "mm", "长", "高", "宽", "厚", "深"),
        r"cm|mm|m(?![a-z])|米|厘米|公分|毫米|寸|[x×*]\s*\d",
    ),
    "volume": (("升", "毫升", "ml", "l"), "l(?![a-z])|ml|升|毫升"),
    "power": (("瓦", "w"), "k?w(?![a-z])|瓦"),
    "loudness": (("分贝", "db"), "db|分贝"),
    "voltage": (("伏", "v"), "v(?![a-z])|伏"),
    "energy": (("度电",), "度|kw"),
}
_MEASURED_IN = {word: re.compile(rf"\d\s*(?:{units})") for words, units in _MEASURES.values() for word in words}


def fits(text: str, terms: Terms, reader: Reader) -> tuple[bool, float]:
    """Whether the text can be the kind of answer asked for or refuses it, and the share of the kinds that it holds."""
    if not terms.kinds:
        return True, 0.5
    held = {kind: reader.expectation(kind).evidence.search(text) is not None for kind in terms.kinds}
    strict = [kind for kind in terms.kinds if reader.expectation(kind).strict]
    asked = _UNIT_ASKED.search(terms.text)
    in_unit = asked is None or re.search(
        rf"\d\s*个?(?:{_ANSWERED_IN[asked[1]]})|终身|永久|当[天日]|[次隔][天日]|即时", comparable(text)
    )
    right = all(held[kind] for kind in strict[:1]) and bool(in_unit) and _in_measure(text, terms)
    return right or _refuses(text, terms), sum(held.values()) / len(held)


def _refuses(text: str, terms: Terms) -> bool:
    """ "How much cash for a review?" is answered by a sentence about just that which says that there is none."""
    asked = sum(term.weight for term in terms.focus)
    if not asked or not _REFUSAL.search(text):
        return False
    plain = comparable(text)
    return sum(term.weight * term.met(plain) for term in terms.focus) >= _OF_JUST_THAT * asked


def _in_measure(text: str, terms: Terms) -> bool:
    asked = _MEASURE_ASKED.search(terms.text)
    return asked is None or _MEASURED_IN[asked["unit"] or asked["how"]].search(comparable(text)) is not None
