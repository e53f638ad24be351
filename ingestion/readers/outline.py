"""The structure that a document's own numbering gives: chapters become headings, an article stays in one piece.

Runs over the blocks of any format after its reader, because rules are pasted into Word, web pages and text files alike.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingestion.readers.numbering import Label, Rank, article_label, label_of, opens_bullet
from ingestion.readers.prose import heading_text
from ingestion.reading import Block, Heading, Paragraph, Table

_CHAPTER_CHARS = 40
_HEADING_CHARS = 30
_SENTENCE_MARKS = "。；！，,;!"
_CAPTION = re.compile(r"(?:表|Table) ?[\d一二三四五六七八九十.\-]{1,6}[^。；，]{0,40}")
_ARTICLE_CHARS = (
    1000  # beyond this an article is cut by the splitter anyway, so its label becomes a heading of the pieces
)
_CARRYING = (Rank.DECIMAL_2, Rank.DECIMAL_3)  # 2.1 goes on from 1.3: these name their chapter themselves
_SAME_SERIES_HEADINGS = 0.6  # share of a numbered series that must have a body of its own to be headings, not a list


def outline(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Blocks with numbered headings promoted and the paragraphs of each article joined."""
    return tuple(_with_captions(_join_articles(_promote(blocks))))


@dataclass(frozen=True, slots=True)
class _Labelled:
    """A paragraph that opens with a number: `short` ones may be headings, the others are items or sentences."""

    label: Label
    short: bool

    @property
    def sure(self) -> bool:
        """Chapters and sections: no list is numbered so."""
        return self.short and self.label.rank <= Rank.SECTION


def _labelled(block: Block) -> _Labelled | None:
    if not isinstance(block, Paragraph) or (label := label_of(block.text)) is None:
        return None
    rest = label.rest.rstrip("：:")
    unsure = label.rank > Rank.SECTION
    short = (
        len(block.text) <= (_HEADING_CHARS if unsure else _CHAPTER_CHARS)
        and not any(mark in rest for mark in (_SENTENCE_MARKS + "：:" if unsure else _SENTENCE_MARKS))
        and (bool(rest) or not unsure or label.rank is Rank.LENTICULAR)
        and label.rank not in (Rank.BRACKET, Rank.CIRCLED)
        and "\n" not in block.text
    )
    return _Labelled(label, short)


def _promote(blocks: Sequence[Block]) -> list[Block]:
    labelled = [_labelled(block) for block in blocks]
    chosen = {index for index, found in enumerate(labelled) if found and found.sure}
    for series in _series(blocks, labelled):
        headings = [index for index in series if _heads_a_body(blocks, labelled, index)]
        if len(series) > 1 and len(headings) >= len(series) * _SAME_SERIES_HEADINGS:
            chosen.update(index for index in series if (found := labelled[index]) is not None and found.short)
    return _levelled(blocks, labelled, chosen)


def _series(blocks: Sequence[Block], labelled: Sequence[_Labelled | None]) -> list[list[int]]:
    """Runs of equally numbered paragraphs that no outer heading interrupts."""
    open_series: dict[Rank, list[int]] = {}
    closed: list[list[int]] = []
    for index, found in enumerate(labelled):
        if isinstance(blocks[index], Heading) or (found and found.sure):
            closed.extend(open_series.values())
            open_series = {}
        elif found:
            rank = found.label.rank
            inner_ones = [inner for inner in open_series if inner > rank and inner not in _CARRYING]
            closed.extend(open_series.pop(inner) for inner in inner_ones)
            open_series.setdefault(rank, []).append(index)
    return [*closed, *open_series.values()]


def _heads_a_body(blocks: Sequence[Block], labelled: Sequence[_Labelled | None], index: int) -> bool:
    """Whether text of its own follows the short line, rather than the next item or nothing."""
    own = labelled[index]
    if own is None or not own.short or index + 1 == len(blocks) or isinstance(blocks[index + 1], Heading):
        return False
    following = labelled[index + 1]
    if following is not None:
        return following.label.rank > own.label.rank
    below = blocks[index + 1]
    is_item = isinstance(below, Paragraph) and opens_bullet(below.text)
    return own.label.rank < Rank.ARABIC or not is_item  # 1. with bullets below is a list within a list


def _levelled(blocks: Sequence[Block], labelled: Sequence[_Labelled | None], chosen: set[int]) -> list[Block]:
    """Give promoted headings their level: beside an open heading of the same kind, else below the one in force."""
    result: list[Block] = []
    open_headings: list[tuple[int, int]] = []  # (level, rank); rank 0 for headings without a label
    for index, block in enumerate(blocks):
        found = labelled[index]
        if index in chosen and found is not None and isinstance(block, Paragraph):
            rank = int(found.label.rank)
            while open_headings and _closes(rank, [open_rank for _, open_rank in open_headings]):
                open_headings.pop()
            level = open_headings[-1][0] + 1 if open_headings else 1
            open_headings.append((level, rank))
            result.append(Heading(heading_text(block.text), level, block.page))
            continue
        if isinstance(block, Heading):
            label = label_of(block.text)
            while open_headings and open_headings[-1][0] >= block.level:
                open_headings.pop()
            open_headings.append((block.level, int(label.rank) if label else 0))
        result.append(block)
    return result


def _closes(rank: int, open_ranks: Sequence[int]) -> bool:
    """Whether a heading of `rank` ends the innermost open one. Chapters end all that is inner to them; the order of
    other kinds is the writer's own, so they end only what stands inside their own kind."""
    return open_ranks[-1] >= rank if rank <= Rank.SECTION else rank in open_ranks


def _join_articles(blocks: Sequence[Block]) -> list[Block]:
    result: list[Block] = []
    article: list[Paragraph] = []
    level = 0  # of the heading in force
    for block in blocks:
        opens = isinstance(block, Paragraph) and article_label(block.text) is not None
        if opens or not isinstance(block, Paragraph):
            result.extend(_article(article, level))
            article = []
        if isinstance(block, Paragraph) and (opens or article):
            article.append(block)
            continue
        if isinstance(block, Heading):
            level = block.level
        result.append(block)
    result.extend(_article(article, level))
    return result


def _with_captions(blocks: Sequence[Block]) -> list[Block]:
    """A line like 表1 规格参数 right above a table is its caption."""
    result: list[Block] = []
    for block in blocks:
        above = result[-1] if result else None
        caption = above.text if isinstance(above, Paragraph) and _CAPTION.fullmatch(above.text) else ""
        if isinstance(block, Table) and not block.caption and caption:
            result[-1] = replace(block, caption=caption)
        else:
            result.append(block)
    return result


def _article(parts: Sequence[Paragraph], level: int) -> list[Block]:
    if not parts:
        return []
    whole = "\n".join(part.text for part in parts)
    if len(whole) <= _ARTICLE_CHARS or len(parts) == 1:
        return [replace(parts[0], text=whole)]
    first = parts[0]
    label = article_label(first.text) or ""
    if len(first.text) <= _HEADING_CHARS and not any(mark in first.text for mark in _SENTENCE_MARKS):
        return [Heading(first.text, level + 1, first.page), *parts[1:]]
    return [Heading(label, level + 1, first.page), *parts]
