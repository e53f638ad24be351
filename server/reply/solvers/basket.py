"""What a basket costs under given promotions. Decimal, exact, pure: no text, no I/O."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from server.reply.solvers.promotions import Kind, Promotion

_CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Step:
    """What one promotion takes off, in its own words, with the number of the passage that says so."""

    said: str
    number: int
    less: Decimal
    is_coupon: bool = False


@dataclass(frozen=True, slots=True)
class Total:
    """`total` is `before` less every step, never below nothing."""

    before: Decimal
    steps: tuple[Step, ...]

    @property
    def total(self) -> Decimal:
        return max(Decimal(0), self.before - sum((step.less for step in self.steps), Decimal(0)))


def best_tier(promotions: Sequence[Promotion], amount: Decimal) -> Promotion | None:
    """The highest step that the amount reaches."""
    reached = [one for one in promotions if one.kind is Kind.TIER and one.need <= amount]
    return max(reached, key=lambda one: one.need, default=None)


def next_tier(promotions: Sequence[Promotion], amount: Decimal) -> tuple[Promotion, Decimal] | None:
    """The next step with what it takes to reach it; for 每满X, the next whole X."""
    ahead = [(one, one.need - amount) for one in promotions if one.kind is Kind.TIER and one.need > amount]
    ahead += [(one, one.need - amount % one.need) for one in promotions if one.kind is Kind.EACH]
    return min(ahead, key=lambda pair: pair[1], default=None)


def taken_off(promotion: Promotion, amount: Decimal) -> Decimal:
    """What a promotion takes off an amount that counts for it; never more than the amount."""
    if promotion.kind is Kind.PIECES:
        return amount - (amount * promotion.rate).quantize(_CENT, ROUND_HALF_UP)
    if amount < promotion.need:
        return Decimal(0)
    times = amount // promotion.need if promotion.kind is Kind.EACH else Decimal(1)
    return min(amount, times * promotion.off)


def priced(before: Decimal, steps: Sequence[Step], sale: Promotion | None, counted: Decimal) -> Total:
    """The first `steps`, then the sale on what counts for it once they are taken."""
    less = taken_off(sale, counted) if sale is not None else Decimal(0)
    last = [Step(sale.said.split("｜")[0], sale.number, less)] if sale is not None and less > 0 else []
    return Total(before, (*steps, *last))


def with_coupon(total: Total, coupon: Promotion, *, on_full_price: bool) -> Total | None:
    """None where the sum that its threshold counts does not reach it."""
    base = total.before if on_full_price else total.total
    if base < coupon.need:
        return None
    step = Step(coupon.said.split("｜")[0], coupon.number, min(coupon.off, total.total), is_coupon=True)
    return Total(total.before, (*total.steps, step))
