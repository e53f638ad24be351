"""Reductions for several pieces in one order: 第2件半价, 任意2台立减300. Typed values from a shop's lines. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal

from knowledge.text import comparable, sentences
from knowledge.text.rowlines import without_row_lines
from knowledge.types import ChunkKind, Passage, Product
from server.reply.evidence.units import quotable
from server.reply.solvers.goods import described, is_for
from server.reply.solvers.naming import Line
from server.reply.solvers.promotions import period_in
from server.reply.solvers.tables import unmarked

_N = r"(\d+(?:\.\d+)?)"
_UNIT = r"(?:件|个|台|双|套|条|盒|瓶|份|只|袋|箱|支|款)"
_SECOND = re.compile(rf"第[2二]{_UNIT}[^，,。；;\d]{{0,6}}?(?:享|打)?(?:(?P<half>半价)|(?P<free>0元|免费|免单)|{_N}折)")
_ANY = re.compile(
    rf"(?:任意|任选|同单|满|买)?(?P<need>\d){_UNIT}(?:同单|同1?订单|1起买?|[1一]起)?(?:再|可|立)*减{_N}元?"
)
_ONLY_ONCE = re.compile(r"限[1一]次|限[1一]份|第[3三](?:件|个)(?:起)?(?:恢复|原价|不打折)")
_LIMITED_TO = re.compile(r"^(?:仅|只)?限?(?:参加的?|适用)?(?:仅|限)?(?P<goods>[^，,。；;]{2,40})$")
_GENERIC = re.compile(r"^(?:同款|同[1一]款|任意)?(?:买|拍|购)?\D?$|^(?:同款|同一款)")
_CHEAPER = re.compile(r"价低|低价|价格低|便宜的|最低价")
_REPEATS = re.compile(r"以此类推|依此类推|每\d|上不封顶|可累加|翻倍")
_DENIES = re.compile(r"(?P<goods>[^，,。；;（(]+?)(?:不参加|不参与|不享受|除外|不支持)")
_SCOPE_END = re.compile(r"[：:]|第[2二]|任意|任选|同[一1]?订?单|满?\d(?=\s*(?:件|台|个))")
_CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Bundle:
    """`second` is what the second piece costs of its price, else `off` yuan come off for every `need` pieces."""

    said: str
    number: int
    goods: str
    denied: str
    line: str
    need: int = 2
    off: Decimal = Decimal(0)
    second: Decimal | None = None
    starts: datetime | None = None
    ends: datetime | None = None

    def runs(self, moment: datetime) -> bool:
        return (self.starts is None or self.starts <= moment) and (self.ends is None or moment < self.ends)

    def holds_for(self, product: Product, passages: Sequence[Passage]) -> bool:
        own = described(product, passages)
        return is_for(self.goods, own, product) and not (self.denied and is_for(self.denied, own, product))

    def less(self, lines: Sequence[Line]) -> Decimal | None:
        """What comes off for lines that it holds for; None where the rule leaves it open."""
        count = sum(line.count for line in lines)
        if count < self.need:
            return Decimal(0)
        times = count // self.need
        if self.second is None:
            if times > 1 and not _REPEATS.search(self.line):
                return None
            return self.off * times
        prices = {line.price for line in lines}
        if (times > 1 and not _ONLY_ONCE.search(self.line)) or (len(prices) > 1 and not _CHEAPER.search(self.line)):
            return None
        return (min(prices) * (1 - self.second)).quantize(_CENT, ROUND_HALF_UP)


def bundles_of(passages: Sequence[Passage], near: datetime) -> list[Bundle]:
    """Every such rule of the passages, once. `near` tells the year of dates without one."""
    found: dict[tuple[str, str], Bundle] = {}
    for number, passage in enumerate(passages, start=1):
        if quotable(passage) and passage.chunk.kind not in (ChunkKind.SCRIPT, ChunkKind.TABLE_ROW):
            for one in _of_passage(number, passage, near):
                found.setdefault((one.said, one.goods), one)
    return list(found.values())


def _of_passage(number: int, passage: Passage, near: datetime) -> Iterator[Bundle]:
    heading = period_in(" ".join(passage.chunk.place.section[-1:]), near)
    if heading == (None, None):
        heading = period_in(passage.text, near)
    named = ""
    for sentence in sentences(without_row_lines(passage.text)):
        written = unmarked(sentence)
        line = comparable(written)
        own = period_in(written, near)
        starts, ends = own if own != (None, None) else heading
        goods = re.sub(r"\*", "", _SCOPE_END.split(written)[0])
        denied = "、".join(match["goods"] for match in _DENIES.finditer(line))
        if line.startswith(("仅", "只限", "限")) and (limited := _LIMITED_TO.search(line.rstrip("。"))):
            named = limited["goods"]
        goods = named if _GENERIC.search(comparable(goods)) else goods
        second, several = _SECOND.search(line), _ANY.search(line)
        if second:
            rate = Decimal("0.5") if second["half"] else Decimal(0) if second["free"] else _rate(second[3])
            yield Bundle(second[0], number, goods, denied, line, 2, Decimal(0), rate, starts, ends)
        elif several and int(several["need"]) > 1:
            need, off = int(several["need"]), Decimal(several[2])
            yield Bundle(several[0], number, goods, denied, line, need, off, None, starts, ends)


def _rate(tenths: str) -> Decimal:
    value = Decimal(tenths)
    return value / (100 if value >= 10 else 10)
