"""What the customer pays: goods in view, the promotions that run now, a coupon where they ask for one, or a deposit.

Answers where the shop's rules leave one reading; two sales at once, goods that may be excluded, or an order of
application that nobody states, and it stays silent.
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
from server.reply.evidence.units import quotable
from server.reply.solvers.basket import Total, best_tier, priced, with_coupon
from server.reply.solvers.calendar import local
from server.reply.solvers.goods import described, is_for
from server.reply.solvers.promotions import PLATFORM, Kind, Promotion, promotions_of
from server.reply.solvers.solved import Solved
from server.reply.types import Role, Sentence

_ASKED = re.compile(
    r"到手|实付|(?:[1一]共|总共|拢共|[1一]起|合计|全部|总价|加起来).{0,4}多少|(?:最后|实际|要|得|该|用)付(?:多少|几)"
    r"|尾款(?:是|还差|还要|要付|付)?多少|还差多少|券后|满减后"
)
_OTHER_DAY = re.compile(r"\d+号|双11|双12|618|到时|那天|明天|后天|晚上|开抢")
_DEPOSIT_ASKED = re.compile(r"定金|订金|尾款")
_COUPON_ASKED = re.compile(r"券|卷")
_SALE_WORDS = re.compile(r"(?:满减|券|卷|优惠|活动)(?:跟|和|与|加|、)?(?:券|卷|满减|优惠|活动)?")
_JOINT = re.compile(r"\+|加上?(?!绒|厚|长|大|起来)|和|跟|与|、|再(?:来|拍|买)")
_COUNT = re.compile(r"(?P<each>各)?(?P<count>\d+)(?P<unit>[件个台双套条盒瓶份只袋箱支])(?!装|起|以上)")
_SPOKEN_COUNT = re.compile(r"[两俩](?:件|个|台|双|套|条|盒|瓶|份|只|袋|箱|支)?")
_BUNDLE = re.compile(r"第[2二]件|(?:任意?|任选|同单)\d(?:台|件|双|款|个)?[^，,。]{0,8}立?减|换购")
_FIRST = re.compile(r"首次|第[1一]次|头[1一]回|新客|新粉|首单|新人|没买过")
_FOLLOWING = re.compile(r"关注")
_AFTER_SALE = re.compile(
    r"先满减[、，,]?后(?:用)?券|减满减[,，]?(?:最后|再|后)(?:减|用)券|满减后(?:再)?(?:用|减|使用)券|满减→(?:店铺)?券"
)
_FULL_PRICE = re.compile(r"券前合计|满减前|原价合计|活动前")
_REDUCED = re.compile(r"满减后")
_NOT_TOGETHER = re.compile(r"不(?:可|能)?(?:同享|叠加|同时)")


def solve_price(part: PartEvidence, evidence: Evidence, style: Style, passages: Sequence[Passage]) -> Solved | None:
    """None unless a sum to pay is asked, the goods and their prices are known, and the rules leave one reading."""
    text = comparable(part.part)
    told = " ".join(m.text for m in evidence.conversation.messages[-4:] if m.role is Role.CUSTOMER)
    if not _ASKED.search(text) or _OTHER_DAY.search(text) or not evidence.products:
        return None
    if _SPOKEN_COUNT.search(part.part):
        return None  # 两个 is as often "a few" as two: no check would let a sum rest on it
    now = local(evidence.conversation.as_of)
    sums = _Sums(text, comparable(told), evidence.products, passages, now, style.wording.solving)
    return sums.deposit() if _DEPOSIT_ASKED.search(sums.told) else sums.basket()


@dataclass(frozen=True, slots=True)
class _Sums:
    text: str
    told: str
    products: Sequence[Product]
    passages: Sequence[Passage]
    now: datetime
    words: SolverWording

    def deposit(self) -> Solved | None:
        """定金膨胀: what remains after the deposit's worth, and both together."""
        product = self.products[0]
        own = [p for p in promotions_of(self.passages, self.now) if p.kind is Kind.DEPOSIT and _names(p.goods, product)]
        if len(own) != 1 or product.price is None or len(self.products) > 1 or own[0].off >= product.price:
            return None
        rest = product.price - own[0].off
        line = self.words.lines["price_deposit"].format(
            name=product.name,
            price=money(product.price),
            deposit=money(own[0].need),
            off=money(own[0].off),
            rest=money(rest),
            total=money(rest + own[0].need),
        )
        return Solved((Sentence(line, (own[0].number,)),))

    def basket(self) -> Solved | None:
        lines = self._lines()
        if lines is None:
            return None
        running = [p for p in promotions_of(self.passages, self.now) if p.runs(self.now)]
        count = sum(quantity for _, _, quantity in lines)
        total = self._total(lines, running, count)
        if total is None or (not total.steps and len(lines) == 1 and count == 1):
            return None
        return self._said(lines, total)

    def _total(
        self, lines: Sequence[tuple[Product, Decimal, int]], running: Sequence[Promotion], count: int
    ) -> Total | None:
        before = sum((price * quantity for _, price, quantity in lines), Decimal(0))
        pieces = self._pieces(running, lines)
        sale, counted = self._sale(running, lines)
        unclear = counted < 0 or any(p.goods == PLATFORM for p in running) or (count > 1 and self._bundled(lines))
        if unclear or (pieces is not None and sale is not None):
            return None  # two of them, and nobody says which goes first
        total = priced(before, pieces, sale, counted)
        if not _COUPON_ASKED.search(self.text):
            return total
        coupon = self._coupon([p for p in running if p.kind is Kind.COUPON])
        return self._with_coupon(total, coupon, sale) if coupon else None

    def _lines(self) -> list[tuple[Product, Decimal, int]] | None:
        """Product, price and how many; None when the text may mean goods that were not recognised."""
        goods = _SALE_WORDS.sub("", self.text)
        segments = [piece for piece in _JOINT.split(goods) if piece.strip(",，")]
        if len(segments) > 1 and len(segments) != len(self.products):
            return None
        if len(segments) == 1 and len(self.products) > 1:
            return None
        counts = [(int(m["count"]), bool(m["each"])) for m in _COUNT.finditer(goods)]
        numbers = {count for count, _ in counts}
        if len(numbers) > 1 or (len(self.products) > 1 and numbers - {1} and not all(each for _, each in counts)):
            return None
        quantity = numbers.pop() if numbers else 1
        priced_goods = [(product, product.price, quantity) for product in self.products if product.price is not None]
        return priced_goods if len(priced_goods) == len(self.products) and quantity > 0 else None

    def _bundled(self, lines: Sequence[tuple[Product, Decimal, int]]) -> bool:
        """Whether a rule for several pieces, of a kind that is not worked out here, may hold."""
        return any(
            is_for(line, described(product, self.passages), product)
            for product, _, _ in lines
            for passage in self.passages
            if quotable(passage)
            for line in passage.text.split("\n")
            if _BUNDLE.search(comparable(line))
        )

    def _pieces(self, running: Sequence[Promotion], lines: Sequence[tuple[Product, Decimal, int]]) -> Promotion | None:
        if len(lines) != 1:
            return None
        product, _, quantity = lines[0]
        own = described(product, self.passages)
        able = [
            p
            for p in running
            if p.kind is Kind.PIECES
            and is_for(p.goods, own, product)
            and (p.need <= quantity if p.or_more else p.need == quantity)
        ]
        return max(able, key=lambda p: p.need, default=None)

    def _sale(
        self, running: Sequence[Promotion], lines: Sequence[tuple[Product, Decimal, int]]
    ) -> tuple[Promotion | None, Decimal]:
        """The sale that takes effect and the sum that counts for it; a negative sum where the rules are not clear."""
        sales = [p for p in running if p.kind in (Kind.TIER, Kind.EACH)]
        timed = [p for p in sales if p.starts is not None]
        if timed and len(timed) < len(sales) and all(_NOT_TOGETHER.search(p.rules) for p in timed):
            sales = timed
        if len({p.number for p in sales}) > 1 or (timed and len(timed) < len(sales)):
            return None, Decimal(-1)
        counted = Decimal(0)
        for product, price, quantity in lines:
            own = described(product, self.passages)
            if any(p.excluded and self._excluded(p.excluded, product) for p in sales):
                continue
            if all(not p.goods or is_for(p.goods, own, product) for p in sales):
                counted += price * quantity
        each = next((p for p in sales if p.kind is Kind.EACH), None)
        return each or best_tier(sales, counted), counted

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
        """The one coupon whose conditions the customer says of themselves, or the only one."""
        scores = {
            p.said: sum(
                bool(mark.search(self.told) and mark.search(comparable(p.said))) for mark in (_FIRST, _FOLLOWING)
            )
            for p in coupons
        }
        best = max(scores.values(), default=0)
        able = [p for p in coupons if scores[p.said] == best and best > 0]
        return able[0] if len(able) == 1 else None

    def _with_coupon(self, total: Total, coupon: Promotion, sale: Promotion | None) -> Total | None:
        rules = comparable(" ".join([coupon.said, coupon.rules, *(p.text for p in self.passages if quotable(p))]))
        if sale is not None and total.steps and not _AFTER_SALE.search(rules):
            return None
        full, reduced = with_coupon(total, coupon, on_full_price=True), with_coupon(total, coupon, on_full_price=False)
        if full == reduced:
            return full
        own = comparable(f"{coupon.said}{coupon.rules}")
        if _FULL_PRICE.search(own) is not None and _REDUCED.search(own) is None:
            return full
        return reduced if _REDUCED.search(own) else None

    def _said(self, lines: Sequence[tuple[Product, Decimal, int]], total: Total) -> Solved:
        words, joint = self.words.lines, self.words.lines["price_joint"]
        counted = _COUNT.search(self.text)
        unit = counted["unit"] if counted else ""
        items = joint.join(
            words["price_item" if quantity == 1 else "price_items"].format(
                name=product.name, price=money(price), count=f"{quantity}{unit}"
            )
            for product, price, quantity in lines
        )
        single = len(lines) == 1 and lines[0][2] == 1
        told = [items if single else words["price_sum"].format(items=items, total=money(total.before))]
        for step in total.steps:
            key = "price_coupon" if step.promotion.kind is Kind.COUPON else "price_sale"
            said = step.promotion.said.split("｜")[0]
            told.append(words[key].format(said=said, less=money(step.less)))
        told.append(words["price_total"].format(total=money(total.total)))
        numbers = dict.fromkeys(step.promotion.number for step in total.steps)
        return Solved((Sentence("，".join(told) + "。", tuple(numbers)),))


def _names(goods: str, product: Product) -> bool:
    return comparable(str(product.sku)) in comparable(goods) or comparable(product.name) in comparable(goods)
