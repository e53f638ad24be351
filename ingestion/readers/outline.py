"""The structure that a document's own numbering gives: chapters become headings, an article stays in one piece.

Runs over the blocks of any format after its reader, because rules are pasted into Word, web pages and text files alike.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingestion.reading import Block, Heading, Paragraph, Table
from ingestion.readers.numbering import Label, Rank, article_label, label_of
from ingestion.readers.prose import heading_text

_CHAPTER_CHARS = 40
_HEADING_CHARS = 30
_SENTENCE_MARKS = "。；！，,;!"
_ARTICLE_CHARS = 1000  # beyond this an article is cut by the splitter anyway, so its label becomes a heading of the pieces
_SAME_SERIES_HEADINGS = 0.6  # share of a numbered series that must have a body of its own to be headings, not a list


def outline(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Blocks with numbered headings promoted and the paragraphs of each article joined."""
    return tuple(_join_articles(_promote(blocks)))


@dataclass(frozen=True, slots=True)
class _Candidate:
    label: Label
    sure: bool  # chapters and sections: no list is numbered so


def _candidate(block: Block) -> _Candidate | None:
    if not isinstance(block, Paragraph) or "\n" in block.text or (label := label_of(block.text)) is None:
        return None
    sure = label.rank <= Rank.SECTION
    rest = label.rest.rstrip("：:")
    if len(block.text) > (_CHAPTER_CHARS if sure else _HEADING_CHARS) or any(mark in rest for mark in _SENTENCE_MARKS):
        return None
    if not rest and not sure:
        return None
    if not sure and (any(mark in rest for mark in "：:") or label.rank in (Rank.BRACKET, Rank.CIRCLED)):
        return None
    return _Candidate(label, sure)


def _promote(blocks: Sequence[Block]) -> list[Block]:
    candidates = [_candidate(block) for block in blocks]
    chosen = {index for index, candidate in enumerate(candidates) if candidate and candidate.sure}
    for series in _series(blocks, candidates):
        bodies = [index for index in series if _has_body(blocks, candidates, index)]
        if len(bodies) >= len(series) * _SAME_SERIES_HEADINGS:
            chosen.update(series)
    return _levelled(blocks, candidates, chosen)


def _series(blocks: Sequence[Block], candidates: Sequence[_Candidate | None]) -> list[list[int]]:
    """Runs of equally numbered candidates that no outer heading interrupts."""
    open_series: dict[Rank, list[int]] = {}
    closed: list[list[int]] = []
    for index, candidate in enumerate(candidates):
        if isinstance(blocks[index], Heading) or (candidate and candidate.sure):
            closed.extend(open_series.values())
            open_series = {}
        elif candidate:
            rank = candidate.label.rank
            for inner in [inner for inner in open_series if inner > rank]:
                closed.append(open_series.pop(inner))
            open_series.setdefault(rank, []).append(index)
    return [*closed, *open_series.values()]


def _has_body(blocks: Sequence[Block], candidates: Sequence[_Candidate | None], index: int) -> bool:
    own = candidates[index]
    if own is None or index + 1 == len(blocks) or isinstance(blocks[index + 1], Heading):
        return False
    following = blocks[index + 1]
    if isinstance(following, Table):
        return True
    label = label_of(following.text)
    return label is None or label.rank > own.label.rank


def _levelled(blocks: Sequence[Block], candidates: Sequence[_Candidate | None], chosen: set[int]) -> list[Block]:
    """Give each promoted heading the level below the nearest heading that is outer to it."""
    result: list[Block] = []
    open_headings: list[tuple[int, int]] = []  # (level, rank); rank 0 for headings without a label
    for index, block in enumerate(blocks):
        candidate = candidates[index]
        if index in chosen and candidate is not None and isinstance(block, Paragraph):
            rank = int(candidate.label.rank)
            while open_headings and open_headings[-1][1] >= rank:
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
