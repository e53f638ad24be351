"""Table rows said as a sentence: the row's subject, and the columns that were asked for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.text import comparable
from knowledge.types import ChunkKind, Passage, Product
from prompts.wording import Wording
from server.reply.evidence.ranges import Amount, holds
from server.reply.evidence.terms import Reader, Terms
from server.reply.evidence.units import Unit, quotable

_SUBJECT = re.compile(
    r"^(?:商品|产品|宝贝)?(?:名称|品名|标题|名)$|商品名|产品名|型号|款式|省份|省|地区|区域|目的地|城市|类型|类别|品类|项目|情形|场景|等级|级别|"
    r"尺码|部位|规格|套餐|渠道|方式|name|model|region|type|size"
)
_CODE = re.compile(r"sku|编码|货号|条码|商品id|链接|url|图片|序号|编号|code", re.I)
_INTERNAL = re.compile(r"成本|进价|毛利|利润|底价|最低(?:售)?价|内部|供应商|备货|佣金|cost|margin", re.I)
_HEADER_UNIT = re.compile(r"^(?P<name>.*?)\s*[(（](?P<unit>[^()（）]{1,8})[)）]$")
_BARE_NUMBER = re.compile(r"^[\d.,\-~～—]+$")
_MOST_CELLS = 4  # of a row whose columns the question does not name


@dataclass(frozen=True, slots=True)
class RowChoice:
    """What rows are judged by: the question's terms, the numbers it states, how values are worded."""

    terms: Terms
    stated: tuple[Amount, ...]
    reader: Reader
    wording: Wording


def row_units(passages: Sequence[Passage], choice: RowChoice) -> list[Unit]:
    """One unit for each row that can be said. A row whose range excludes a stated number is left out."""
    units: list[Unit] = []
    for number, passage in enumerate(passages, start=1):
        chunk = passage.chunk
        if chunk.kind is not ChunkKind.TABLE_ROW or not quotable(passage):
            continue
        fields = [(h.strip(), v.strip()) for h, v in chunk.fields if v.strip() and not _INTERNAL.search(h)]
        if not fields or (choice.stated and holds(fields, choice.stated) is False):
            continue
        unit = _unit(number, passage, fields, choice)
        if unit is not None:
            units.append(unit)
    return units


def attribute_columns(product: Product) -> list[tuple[str, str]]:
    """A catalogue product's own columns that a customer may be told."""
    return [(header, value) for header, value in product.attributes if value.strip() and not _INTERNAL.search(header)]


def _unit(number: int, passage: Passage, fields: list[tuple[str, str]], choice: RowChoice) -> Unit | None:
    subject_at = _subject(fields)
    subject = fields[subject_at][1]
    others = [field for at, field in enumerate(fields) if at != subject_at and not _CODE.search(field[0])]
    columns = asked_columns(others, choice)
    if not columns:
        return None
    heading = "｜".join((passage.title, *passage.chunk.place.section, *(header for header, _ in columns), subject))
    body = said(subject, columns, choice.wording)
    return Unit(
        body=body,
        lead="",
        number=number,
        position=0,
        heading=comparable(heading),
        around=comparable("｜".join((passage.chunk.context, passage.text))),
        plain=comparable(body),
        kind=ChunkKind.TABLE_ROW,
        skus=passage.chunk.skus,
        subject=comparable(subject),
        table="｜".join(
            (passage.document_name, passage.chunk.place.sheet or "", *(header for header, _ in passage.chunk.fields))
        ),
    )


def asked_columns(fields: Sequence[tuple[str, str]], choice: RowChoice) -> list[tuple[str, str]]:
    """The columns that the question names, else those that hold the kind of answer asked for, else the first few."""
    named = [
        (sum(t.weight * t.met(comparable(header)) for t in choice.terms.all), (header, cell)) for header, cell in fields
    ]
    best = max((score for score, _ in named), default=0.0)
    if best > 0:
        return [field for score, field in named if score >= 0.6 * best][:_MOST_CELLS]
    strict = [kind for kind in choice.terms.kinds if choice.reader.expectation(kind).strict]
    for kind in strict:
        evidence = choice.reader.expectation(kind).evidence
        if kinds := [field for field in fields if evidence.search(value_of(*field))]:
            return kinds[:_MOST_CELLS]
    return list(fields[:_MOST_CELLS])


def said(subject: str, columns: Sequence[tuple[str, str]], wording: Wording) -> str:
    """The row as a sentence, values as they stand in the cells; a unit in the header goes behind a bare number."""
    if len(columns) == 1:
        header, value = columns[0]
        return wording.row_one.format(subject=subject, header=name_of(header), value=value_of(header, value))
    cells = wording.row_joint.join(
        wording.row_cell.format(header=name_of(header), value=value_of(header, value)) for header, value in columns
    )
    return wording.row_many.format(subject=subject, cells=cells)


def name_of(header: str) -> str:
    match = _HEADER_UNIT.match(header)
    return match["name"] if match else header


def value_of(header: str, value: str) -> str:
    match = _HEADER_UNIT.match(header)
    return f"{value}{match['unit']}" if match and _BARE_NUMBER.match(value) else value


def _subject(fields: Sequence[tuple[str, str]]) -> int:
    """The column that says what the row is about: a name before anything else, never a mere code."""
    named = [
        at for at, (header, _) in enumerate(fields) if _SUBJECT.search(comparable(header)) and not _CODE.search(header)
    ]
    if named:
        return named[0]
    return next((at for at, (header, _) in enumerate(fields) if not _CODE.search(header)), 0)
