"""Which rules a question needs beside what its own words find: a date needs the cut-off times, a sum the promotions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from knowledge.text import comparable
from prompts.solver_wording import SolverWording, Topic
from server.reply.solvers.naming import segments

# Goods of a list that are looked up by name, and what is read of each.
_MOST_GOODS, _A_PIECE, _A_PIECE_BUDGET = 4, 6, 1200


def asks(words: SolverWording, topic: str, part: str) -> bool:
    """Whether the question may be of this kind; the solver itself decides on what it finds."""
    text = comparable(part)
    return any(pattern.search(text) for pattern in words.topics[topic].ask)


def topics_of(words: SolverWording, part: str) -> Iterator[Topic]:
    """The topics whose rules should be looked up: places with their provinces, goods of a list by their names."""
    provinces = " ".join(sorted(words.places.named(comparable(part))))
    for name, topic in words.topics.items():
        if name in ("price", "compare") and asks(words, name, part):
            pieces = segments(words, part)[:_MOST_GOODS]
            yield from (replace(topic, look_up=piece, passages=_A_PIECE, budget=_A_PIECE_BUDGET) for piece in pieces)
        if asks(words, name, part):
            yield replace(topic, look_up=f"{topic.look_up} {provinces}") if name == "freight" and provinces else topic
