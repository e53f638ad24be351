"""Chinese and Arabic numerals to Decimal: 两千五百, 1.2万, 2,599.00, 百分之二十, 八五."""

from __future__ import annotations

from decimal import Decimal

_DIGITS = {
    char: value
    for value, chars in enumerate(("零〇", "一", "二两", "三", "四", "五", "六", "七", "八", "九"))
    for char in chars
}
_STEPS = {"十": 10, "百": 100, "千": 1000}
_MULTIPLIERS = {"万": 10_000, "千": 1000, "百": 100, "亿": 100_000_000}

ARABIC = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
CHINESE = r"[零〇一二两三四五六七八九十百千万半]+"


def to_number(written: str) -> Decimal | None:
    """None for what is not a number ("百千")."""
    if written[0].isdigit():
        multiplier = _MULTIPLIERS.get(written[-1], 1)
        plain = written.rstrip("万千百亿").replace(",", "")
        return Decimal(plain) * multiplier
    if written == "半":
        return Decimal("0.5")
    return _chinese(written)


def _chinese(written: str) -> Decimal | None:
    if all(char in _DIGITS for char in written):
        return Decimal("".join(str(_DIGITS[char]) for char in written))
    total, section, digit = 0, 0, 0
    last_step = 1
    for char in written:
        if char in _DIGITS:
            digit = _DIGITS[char]
        elif char in _STEPS:
            section += (digit or 1) * _STEPS[char]
            digit, last_step = 0, _STEPS[char]
        elif char == "万":
            total = (total + section + digit) * 10_000
            section, digit, last_step = 0, 0, 10_000
        else:
            return None
    if digit and last_step > 10 and "零" not in written[-2:]:
        digit *= last_step // 10  # 两千五 is 2500
    return Decimal(total + section + digit)
