"""Bubbles -> pieces: the smallest stretches that say or ask one thing, fillers gone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from server.reply.understanding.asking import EDGE, Asker

_SENTENCE = re.compile(r"(?<=[。！!？?；;\n])")
_PIECE = re.compile(r"[，,、~～\s]+")
MOST_PIECES = 60  # more than anybody asks; a pasted wall of text stays bounded work


@dataclass(frozen=True, slots=True)
class Piece:
    """`apart`: a bubble or sentence ends before it, so it may be another matter. `turns`: the customer says that it is.

    `of_pair`: it is one of exactly two questions in its sentence.
    """

    text: str
    asks: bool
    apart: bool = False
    turns: bool = False
    of_pair: bool = False


def pieces(bubbles: Sequence[str], asker: Asker) -> list[Piece]:
    """In the order in which they were said."""
    found: list[Piece] = []
    for bubble in bubbles:
        for raw in _SENTENCE.split(bubble):
            if raw.strip(EDGE):
                found += _of_sentence(raw, asker)
        if len(found) >= MOST_PIECES:
            break
    return found[:MOST_PIECES]


def _of_sentence(sentence: str, asker: Asker) -> list[Piece]:
    marked = sentence.rstrip(" ~～\n").endswith(("?", "？"))
    texts = [(text, turns) for raw in _PIECE.split(sentence) for text, turns in _turned(raw, asker)]
    # A question mark at the end of a sentence belongs to its last piece only.
    ends = ["?" if marked and at == len(texts) - 1 else "" for at in range(len(texts))]
    asks = [asker.asks(f"{text}{end}") for (text, _), end in zip(texts, ends, strict=True)]
    return [
        Piece(asker.completed(text), asking, at == 0, turns, asking and sum(asks) == 2)
        for at, ((text, turns), asking) in enumerate(zip(texts, asks, strict=True))
    ]


def _turned(raw: str, asker: Asker) -> Iterator[tuple[str, bool]]:
    """`raw` cut where the customer turns to another matter; a turning word itself is dropped."""
    for at, part in enumerate(asker.turning.sub("\n", raw).split("\n")):
        text = asker.unfilled(part).strip(EDGE)
        if text and not asker.is_courtesy(text):
            yield text, at > 0
