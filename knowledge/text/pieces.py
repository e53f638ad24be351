"""A text cut into what can be said by itself: sentences, list items with the line that leads into them, cells. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from knowledge.text.sentences import sentences
from knowledge.types import Chunk

_FOOTNOTE = re.compile(r"[¹²³⁴-⁹⁰]+(?=[。；，]?$)")
_MARKER = re.compile(
    r"^\s*(?:[¹²³⁴-⁹⁰]+|[-*•·●○▪◆►>]+|\d{1,2}[.、)）](?!\d)|[（(]\d{1,2}[)）]|[（(]?[①-⑳][)）]?|#+)\s*"
)
_ANSWER_MARK = re.compile(r"^\s*(?:答|a|答案|客服|回复)\s*[：:]\s*", re.I)
_LEAD = re.compile(r"[：:]\s*$")
_ITEM = re.compile(r"^\s*(?:[（(][一二三四五六七八九十\d]{1,3}[)）]|\d{1,2}[.、)）]|[①-⑳]|[-*•·])")
_FRAMED = re.compile(r"【[^】]{1,24}】|={2,}[^=]{1,24}={2,}")
_WORDS = re.compile(r"[a-zA-Z\u3400-\u9fff、/·（）() ]+")
_SENTENCE = re.compile(r"[。；！？!?;]$")
_CAPTION_CHARS = 12
_HEADING_CHARS = 40  # longer ones are sentences, whose beginning says enough
# A written answer up to this length is one piece: it was written as one reply.
_WHOLE_CHARS = 180


@dataclass(frozen=True, slots=True)
class Piece:
    """`body` as one says it, without its list marker; `lead` introduces the list that it is an item of, `caption` is
    the bare line above it, `line` the number of its own line in the text.
    """

    body: str
    lead: str = ""
    caption: str = ""
    line: int = 0

    @property
    def text(self) -> str:
        return f"{self.lead}{self.body}"


def pieces(text: str, *, written_as_reply: bool = False) -> tuple[Piece, ...]:
    """In the text's order. A short text that was written as a reply stays whole; a caption is no piece."""
    return _pieces(text, written_as_reply)


@lru_cache(maxsize=1024)  # a passage is read when it is found, and again by each part of a question
def _pieces(text: str, written_as_reply: bool) -> tuple[Piece, ...]:
    return tuple(_cut(text, written_as_reply))


def _cut(text: str, written_as_reply: bool) -> Iterator[Piece]:
    if written_as_reply and len(text) <= _WHOLE_CHARS:
        yield Piece(clean(" ".join(text.split())))
        return
    lead = caption = ""
    lines = text.split("\n")
    for at, line in enumerate(lines):
        if not written_as_reply and not (lead and _ITEM.match(line)) and _is_caption(lines, at):
            lead, caption = "", clean(line)
            continue
        for sentence in filter(None, map(str.strip, sentences(line))):
            introduces, item = _LEAD.search(sentence) is not None, _ITEM.match(sentence) is not None
            if introduces:
                lead = sentence
            elif not item and not written_as_reply:
                lead = ""
            yield Piece(clean(sentence), clean(lead) if lead and item and not introduces else "", caption, at)


def _is_caption(lines: Sequence[str], at: int) -> bool:
    """Whether a short line of words alone stands over a sentence; below another such line it is an item of a list."""
    follows = lines[at + 1].strip() if at + 1 < len(lines) else ""
    if not _SENTENCE.search(follows):
        return False
    return _FRAMED.fullmatch(clean(lines[at])) is not None or (
        _is_bare(lines[at]) and not (at and _is_bare(lines[at - 1]))
    )


def _is_bare(line: str) -> bool:
    bare = clean(line)
    return len(bare) <= _CAPTION_CHARS and _WORDS.fullmatch(bare) is not None


def headed(chunk: Chunk, text: str) -> str:
    """A piece as it is compared in meaning: behind its FAQ's question or the nearest heading, which often names the
    matter that the sentence itself leaves out.
    """
    above = dict(chunk.fields).get("question", "") or (chunk.place.section[-1] if chunk.place.section else "")
    above = clean(" ".join(above.split()))
    return f"{above[:_HEADING_CHARS]}：{text}" if above else text


def cell_text(header: str, cell: str) -> str:
    """A table's cell as a piece."""
    return f"{header}：{cell}"


def clean(text: str) -> str:
    """List markers and "答：" gone, the words untouched."""
    return _FOOTNOTE.sub("", _ANSWER_MARK.sub("", _MARKER.sub("", text)).strip())
