"""Sentences of Chinese and English text. Pure: joining them gives the text back, character for character."""

from __future__ import annotations

import re

_TERMINATORS = "。！？!?；;\n"
_PAIRS = dict(zip("（(【[「『《“‘｛{", "）)】]」』》”’｝}", strict=True))
_QUOTES = frozenset("「『“‘")
_MAY_END = re.compile(f"[{re.escape(_TERMINATORS)}.{re.escape(''.join(_PAIRS))}]")
# What may still belong to a sentence after its terminator; white space follows it into the same sentence.
_TAIL = re.compile(r"[。！？!?；;]*[）)】\]」』》”’｝}]*\s*")
# An opening bracket without its partner within this many characters is a slip and must not swallow the rest.
_BRACKET_REACH = 200
_ABBREVIATION = re.compile(r"(?:^|[\s(（])(?:[A-Za-z]|No|vs|etc|e\.g|i\.e|approx|Mr|Mrs|Ms|Dr|Co|Ltd|Inc|Fig)$", re.I)
_NUMBERING = re.compile(r"^[\s(（]*\d+(?:\.\d+)*$")


def sentences(text: str) -> tuple[str, ...]:
    """The sentences in order, each with its closing quotes and the white space after it; `"".join` restores `text`.

    A sentence ends at 。！？； and their ASCII forms, at a full stop that is no decimal point, numbering or
    abbreviation, and at a line end. Inside a pair of brackets or quotation marks it does not end.
    """
    out: list[str] = []
    start = position = 0
    while stop := _MAY_END.search(text, position):
        position = stop.start()
        close = _closing(text, position)
        if close is not None:
            spoken = text[start:position].strip() == "" and text[position] in _QUOTES
            ends = spoken and text[close - 1] in _TERMINATORS
            position = close
        else:
            ends = _ends(text, start, position)
        position += 1
        if ends and text[start:position].strip():
            tail = _TAIL.match(text, position)
            position = tail.end() if tail else position
            out.append(text[start:position])
            start = position
    if start < len(text):
        out.append(text[start:])
    return tuple(out)


def _closing(text: str, position: int) -> int | None:
    """Where the bracket that opens at `position` closes: on the same line and within reach."""
    partner = _PAIRS.get(text[position])
    if partner is None:
        return None
    close = text.find(partner, position + 1, position + _BRACKET_REACH)
    return None if close < 0 or "\n" in text[position:close] else close


def _ends(text: str, start: int, position: int) -> bool:
    char = text[position]
    if char in _TERMINATORS:
        return True
    if char != "." or not (position + 1 == len(text) or text[position + 1].isspace()):
        return False
    before = text[start:position]
    return not (_NUMBERING.search(before) or _ABBREVIATION.search(before))
