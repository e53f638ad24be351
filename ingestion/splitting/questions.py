"""Questions that need no label: a heading or a numbered line that asks, with what is said below it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ingestion.reading import Paragraph
from ingestion.splitting.groups import is_item, without_marker
from ingestion.splitting.labels import Pair

_QUESTION_CHARS = 60
_ASKS = re.compile(
    r"[？?]\s*$|(?:吗|呢|怎么办|怎么处理|是什么|多久|多少钱?|为什么)\s*$"
    r"|^(?:如何|怎么|怎样|为什么|为何|什么时候|什么是|是否|能否|可否|可以.{1,20}吗|哪些|哪里|多久)"
)


def is_question(text: str) -> bool:
    text = without_marker(text).strip()
    return 2 < len(text) <= _QUESTION_CHARS and "\n" not in text and bool(_ASKS.search(text))


def pair_under(heading: str, paragraphs: Sequence[Paragraph]) -> Pair | None:
    """The pair that a heading which asks makes with the paragraphs below it."""
    if not paragraphs or not is_question(heading):
        return None
    answer = "\n".join(paragraph.text for paragraph in paragraphs)
    return Pair(without_marker(heading), answer, f"{heading}\n{answer}", paragraphs[0].page, scripted=False)


def asked_lines(items: Sequence[Pair | Paragraph]) -> Iterator[Pair | Paragraph]:
    """Pairs for paragraphs that ask in a line of their own. One rhetorical question in prose makes no pair: there
    must be two such lines, or the line is numbered; an answer reaches to the next question.
    """
    asks = [
        isinstance(item, Paragraph) and item.text.rstrip().endswith(("？", "?")) and is_question(item.text)
        for item in items
    ]
    asks = [here and not following for here, following in zip(asks, [*asks[1:], True], strict=True)]
    several = sum(asks) > 1
    index = 0
    while index < len(items):
        item = items[index]
        if not isinstance(item, Paragraph) or not asks[index] or not (several or is_item(item.text)):
            yield item
            index += 1
            continue
        end = index + 1
        answer: list[Paragraph] = []
        while end < len(items) and not asks[end] and isinstance(below := items[end], Paragraph):
            answer.append(below)
            end += 1
        yield pair_under(item.text, answer) or item
        index = end if answer else index + 1
