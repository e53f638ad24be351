"""Which rules a question needs beside what its own words find: a date needs the cut-off times, a sum the promotions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from knowledge.text import comparable
from prompts.solver_wording import SolverWording, Topic


def asks(words: SolverWording, topic: str, part: str) -> bool:
    """Whether the question may be of this kind; the solver itself decides on what it finds."""
    text = comparable(part)
    return any(pattern.search(text) for pattern in words.topics[topic].ask)


def topics_of(words: SolverWording, part: str) -> Iterator[Topic]:
    """The topics whose rules should be looked up for the question; places are looked up with their provinces."""
    provinces = " ".join(sorted(words.places.named(comparable(part))))
    for name, topic in words.topics.items():
        if asks(words, name, part):
            yield replace(topic, look_up=f"{topic.look_up} {provinces}") if name == "freight" and provinces else topic
