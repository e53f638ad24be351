"""A table as bands: rows (or cells of a matrix), each with a label and the spans of measures that lead to it. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from knowledge.text import comparable
from server.reply.solvers.intervals import Ends, Interval, header_unit, interval
from server.reply.solvers.quantities import Measure, Stated, measure_named
from server.reply.solvers.tables import Table

_LABEL = re.compile(
    r"^(?:推荐|建议|对应|适合)?(?:尺?码|码数|号码|尺寸|鞋码|尺码|size|规格|段位?|阶段|型号|号|款)$|码$|size|段", re.I
)
_CROSS = re.compile(r"[\\＼/／|×xX↓→]")
_LETTERS = ("xxxs", "xxs", "xs", "s", "m", "l", "xl", "2xl", "3xl", "4xl", "5xl", "6xl", "7xl", "8xl")
_FEWEST = 2


@dataclass(frozen=True, slots=True)
class _Band:
    label: str
    number: int
    spans: tuple[tuple[Measure, Interval], ...]


@dataclass(frozen=True, slots=True)
class Bands:
    """Bands smallest first; a row is known by its place in that order."""

    bands: tuple[_Band, ...]
    measures: frozenset[Measure]

    @property
    def all(self) -> range:
        return range(len(self.bands))

    @property
    def labels(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(band.label for band in self.bands))

    def rows(self, measure: Measure, value: Decimal, ends: Ends) -> list[int]:
        """Bands whose span of the measure holds the value. The very last end belongs to its band."""
        spans = [(at, span) for at, band in enumerate(self.bands) for m, span in band.spans if m is measure]
        inside = [at for at, span in spans if span.holds(value, ends)]
        return inside or [at for at, span in spans if span.holds(value)]

    def highest(self, measure: Measure) -> Decimal:
        return max(span.high for band in self.bands for m, span in band.spans if m is measure)

    def label(self, row: int) -> str:
        return self.bands[row].label

    def number(self, row: int) -> int:
        return self.bands[row].number

    def number_of(self, label: str) -> int:
        return next(band.number for band in self.bands if band.label == label)

    def next_label(self, label: str, steps: int) -> str | None:
        order = sorted(self.labels, key=_rank)
        at = order.index(label) + steps
        return order[at] if 0 <= at < len(order) else None

    def is_above(self, label: str, limit: str) -> bool:
        return _rank(label) > _rank(limit)


def bands_of(table: Table, told: Sequence[Stated]) -> Bands | None:
    """None when the table has no spans of any measure that was told."""
    found = _matrix(table) or _listed(table)
    wanted = {one.measure for one in told}
    measures = frozenset(measure for band in found for measure, _ in band.spans)
    if len(found) < _FEWEST or not wanted & measures:
        return None
    ordered = sorted(found, key=lambda band: _rank(band.label))
    return Bands(tuple(ordered), measures)


def label_key(label: str) -> str:
    """ "XL码" and "xl" are one label."""
    return re.sub(r"[码号]$", "", comparable(label))


def _listed(table: Table) -> list[_Band]:
    label = next((header for header in table.headers if _is_label(header, table)), None)
    if label is None:
        return []
    columns = [
        (header, measure)
        for header in table.headers
        if header != label and (measure := measure_named(comparable(header))) is not None
    ]
    out: list[_Band] = []
    for row in table.rows:
        spans = [
            (measure, span)
            for header, measure in columns
            if (span := interval(row.cell(header), header_unit(header))) is not None
        ]
        if row.cell(label) and spans:
            out.append(_Band(row.cell(label), row.number, _selecting(spans)))
    return out


def _is_label(header: str, table: Table) -> bool:
    cells = [row.cell(header) for row in table.rows]
    return _LABEL.search(comparable(header)) is not None and any(cells) and len(set(cells)) > 1


def _selecting(spans: Sequence[tuple[Measure, Interval]]) -> tuple[tuple[Measure, Interval], ...]:
    """Spans choose a row; single figures beside them (the garment's own chest) describe it. The first of a measure."""
    wide = [(measure, span) for measure, span in spans if span.low != span.high]
    exact = [(measure, span) for measure, span in spans if span.low == span.high and measure is not Measure.SHOULDER]
    chosen = wide + [pair for pair in exact if pair[0] in (Measure.WAIST, Measure.FOOT, Measure.UNDERBUST)]
    return tuple({measure: (measure, span) for measure, span in reversed(chosen)}.values())[::-1]


def _matrix(table: Table) -> list[_Band]:
    """身高＼体重 × 45～50kg: the first column and the headers are spans, the cells labels."""
    headers = table.headers
    if len(headers) <= _FEWEST:
        return []
    across = [(header, span) for header in headers[1:] if (span := interval(header)) is not None]
    if len(across) < len(headers) - 1:
        return []
    names = [measure_named(comparable(piece)) for piece in _CROSS.split(headers[0])]
    down, over = (names[0], names[-1]) if len(names) > 1 else (names[0], None)
    over = over or _by_unit(header_unit(across[0][0]))
    if down is None or over is None or down is over:
        return []
    return [
        _Band(row.cell(header), row.number, ((down, at), (over, span)))
        for row in table.rows
        if (at := interval(row.cell(headers[0]), header_unit(headers[0]))) is not None
        for header, span in across
        if row.cell(header)
    ]


def _by_unit(unit: str) -> Measure | None:
    return {"kg": Measure.WEIGHT, "斤": Measure.WEIGHT, "公斤": Measure.WEIGHT, "cm": Measure.HEIGHT}.get(unit)


def _rank(label: str) -> tuple[int, Decimal, str]:
    """Sizes by letters, then by number, then as they are."""
    key = label_key(label)
    key = {"xxl": "2xl", "xxxl": "3xl", "xxxxl": "4xl"}.get(key, key)
    if key in _LETTERS:
        return 0, Decimal(_LETTERS.index(key)), ""
    number = re.match(r"\d+(?:\.\d+)?", key)
    return (1, Decimal(number[0]), key) if number else (2, Decimal(0), key)
