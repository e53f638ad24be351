"""The passages of several retrievals as one numbered list, so that a citation means the same in every part."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest

from knowledge.types import Passage, Retrieval, Script


def numbered(retrievals: Sequence[Retrieval], scripts: Sequence[Script] = ()) -> tuple[Passage, ...]:
    """Best first: the first passage of every part, then the second …; scripts' own sources last. No chunk twice."""
    ranks = zip_longest(*(retrieval.passages for retrieval in retrievals))
    found = [passage for rank in ranks for passage in rank if passage is not None]
    found += [script.passage for script in scripts if script.passage is not None]
    return tuple(
        {passage.chunk.id: passage for passage in reversed(found)}[id]
        for id in dict.fromkeys(p.chunk.id for p in found)
    )
