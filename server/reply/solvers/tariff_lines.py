"""What a shop's documents say that sending costs, line by line: table rows, and the clauses of sentences with the
places that each is for. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from knowledge.text import comparable, sentences
from knowledge.text.rowlines import Fields, row_lines, without_row_lines
from knowledge.types import ChunkKind, Passage
from prompts.places import Places
from server.reply.evidence.units import quotable
from server.reply.solvers.intervals import Interval, interval
from server.reply.solvers.regions import is_zone, says_where
from server.reply.solvers.tables import unmarked
from server.reply.solvers.tariff import Band, Tariff

_N = r"(\d+(?:\.\d+)?)"
_MASS = r"(?:kg|公斤|千克|斤)"
_PLACE_HEADER = re.compile(r"省|地区|区域|目的地|收货|范围|城市|寄往|发往|到哪")
_TIME_HEADER = re.compile(r"时效|几天|多久|天数|时间|备注|说明")
_FREE = re.compile(
    rf"满{_N}元?(?:起|以上|及以上)?(?:就|即可?|可以?|全场|全店|均|都)?(?:享受?)?(?:包邮|免邮|免运费|免快递费)"
)
_FREE_HEADER = re.compile(r"包邮|免邮|免运费")
_NEVER = re.compile(r"不(?:支持|参加|参与|享受|在)?(?:包邮|免邮|免运费)|[不无]论(?:订单)?金额")
NOT_FREE = "不包邮"
"""How a table says that an order is never sent for nothing."""
_ALWAYS = re.compile(r"(?<!不)(?<!才)(?:包邮|免邮|免运费)$|^(?:包邮|免邮|免运费|免费)")
_FEE_HEADER = re.compile(r"运费|邮费|快递费|收多少|收费|费用|没满|不满|未满|不足")
_PIECES = re.compile(rf"首件{_N}元?[，,、;；]?(?:每(?:多|加|增加?)[1一]?件(?:加收?|收)?|续件(?:每件)?){_N}元")
_PER = rf"(?:\(?(?:每|/)?(?:增加|加|超)?{_N}?{_MASS}(?:以?内|及以内)?\)?)?"
_WEIGHT = re.compile(
    rf"首重{_PER}[:：为收]{{0,2}}{_N}元(?:/?{_MASS})?[，,、;；/]?续重{_PER}[:：为]?(?:加?收|加)?{_N}元"
)
_FIRST_HEADER, _NEXT_HEADER = re.compile(rf"首重\D{{0,3}}{_N}?"), re.compile(rf"续重\D{{0,3}}{_N}?")
_FEE = re.compile(rf"(?:运费|邮费|快递费|收|付|补){_N}元|^{_N}元?(?:/单|每单|1单)?$")
_FEE_SAID = re.compile(rf"(?:运费|邮费|快递费|收)\D{{0,4}}{_N}元")
_MONEY = re.compile(rf"^{_N}元?$")
# Sentences about other money for parcels: returns, upgrades, things that are too large, what only some people get.
_OTHER = re.compile(
    r"退|换|赔|补差|补运费|改派|顺丰|上门|取件|寄回|拒收|险|大件|补偿|改地址|会员|[金银黑]卡|vip|新[客人粉]|首单|老客|粉丝"
)
_BRACKETS = re.compile(r"\(([^()]*)\)")
# All that a rule for every order and every place is made of; another word narrows it to some goods or some people.
_GENERAL = re.compile(
    rf"(?:[\W_]|全[场店国]|本店|店铺|店内|单笔|订单|实付|金额|消费|购物|下单|付款|每[单笔]|满|未|不足|不到|不[满够]|没[满有]|低于|的话?|则|按|统一|一律"
    rf"|只?需|另|加?收取?|支付|承担|买家|您|默认|基础|标准|首件|续件|首重|续重|每|多|增?加|超过?|起|以[上下内]|及|就|即?可|享受?|均|都|为|是|运费|邮费|快递费|包邮|免|邮"
    rf"|件|元|{_N}|{_MASS})+"
)


@dataclass(frozen=True, slots=True)
class Rule:
    """A tariff with what says for which places it holds, comparable; a `general` one holds for every order anywhere."""

    where: str
    tariff: Tariff
    general: bool = False


def rules_of(passages: Sequence[Passage], places: Places) -> tuple[list[Rule], list[str]]:
    """The tariffs, and every text that says where something holds, with a tariff or without one."""
    rules: list[Rule] = []
    wheres: list[str] = []
    for number, passage in enumerate(passages, start=1):
        if not quotable(passage) or passage.chunk.kind is ChunkKind.SCRIPT:
            continue
        found = [*_rows(number, passage), *_clauses(number, passage, places)]
        wheres += [where for where, _ in found]
        rules += [
            Rule(where, tariff, _is_general(where, passage, places))
            for where, tariff in found
            if tariff is not None and (tariff.says_fee or tariff.says_free)
        ]
    return rules, wheres


def _is_general(where: str, passage: Passage, places: Places) -> bool:
    return (
        passage.chunk.kind is not ChunkKind.TABLE_ROW
        and not says_where(where, places)
        and _GENERAL.fullmatch(where) is not None
    )


def _rows(number: int, passage: Passage) -> Iterator[tuple[str, Tariff | None]]:
    chunk = passage.chunk
    for fields in [chunk.fields] if chunk.kind is ChunkKind.TABLE_ROW else row_lines(chunk.text):
        named = [cell for name, cell in fields if _PLACE_HEADER.search(name) and not _FEE_HEADER.search(name)]
        zone = [cell for _, cell in fields if is_zone(cell)]
        yield comparable("、".join(named + zone)), _of_fields(number, fields) if fields else None


def _clauses(number: int, passage: Passage, places: Places) -> Iterator[tuple[str, Tariff | None]]:
    chunk = passage.chunk
    if chunk.kind is ChunkKind.TABLE_ROW:
        return
    text = dict(chunk.fields).get("answer", "") or without_row_lines(chunk.text)
    for sentence in sentences(text):
        for clause in re.split(r"[；;]", unmarked(sentence)):
            for said in _by_place(comparable(clause), places):
                yield said, _of_text(number, said)


def _by_place(clause: str, places: Places) -> Iterator[str]:
    """A clause cut where it turns to other places ("江浙沪满59包邮，其他地区满79包邮"); a bracket with a
    price of its own for places of its own stands alone.
    """
    own = [match for match in _BRACKETS.finditer(clause) if says_where(match[1], places) and _states(match[1])]
    for match in own:
        yield match[1]
        clause = clause.replace(match[0], "")
    run = ""
    for piece in re.split(r"[，,]", clause):
        if run and _states(run) and says_where(piece, places):
            yield run
            run = piece
        else:
            run = f"{run}，{piece}" if run else piece
    yield run


def _states(text: str) -> bool:
    return any(pattern.search(text) for pattern in (_FREE, _NEVER, _ALWAYS, _WEIGHT, _PIECES, _FEE_SAID))


def _of_fields(number: int, fields: Fields) -> Tariff:
    free_from: Decimal | None = None
    never = ""
    always = False
    flat: Decimal | None = None
    pieces: tuple[Decimal, Decimal] | None = None
    bands: list[Band] = []
    first = further = None
    for name, cell in fields:
        header, value = comparable(name), comparable(cell)
        if _TIME_HEADER.search(header) or (_PLACE_HEADER.search(header) and not _FEE_HEADER.search(header)):
            continue
        if _FREE_HEADER.search(header):
            amount = re.search(_N, value)
            never = never or _never(value) or (NOT_FREE if value in ("不", "否", "无", "-", "/") else "")
            free_from = Decimal(amount[1]) if amount and not never else free_from
            always = always or (amount is None and _ALWAYS.search(value) is not None)
        elif (match := _FIRST_HEADER.search(header)) and (fee := _MONEY.search(value)):
            first = (Decimal(match[1] or 1), Decimal(fee[1]))
        elif (match := _NEXT_HEADER.search(header)) and (fee := _MONEY.search(value)):
            further = (Decimal(match[1] or 1), Decimal(fee[1]))
        elif (span := _mass_span(header)) is not None and (fee := _MONEY.search(value)):
            bands.append(Band(span, Decimal(fee[1]), re.sub(r"[(（].*$", "", name).strip()))
        elif _FEE_HEADER.search(header):
            never = never or _never(value)
            pieces = _two(_PIECES.search(value)) or pieces
            fee_said = None if pieces else _FEE.search(value)
            flat = Decimal(fee_said[1] or fee_said[2]) if fee_said else flat
            found = _FREE.search(value)
            free_from = Decimal(found[1]) if found else free_from
    weight = (*first, *further) if first and further else None
    kept = None if weight or bands or pieces else flat
    return Tariff((number,), free_from, never, always and not never, kept, pieces, weight, tuple(bands))


def _of_text(number: int, text: str) -> Tariff | None:
    if _OTHER.search(text) or not re.search(r"运费|邮|快递费|首重", text):
        return None
    free = _FREE.search(text)
    pieces, weight = _two(_PIECES.search(text)), _WEIGHT.search(text)
    steps = (
        (Decimal(weight[1] or 1), Decimal(weight[2]), Decimal(weight[3] or 1), Decimal(weight[4])) if weight else None
    )
    fee = None if pieces or steps else _FEE_SAID.search(text[free.end() :] if free else text)
    never = _never(text)
    always = free is None and not never and _ALWAYS.search(text) is not None
    flat = Decimal(fee[1]) if fee else None
    return Tariff((number,), Decimal(free[1]) if free else None, never, always, flat, pieces, steps)


def _never(text: str) -> str:
    match = _NEVER.search(text)
    return match[0] if match else ""


def _mass_span(header: str) -> Interval | None:
    if not re.search(_MASS, header) or re.search(r"元/(?:件|台|个)", header):
        return None
    return interval(header)


def _two(match: re.Match[str] | None) -> tuple[Decimal, Decimal] | None:
    return (Decimal(match[1]), Decimal(match[2])) if match else None
