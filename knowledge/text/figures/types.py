"""What a figure is."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

# A kind is what must agree for two figures to be the same: money, minutes, months, workdays, percent, … , or a measure
# word of its own. Only units with an exact conversion share a kind.
Kind = str

MONEY: Final = "money"
MINUTES: Final = "minutes"
MONTHS: Final = "months"
WORKDAYS: Final = "workdays"
PERCENT: Final = "percent"
DISCOUNT: Final = "discount"  # 8.5折
DATE: Final = "date"  # month * 100 + day, with the year * 10000 when it is said
DAY: Final = "day"  # 25号
CLOCK: Final = "clock"  # minutes since midnight
ITEM: Final = "item"  # 件 个 台 只 套: interchangeable in speech
BARE: Final = "bare"  # no unit
CODE: Final = "code"  # model, SKU, standard
LENGTH: Final = "length"
AREA: Final = "area"
WEIGHT: Final = "weight"
VOLUME: Final = "volume"
AGE: Final = "age"

DURATIONS: Final = frozenset({MINUTES, MONTHS, WORKDAYS})
# Figures that a customer tells about themselves: room, body, wish.
NEEDS: Final = frozenset({LENGTH, AREA, WEIGHT, VOLUME, AGE, ITEM, "person", "floor", "size"})


@dataclass(frozen=True, slots=True)
class Figure:
    """[start, end) of the original text. `value` is in the kind's base unit, `raw` as written; a code has `code`.

    `low` and `high` are the ends of the range that the figure is one end of (equal to `value` otherwise).
    """

    kind: Kind
    value: Decimal
    raw: Decimal
    start: int
    end: int
    low: Decimal
    high: Decimal
    code: str = ""

    @property
    def is_low_end(self) -> bool:
        return self.value == self.low != self.high
