"""A unit's words as an agent says them: without the marks of a document, to the customer. Figures stay as they are."""

from __future__ import annotations

import re
from collections.abc import Iterator

from knowledge.types import ChunkKind
from prompts.speech import Speech
from server.reply.evidence.units import Unit

_PIECE = re.compile(r"[^。！？]+[。！？]*")


def spoken(unit: Unit, speech: Speech) -> str:
    """The unit's body; that of a table row keeps the spaces in the names of goods."""
    is_row = unit.kind is ChunkKind.TABLE_ROW
    text = plain(unit.body, speech, is_row=is_row)
    if is_row or not unit.question:
        return text
    # A whole answer may begin with where its writer looked it up.
    told = [one for one in _PIECE.findall(text) if not speech.pointer.match(one)]
    return "".join(told) or text


def plain(text: str, speech: Speech, *, is_row: bool = False) -> str:
    """`text` without numbering and loose spaces, speaking to the customer rather than of one."""
    while not is_row and (mark := speech.numbering.match(text)) and mark.end() < len(text):
        text = text[mark.end() :]
    if not is_row:
        text = _settled(speech.inner_numbering.sub("", text), speech)
    text = (speech.cell_spaces if is_row else speech.spaces).sub("", text)
    for found, said in speech.said_for:
        text = found.sub(said, text)
    return text


def is_pointer(unit: Unit, speech: Speech) -> bool:
    """Whether it says no more than where to look."""
    return speech.pointer.match(unit.body) is not None


def clause(header: str, value: str, speech: Speech) -> str | None:
    """A cell whose heading needs no "is": "不能烘干" for 烘干 and 不可以. None for every other cell.

    Of a heading in levels the lowest is what the cell is about.
    """
    header = (header.split() or [header])[-1]
    verb = speech.verbs.match(header)
    if speech.silent.match(header) or speech.alone.match(value) or (verb and value.startswith(verb[1])):
        return value
    if verb:
        return f"{verb[1]}{value}"
    asked = speech.asking.sub("", header)
    ways = [(speech.may, speech.allowed), (speech.may_not, speech.forbidden)]
    if speech.able.match(asked):
        ways += [(speech.confirmed, speech.affirmed), (speech.refused, speech.denied)]
    way = next((way for marks, way in ways if marks.match(value)), None)
    if way is not None:
        return way.format(asked=asked)
    return next((said.format(*found.groups(), value=value) for found, said in _met(header, speech)), None)


def _met(header: str, speech: Speech) -> Iterator[tuple[re.Match[str], str]]:
    return ((found, said) for pattern, said in speech.said_with if (found := pattern.match(header)))


def _settled(text: str, speech: Speech) -> str:
    """Numbers of items come after one another: "高： 1. 落地帘"."""
    shorter = speech.inner_numbering.sub("", text)
    return text if shorter == text else _settled(shorter, speech)
