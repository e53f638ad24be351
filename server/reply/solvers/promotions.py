"""Promotions as shops write them -> typed values: 满399减40, 每满300减50, 券20元满299可用, 2件9折, 定金100抵200. Pure.

What a statement leaves out (its period, its goods) is read from the heading above it and the sentences beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal
from enum import StrEnum

from knowledge.text import comparable
from knowledge.text.rowlines import Fields, row_lines, without_row_lines
from knowledge.types import ChunkKind, Passage
from server.reply.evidence.units import quotable
from server.reply.solvers.calendar import moments


class Kind(StrEnum):
    TIER = "tier"  # 满X减Y, the best step once
    EACH = "each"  # 每满X减Y
    COUPON = "coupon"
    PIECES = "pieces"  # N件M折
    DEPOSIT = "deposit"  # 定金X抵Y


@dataclass(frozen=True, slots=True)
class Promotion:
    """`need` is the sum (for PIECES the count, for DEPOSIT the deposit) that brings `off` yuan, or `rate` of the price.

    `goods` and `excluded` name goods in the shop's words ("" is all, none); `rules` are the sentences beside it,
    `line` the one that states it; both comparable.
    """

    kind: Kind
    need: Decimal
    off: Decimal
    rate: Decimal
    said: str
    number: int
    goods: str = ""
    excluded: str = ""
    starts: datetime | None = None
    ends: datetime | None = None
    rules: str = ""
    or_more: bool = False
    line: str = ""

    def runs(self, moment: datetime) -> bool:
        return (self.starts is None or self.starts <= moment) and (self.ends is None or moment < self.ends)


_OVER = re.compile(r"已(?:经)?(?:结束|过期|下线|停用|截止)")
_HEADING = re.compile(r"^\s*(?:【|#|[一二三四五六七八九十]+、)")
_TITLE = re.compile(r"满件折|多件|优惠|活动|折扣$|促销")
_MARK = re.compile(r"^\s*(?:[\d一二三四五]+[.、]|[-*•])\s*")
_DENIED = re.compile(r"不(?:参加|享受|参与|适用|计入)[^，,]{0,6}满\d")
_N = r"(\d+(?:\.\d+)?)"
_EACH = re.compile(rf"每满{_N}元?(?:立?减|返|省){_N}元?")
_TIER = re.compile(rf"(?<!每)满{_N}元?(?:立?减|省){_N}元?")
_COUPON = re.compile(rf"(?P<name>[^，,。；;:\s]{{0,6}}券){_N}元[，,(]?满{_N}元?(?:可用|使用|能用)")
_PIECES = re.compile(rf"(?<![第前])(?:任选)?{_N}件(?P<more>及以上|起|以上)?(?:享|打)?{_N}折")
_DEPOSIT = re.compile(rf"(?:付)?定金{_N}元?(?:可?抵|膨胀(?:到|为|至)?){_N}元?")
_ONLY = re.compile(r"[(（](?:仅限?|限|只限)(?P<goods>[^()（）]+)[)）]")
_EXCEPT = re.compile(r"[(（](?P<a>[^()（）]+?)除外[)）]|(?P<b>[^。；;\n，,]+?)(?:不算|不计入|不参加|不参与|不适用)")
_SUM = re.compile(rf"满?{_N}元?")
_HEADER = {
    "need": re.compile(r"门槛|条件|满"),
    "off": re.compile(r"^减|优惠|面额|立减|券额|抵"),
    "name": re.compile(r"券|名称|名$"),
    "deposit": re.compile(r"定金|订金"),
    "goods": re.compile(r"款号|商品|编码|货品|型号"),
}
_ENDS_ON_THE_CLOCK = re.compile(r"\d[:：]\d{2}\D*$")
_FULL = re.compile(r"^满\d|^\d+(?:\.\d+)?元?$|满\d+")


def promotions_of(passages: Sequence[Passage], near: datetime) -> list[Promotion]:
    """Every promotion that the passages state, each once. `near` tells the year of dates without one."""
    found: dict[tuple[object, ...], Promotion] = {}
    for number, passage in enumerate(passages, start=1):
        if quotable(passage) and passage.chunk.kind is not ChunkKind.SCRIPT:
            for one in _of_passage(number, passage, near):
                key = (one.kind, one.need, one.off, one.rate, one.goods, one.starts)
                known = found.get(key)
                # A row alone lacks the rules that stand beside its table.
                if known is None or len(one.rules) > len(known.rules):
                    found[key] = one
    return list(found.values())


def _of_passage(number: int, passage: Passage, near: datetime) -> Iterator[Promotion]:
    chunk = passage.chunk
    prose = without_row_lines(chunk.text) if chunk.kind is ChunkKind.PROSE else ""
    heading = " ".join(chunk.place.section[-1:])
    period = period_in(heading, near)
    only = _ONLY.search(heading)
    goods = only["goods"] if only else ""
    rules = comparable(prose)
    excluded = "、".join(_excepted(prose))
    rows = [chunk.fields] if chunk.kind is ChunkKind.TABLE_ROW else row_lines(chunk.text)
    for fields in rows:
        inner = next((found for _, cell in fields if (found := period_in(cell, near)) != (None, None)), period)
        for kind, need, off, said, own in _of_row(fields):
            yield Promotion(kind, need, off, Decimal(1), said, number, own or goods, excluded, *inner, rules)
    yield from _of_prose(prose, number, _Around(goods, excluded, *period, rules), near)


@dataclass(frozen=True, slots=True)
class _Around:
    """What a statement leaves out and its surroundings tell."""

    goods: str
    excluded: str
    starts: datetime | None
    ends: datetime | None
    rules: str


def _of_prose(prose: str, number: int, around: _Around, near: datetime) -> Iterator[Promotion]:
    """A line with a period and no promotion ("时间：…") tells that of the lines below it, up to the next heading."""
    running = around.starts, around.ends
    for line in re.split(r"[。；;\n]", prose):
        flat, own = comparable(line), period_in(line, near)
        # "…不参加每满300减50" grants nothing, and "床品满300减20的券" is no sale.
        found = [] if _DENIED.search(flat) or _OVER.search(flat) else list(_of_line(flat, number))
        found = [one for one in found if one.kind is not Kind.TIER or "券" not in flat]
        if not found and own != (None, None):
            running = own
        elif not found and _HEADING.search(line):
            running = around.starts, around.ends
        starts, ends = own if own != (None, None) else running
        for one in found:
            scope, excluded = around.goods, around.excluded
            if one.kind is Kind.PIECES:
                scope, excluded = _scope(line) or around.goods, "、".join(_excepted(line))
            yield replace(
                one,
                goods=scope,
                excluded=excluded,
                starts=starts,
                ends=ends,
                rules=around.rules,
                line=flat,
            )


def _scope(line: str) -> str:
    """The goods that a line begins with: "糕点：3件8折" and, behind a title, "满件折：收纳、床品2件95折"."""
    head = re.split(r"任选|\d(?=\s*件)", _MARK.sub("", line))[0]
    title, colon, goods = head.rpartition("：")
    scope = head if not colon else goods if goods.strip() else title.rpartition("：")[2] or title
    return "" if _TITLE.search(scope) else scope


def _excepted(text: str) -> Iterator[str]:
    return (match["a"] or match["b"] or "" for match in _EXCEPT.finditer(text))


def _of_line(text: str, number: int) -> Iterator[Promotion]:
    one = Decimal(1)
    for match in _EACH.finditer(text):
        yield Promotion(Kind.EACH, Decimal(match[1]), Decimal(match[2]), one, match[0], number)
    for match in _TIER.finditer(text):
        yield Promotion(Kind.TIER, Decimal(match[1]), Decimal(match[2]), one, match[0], number)
    for match in _COUPON.finditer(text):
        yield Promotion(Kind.COUPON, Decimal(match[3]), Decimal(match[2]), one, match["name"], number)
    for match in _PIECES.finditer(text):
        tenths = Decimal(match[3])
        rate = tenths / (100 if tenths >= 10 else 10)
        more = bool(match["more"])
        yield Promotion(Kind.PIECES, Decimal(match[1]), Decimal(0), rate, match[0], number, or_more=more)
    for match in _DEPOSIT.finditer(text):
        yield Promotion(Kind.DEPOSIT, Decimal(match[1]), Decimal(match[2]), one, match[0], number)


def _of_row(fields: Fields) -> Iterator[tuple[Kind, Decimal, Decimal, str, str]]:
    """(kind, need, off, as it is said, goods): a step, a coupon or a deposit written as a row."""
    cells = [(header, comparable(cell)) for header, cell in fields]
    coupon = next((cell for header, cell in fields if cell.endswith("券") and _HEADER["name"].search(header)), "")
    both = next((found for _, cell in cells if (found := _TIER.search(cell))), None) if coupon else None
    if both is not None:
        said = "｜".join([coupon, *(f"{h}：{c}" for h, c in fields)])
        before = next(cell for _, cell in cells if both[0] in cell).split(both[0])[0]
        yield Kind.COUPON, Decimal(both[1]), Decimal(both[2]), said, before
        return
    off = next((_sum(cell) for header, cell in cells if _HEADER["off"].search(header)), None)
    deposit = next((_sum(cell) for header, cell in cells if _HEADER["deposit"].search(header)), None)
    if off is None:
        return
    if deposit is not None:
        goods = next((cell for header, cell in fields if _HEADER["goods"].search(header)), "")
        yield Kind.DEPOSIT, deposit, off, f"定金{deposit}元抵{off}元", goods
        return
    need = next((_sum(cell) for header, cell in cells if _HEADER["need"].search(header) and _FULL.search(cell)), None)
    if need is None:
        return
    if coupon:
        yield Kind.COUPON, need, off, "｜".join([coupon, *(f"{h}：{c}" for h, c in fields)]), ""
    elif off < need:
        yield Kind.TIER, need, off, f"满{need}减{off}", ""


def _sum(cell: str) -> Decimal | None:
    match = _SUM.search(cell)
    return Decimal(match[1]) if match else None


def period_in(text: str, near: datetime) -> tuple[datetime | None, datetime | None]:
    found = list(moments(text, near))
    if len(found) != 2 or found[0] > found[1]:
        return None, None
    last = found[1]
    if (last.hour, last.minute) == (0, 0) and not _ENDS_ON_THE_CLOCK.search(text):
        last += timedelta(days=1)  # to the end of a day that is named without an hour
    return found[0], last
