"""What goods cost that are sold by the metre or the kilo: the price of a unit times what the customer needs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from knowledge.text import comparable
from knowledge.types import Passage
from server.reply.evidence.catalogue import money, row_number
from server.reply.evidence.given import Evidence, PartEvidence, Style
from server.reply.evidence.own_rows import MEASURES, price_measure, same_measure
from server.reply.solvers.solved import Solved
from server.reply.types import Sentence

_NEEDED = re.compile(
    rf"(?<![\d.\-~～])(?P<count>\d+(?:\.\d+)?)(?P<unit>{MEASURES})(?!高|宽|厚|以内|以上|以下|的(?!多少|要|价))"
)
_ASKED = re.compile(r"多少(?:钱|块|元)|几(?:块|元)|(?:一共|总共|共|要|得)多少|咋卖|怎么卖|什么价|价格")
# A fee, or a sum after what comes off, is another matter.
_ELSEWHERE = re.compile(r"加工|安装|装|打孔|褶|运费|邮费|快递|上楼|到手|优惠|券|满减|超出|加长|费")


def solve_measured(part: PartEvidence, evidence: Evidence, style: Style, passages: Sequence[Passage]) -> Solved | None:
    """None unless one product is meant, its price is that of a unit, and a whole number of these units is asked for."""
    text = comparable(part.part)
    needed = list(_NEEDED.finditer(text))
    if len(needed) != 1 or not _ASKED.search(text) or _ELSEWHERE.search(text) or len(evidence.products) != 1:
        return None
    product, count = evidence.products[0], Decimal(needed[0]["count"])
    unit = price_measure(product, passages)
    if product.price is None or unit != same_measure(needed[0]["unit"]) or count != int(count) or count < 2:
        return None
    line = style.wording.solving.lines["price_measured"].format(
        name=product.name, price=money(product.price), unit=unit, count=needed[0][0], total=money(product.price * count)
    )
    number = row_number(product, passages)
    return Solved((Sentence(line, (number,) if number else ()),))
