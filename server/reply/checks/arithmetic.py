"""Figures that follow exactly from quoted ones: sums, differences, "每满" steps, a date some time after another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from datetime import date, timedelta
from decimal import ROUND_CEILING, Decimal
from itertools import combinations, permutations, product
from operator import mul

from knowledge.text.figures import Figure
from knowledge.text.figures import types as kinds

_MINUTES_A_DAY = 1440
_BASE_UNITS = 1000  # millimetres in a metre, grams in a kilogram
_MOST_UNITS = 100
_MOST_TERMS = 12  # amounts combined; a text with more is a price list
_MOST_OF_THREE = 5  # amounts of which any three may be combined
_ANY_YEAR = 2025  # of dates without a year: not a leap year
_FEBRUARY_END = 229
_POINTS = "分"
_MEASURE_WORDS = frozenset("双条瓶盒包袋支片张本箱把根罐桶卷")


def follows(claim: Figure, quoted: Sequence[Figure]) -> bool:
    """Whether the claim is computed from quoted figures."""
    if claim.kind == kinds.MONEY:
        return _is_sum(claim.value, quoted) or _is_per_step(claim, quoted) or _is_worth_of_points(claim, quoted)
    return claim.kind == kinds.DATE and _is_later_date(claim, quoted)


def for_as_many(claim: Figure, stated: Sequence[Figure], told: Sequence[Figure]) -> bool:
    """Whether the claim is what a stated amount comes to for as many pieces as the customer told."""
    counts = {figure.value for figure in told if is_count(figure)}
    return claim.kind == kinds.MONEY and any(
        claim.value == figure.value * count for figure in stated if figure.kind == kinds.MONEY for count in counts
    )


def from_their_amount(claim: Figure, told: Sequence[Figure], quoted: Sequence[Figure]) -> bool:
    """Whether a smaller quoted amount, added to what the customer buys for or taken off it, makes the claim. Theirs is
    the larger one: a wish to have 30 off a price supports nothing. People leave the yuan out: "我买350".
    """
    theirs = {figure.value for figure in told if figure.kind in (kinds.MONEY, kinds.BARE)}
    amounts = {figure.value for figure in quoted if figure.kind in (kinds.MONEY, kinds.BARE)}
    return claim.kind == kinds.MONEY and any(
        claim.value in (one + amount, one - amount) for one in theirs for amount in amounts if amount < one
    )


def is_count(figure: Figure) -> bool:
    """Whether a figure says how many pieces: 2件, 3盒."""
    return (figure.kind == kinds.ITEM or figure.kind in _MEASURE_WORDS) and 1 < figure.value < 100


def _is_sum(value: Decimal, quoted: Sequence[Figure]) -> bool:
    """A sum of up to three different amounts, each added to the largest or taken off it, at most times a quoted count,
    discount or share (到手价). Three only while few are quoted: among many, some three give any figure.
    """
    amounts = {figure.value for figure in quoted if figure.kind == kinds.MONEY}
    counts = {figure.value for figure in quoted if is_count(figure)}
    begun = _begun_units(quoted)
    paid = {figure.value / 10 for figure in quoted if figure.kind == kinds.DISCOUNT}
    paid |= {figure.value / 100 for figure in quoted if figure.kind == kinds.PERCENT}
    # The first unit may be charged apart, or cost what each further one does. Of a share, what is paid and what
    # comes off are both said.
    times = (
        counts
        | begun
        | {units + one for units in begun for one in (1, -1)}
        | paid
        | {1 - share for share in paid if share < 1}
    )
    if any(value == amount * factor for amount in amounts for factor in times):
        return True
    few = sorted(amounts)[:_MOST_TERMS]
    factors = (Decimal(1), *sorted(times - {1}))
    for size in (2, 3) if len(few) <= _MOST_OF_THREE else (2,):
        for chosen in combinations(few, size):
            for taken in _multiples(factors, counts, size):
                largest, *others = sorted(map(mul, chosen, taken), reverse=True)
                if any(
                    value == largest + sum(sign * term for sign, term in zip(signs, others, strict=True))
                    for signs in product((1, -1), repeat=size - 1)
                ):
                    return True
    return False


def _multiples(factors: Sequence[Decimal], counts: Set[Decimal], size: int) -> Iterator[tuple[Decimal, ...]]:
    """What each of so many amounts is multiplied by: all by the same, only one of them (满减 of an order is not by the
    piece), or two by different counts. With any factor for each, half of all figures would follow from five amounts.
    """
    one = factors[0]
    if size == 2:  # so many of one thing, so many of another
        yield from permutations(sorted(counts), size)
    for factor in factors:
        yield (factor,) * size
        if factor != one:
            yield from (tuple(factor if at == place else one for at in range(size)) for place in range(size))


def _begun_units(quoted: Sequence[Figure]) -> set[Decimal]:
    """Whole kilograms, metres, days or floors, begun ones counted, of what is charged by them: a quoted measure, or
    what it has beyond another quoted one ("首重1kg", "免费7天", "3楼起每层": the third counts).
    """
    floors = {figure.value for figure in quoted if figure.kind == "floor"}
    days = {figure.value / _MINUTES_A_DAY for figure in quoted if figure.kind == kinds.MINUTES}
    found = {one - other + 1 for one in floors for other in floors if one > other}
    found |= {one - other for one in days for other in days if one > other}
    for kind in (kinds.LENGTH, kinds.WEIGHT):
        values = {figure.value for figure in quoted if figure.kind == kind}
        every = values | {one - other for one in values for other in values if one > other}
        found |= {(value / _BASE_UNITS).to_integral_value(ROUND_CEILING) for value in every}
    return {count for count in found if 1 < count < _MOST_UNITS and count == count.to_integral_value()}


def _is_per_step(claim: Figure, quoted: Sequence[Figure]) -> bool:
    """ "每满300减50": 50 for every whole 300 of a quoted amount. Both stand in one figure of two ends."""
    sums = [figure for figure in quoted if figure.kind == kinds.MONEY and figure.start != claim.start]
    steps = {(figure.high, figure.low) for figure in sums if 0 < figure.low < figure.high}
    amounts = {figure.value for figure in sums}
    return any(claim.value == (amount // full) * less > 0 for full, less in steps for amount in amounts)


def _is_worth_of_points(claim: Figure, quoted: Sequence[Figure]) -> bool:
    """ "200分抵1元": 1 for every whole 200 of the points that are quoted."""
    lots = {figure.value for figure in quoted if figure.kind == _POINTS and figure.value > 0}
    owned = {figure.value for figure in quoted if figure.kind in (_POINTS, kinds.BARE)}
    each = {figure.value for figure in quoted if figure.kind == kinds.MONEY}
    return any(claim.value == (one // lot) * yuan > 0 for lot in lots for one in owned - {lot} for yuan in each)


def _is_later_date(claim: Figure, quoted: Sequence[Figure]) -> bool:
    days = {int(f.value / _MINUTES_A_DAY) for f in quoted if f.kind == kinds.MINUTES and f.value % _MINUTES_A_DAY == 0}
    months = {int(f.value) for f in quoted if f.kind == kinds.MONTHS and f.value == int(f.value)}
    wanted = int(claim.value)
    for figure in quoted:
        if figure.kind != kinds.DATE or (start := _as_date(int(figure.value), wanted)) is None:
            continue
        later = [start + timedelta(days=count) for count in days if count < 10_000]
        later += [_months_later(start, count) for count in months if count < 1_000]
        if any(_says(wanted, one, dated=figure.value > 10_000) for one in later):
            return True
    return False


def _as_date(figure: int, wanted: int) -> date | None:
    """None for a month alone, and where only the year tells whether February has a 29th."""
    year, month_day = divmod(figure, 10_000)
    until = wanted % 10_000
    same_year = month_day <= until
    crosses = month_day <= _FEBRUARY_END <= until if same_year else month_day <= _FEBRUARY_END or until >= _FEBRUARY_END
    if month_day % 100 == 0 or (year == 0 and crosses):
        return None
    try:
        return date(year or _ANY_YEAR, month_day // 100, month_day % 100)
    except ValueError:
        return None


def _months_later(start: date, count: int) -> date:
    """The same day of a later month, or its last one (民法典 第二百零二条)."""
    years, month = divmod(start.month - 1 + count, 12)
    first = date(start.year + years, month + 1, 1)
    following = (first + timedelta(days=32)).replace(day=1)
    return min(first + timedelta(days=start.day - 1), following - timedelta(days=1))


def _says(wanted: int, day: date, *, dated: bool) -> bool:
    year, month_day = divmod(wanted, 10_000)
    return month_day == day.month * 100 + day.day and (year in (0, day.year) if dated else year == 0)
