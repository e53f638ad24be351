"""Goods and the promotions that run -> a total, in the order in which the shop applies them. Pure.

None wherever the rules leave more than one reading: two sales at once, goods that may be excluded, an order of
application that nobody states. A wrong sum binds the shop.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from knowledge.text import comparable
from knowledge.types import Passage, Product
from server.reply.evidence.units import quotable
from server.reply.solvers.basket import Step, Total, best_tier, priced, taken_off, with_coupon
from server.reply.solvers.bundles import bundles_of
from server.reply.solvers.goods import described, is_for
from server.reply.solvers.naming import Line
from server.reply.solvers.promotions import Kind, Promotion, promotions_of

_BUNDLE = re.compile(
    r"第[2二]件|\d件(?:及以上|起|以上)?(?:享|打)?\d{1,2}折|(?:任意?|任选|同单)\d(?:台|件|双|款|个)?[^，,。]{0,8}立?减"
)
_FIRST = re.compile(r"首次|第[1一]次|头[1一]回|新客|新粉|首单|新人|没买过")
_FOLLOWING = re.compile(r"关注")
_AFTER_SALE = re.compile(
    r"先满减[、，,]?(?:再|后)(?:减|用)?券|减满减[,，]?(?:最后|再|后)(?:减|用)券|满减后(?:再)?(?:用|减|使用)券|满减→(?:店铺)?券"
)
_NAMED = 5  # a coupon's own name says more than a condition
_FULL_PRICE = re.compile(r"券前合计|满减之?前|原价合计|活动前")
_REDUCED = re.compile(r"满减后")
_NOT_TOGETHER = re.compile(r"不(?:可|能)?(?:同享|叠加|同时)")
_NO_SALE = re.compile(
    r"不(?:计入|参加|算入?|享受|参与|适用)[^，,。]{0,6}满减|(?:和|与)[^，,。]{0,6}满减不(?:同享|叠加)"
)
_SALE_AFTER = re.compile(
    r"(?:折|减)后(?:的?(?:金额|价格?))?(?:再|才)?(?:算|参加|计入?)[^，,。]{0,4}满减|多件[^。；\n]{0,20}(?:→|再|后)[^。；\n]{0,24}满减"
    r"|先(?:打折|折扣|多件)[^。；\n]{0,6}(?:再|后)[^。；\n]{0,3}满减|(?:和|与)满减可以?(?:同享|叠加)"
)


@dataclass(frozen=True, slots=True)
class Checkout:
    """One basket with the promotions that run; `told` is what the customer said of themselves, comparable."""

    lines: Sequence[Line]
    passages: Sequence[Passage]
    now: datetime
    told: str
    running: Sequence[Promotion]

    @property
    def before(self) -> Decimal:
        return sum((line.price * line.count for line in self.lines), Decimal(0))

    def total(self, *, coupon: bool) -> Total | None:
        """What is paid without a coupon, or with the one that the customer may use."""
        taken = self._steps()
        sales = self.sales()
        if taken is None or sales is None:
            return None
        steps, reduced = taken
        counted = self.counted(sales)
        each = next((one for one in sales if one.kind is Kind.EACH), None)
        sale = each or best_tier(sales, counted)
        if steps and sale is not None and taken_off(sale, counted) > 0:
            after = self._counted_after(counted, reduced)
            if after is None:
                return None
            counted = after
            sale = each or best_tier(sales, counted)
        total = priced(self.before, steps, sale, counted)
        if not coupon:
            return total
        chosen = self._coupon([one for one in self.running if one.kind is Kind.COUPON])
        return self._with_coupon(total, chosen, sale) if chosen else None

    def sales(self) -> list[Promotion] | None:
        """The steps of the one sale in force; None for several."""
        sales = [one for one in self.running if one.kind in (Kind.TIER, Kind.EACH)]
        timed = [one for one in sales if one.starts is not None]
        if timed and len(timed) < len(sales) and all(_NOT_TOGETHER.search(one.rules) for one in timed):
            sales = timed
        if len({one.number for one in sales}) > 1 or (timed and len(timed) < len(sales)):
            return None
        return sales

    def counted(self, sales: Sequence[Promotion]) -> Decimal:
        """The part of the sum that counts for the sale."""
        return sum((line.price * line.count for line in self.lines if self._counts(line, sales)), Decimal(0))

    def _counts(self, line: Line, sales: Sequence[Promotion]) -> bool:
        own = described(line.product, self.passages)
        if any(one.excluded and self._excluded(one.excluded, line.product) for one in sales):
            return False
        return all(not one.goods or is_for(one.goods, own, line.product) for one in sales)

    def _steps(self) -> tuple[list[Step], list[tuple[Line, str, Decimal]]] | None:
        """What comes off for several pieces, and the lines that it came off, with the rule; None where unclear."""
        count = sum(line.count for line in self.lines)
        if count < 2:
            return [], []
        found: list[tuple[Step, list[Line], str]] = []
        pieces = self._pieces()
        if pieces is not None:
            mine = self._mine(pieces)
            less = taken_off(pieces, sum((line.price * line.count for line in mine), Decimal(0)))
            found.append((Step(pieces.said, pieces.number, less), mine, pieces.line))
        read = {one.line for one in self.running if one.kind is Kind.PIECES}
        for bundle in bundles_of(self.passages, self.now):
            read.add(bundle.line)
            mine = [line for line in self.lines if bundle.holds_for(line.product, self.passages)]
            if not mine or not bundle.runs(self.now):
                continue
            amount = bundle.less(mine)
            if amount is None:
                return None
            if amount > 0:
                found.append((Step(bundle.said, bundle.number, amount), mine, bundle.line))
        if len(found) > 1 or self._has_unread(read):
            return None
        steps = [step for step, _, _ in found]
        return steps, [(line, rule, step.less) for step, mine, rule in found for line in mine]

    def _pieces(self) -> Promotion | None:
        """The best N件M折 that the goods in its scope reach together."""
        able = []
        for one in self.running:
            if one.kind is not Kind.PIECES:
                continue
            count = sum(line.count for line in self._mine(one))
            if count and (one.need <= count if one.or_more else one.need == count):
                able.append(one)
        return max(able, key=lambda one: one.need, default=None)

    def _mine(self, pieces: Promotion) -> list[Line]:
        return [
            line
            for line in self.lines
            if self._is_for(pieces.goods, line.product)
            and not (pieces.excluded and self._excluded(pieces.excluded, line.product))
        ]

    def _counted_after(self, counted: Decimal, reduced: Sequence[tuple[Line, str, Decimal]]) -> Decimal | None:
        rules = {rule for _, rule, _ in reduced}
        if all(_NO_SALE.search(rule) for rule in rules):
            return counted - sum((line.price * line.count for line, _, _ in reduced), Decimal(0))
        if any(_SALE_AFTER.search(rule) for rule in [*rules, self._every_rule]):
            return counted - sum({rule: less for _, rule, less in reduced}.values(), Decimal(0))
        return None

    @property
    def _every_rule(self) -> str:
        return comparable("\n".join(one.text for one in self.passages if quotable(one)))

    def _has_unread(self, read: set[str]) -> bool:
        """Whether a rule for several pieces that was not understood may hold for these goods."""
        return any(
            self._is_for(line, one.product)
            for passage in self.passages
            if quotable(passage)
            for line in map(comparable, re.split(r"[\n。]", passage.text))
            if _BUNDLE.search(line) and not any(line in known or known in line for known in read if known)
            for one in self.lines
        )

    def _is_for(self, goods: str, product: Product) -> bool:
        return is_for(goods, described(product, self.passages), product)

    def _excluded(self, goods: str, product: Product) -> bool:
        """Whether the product is among goods that do not count; what a class of goods holds may be said elsewhere."""
        own = comparable(f"{product.name}{product.category}")
        classes = [piece for piece in re.split(r"[、和及]", comparable(goods)) if piece]
        defined = [
            found[1]
            for piece in classes
            for passage in self.passages
            if quotable(passage) and (found := re.search(rf"{re.escape(piece)}[:：(（]([^。；;|\n)）]+)", passage.text))
        ]
        return any(is_for(one, own, product) for one in [goods, *defined])

    def _coupon(self, coupons: Sequence[Promotion]) -> Promotion | None:
        """The one coupon that the customer names, or whose conditions they say of themselves."""
        coupons = [one for one in coupons if all(not one.goods or self._holds(one, line) for line in self.lines)]
        scores = {
            one.said: sum(
                bool(mark.search(self.told) and mark.search(comparable(one.said))) for mark in (_FIRST, _FOLLOWING)
            )
            + _NAMED * (comparable(one.said.split("｜")[0]) in self.told)
            for one in coupons
        }
        best = max(scores.values(), default=0)
        able = [one for one in coupons if scores[one.said] == best and best > 0]
        return able[0] if len(able) == 1 else None

    def _holds(self, coupon: Promotion, line: Line) -> bool:
        return self._is_for(coupon.goods, line.product)

    def _with_coupon(self, total: Total, coupon: Promotion, sale: Promotion | None) -> Total | None:
        rules = comparable(" ".join([coupon.said, coupon.rules, self._every_rule]))
        alone = re.search(r"(?:满减同用|与满减|和满减)[^｜]{0,4}[:：]?(?:不可以?|不能|不)", comparable(coupon.said))
        if sale is not None and total.steps and (alone or not _AFTER_SALE.search(rules)):
            return None
        full, reduced = with_coupon(total, coupon, on_full_price=True), with_coupon(total, coupon, on_full_price=False)
        if full == reduced:
            return full
        own = comparable(f"{coupon.said}{coupon.rules}") + self._every_rule
        if _FULL_PRICE.search(own) is not None and _REDUCED.search(own) is None:
            return full
        return reduced if _REDUCED.search(own) else None


def checkout(lines: Sequence[Line], passages: Sequence[Passage], now: datetime, told: str = "") -> Checkout:
    return Checkout(lines, passages, now, told, [one for one in promotions_of(passages, now) if one.runs(now)])
