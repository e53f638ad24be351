"""Cell values as people read them in the sheet: 12 not 12.0, dates not serial numbers, 15% not 0.15, 007 kept.

Renders the parts of Excel's number formats that change what is read; thousands separators and padding zeros of decimals
are left out so that a price is found by its plain figure.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

ERRORS = frozenset({"#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!"})
_LITERAL = re.compile(r'"([^"]*)"|\\(.)|\[\$([^\-\]]*)[^\]]*\]|\[[^\]]*\]|_.|\*.')
_DIGITS = re.compile(r"[#0?][#0?,]*(?:\.([#0?]+))?")
_ZEROS = re.compile(r"0{2,}\Z")
_SIGNIFICANT = 15  # what Excel keeps; beyond it stands binary noise


def shown(value: object, number_format: str) -> str:
    """The text of a cell with `value` under Excel's `number_format`; "" for an empty or an error cell."""
    match value:
        case None:
            return ""
        case bool():
            return "TRUE" if value else "FALSE"
        case int() | float():
            return _number(value, number_format)
        case datetime():
            return _moment(value)
        case date():
            return value.isoformat()
        case time():
            return value.strftime("%H:%M:%S" if value.second else "%H:%M")
        case timedelta():
            minutes, seconds = divmod(round(value.total_seconds()), 60)
            return f"{minutes // 60}:{minutes % 60:02d}" + (f":{seconds:02d}" if seconds else "")
        case _:
            text = str(value)
            return "" if text in ERRORS else text


def _moment(value: datetime) -> str:
    value = (value + timedelta(milliseconds=500)).replace(microsecond=0)  # serial numbers are a little off
    if value.time() == time.min:
        return value.date().isoformat()
    return value.strftime("%Y-%m-%d %H:%M:%S" if value.second else "%Y-%m-%d %H:%M")


def _number(value: float, number_format: str) -> str:
    try:
        amount = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
    except InvalidOperation:
        return ""
    if not amount.is_finite():
        return ""
    sections = number_format.split(";")
    section = sections[1] if amount < 0 and len(sections) > 1 and _DIGITS.search(_bare(sections[1])) else sections[0]
    bare = _bare(section)
    digits = _DIGITS.search(bare)
    if section in ("General", "@", "") or digits is None or "E" in bare:
        return _plain(amount)
    if "/" in bare:  # a fraction: the plain number says the same
        return _plain(amount)
    percent = "%" in bare
    whole = re.split(r"\.", digits.group().replace(",", ""))[0]
    if bare[digits.end() :].startswith(",") or digits.group().endswith(","):  # shown in thousands; keep the true amount
        return _plain(amount)
    if percent:
        amount *= 100
    try:
        places = len(digits[1] or "")
        amount = amount.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    except InvalidOperation:
        pass  # more digits than the context holds: shown as they are
    text = _plain(amount)
    if (zeros := _ZEROS.search(whole)) and amount >= 0:
        integer, dot, rest = text.partition(".")
        text = integer.zfill(len(zeros.group())) + dot + rest
    before, after = _around(section)
    return f"{before}{text}{'%' if percent else ''}{after}".strip()


def _plain(amount: Decimal) -> str:
    if len(amount.as_tuple().digits) > _SIGNIFICANT:
        amount = Decimal(f"{amount:.{_SIGNIFICANT}g}")
    text = f"{amount:f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text).replace("-0", "0") if amount == 0 else _trimmed(text)


def _trimmed(text: str) -> str:
    return text.rstrip("0").rstrip(".") if "." in text else text


def _bare(section: str) -> str:
    return _LITERAL.sub("", section)


def _around(section: str) -> tuple[str, str]:
    """Literal words before and after the digits: ¥ and 元 say what the number means."""
    words = _LITERAL.sub(lambda match: "".join(part for part in match.groups() if part), section).replace("%", "")
    match = _DIGITS.search(words)
    if match is None:
        return "", ""
    before, after = words[: match.start()], words[match.end() :]
    return before.strip(" ()-"), after.strip(" ()-")
