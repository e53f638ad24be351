"""Glossary entries <-> a table that editors keep in Excel."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingestion.formulas import as_meant, harmless
from knowledge.errors import BadInput
from knowledge.store.glossary import Term, TermKind

HEADINGS = ("用语", "含义", "类型", "备注")
KINDS = {TermKind.SLANG: "俗称", TermKind.ABBREVIATION: "缩写", TermKind.PRODUCT: "商品昵称"}
_BETWEEN = re.compile(r"[、;；\n]+")
_MOST_ROWS = 10_000


@dataclass(frozen=True, slots=True)
class Line:
    """One row as it was written; `number` counts from 1 with the headings."""

    number: int
    term: str
    means: tuple[str, ...]
    kind: TermKind
    note: str


def write_terms(terms: Sequence[Term]) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(HEADINGS)
    for term in terms:
        cells = (term.term, "、".join(term.means), KINDS[term.kind], term.note)
        writer.writerow([harmless(cell) for cell in cells])
    return out.getvalue().encode("utf-8-sig")  # the mark by which Excel knows UTF-8


def read_terms(data: bytes) -> list[Line]:
    """Raises `BadInput` when it is no such table."""
    records = list(csv.reader(io.StringIO(_decoded(data), newline="")))
    heads = [cell.strip() for cell in records[0]] if records else []
    if not set(HEADINGS[:2]) <= set(heads):
        raise BadInput(f"the first row must name the columns {'、'.join(HEADINGS[:2])}", code="no_headings")
    if len(records) > _MOST_ROWS:
        raise BadInput(f"more than {_MOST_ROWS} rows")
    return list(_lines(heads, records[1:]))


def _lines(heads: Sequence[str], records: Sequence[Sequence[str]]) -> Iterator[Line]:
    kinds = {label: kind for kind, label in KINDS.items()}
    for number, record in enumerate(records, 2):
        cells = {head: as_meant(cell.strip()) for head, cell in zip(heads, record, strict=False)}
        if not any(cells.values()):
            continue
        means = tuple(dict.fromkeys(filter(None, map(str.strip, _BETWEEN.split(cells.get("含义", ""))))))
        kind = kinds.get(cells.get("类型", ""), TermKind.SLANG)
        yield Line(number, cells.get("用语", ""), means, kind, cells.get("备注", ""))


def _decoded(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    try:
        return data.decode("gb18030")  # what Excel saves on a Chinese Windows
    except UnicodeDecodeError:
        raise BadInput("the file is no CSV table; in Excel save it as “CSV UTF-8”", code="wrong_type") from None
