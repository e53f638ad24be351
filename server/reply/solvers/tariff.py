"""What sending costs by one rule of a shop."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from server.reply.solvers.intervals import Interval


@dataclass(frozen=True, slots=True)
class Band:
    """A step of weight (kg) with its fee, as the header says it."""

    span: Interval
    fee: Decimal
    said: str


@dataclass(frozen=True, slots=True)
class Tariff:
    """`free_from` is the order sum from which nothing is charged; `never` is how the shop says that there is none
    ("不包邮"), "" where there may be. At most one kind of fee is set.
    """

    numbers: tuple[int, ...]  # of the passages that say so
    free_from: Decimal | None = None
    never: str = ""
    always_free: bool = False
    flat: Decimal | None = None
    pieces: tuple[Decimal, Decimal] | None = None  # the first, each further one
    weight: tuple[Decimal, Decimal, Decimal, Decimal] | None = None  # first kg, its fee, further kg, their fee
    bands: tuple[Band, ...] = ()
    unclear: bool = False  # several sums from which nothing is charged may hold

    @property
    def says_fee(self) -> bool:
        return self.flat is not None or self.pieces is not None or self.weight is not None or bool(self.bands)

    @property
    def says_free(self) -> bool:
        return self.free_from is not None or bool(self.never) or self.always_free
