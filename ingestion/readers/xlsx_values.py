"""Cell values as people read them in the sheet: 12 not 12.0, dates not serial numbers, 15% not 0.15, 007 kept.

Renders the parts of Excel's number formats that change what is read; thousands separators and padding zeros of decimals
are left out so that a price is found by its plain figure.
"""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

ERRORS = frozenset({"#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!"})
_LITERAL = re.compile(r'"([^"]*)"|\\(.)|\[\$([^\-\]]*)[^\]]*\]|\[[^\]]*\]|_.|\*.')
_DIGITS = re.compile(r"[#0?][#0?,]*(?:\.([#0?]+))?")
_UNROUNDED = re.compile(r"[E/@]|[0#?],(?![#0?])")  # scientific, fractions, text, thousands: the plain number is clearer
_ZEROS = re.compile(r"0{2,}\Z")
_SIGNIFICANT = 15  # what Excel keeps; beyond it stands binary noise


def shown(value: object, number_format: str) -> str:  # noqa: PLR0911  one case a type
    """The text of a cell with `value` under Excel's `number_format`; "" for an empty or an error cell."""
    match value:
        case None:
            return ""
        case bool():
            return "TRUE" if value else "FALSE"
        case int() if number_format == "General":
            return str(value)
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
    if section == "General" or digits is None or _UNROUNDED.search(bare):
        return _plain(amount)
    percent = "%" in bare
    if percent:
        amount *= 100
    with suppress(InvalidOperation):  # more digits than fit: shown as they are
        amount = amount.quantize(Decimal(1).scaleb(-len(digits[1] or "")), rounding=ROUND_HALF_UP)
    integer, dot, rest = _plain(amount).partition(".")
    if (zeros := _ZEROS.search(digits.group().replace(",", "").split(".")[0])) and amount >= 0:
        integer = integer.zfill(len(zeros.group()))
    before, after = _around(section)
    return f"{before}{integer}{dot}{rest}{'%' if percent else ''}{after}".strip()


def _plain(amount: Decimal) -> str:
    if len(amount.as_tuple().digits) > _SIGNIFICANT:
        amount = Decimal(f"{amount:.{_SIGNIFICANT}g}")
    if amount == 0:
        return "0"
    text = f"{amount:f}"
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
