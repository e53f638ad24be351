"""A grid of cell texts -> Table blocks: captions above, header rows joined, section rows and remarks recognised.

Every format that has tables ends here, so a price list reads the same from Excel, Word, a web page or a PDF.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingestion.reading import Block, Paragraph, Table

Row = tuple[str, ...]

_VALUE = re.compile(
    r"[¥￥$€£]?\s*[-+±≥≤<>~约]?\s*\d[\d,.:/\-~～×xX*年月日时\s]*\s*(?:%|％|[A-Za-z\u4e00-\u9fff℃°²³/]{0,6})\Z|[-–—/√✓✔×]\Z"
)
_HEADER_WORD = re.compile(
    r"(?:名称?|编[号码]|[Ss][Kk][Uu].*|货号|型号|价格?|售价|原价|金额|库存|数量|单位|问题?|答案?|回[答复]|话术|场景|内容|说明|描述|项目?|参数|规格|数?值|"
    r"类[别型目]|分类|品类|品牌|尺码|尺寸|颜色|重量|材质|地区|省份|区域|费用|运费|时[效间限]|日期|条件|标准|要求|方式|方法|状态|备注|关键词|字段|结果|原因|"
    r"比例|等级|权限|步骤|序号|处理|责任方?|功能|作用|规则|做法|措施|建议|对策|含义|事[项情]?|要点|[首续][重件]|"
    r"(?i:name|no\.?|id|item|code|price|cost|qty|quantity|stock|question|answer|description|value|key|type|date|unit|size|note|remark|total|amount|attribute|team|location)s?)\Z"
)
_REMARK = re.compile(r"(?:注|备注|说明|提示|注意|以上|\*|※|Note)[^：:]{0,12}[：:]|[*※]|注\d")
_UNIT = re.compile(r"[(（\[][^()（）\[\]]{1,10}[)）\]]|[%％℃]|(?:mm|cm|m|kg|g|W|kW|元|台|件|㎡)")
_HEADER_CHARS = 30
_MAX_HEADER_ROWS = 4


@dataclass(frozen=True, slots=True)
class Grid:
    """Rectangular cell texts with merged cells filled. `banners` are rows that are one cell across the whole width;
    `header_rows` is what the file itself says (None: to be found out); `first_row` is the source's number of row 0."""

    rows: tuple[Row, ...]
    banners: frozenset[int] = frozenset()
    header_rows: int | None = None
    first_row: int = 1


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a grid stands in its file, and what is written above it."""

    caption: str = ""
    page: int | None = None
    sheet: str | None = None


def rectangular(rows: Sequence[Sequence[str]]) -> tuple[Row, ...]:
    """Rows padded to one width."""
    width = max((len(row) for row in rows), default=0)
    return tuple((*row, *[""] * (width - len(row))) for row in rows)


def blocks_of(grid: Grid, origin: Origin) -> list[Block]:
    """Tables and paragraphs for one grid. Every non-empty cell occurs in them."""
    grid = _without_empty_columns(grid)
    rows = grid.rows
    if not rows:
        return []
    if len(rows[0]) == 1 or len({cell for row in rows for cell in row if cell}) == 1:
        return [Paragraph(text, origin.page) for text in dict.fromkeys(cell for row in rows for cell in row if cell)]
    start, title = _title_rows(grid)
    caption = " ".join(part for part in (origin.caption, *title) if part)
    if start == len(rows):
        return [Paragraph(text, origin.page) for text in title]
    end, remarks = _remarks(grid, start)
    count = grid.header_rows - start if grid.header_rows is not None else _header_count(rows[start:end])
    count = max(0, count)
    if all(index in grid.banners or not any(rows[index]) for index in range(start + count, end)):
        count = 0  # a header needs rows below it
    headers = _joined(rows[start : start + count])
    tables = _sections(grid, start + count, end, headers, caption, origin)
    return [*tables, *(Paragraph(text, origin.page) for text in remarks)]


def _without_empty_columns(grid: Grid) -> Grid:
    used = [index for index, column in enumerate(zip(*grid.rows, strict=True)) if any(column)]
    return replace(grid, rows=tuple(tuple(row[index] for index in used) for row in grid.rows) if used else ())


def _only_value(grid: Grid, index: int) -> str | None:
    """The text of a row that says one thing only: a merged banner, or one cell with nothing beside it."""
    values = [cell for cell in grid.rows[index] if cell]
    return values[0] if values and (index in grid.banners or len(values) == 1) else None


def _title_rows(grid: Grid) -> tuple[int, list[str]]:
    title: list[str] = []
    for index, row in enumerate(grid.rows):
        if not any(row):
            continue
        text = _only_value(grid, index)
        if text is None or (index not in grid.banners and not row[0]):
            return index, title
        title.append(text)
    return len(grid.rows), title


def _remarks(grid: Grid, start: int) -> tuple[int, list[str]]:
    """Trailing rows that explain the table (注：…) rather than belong to it."""
    end = len(grid.rows)
    remarks: list[str] = []
    while end > start + 1:
        if not any(grid.rows[end - 1]):
            end -= 1
            continue
        text = _only_value(grid, end - 1)
        if text is None or not (_REMARK.match(text) or (end - 1 in grid.banners and len(text) > _HEADER_CHARS)):
            break
        remarks.insert(0, text)
        end -= 1
    return end, remarks


def _sections(grid: Grid, start: int, end: int, headers: Row, caption: str, origin: Origin) -> list[Block]:
    """One table per section: a banner row in the middle (空调类) names the rows below it."""
    tables: list[Block] = []
    label, used = "", True
    part: list[Row] = []
    for index in range(start, end + 1):
        row = grid.rows[index] if index < end else ()
        if any(row) and index not in grid.banners:
            part.append(row)
            continue
        if part:
            name = " ".join(text for text in (caption, label) if text)
            first = grid.first_row + index - len(part)
            tables.append(Table(headers, tuple(part), name, origin.page, origin.sheet, first))
            part, used = [], True
        if any(row) or index == end:
            if not used:
                tables.append(Paragraph(label, origin.page))
            label, used = next((cell for cell in row if cell), ""), False
    return tables


def _header_count(rows: Sequence[Row]) -> int:
    if len(rows) < 2 or not _is_header(rows[0], rows[1:]):
        return 0
    count = 1
    while count < min(len(rows) - 1, _MAX_HEADER_ROWS) and _continues_header(rows[count - 1], rows[count]):
        count += 1
    return count


def _is_header(row: Row, body: Sequence[Row]) -> bool:
    cells = [cell for cell in row if cell]
    if len(cells) < 2 or len(cells) < len(row) * 0.5 or any(len(cell) > _HEADER_CHARS for cell in cells):
        return False
    if any(_VALUE.match(cell) for cell in cells[1:]) or _VALUE.match(cells[0]):
        return False
    known = sum(bool(_HEADER_WORD.search(cell.split("(")[0].split("（")[0].strip())) for cell in cells)
    if len(row) == 2:  # a sheet of 品牌|美的 pairs has no header; one of 问题|答案 or of 地区|首重 over figures has
        figures = [other[1] for other in body if other[1]]
        over_figures = bool(figures) and all(map(_VALUE.match, figures))
        return over_figures or bool(_HEADER_WORD.search(cells[-1]))
    repeated = any(cell and cell == below for other in body for cell, below in zip(row[1:], other[1:], strict=True))
    return known >= 2 or not repeated


def _continues_header(upper: Row, lower: Row) -> bool:
    """A second header row stands under merged cells: beside them its cells repeat the row above (merged downwards)."""
    if not any(cell and cell == upper[i + 1] for i, cell in enumerate(upper[:-1])):
        return False
    spread = {cell for i, cell in enumerate(upper) if cell and upper.count(cell) > 1}
    below = [cell for cell, above in zip(lower, upper, strict=True) if above in spread]
    beside_merged = all(
        cell == above or not cell or _UNIT.fullmatch(cell)
        for cell, above in zip(lower, upper, strict=True)
        if above not in spread
    )
    return beside_merged and all(cell and not _VALUE.match(cell) for cell in below)


def _joined(rows: Sequence[Row]) -> Row:
    """Header rows as one: "upper lower", each part once."""
    if not rows:
        return ()
    return tuple(" ".join(dict.fromkeys(cell for cell in column if cell)) for column in zip(*rows, strict=True))
