"""Pairs of passages that contradict each other, or do not: tests/data/conflicts."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from knowledge.days import day_range
from knowledge.types import Validity

_FOLDER = Path(__file__).parents[1] / "tests" / "data" / "conflicts"


@dataclass(frozen=True, slots=True)
class Side:
    """`above` are the headings, outermost first."""

    above: tuple[str, ...]
    text: str
    validity: Validity = field(default_factory=Validity)

    def overlaps(self, other: Side) -> bool:
        ours, theirs = self.validity, other.validity
        ends_first = ours.ends is not None and theirs.starts is not None and ours.ends <= theirs.starts
        begins_last = theirs.ends is not None and ours.starts is not None and theirs.ends <= ours.starts
        return not (ends_first or begins_last)


@dataclass(frozen=True, slots=True)
class Pair:
    conflict: bool
    trade: str
    why: str
    left: Side
    right: Side


def load(name: str) -> list[Pair]:
    """The pairs of `name`.txt in their order."""
    lines = (_FOLDER / f"{name}.txt").read_text("utf-8").splitlines()
    return [_pair(line) for line in lines if line and not line.startswith("#")]


def _pair(line: str) -> Pair:
    verdict, trade, why, left, right = (part.strip() for part in line.split("|", 4))
    if verdict not in {"conflict", "fine"}:
        raise ValueError(f"no verdict: {line}")
    return Pair(verdict == "conflict", trade, why, _side(left), _side(right))


def _side(written: str) -> Side:
    heading, _, text = written.partition(" # ")
    title, _, days = heading.partition("{")
    first, _, last = days.rstrip("}").partition("..")
    validity = day_range(_day(first), _day(last))
    return Side(tuple(part.strip() for part in title.split("›")), text, validity)


def _day(written: str) -> date | None:
    return date.fromisoformat(written) if written else None
