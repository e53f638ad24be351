"""Held-out stays held out: cases whose question already stands in the knowledge base are found and left out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from eval.cases import Case
from eval.metrics.matching import comparable
from knowledge.types import Chunk

# Shorter ones (“包邮吗”) stand in any document by chance and give nothing away.
_SHORTEST = 8
_PUNCTUATION = re.compile(r"\W+")


def leaked_cases(cases: Sequence[Case], chunks: Iterable[Chunk]) -> set[str]:
    """Ids of the cases whose last customer message occurs word for word in a chunk."""
    questions = {case.id: _bare(case.question) for case in cases}
    questions = {case: question for case, question in questions.items() if len(question) >= _SHORTEST}
    leaked: set[str] = set()
    for chunk in chunks:
        text = _bare(f"{chunk.context}{chunk.text}")
        leaked |= {case for case, question in questions.items() if question in text}
    return leaked


def _bare(text: str) -> str:
    return _PUNCTUATION.sub("", comparable(text))
