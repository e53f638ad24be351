"""How much of one text's telling words stands in another text too. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from ingestion.conflicts.statements import GAP

_KEPT = 65_536  # coverings that are remembered: a clause is compared with the same headings again and again


@dataclass(frozen=True, slots=True)
class Cover:
    """Telling characters: `left` stand in no piece of two or more that the other text holds too, `shared` do;
    `longest` is the longest of these pieces."""

    left: int
    shared: int
    longest: int


@lru_cache(maxsize=_KEPT)
def covered(words: str, text: str, weak: frozenset[str]) -> Cover:
    """Of `words`, as `Claim.core` has them, in `text`; a `weak` character tells nothing by itself."""
    left = shared = longest = 0
    for run in filter(None, words.split(GAP)):
        start = 0
        while start < len(run):
            end = start + 1
            while end < len(run) and run[start : end + 1] in text:
                end += 1
            if end - start >= 2 or (len(run) == 1 and run in text):
                if any(char not in weak for char in run[start:end]):
                    shared += end - start
                    longest = max(longest, end - start)
                start = end
            else:
                left += run[start] not in weak
                start += 1
    return Cover(left, shared, longest)
