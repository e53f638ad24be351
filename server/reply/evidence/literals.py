"""Numbers, model numbers and Latin words of a question: texts repeat them as they are."""

from __future__ import annotations

import re

from server.reply.evidence.term import Term

_UNITS = (
    "%|kg|cm|mm|ml|mah|db|hz|kw|gb|tb|v|w|l|g|m|p|匹|寸|升|斤|公斤|厘米|平方米|平米|平|米|岁|个月|月|天|日|年|元|块|件|级|小时|"
    "分钟|片|包|克|码|号|人|折|楼|层|个|台|次|瓶|盒|双|条|度|瓦|伏|毫升|毫安|分贝"
)
_NUMBER = re.compile(rf"\d+(?:\.\d+)?(?:(?:{_UNITS})(?![a-z0-9]))?(?![a-z\-_/])")
# A model number (kfr-35gw, xy-s01) or a short code on a display (e1, f03).
_MODEL = re.compile(r"[a-z]\d{1,2}(?![a-z0-9])|(?=[a-z0-9\-_/.]*[a-z])(?=[a-z0-9\-_/.]*\d)[a-z0-9][a-z0-9\-_/.]{2,}")
LITERAL = re.compile(rf"{_NUMBER.pattern}|{_MODEL.pattern}|\d+(?:\.\d+)?|[a-z]+")
_AMOUNT, _COUNT = 0.4, 0.2  # a number with its unit, and a bare one
_MODEL_WEIGHT = 2.0
_SAME_UNIT = {"天": "日", "块": "元", "p": "匹"}


def literal_term(text: str) -> Term | None:
    """The term of a match of LITERAL; a single Latin letter has none."""
    if _NUMBER.fullmatch(text):
        return Term(_amount_words(text), _COUNT if text.isdigit() else _AMOUNT)
    if _MODEL.fullmatch(text):
        return Term((text,), _MODEL_WEIGHT, required=True)
    return Term((text,), 1.0) if text.isalpha() and len(text) > 1 else None


def _amount_words(amount: str) -> tuple[str, ...]:
    """七日 and 7天 are one time."""
    same = _SAME_UNIT.get(amount[-1])
    return (amount, f"{amount[:-1]}{same}") if same else (amount,)
