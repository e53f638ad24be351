"""Drops tables of contents: their entries come again as headings, and as text they only mislead search."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingestion.reading import Block, Heading, Paragraph, Table

_TITLE = re.compile(r"目\s*[录錄]|(?:table of )?contents", re.IGNORECASE)
_ENTRY_END = re.compile(r"(?:[.．·…。]\s*){3,}[\divxIVX]*\s*\Z|\s+\d{1,4}\s*\Z")
_DECORATION = re.compile(r"[\s.．·…]+")


def without_contents(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """`blocks` without tables of contents. An entry is a short line that recurs later or that ends in a page number."""
    keys = [_key(block) for block in blocks]
    last_place = {key: index for index, key in enumerate(keys) if key}
    kept: list[Block] = []
    index = 0
    while index < len(blocks):
        end = _end_of_contents(blocks, keys, last_place, index)
        if end is None:
            kept.append(blocks[index])
            index += 1
        else:
            index = end
    return tuple(kept)


def _end_of_contents(
    blocks: Sequence[Block], keys: Sequence[str], last_place: dict[str, int], start: int
) -> int | None:
    block = blocks[start]
    if isinstance(block, Table) or not _TITLE.fullmatch(block.text.strip().rstrip("：:")):
        return None
    end = start + 1
    while end < len(blocks) and _is_entry(blocks[end], keys[end], last_place, end):
        end += 1
    return end if end > start + 1 else None


def _is_entry(block: Block, key: str, last_place: dict[str, int], index: int) -> bool:
    if not isinstance(block, Heading | Paragraph) or len(block.text) > 200:
        return False
    return bool(_ENTRY_END.search(block.text)) or (bool(key) and last_place[key] > index)


def _key(block: Block) -> str:
    if isinstance(block, Table):
        return ""
    return _DECORATION.sub("", _ENTRY_END.sub("", block.text)).casefold()
