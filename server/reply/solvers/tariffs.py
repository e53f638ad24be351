"""What sending to a province costs, from rows and sentences: 满99包邮, 首重/续重, weight bands, 首件/每多一件. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from knowledge.text import comparable, sentences
from knowledge.text.rowlines import Fields, row_lines, without_row_lines
from knowledge.types import ChunkKind, Passage
from prompts.places import Places
from server.reply.evidence.units import quotable
from server.reply.solvers.intervals import Interval, interval
from server.reply.solvers.regions import Reach, Region, is_zone
from server.reply.solvers.tables import unmarked

_N = r"(\d+(?:\.\d+)?)"
_MASS = r"(?:kg|公斤|千克|斤)"
_PLACE_HEADER = re.compile(r"省|地区|区域|目的地|收货|范围|城市|寄往|发往|到哪")
_TIME_HEADER = re.compile(r"时效|几天|多久|天数|时间|备注|说明")
_FREE = re.compile(rf"满{_N}元?(?:起|以上)?(?:就|即可?|可以?|全场)?(?:包邮|免邮|免运费|免快递费)")
_FREE_HEADER = re.compile(r"包邮|免邮|免运费")
_NEVER = re.compile(r"不包邮|不免邮|不支持包邮|不参加包邮")
_ALWAYS = re.compile(r"(?<!不)(?<!才)(?:包邮|免邮|免运费)$|^(?:包邮|免邮|免运费|免费)")
_FEE_HEADER = re.compile(r"运费|邮费|快递费|收多少|收费|费用|没满|不满|未满|不足")
_PIECES = re.compile(rf"首件{_N}元?[，,、;；]?(?:每(?:多|加|增加?)[1一]?件(?:加收?|收)?|续件(?:每件)?){_N}元")
_WEIGHT = re.compile(
    rf"首重(?:\(?{_N}?{_MASS}(?:以?内|及以内)?\)?)?[:：为]?{_N}元[，,、;；]?续重(?:每?\(?{_N}?{_MASS}\)?)?[:：为]?{_N}元"
)
_FIRST_HEADER, _NEXT_HEADER = re.compile(rf"首重\D{{0,3}}{_N}?"), re.compile(rf"续重\D{{0,3}}{_N}?")
_FEE = re.compile(rf"(?:运费|邮费|快递费|收|付|补){_N}元|^{_N}元?(?:/单|每单|1单)?$")
_MONEY = re.compile(rf"^{_N}元?$")
# Sentences about other money for parcels: returns, upgrades, things that are too large.
_OTHER = re.compile(r"退|换|赔|补差|补运费|改派|顺丰|上门|取件|寄回|拒收|险|大件|补偿|改地址")
_MOST_CITED = 2


@dataclass(frozen=True, slots=True)
class Band:
    """A step of weight (kg) with its fee, as the header says it."""

    span: Interval
    fee: Decimal
    said: str


@dataclass(frozen=True, slots=True)
class Tariff:
    """`free_from` is the order sum from which nothing is charged. At most one kind of fee is set."""

    numbers: tuple[int, ...]  # of the passages that say so
    free_from: Decimal | None = None
    never_free: bool = False
    always_free: bool = False
    flat: Decimal | None = None
    pieces: tuple[Decimal, Decimal] | None = None  # the first, each further one
    weight: tuple[Decimal, Decimal, Decimal, Decimal] | None = None  # first kg, its fee, further kg, their fee
    bands: tuple[Band, ...] = ()

    @property
    def says_fee(self) -> bool:
        return self.flat is not None or self.pieces is not None or self.weight is not None or bool(self.bands)

    @property
    def says_free(self) -> bool:
        return self.free_from is not None or self.never_free or self.always_free


def tariff_for(province: str, passages: Sequence[Passage], places: Places) -> Tariff | None:
    """What holds for a province: named itself before "elsewhere". None where nothing is said, or two things."""
    lines = list(_lines(passages))
    region = Region.of(province, [line.where for line in lines], places)
    found = [(region.reached(where), tariff) for where, tariff in _tariffs(lines)]
    named = [tariff for reach, tariff in found if reach is Reach.NAMED]
    if not named and region.may_be_remote:
        return None
    return _joined(named) if named else _joined([tariff for reach, tariff in found if reach is Reach.REST])


@dataclass(frozen=True, slots=True)
class _Line:
    """A row or a sentence: `where` is what says for which places it is, comparable."""

    number: int
    where: str
    fields: Fields
    text: str


def _lines(passages: Sequence[Passage]) -> Iterator[_Line]:
    for number, passage in enumerate(passages, start=1):
        chunk = passage.chunk
        if not quotable(passage) or chunk.kind is ChunkKind.SCRIPT:
            continue
        rows = [chunk.fields] if chunk.kind is ChunkKind.TABLE_ROW else row_lines(chunk.text)
        for fields in rows:
            places = [cell for name, cell in fields if _PLACE_HEADER.search(name) and not _FEE_HEADER.search(name)]
            zone = [cell for _, cell in fields if is_zone(cell)]
            yield _Line(number, comparable("、".join(places + zone)), fields, "")
        if chunk.kind is ChunkKind.TABLE_ROW:
            continue
        text = dict(chunk.fields).get("answer", "") or without_row_lines(chunk.text)
        for sentence in sentences(text):
            for clause in re.split(r"[；;]", unmarked(sentence)):
                flat = comparable(clause)
                yield _Line(number, flat, (), flat)


def _tariffs(lines: Sequence[_Line]) -> Iterator[tuple[str, Tariff]]:
    for line in lines:
        tariff = _of_fields(line) if line.fields else _of_text(line)
        if tariff is not None and (tariff.says_fee or tariff.says_free):
            yield line.where, tariff


def _of_fields(line: _Line) -> Tariff | None:
    free_from: Decimal | None = None
    never = always = False
    flat: Decimal | None = None
    pieces: tuple[Decimal, Decimal] | None = None
    bands: list[Band] = []
    first = further = None
    for name, cell in line.fields:
        header, value = comparable(name), comparable(cell)
        if _TIME_HEADER.search(header) or (_PLACE_HEADER.search(header) and not _FEE_HEADER.search(header)):
            continue
        if _FREE_HEADER.search(header):
            amount = re.search(_N, value)
            never = never or (_NEVER.search(value) is not None or value in ("不", "否", "无", "-", "/"))
            free_from = Decimal(amount[1]) if amount and not never else free_from
            always = always or (amount is None and _ALWAYS.search(value) is not None)
        elif (match := _FIRST_HEADER.search(header)) and (fee := _MONEY.search(value)):
            first = (Decimal(match[1] or 1), Decimal(fee[1]))
        elif (match := _NEXT_HEADER.search(header)) and (fee := _MONEY.search(value)):
            further = (Decimal(match[1] or 1), Decimal(fee[1]))
        elif (span := _mass_span(header)) is not None and (fee := _MONEY.search(value)):
            bands.append(Band(span, Decimal(fee[1]), re.sub(r"[(（].*$", "", name).strip()))
        elif _FEE_HEADER.search(header):
            never = never or _NEVER.search(value) is not None
            pieces = _two(_PIECES.search(value)) or pieces
            fee_said = None if pieces else _FEE.search(value)
            flat = Decimal(fee_said[1] or fee_said[2]) if fee_said else flat
            found = _FREE.search(value)
            free_from = Decimal(found[1]) if found else free_from
    weight = (*first, *further) if first and further else None
    kept = None if weight or bands or pieces else flat
    return Tariff((line.number,), free_from, never, always and not never, kept, pieces, weight, tuple(bands))


def _of_text(line: _Line) -> Tariff | None:
    text = line.text
    if _OTHER.search(text) or not re.search(r"运费|邮|快递费|首重", text):
        return None
    free = _FREE.search(text)
    pieces, weight = _two(_PIECES.search(text)), _WEIGHT.search(text)
    steps = (
        (Decimal(weight[1] or 1), Decimal(weight[2]), Decimal(weight[3] or 1), Decimal(weight[4])) if weight else None
    )
    fee = (
        None
        if pieces or steps
        else re.search(rf"(?:运费|邮费|快递费|收)\D{{0,4}}{_N}元", text[free.end() :] if free else text)
    )
    never = _NEVER.search(text) is not None
    always = free is None and not never and _ALWAYS.search(text) is not None
    flat = Decimal(fee[1]) if fee else None
    return Tariff((line.number,), Decimal(free[1]) if free else None, never, always, flat, pieces, steps)


def _joined(found: Sequence[Tariff]) -> Tariff | None:
    """What several lines say together; None when they contradict each other."""
    fees = {(one.flat, one.pieces, one.weight, one.bands) for one in found if one.says_fee}
    free = {(one.free_from, one.never_free, one.always_free) for one in found if one.says_free}
    if len(fees) > 1 or len(free) > 1 or not found:
        return None
    fee = next((one for one in found if one.says_fee), found[0])
    freely = next((one for one in found if one.says_free), fee)
    numbers = [*fee.numbers, *(number for one in found if one.says_free for number in one.numbers)]
    return replace(
        fee,
        numbers=tuple(dict.fromkeys(numbers))[:_MOST_CITED],
        free_from=freely.free_from,
        never_free=freely.never_free,
        always_free=freely.always_free,
    )


def _mass_span(header: str) -> Interval | None:
    if not re.search(_MASS, header) or re.search(r"元/(?:件|台|个)", header):
        return None
    return interval(header)


def _two(match: re.Match[str] | None) -> tuple[Decimal, Decimal] | None:
    return (Decimal(match[1]), Decimal(match[2])) if match else None
