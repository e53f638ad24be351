"""What sending an order costs: the place, the sum, the pieces or the weight that the customer names, by the tariff."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal

from knowledge.text import comparable
from knowledge.types import Passage
from prompts.solver_wording import SolverWording
from server.reply.evidence.catalogue import money
from server.reply.evidence.given import Evidence, PartEvidence, Style
from server.reply.solvers.intervals import Ends
from server.reply.solvers.solved import Solved
from server.reply.solvers.tariff import Tariff
from server.reply.solvers.tariff_lines import NOT_FREE
from server.reply.solvers.tariffs import tariff_for
from server.reply.solvers.topics import asks
from server.reply.solvers.weights import kilograms
from server.reply.types import Sentence

_NOT_ASKED = re.compile(
    r"退|换(?!算)|赔|补发|寄回|运费险|改派|改地址|顺丰|上门|取件|谁出|谁承担|算谁|垫付|报销|楼|电梯|搬|安装|满多少包邮.*吗"
)
_N = r"(?<![\d.])(\d+(?:\.\d+)?)"
_AMOUNT = re.compile(rf"{_N}(?P<unit>元|块)(?!的?满|减)")
# A sum without its unit, told by what is asked of it: 买60的包邮不
_BARE_AMOUNT = re.compile(
    rf"{_N}(?=的?(?:东西|商品|货|订单)?(?:能|可以|够|就|会|给|行)?不?(?:能|可以)?(?:包邮|免邮|免运费|要(?:运费|邮费)))"
)
_FREE_ASKED = re.compile(r"[包免]邮|免运费")
_SHORT = re.compile(r"(?:不够|没够|够不上|没到|不到|达不到|没满|不满|凑不够|不足)[^，,]{0,6}(?:包邮|免邮|\d)?")
_COUNT = re.compile(r"(\d+)(?:件|个|双|盒|条|瓶|份|套|包|袋|只|箱|支|台|根|盏|本|把|张|罐|桶)(?!装|箱子)")
_PAIR = re.compile(r"[俩两](?:件|个|双|盒|条|瓶|份|套|包|袋|只|箱|支|台|根|盏|本|把|张|罐|桶)?(?!斤|公斤|kg|千克)")


def solve_freight(part: PartEvidence, evidence: Evidence, style: Style, passages: Sequence[Passage]) -> Solved | None:
    """None unless freight to one province is asked and one tariff of the shop holds for it."""
    words = style.wording.solving
    text = comparable(part.part)
    if not asks(words, "freight", part.part) or _NOT_ASKED.search(text):
        return None
    said = words.places.found(text) or words.places.found(comparable(evidence.question.text))
    provinces = {province for _, each in said for province in each}
    if len(provinces) != 1:
        return None
    province = provinces.pop()
    tariff = tariff_for(province, passages, words.places)
    if tariff is None:
        return None
    city = next((name for name, _ in said if name != province), "")
    place = words.lines["freight_city"].format(city=city, province=province) if city else province
    return _Bill(text, place, tariff, evidence, words).said()


@dataclass(frozen=True, slots=True)
class _Bill:
    text: str
    place: str
    tariff: Tariff
    evidence: Evidence
    words: SolverWording

    def said(self) -> Solved | None:
        lines, tariff = self.words.lines, self.tariff
        if tariff.always_free:
            return self._sentence(lines["freight_always"].format(place=self.place))
        told = self._amount()
        limit = tariff.free_from
        if limit is None:
            if tariff.unclear and not _SHORT.search(self.text):
                return None
            fee = self._fee()
            fee = fee or self._by_rule()
            # A sentence's denial may hang on a condition beside it, so it is said where it is asked for.
            denied = tariff.never and (not fee or tariff.never == NOT_FREE or _FREE_ASKED.search(self.text))
            head = lines["freight_never" if denied else "freight_to"].format(place=self.place, never=tariff.never)
            return self._sentence(head, fee) if fee or denied else None
        head = lines["freight_limit"].format(place=self.place, limit=money(limit))
        if told is None:
            return self._sentence(head, self._else())
        amount, written = told
        if amount >= limit:
            return self._sentence(head, lines["freight_reached"].format(amount=written))
        short = lines["freight_short" if written else "freight_short_goods"].format(amount=written or money(amount))
        # A flat fee is said with its condition: the sources' own words deny nothing else.
        return self._sentence(head, short, self._else() if tariff.flat is not None else self._fee() or self._else())

    def _amount(self) -> tuple[Decimal, str] | None:
        """The order's sum and how the customer says it; a product's own price, of which nobody said anything, counts
        only where it is too little: promotions may still lower a sum that reaches the limit.
        """
        match = _AMOUNT.search(self.text)
        if match:
            return Decimal(match[1]), f"{money(Decimal(match[1]))}元"
        if bare := _BARE_AMOUNT.search(self.text):
            return Decimal(bare[1]), bare[1]
        products = self.evidence.products
        count = self._count()
        if len(products) != 1 or products[0].price is None or count != 1 or self.tariff.free_from is None:
            return None
        price = products[0].price
        return (price, "") if price < self.tariff.free_from else None

    def _count(self) -> int | None:
        """None when nothing or more than one number of pieces is said."""
        counts = {int(match[1]) for match in _COUNT.finditer(self.text)}
        if not counts and _PAIR.search(self.text):
            return 2
        return counts.pop() if len(counts) == 1 else None

    def _fee(self) -> str:
        """The fee of this order; empty when something that decides it was not said."""
        lines, tariff = self.words.lines, self.tariff
        weight = self._weight()
        count = self._count()
        if tariff.flat is not None:
            return lines["freight_flat"].format(fee=money(tariff.flat))
        if tariff.pieces and count:
            first, further = tariff.pieces
            key = "freight_one_piece" if count == 1 else "freight_pieces"
            total = first + (count - 1) * further
            return lines[key].format(
                first=money(first), further=money(further), count=self._spoken(count), total=money(total)
            )
        if tariff.weight and weight:
            return self._by_weight(*weight)
        if tariff.bands and weight:
            held = [band for band in tariff.bands if band.span.holds(weight[0], Ends.RIGHT)]
            if len(held) == 1:
                return lines["freight_band"].format(weight=weight[1], band=held[0].said, fee=money(held[0].fee))
        return ""

    def _weight(self) -> tuple[Decimal, str] | None:
        """In kg and as the customer wrote it; where the question was mended (三斤半), without the figure."""
        told = kilograms(self.text)
        if told is None or told[1] in comparable(" ".join(one.text for one in self.evidence.conversation.messages)):
            return told
        return told[0], self.words.lines["freight_weight_told"]

    def _spoken(self, count: int) -> str:
        match = _COUNT.search(self.text) or _PAIR.search(self.text)
        return match[0] if match else str(count)

    def _by_weight(self, weight: Decimal, written: str) -> str:
        if self.tariff.weight is None:
            return ""
        first_kg, first, step_kg, step = self.tariff.weight
        steps = max(Decimal(0), ((weight - first_kg) / step_kg).to_integral_value(ROUND_CEILING))
        key = "freight_first" if steps == 0 else "freight_weight"
        return self.words.lines[key].format(
            weight=written, first=money(first), step=money(step), total=money(first + steps * step)
        )

    def _else(self) -> str:
        """What is charged below the limit, as a rule."""
        lines, tariff = self.words.lines, self.tariff
        if tariff.flat is not None:
            return lines["freight_else"].format(fee=money(tariff.flat))
        if tariff.pieces:
            return lines["freight_pieces_rule"].format(first=money(tariff.pieces[0]), further=money(tariff.pieces[1]))
        if tariff.weight:
            return lines["freight_weight_rule"].format(first=money(tariff.weight[1]), step=money(tariff.weight[3]))
        return lines["freight_bands"] if tariff.bands else ""

    def _by_rule(self) -> str:
        """What is charged where nothing is ever free and the order's weight was not said."""
        weight = self.tariff.weight
        return (
            self.words.lines["freight_by_weight"].format(first=money(weight[1]), step=money(weight[3]))
            if weight
            else ""
        )

    def _sentence(self, *pieces: str) -> Solved:
        text = "，".join(filter(None, pieces))
        return Solved((Sentence(f"{text}。", self.tariff.numbers),))
