"""Table rows said as a sentence: the row's subject, and the columns that were asked for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from knowledge.text import comparable
from knowledge.text.pieces import cell_text
from knowledge.text.rowlines import Fields, row_lines
from knowledge.types import Category, ChunkKind, Passage, Product, Sku
from prompts.wording import Wording
from server.reply.evidence.asked import asked_cells, can_answer, repeats, without_names
from server.reply.evidence.cells import said, value_of
from server.reply.evidence.fitting import fits
from server.reply.evidence.nearness import Nearness, nothing_near
from server.reply.evidence.overlap import overlaps
from server.reply.evidence.ranges import Amount, holds
from server.reply.evidence.terms import Reader, Terms
from server.reply.evidence.units import Unit, is_for_the_team, quotable

# What a row is about, the telling columns first.
_SUBJECTS = tuple(
    map(
        re.compile,
        (
            r"(?:商品|产品|宝贝)?(?:名称|品名|标题)$|^名$|商品名|产品名|^name$|product name",
            r"型号|款式|model",
            r"项目|问题|情形|情况|场景|故障|现象|事项|item",
            r"省份|省$|地区|区域|目的地|城市|region|尺码|size",
            r"类型|类别|品类|等级|级别|部位|规格|套餐|渠道|方式|货品|type",
        ),
    )
)
_CODE = re.compile(r"sku|编码|货号|条码|商品id|链接|url|图片|序号|编号|code", re.I)
_INTERNAL = re.compile(r"成本|进价|毛利|利润|底价|最低(?:售)?价|内部|供应商|备货|佣金|cost|margin", re.I)
_STOCK = re.compile(r"^(?:当前|可售|现有)?(?:库存|存货)(?:数|量|数量)?(?:[(（].*)?$")
_STOCK_ASKED = "库存"
_NO_VALUE = re.compile(r"^(?:[/\-—–~]+|无|n/?a)$", re.I)
# A short row is said whole: its other cells are often the conditions.
_FEW_CELLS, _FEW_CHARS = 5, 90
_MOST_CELLS = 4  # of a row whose columns the question does not name


# Cells nearly as near as the nearest are asked for too; from reading the nearest cells of questions about tables.
_AS_NEAR = 0.12
_NAMED = 0.5  # what a header that the question names adds to its nearness
_REMARK = re.compile(r"备注|说明|注意|限制|条件|remark|note", re.I)
_LIMITS = re.compile(r"仅|只|除|不(?:含|包|能|可|支持|参加|适用|得|予|再)|须|需|满|以上|以下|以内|另")
_MOST_ASKED = 3
_FEWEST_RANGES = 2
# Of a cell of a product, beside its nearness; with these the right cell came first most often on six sets of cases.
_OF_KIND, _IN_HEADING, _IN_CELL = 0.4, 0.8, 0.4
_ANSWERS_IT = 0.8  # below it a cell is about something else
_MEANS_IT = 0.5  # nearness that a cell needs of which the question repeats nothing


@dataclass(frozen=True, slots=True)
class RowChoice:
    """What rows are judged by: the question's terms and meaning, the numbers it states, how values are worded."""

    terms: Terms
    stated: tuple[Amount, ...]
    reader: Reader
    wording: Wording
    near: Nearness = nothing_near


def row_units(passages: Iterable[tuple[int, Passage]], choice: RowChoice) -> list[Unit]:
    """One unit for each row of numbered passages that can be said, but none whose range excludes a stated number."""
    units: list[Unit] = []
    for number, passage in passages:
        if not quotable(passage):
            continue
        for cells in _rows_of(passage):
            fields = [(h.strip(), v.strip()) for h, v in cells if _told(h, v)]
            inside = holds(fields, choice.stated) if choice.stated else None
            unit = _unit(number, passage, fields, choice) if fields and inside is not False else None
            if unit is not None:
                units.append(replace(unit, chosen=inside is True))
    # A row stands alone and once more beside its neighbours: the first, better ranked passage is cited.
    return list({unit.body: unit for unit in reversed(units)}.values())[::-1]


def attribute_columns(product: Product) -> list[tuple[str, str]]:
    """A catalogue product's own columns that a customer may be told."""
    return [(header, value) for header, value in product.attributes if _told(header, value)]


def _row_text(passage: Passage, fields: Sequence[tuple[str, str]]) -> str:
    if passage.chunk.kind is ChunkKind.TABLE_ROW:
        return passage.text
    return _told_text(fields)


def _told_text(fields: Sequence[tuple[str, str]]) -> str:
    return "；".join(cell_text(header, cell) for header, cell in fields)


def _rows_of(passage: Passage) -> list[Fields]:
    if passage.chunk.kind is ChunkKind.TABLE_ROW:
        return [passage.chunk.fields]
    return row_lines(passage.text) if passage.chunk.kind is ChunkKind.PROSE else []


def _told(header: str, value: str) -> bool:
    value = value.strip()
    return bool(value) and not (_NO_VALUE.match(value) or _INTERNAL.search(header) or is_for_the_team(value))


def _unit(number: int, passage: Passage, fields: list[tuple[str, str]], choice: RowChoice) -> Unit | None:
    subject_at = _subject(fields, passage.chunk.skus)
    about, subject = fields[subject_at]
    others = [
        field
        for at, field in enumerate(fields)
        if at != subject_at and not _CODE.search(field[0]) and field[1] not in passage.chunk.skus
    ]
    if reply := [(header, value) for header, value in others if choice.wording.speech.replies.match(header)]:
        others = [field for field in reply if "{" not in field[1]]  # what has a slot is no reply yet
    of_product = _is_product(passage, fields)
    columns = _product_columns(subject, others, choice) if of_product else _columns(others, choice)
    if not columns:
        return None
    columns = _in_range(columns, choice.stated)
    headers = [header for header, _ in columns]
    # How many are left is the shop's business; whether there are any is the customer's.
    stock = next((value for header, value in columns if _STOCK.search(header) and value.isdigit()), None)
    columns = [(header, value) for header, value in columns if not _STOCK.search(header)]
    facts = [said(subject, columns, choice.wording)] if columns else []
    if stock is not None and (_STOCK_ASKED in asked_words(choice.terms) or not facts):
        facts.insert(0, (choice.wording.in_stock if int(stock) else choice.wording.out_of_stock).format(name=subject))
    body = choice.wording.joint.join(facts)
    if not body:
        return None
    return Unit(
        body=body,
        lead="",
        number=number,
        position=0,
        heading=comparable("｜".join((passage.title, *passage.chunk.place.section, *headers, subject))),
        around="",
        plain=comparable("｜".join((body, *headers))),
        kind=ChunkKind.TABLE_ROW,
        skus=passage.chunk.skus if passage.chunk.kind is ChunkKind.TABLE_ROW else (),
        subject=subject,
        about=about,
        values=comparable("｜".join((subject, *(value for _, value in columns)))),
        columns=comparable("｜".join((subject, *headers))),
        table="｜".join((passage.document_name, *(header for header, _ in fields))),
        # A product's row holds many matters; what is said of it is one.
        compared=_told_text(columns) if of_product and columns else _row_text(passage, fields),
    )


def _columns(others: Sequence[tuple[str, str]], choice: RowChoice) -> list[tuple[str, str]]:
    whole = len(others) <= _FEW_CELLS and sum(len(h) + len(v) for h, v in others) <= _FEW_CHARS
    return list(others) if whole else asked_columns(others, choice)


def _in_range(columns: list[tuple[str, str]], stated: Sequence[Amount]) -> list[tuple[str, str]]:
    """Of columns that are ranges (2.8米以内, 2.8-3.5米) the one that a stated number falls in."""
    verdicts = [[holds([("", header)], [one]) for one in stated] for header, _ in columns]
    ranged = {at for at, each in enumerate(verdicts) if any(one is not None for one in each)}
    met = {at for at in ranged if any(verdicts[at])}
    if len(ranged) < _FEWEST_RANGES or len(met) != 1:
        return columns
    return [column for at, column in enumerate(columns) if at in met or at not in ranged]


def _is_product(passage: Passage, fields: Sequence[tuple[str, str]]) -> bool:
    """A row of the catalogue, also one among its neighbours: what it does not hold, no other column answers."""
    skus = passage.chunk.skus
    return passage.category is Category.PRODUCT and (len(skus) == 1 or any(value in skus for _, value in fields))


def _product_columns(subject: str, others: Sequence[tuple[str, str]], choice: RowChoice) -> list[tuple[str, str]]:
    cells = asked_cells(subject, others, choice.terms.text, choice)
    return [(cell.header, cell.value) for cell in cells[:_MOST_ASKED]] or nearest_cell(subject, others, choice)


def nearest_cell(name: str, columns: Sequence[tuple[str, str]], choice: RowChoice) -> list[tuple[str, str]]:
    """The one cell that answers best where no list of words knows the column: near in meaning, of the kind asked for,
    under a heading that shares characters with the question. Whether it is good enough to be said is judged later, by
    itself. A cell that only repeats the product's `name`, or gives no amount where one is asked for, answers nothing.
    """
    bare = without_names(choice.terms.text, (name,))
    near = dict(zip(columns, choice.near([cell_text(*column) for column in columns]), strict=True))
    possible = [
        column
        for column in columns
        if repeats(name, column, bare) or (near[column] >= _MEANS_IT and can_answer(name, column, bare, choice))
    ]
    letters = overlaps(choice.terms.telling, [(comparable(header), comparable(value)) for header, value in possible])
    scores = [
        near[column]
        + _OF_KIND * fits(cell_text(*column), choice.terms, choice.reader)[0]
        + _IN_HEADING * heading
        + _IN_CELL * cell
        for column, (heading, cell) in zip(possible, letters, strict=True)
    ]
    best = max(range(len(possible)), key=lambda at: scores[at], default=None)
    return [] if best is None or scores[best] < _ANSWERS_IT else [possible[best]]


def asked_columns(fields: Sequence[tuple[str, str]], choice: RowChoice) -> list[tuple[str, str]]:
    """The columns that the question names or means, with a remark that limits them."""
    weight = choice.terms.weight or 1.0
    named = [sum(t.weight * t.met(comparable(header)) for t in choice.terms.all) / weight for header, _ in fields]
    meant = choice.near([cell_text(header, cell) for header, cell in fields])
    scores = [_NAMED * bool(name) + 0.5 * name + mean for name, mean in zip(named, meant, strict=True)]
    best = max(scores, default=0.0)
    if best > 0:
        asked = {at for at, score in enumerate(scores) if score >= best - _AS_NEAR}
        asked = set(sorted(asked, key=lambda at: -scores[at])[:_MOST_ASKED])
        limits = {at for at, (h, v) in enumerate(fields) if _REMARK.search(h) and _LIMITS.search(v)}
        return [field for at, field in enumerate(fields) if at in asked | limits]
    strict = [kind for kind in choice.terms.kinds if choice.reader.expectation(kind).strict]
    for kind in strict:
        evidence = choice.reader.expectation(kind).evidence
        if kinds := [field for field in fields if evidence.search(value_of(*field))]:
            return kinds[:_MOST_CELLS]
    return list(fields[:_MOST_CELLS])


def asked_words(terms: Terms) -> set[str]:
    return {word for term in terms.all for word in term.words}


def _subject(fields: Sequence[tuple[str, str]], codes: Sequence[Sku]) -> int:
    """The column that says what the row is about: a name before anything else, never a mere code."""
    headers = [
        (at, comparable(header))
        for at, (header, value) in enumerate(fields)
        if not _CODE.search(header) and value not in codes
    ]
    named = (at for pattern in _SUBJECTS for at, header in headers if pattern.search(header))
    return next(named, headers[0][0] if headers else 0)
