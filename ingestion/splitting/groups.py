"""Paragraphs that belong together: a list with the sentence that leads into it, an article with its items."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingestion.audience import for_customers
from ingestion.reading import Paragraph
from knowledge.types import Audience

_MARKER = re.compile(
    r"\s*(?:[-*•·●○■□▪◆◇►▶➢✓√※]\s*|[（(]?[一二三四五六七八九十]{1,3}[）)、．]|[（(]?\d{1,3}(?:[）)、．]|\.(?!\d))|[①-⑳❶-❿]|[a-zA-Z][.)、]\s?)"
)
_LEADS_IN = re.compile(
    r"(?:[：:]|如下[。.]?|以下(?:情形|情况|条件|内容|步骤)[。.]?|as follows[.:]?)\s*$", re.IGNORECASE
)


# Items longer than this on average are paragraphs that happen to be numbered.
_SHORT_ITEM_CHARS = 60


@dataclass(frozen=True, slots=True)
class Group:
    """Parts to be kept in one chunk if they fit. When they are cut, each later chunk begins with `again`."""

    parts: tuple[str, ...]
    again: str
    page: int | None
    audience: Audience
    whole: bool = False

    @property
    def text(self) -> str:
        return "\n".join(self.parts)


def is_item(text: str) -> bool:
    """Whether a paragraph opens with a list marker."""
    return bool(_MARKER.match(text))


def without_marker(text: str) -> str:
    return _MARKER.sub("", text, count=1)


def groups(paragraphs: Sequence[Paragraph], *, article: str = "", staff: bool = False) -> Iterator[Group]:
    """Group a run of paragraphs. `article` is the heading of the article that they make up: then they are one group.

    Text for staff comes after the rest. A paragraph with a remark for staff comes twice: without it, and whole.
    """
    for audience, run in _by_audience(paragraphs, staff=staff):
        if article:
            yield _article(article, run, audience)
        else:
            yield from _lists(run, audience)


def _by_audience(paragraphs: Sequence[Paragraph], *, staff: bool) -> Iterator[tuple[Audience, list[Paragraph]]]:
    open_run: list[Paragraph] = []
    held_back: list[Paragraph] = []
    for paragraph in paragraphs:
        kept = "" if staff else for_customers(paragraph.text)
        if kept.strip():
            open_run.append(Paragraph(kept, paragraph.page))
        if kept != paragraph.text:
            held_back.append(paragraph)
    if open_run:
        yield Audience.CUSTOMER, open_run
    if held_back:
        yield Audience.STAFF, held_back


def _article(heading: str, paragraphs: Sequence[Paragraph], audience: Audience) -> Group:
    lines = [line.strip() for paragraph in paragraphs for line in paragraph.text.split("\n") if line.strip()]
    number = heading.split(" ", 1)[0]
    if not lines[0].replace(" ", "").startswith(number):
        lines.insert(0, heading)
    return Group(tuple(lines), heading, paragraphs[0].page, audience, whole=True)


def _lists(paragraphs: Sequence[Paragraph], audience: Audience) -> Iterator[Group]:
    index = 0
    while index < len(paragraphs):
        first = paragraphs[index]
        lead = first.text if _LEADS_IN.search(first.text) and not is_item(first.text) else ""
        end = index + bool(lead)
        while end < len(paragraphs) and is_item(paragraphs[end].text):
            end += 1
        texts = [paragraph.text for paragraph in paragraphs[index : max(end, index + 1)]]
        short = sum(map(len, texts)) <= _SHORT_ITEM_CHARS * len(texts)
        if lead or short:
            yield Group(tuple(texts), lead, first.page, audience)
        else:
            yield from (Group((item.text,), "", item.page, audience) for item in paragraphs[index : index + len(texts)])
        index += len(texts)
