"""How long a parcel is on its way to a place, by the shop's rows or clauses for that part of the country."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from knowledge.text import comparable, sentences
from knowledge.text.rowlines import row_lines, without_row_lines
from knowledge.types import ChunkKind, Passage, Product
from server.reply.evidence.given import Evidence, PartEvidence, Style
from server.reply.evidence.units import quotable
from server.reply.solvers.regions import Reach, Region, is_zone
from server.reply.solvers.solved import Solved
from server.reply.solvers.tables import unmarked
from server.reply.solvers.topics import asks
from server.reply.types import Sentence

_NOT_ASKED = re.compile(
    r"退|换|到账|到期|返|补货|到货通知|预售|定金|安装|师傅|发票|维修|运费|邮费|多少钱|几块|顺丰|加急|海外"
)
_TIME = re.compile(
    r"(?P<low>\d+)(?:(?:~|-|—|–|至|到)+(?P<high>\d+))?个?(?P<unit>工作日|天|日|小时)(?!发|内发|内出)|次日|隔日|隔天|当[日天]|第[2二]天"
)
_PLACE_HEADER = re.compile(r"省|地区|区域|目的地|收货|范围|城市|寄往|发往|到哪")
_TIME_HEADER = re.compile(r"时效|天数|几天|送达|到达|多久|在途|路上|配送时间")
_ON_THE_WAY = re.compile(r"到|送达|时效|签收|路上|在途|配送|快递")
_OTHER = re.compile(r"付款|截单|发货时间|内发|内出库|退|换|赔|运费|邮费|补\d|预约|质保")
_SLOWER = re.compile(r"慢|延长|延迟|多\d|晚\d|陆运")
_LONGEST = 60  # characters of a clause that is handed on whole


@dataclass(frozen=True, slots=True)
class _Told:
    """`where` says for which places, comparable; `said` is the source's clause or cell with its header."""

    where: str
    said: str
    time: str
    number: int


def solve_arrival(part: PartEvidence, evidence: Evidence, style: Style, passages: Sequence[Passage]) -> Solved | None:
    """None unless the way to one province is asked and one statement of the shop holds for it and these goods."""
    words, text = style.wording.solving, comparable(part.part)
    if not asks(words, "arrival", part.part) or _NOT_ASKED.search(text):
        return None
    said = words.places.found(text) or words.places.found(comparable(evidence.question.text))
    provinces = {province for _, each in said for province in each}
    product = evidence.products[0] if evidence.products else None
    if len(provinces) != 1 or (product is not None and _is_slower(product, passages)):
        return None
    province = provinces.pop()
    found = _holding(list(_told(passages)), Region.of(province, list(_wheres(passages)), words.places))
    if len({one.time for one in found}) != 1:
        return None
    city = next((name for name, _ in said if name != province), "")
    place = words.lines["freight_city"].format(city=city, province=province) if city else province
    line = words.lines["arrival"].format(place=place, said=found[0].said)
    return Solved((Sentence(line, (found[0].number,)),))


def _holding(told: Sequence[_Told], region: Region) -> list[_Told]:
    named = [one for one in told if region.reached(one.where) is Reach.NAMED]
    if named or region.may_be_remote:
        return named
    return [one for one in told if region.reached(one.where) is Reach.REST]


def _wheres(passages: Sequence[Passage]) -> Iterator[str]:
    """What tells zones and remote places, beside the statements of time: the place cells of every row, and clauses."""
    for _, passage in _readable(passages):
        for fields in _rows(passage):
            yield comparable("、".join(cell for name, cell in fields if _is_place(name, cell)))
        yield from (comparable(clause) for clause in re.split(r"[。；;\n]", _prose(passage)))


def _told(passages: Sequence[Passage]) -> Iterator[_Told]:
    for number, passage in _readable(passages):
        for fields in _rows(passage):
            where = comparable("、".join(cell for name, cell in fields if _is_place(name, cell)))
            timed = [
                (name, cell) for name, cell in fields if _TIME_HEADER.search(name) and _TIME.search(comparable(cell))
            ]
            if where and len(timed) == 1:
                yield _Told(where, f"{timed[0][0]}{timed[0][1]}", comparable(timed[0][1]), number)
        section = " ".join(passage.chunk.place.section)
        for sentence in map(unmarked, sentences(_prose(passage))):
            if _ON_THE_WAY.search(f"{section}{sentence}"):
                yield from _clauses(sentence, number)


def _clauses(sentence: str, number: int) -> Iterator[_Told]:
    """The pieces of a sentence that name a time; one that names none tells the place of the next."""
    before = ""
    for piece in re.split(r"[；;，,。]", sentence):
        whole = f"{before}，{piece}" if before else piece
        flat = comparable(whole)
        times = [match[0] for match in _TIME.finditer(flat)]
        if not times:
            before = piece
            continue
        before = ""
        if len(times) == 1 and len(whole) <= _LONGEST and not _OTHER.search(flat):
            yield _Told(flat, whole.strip(), times[0], number)


def _readable(passages: Sequence[Passage]) -> Iterator[tuple[int, Passage]]:
    for number, passage in enumerate(passages, start=1):
        if quotable(passage) and passage.chunk.kind is not ChunkKind.SCRIPT:
            yield number, passage


def _rows(passage: Passage) -> Sequence[tuple[tuple[str, str], ...]]:
    chunk = passage.chunk
    return [chunk.fields] if chunk.kind is ChunkKind.TABLE_ROW else row_lines(chunk.text)


def _prose(passage: Passage) -> str:
    chunk = passage.chunk
    if chunk.kind is ChunkKind.TABLE_ROW:
        return ""
    return dict(chunk.fields).get("answer", "") or without_row_lines(chunk.text)


def _is_place(name: str, cell: str) -> bool:
    return (_PLACE_HEADER.search(name) is not None and _TIME_HEADER.search(name) is None) or is_zone(cell)


def _is_slower(product: Product, passages: Sequence[Passage]) -> bool:
    """Whether a sentence that holds two characters of the product's name says that something takes longer."""
    names = re.findall(r"[\u4e00-\u9fff]+", f"{product.name} {product.category}")
    pairs = {name[at : at + 2] for name in names for at in range(len(name) - 1)}
    return any(
        _SLOWER.search(sentence) and any(pair in sentence for pair in pairs)
        for _, passage in _readable(passages)
        for sentence in sentences(_prose(passage))
    )
