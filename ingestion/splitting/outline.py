"""The blocks of a reading as sections: what stands under one heading, or is one article of a rule.

Nothing is cut here. A heading without anything below it is itself the content of the section around it.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ingestion.audience import covers_document, covers_following, marks_staff
from ingestion.readers.numbering import article_label
from ingestion.reading import Block, Heading, Paragraph, Reading, Table
from knowledge.text import normalise

_ARTICLE_TITLE_CHARS = 30
_SENTENCE_MARKS = "。；！，：:"


@dataclass(frozen=True, slots=True)
class Section:
    """`path` holds the headings from the outermost in, without the document's title. `whole` is kept together."""

    path: tuple[str, ...]
    blocks: tuple[Paragraph | Table, ...]
    staff: bool = False
    whole: bool = False


@dataclass(frozen=True, slots=True)
class _Open:
    """A heading in force; `level` 0 is the document, articles stand below every heading."""

    text: str
    level: int
    staff: bool
    article: bool = False


_ARTICLE_LEVEL = 1_000


def sections(reading: Reading, title: str) -> tuple[Section, ...]:
    """All blocks but the headings in their order, grouped by the heading or article that they stand under."""
    everywhere = marks_staff(title) or any(
        isinstance(block, Paragraph) and covers_document(block.text) for block in reading.blocks
    )
    found: list[Section] = []
    stack = [_Open("", 0, everywhere)]
    for block in _with_content(_without_title(reading.blocks, title)):
        if isinstance(block, Heading):
            _enter(stack, block.text, block.level)
            continue
        if isinstance(block, Paragraph):
            if article_label(block.text):
                _enter(stack, _article_heading(block.text), _ARTICLE_LEVEL)
            elif covers_following(block.text):
                stack.append(_Open("", stack[-1].level or _ARTICLE_LEVEL - 1, staff=True))
        _add(found, stack, block)
    return tuple(found)


def _add(found: list[Section], stack: Sequence[_Open], block: Paragraph | Table) -> None:
    path = tuple(opened.text for opened in stack if opened.text)
    here = Section(path, (block,), stack[-1].staff, stack[-1].article)
    last = found[-1] if found else None
    if last and (last.path, last.staff, last.whole) == (here.path, here.staff, here.whole):
        found[-1] = replace(last, blocks=(*last.blocks, block))
    else:
        found.append(here)


def _enter(stack: list[_Open], text: str, level: int) -> None:
    article = level == _ARTICLE_LEVEL or article_label(text) is not None
    if article and stack[-1].article and stack[-1].text.startswith(text):
        return  # a reader has made this article's label a heading above its first line
    while stack[-1].level >= level:
        stack.pop()
    stack.append(_Open(text.strip("【】[] "), level, stack[-1].staff or marks_staff(text), article))


def _article_heading(text: str) -> str:
    """第五条 受理范围 when the article has a title line of its own, else 第五条."""
    first, _, rest = text.strip().partition("\n")
    titled = rest and len(first) <= _ARTICLE_TITLE_CHARS and not any(mark in first for mark in _SENTENCE_MARKS)
    return first if titled else article_label(text) or first


def _with_content(blocks: Sequence[Block]) -> Iterator[Block]:
    """A heading with nothing below it becomes a paragraph of the section around it."""
    for block, after in itertools.zip_longest(blocks, blocks[1:]):
        below = after is not None and not (isinstance(after, Heading) and after.level <= getattr(block, "level", 0))
        if isinstance(block, Heading) and not below:
            yield Heading("", block.level, block.page)
            yield Paragraph(block.text, block.page)
        elif block is not None:
            yield block


def _without_title(blocks: Sequence[Block], title: str) -> Sequence[Block]:
    repeated = len(blocks) > 1 and not isinstance(blocks[0], Table) and normalise(blocks[0].text) == normalise(title)
    return blocks[1:] if repeated else blocks
