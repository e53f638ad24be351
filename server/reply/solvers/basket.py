"""What a basket costs under given promotions. Decimal, exact, pure: no text, no I/O."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from server.reply.solvers.promotions import Kind, Promotion

_CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Step:
    """One promotion with what it takes off."""

    promotion: Promotion
    less: Decimal


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


def taken_off(promotion: Promotion, amount: Decimal) -> Decimal:
    """What a promotion takes off an amount that counts for it; never more than the amount."""
    if promotion.kind is Kind.PIECES:
        return amount - (amount * promotion.rate).quantize(_CENT, ROUND_HALF_UP)
    if amount < promotion.need:
        return Decimal(0)
    times = amount // promotion.need if promotion.kind is Kind.EACH else Decimal(1)
    return min(amount, times * promotion.off)


def priced(before: Decimal, pieces: Promotion | None, sale: Promotion | None, counted: Decimal) -> Total:
    """Discount by pieces first, then the sale on what counts for it (`counted`, before the discount by pieces)."""
    steps: list[Step] = []
    left = counted
    if pieces is not None:
        less = taken_off(pieces, before)
        steps.append(Step(pieces, less))
        left = max(Decimal(0), counted - less)
    if sale is not None and (less := taken_off(sale, left)) > 0:
        steps.append(Step(sale, less))
    return Total(before, tuple(steps))


def with_coupon(total: Total, coupon: Promotion, *, on_full_price: bool) -> Total | None:
    """None where the sum that its threshold counts does not reach it."""
    base = total.before if on_full_price else total.total
    if base < coupon.need:
        return None
    return Total(total.before, (*total.steps, Step(coupon, min(coupon.off, total.total))))
