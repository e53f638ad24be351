"""What the customer pays: the goods they list, the promotions that run now, a coupon where they ask for one, a deposit,
or what is still missing to the next reduction. Silent where the shop's rules leave more than one reading.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from knowledge.text import comparable
from knowledge.types import Passage, Product
from prompts.solver_wording import SolverWording
from server.reply.evidence.catalogue import money
from server.reply.evidence.given import Evidence, PartEvidence, Style
from server.reply.solvers.basket import Total, next_tier
from server.reply.solvers.calendar import local
from server.reply.solvers.checkout import Checkout, checkout
from server.reply.solvers.naming import PIECES, Line, lines_of, rows_of, shelf_of
from server.reply.solvers.promotions import Kind, promotions_of
from server.reply.solvers.solved import Solved
from server.reply.solvers.subsidy import SUBSIDY, subsidy_for
from server.reply.types import Role, Sentence

_ASKED = re.compile(
    rf"(?:买|要|拍|来|订)\d+[{PIECES}](?!装)[^，,\d]{{0,8}}(?:多少钱|多少块|几块|什么价)"
    r"|到手|实付|(?:[1一]共|总共|拢共|[1一]起|合计|全部|总价|加起来|[1一]块).{0,6}(?:多少|几|咋卖)|(?:最后|实际|要|得|该|用)付(?:多少|几)"
    r"|尾款(?:是|还差|还要|要付|付)?多少|还差多少|券后|满减后|(?:减|优惠)完.{0,6}(?:多少|几)|(?:付|花)(?:多少|几)|dsj|(?:券|卷|满减)[^，,]{0,8}(?:算上|算进去|都用上|用上)"
)
_GAP_ASKED = re.compile(
    r"(?:还|再)?(?:差|凑|买|加)(?:多少|几)[^，,]{0,6}(?:能|可以|才|够|到)[^，,]{0,6}减|(?:离|到)满减.{0,6}差多少|凑单.{0,8}多少"
)
_OTHER_DAY = re.compile(r"\d+号|到时|那天|明天|后天|晚上|开抢")
_FESTIVAL = re.compile(r"双11|双十一|双12|双十二|618|年货节|女王节|大促")
_OF_AN_ORDER = re.compile(r"运费|邮费|快递费|退|补差|差价|分期|[每1一]期")
_MOST_STEPS = 2
_DEPOSIT_ASKED = re.compile(r"定金|订金|尾款")
_COUPON_ASKED = re.compile(r"券|卷")


def solve_price(part: PartEvidence, evidence: Evidence, style: Style, passages: Sequence[Passage]) -> Solved | None:
    """None unless a sum to pay is asked, the goods and their prices are known, and the rules leave one reading."""
    text = comparable(part.part)
    gap = _GAP_ASKED.search(text) is not None
    if not (gap or _ASKED.search(text)) or _OTHER_DAY.search(text) or _OF_AN_ORDER.search(text):
        return None
    told = comparable(" ".join(m.text for m in evidence.conversation.messages[-4:] if m.role is Role.CUSTOMER))
    now, words = local(evidence.conversation.as_of), style.wording.solving
    if _DEPOSIT_ASKED.search(told):
        return _deposit(evidence.products, passages, now, words)
    lines = lines_of(part.part, shelf_of(evidence, style.reader), words)
    if lines is None:
        return None
    basket = checkout(lines, passages, now, told)
    if _FESTIVAL.search(text) and all(one.starts is None for one in basket.running):
        return None  # it is asked what will be paid then
    sums = _Sums(text, basket, passages, words)
    if gap:
        return sums.gap()
    return sums.subsidised() if SUBSIDY.search(told) else sums.basket()


def _deposit(
    products: Sequence[Product], passages: Sequence[Passage], now: datetime, words: SolverWording
) -> Solved | None:
    """定金膨胀: what remains after the deposit's worth, and both together."""
    if len(products) != 1 or products[0].price is None:
        return None
    product, price = products[0], products[0].price
    own = [one for one in promotions_of(passages, now) if one.kind is Kind.DEPOSIT and _names(one.goods, product)]
    if len(own) != 1 or own[0].off >= price:
        return None
    rest = price - own[0].off
    line = words.lines["price_deposit"].format(
        name=product.name,
        price=money(price),
        deposit=money(own[0].need),
        off=money(own[0].off),
        rest=money(rest),
        total=money(rest + own[0].need),
    )
    return Solved((Sentence(line, (own[0].number,)),))


@dataclass(frozen=True, slots=True)
class _Sums:
    text: str
    checkout: Checkout
    passages: Sequence[Passage]
    words: SolverWording

    @property
    def _lines(self) -> Sequence[Line]:
        return self.checkout.lines

    def subsidised(self) -> Solved | None:
        """What is left to pay with the state's subsidy: of one piece, where the shop says on which sum it counts."""
        total, line = self._total(), self._lines[0]
        if total is None or len(self._lines) != 1 or line.count != 1:
            return None
        granted = subsidy_for(line.product, self.passages)
        less = granted.less(total.total, reduced=bool(total.steps)) if granted else None
        if granted is None or less is None:
            return None
        told = [self._items(total.before, summed=False), *self._steps(total)]
        if total.steps:
            told.append(self.words.lines["price_reduced"].format(total=money(total.total)))
        told.append(self.words.lines["price_subsidy"].format(rate=granted.percent, less=money(less)))
        told.append(self.words.lines["price_total"].format(total=money(total.total - less)))
        return self._solved(told, [*(step.number for step in total.steps), granted.number])

    def _total(self) -> Total | None:
        return self.checkout.total(coupon=_COUPON_ASKED.search(self.text) is not None)

    def _steps(self, total: Total) -> list[str]:
        lines = self.words.lines
        return [
            lines["price_coupon" if step.is_coupon else "price_sale"].format(said=step.said, less=money(step.less))
            for step in total.steps
        ]

    def basket(self) -> Solved | None:
        total = self._total()
        single = len(self._lines) == 1 and self._lines[0].count == 1
        if total is None or (not total.steps and single):
            return None
        # A reader adds up one line alone: the sum before what comes off is one more figure to mistake for the price.
        plain = 0 < len(total.steps) <= _MOST_STEPS and not any("折" in step.said for step in total.steps)
        told = [self._items(total.before, summed=len(self._lines) > 1 or not plain)]
        told += self._steps(total)
        told.append(self.words.lines["price_total"].format(total=money(total.total)))
        return self._solved(told, [step.number for step in total.steps])

    def gap(self) -> Solved | None:
        """What is missing to the next step of the sale in force."""
        sales = self.checkout.sales()
        ahead = next_tier(sales, self.checkout.counted(sales)) if sales else None
        if not sales or ahead is None or self.checkout.counted(sales) != self.checkout.before:
            return None
        step, missing = ahead
        line = self.words.lines["price_gap"].format(said=step.said, missing=money(missing))
        return self._solved([self._items(self.checkout.before, summed=True), line], [step.number])

    def _items(self, before: Decimal, *, summed: bool) -> str:
        words = self.words.lines
        items = words["price_joint"].join(
            words["price_items" if line.spoken else "price_item"].format(
                name=line.product.name, price=money(line.price), count=line.spoken
            )
            for line in self._lines
        )
        single = len(self._lines) == 1 and self._lines[0].count == 1
        return items if single or not summed else words["price_sum"].format(items=items, total=money(before))

    def _solved(self, told: Sequence[str], numbers: Sequence[int]) -> Solved:
        rows = rows_of([line.product for line in self._lines], self.passages)
        return Solved((Sentence("，".join(told) + "。", tuple(dict.fromkeys((*numbers, *rows)))),))


def _names(goods: str, product: Product) -> bool:
    return comparable(str(product.sku)) in comparable(goods) or comparable(product.name) in comparable(goods)
