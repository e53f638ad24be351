"""A chunk's claims, with their places in the chunk's own text. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingestion.conflicts.statements import Claim, claims
from ingestion.conflicts.words import Words
from knowledge.text.pieces import cell_text, pieces
from knowledge.text.rowlines import without_row_lines
from knowledge.types import Audience, Category, Chunk, ChunkKind

_PATH = re.compile(r"\s*[›>]\s*")
_NAMES = re.compile(r"[a-zA-Z\u3400-\u9fff]")
_OF_THE_MOMENT = re.compile(r"库存|可售|现货|余量|序号|编号|编码|货号|款号|条码|链接|更新|日期|电话|数量")
_MOST_CLAIMS = 60  # of one chunk; a longer one is a table in disguise


def compared(chunk: Chunk, category: Category) -> bool:
    """Whether what the chunk says is said to customers: notes for staff and guides follow other figures."""
    return chunk.audience is Audience.CUSTOMER and category is not Category.GUIDE


def chunk_claims(chunk: Chunk, words: Words) -> tuple[Claim, ...]:
    found = _of_row(chunk, words) if chunk.kind is ChunkKind.TABLE_ROW else _of_text(chunk, words)
    codes = frozenset(sku.lower() for sku in chunk.skus)
    if codes:
        found = (replace(claim, case={**claim.case, "sku": codes}) for claim in found)
    return tuple(claim for claim, _ in zip(found, range(_MOST_CLAIMS), strict=False))


def _above(chunk: Chunk) -> list[str]:
    return [part for part in (*_PATH.split(chunk.context), *chunk.place.section) if part]


def _of_text(chunk: Chunk, words: Words) -> Iterator[Claim]:
    fields = dict(chunk.fields)
    asked = fields.get("question") or fields.get("scenario") or ""
    said = [fields[name] for name in ("answer", "text") if fields.get(name)]
    said += [value for name, value in chunk.fields if name == "variant"]
    above = [*dict.fromkeys(_above(chunk)), *([asked] if asked else [])]
    for text in said or [chunk.text]:
        reach = max(chunk.text.find(text), 0)
        for piece in pieces(without_row_lines(text)):
            at = chunk.text.find(piece.body, reach)
            lead = [part for part in (piece.caption, piece.lead) if part]
            for claim in claims(piece.body, [*above, *lead], words, sections=chunk.place.section):
                yield _moved(claim, at)
            reach = at + len(piece.body) if at >= 0 else reach


def _of_row(chunk: Chunk, words: Words) -> Iterator[Claim]:
    subject = next((value for _, value in chunk.fields if len(_NAMES.findall(value)) > 1), "")
    above: Sequence[str] = (*dict.fromkeys(_above(chunk)), subject)
    for header, cell in chunk.fields:
        if not cell.strip() or cell == subject or _OF_THE_MOMENT.search(header):
            continue
        text = cell_text(header, cell)
        at = chunk.text.find(text)
        for claim in claims(text, above, words, subject=subject, sections=chunk.place.section):
            yield _moved(claim, at)


def _moved(claim: Claim, by: int) -> Claim:
    """In the chunk's own text; a claim that stands there in other words has no place."""
    if by < 0:
        return replace(
            claim, start=0, end=0, stance=(0, 0), values=tuple(replace(v, start=0, end=0) for v in claim.values)
        )
    start, end = claim.stance
    values = tuple(replace(value, start=value.start + by, end=value.end + by) for value in claim.values)
    return replace(claim, start=claim.start + by, end=claim.end + by, stance=(start + by, end + by), values=values)
