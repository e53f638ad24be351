"""Prose that was cut in two is put together again: neighbours of one section become one passage. Pure.

A condition often stands in the paragraph after the rule. Only prose is merged: rows, questions with answers and
scripts are whole by themselves.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from knowledge.identifiers import text_hash
from knowledge.types import Chunk, ChunkKind, Passage

_SHORT_TOKENS = 60  # about three Chinese sentences: alone, often without its condition
_MERGED_TOKENS = 420  # what one passage may grow to


def wants_neighbours(chunk: Chunk) -> bool:
    """Whether a passage is so short that what stands beside it should be read with it."""
    return chunk.kind is ChunkKind.PROSE and chunk.tokens < _SHORT_TOKENS


def merge_neighbours(passages: Sequence[Passage]) -> list[Passage]:
    """Join passages that stand side by side in a section; a joined one keeps the rank, id and scores of its best."""
    runs: list[list[Passage]] = []
    prose: defaultdict[tuple[object, ...], list[list[Passage]]] = defaultdict(list)  # the runs of each section
    for passage in passages:
        chunk = passage.chunk
        if chunk.kind is not ChunkKind.PROSE:
            runs.append([passage])
            continue
        section = prose[chunk.version_id, chunk.place.section, chunk.audience]
        run = next((run for run in section if _continues(run, chunk)), None)
        if run is None:
            runs.append([passage])
            section.append(runs[-1])
        else:
            run.append(passage)
    return [_joined(run) for run in runs]


def _continues(run: Sequence[Passage], chunk: Chunk) -> bool:
    beside = any(abs(chunk.ordinal - passage.chunk.ordinal) == 1 for passage in run)
    return beside and sum(passage.chunk.tokens for passage in run) + chunk.tokens <= _MERGED_TOKENS


def _joined(run: Sequence[Passage]) -> Passage:
    best = run[0]
    if len(run) == 1:
        return best
    chunks = sorted((passage.chunk for passage in run), key=lambda chunk: chunk.ordinal)
    text = chunks[0].text
    for chunk in chunks[1:]:
        text = f"{text}\n{_without_repeated_lead(text, chunk.text)}"
    merged = replace(
        best.chunk,
        ordinal=chunks[0].ordinal,
        text=text,
        place=chunks[0].place,
        tokens=sum(chunk.tokens for chunk in chunks),
        text_hash=text_hash(best.chunk.context, text),
        skus=tuple(dict.fromkeys(sku for chunk in chunks for sku in chunk.skus)),
    )
    return replace(best, chunk=merged)


def _without_repeated_lead(before: str, text: str) -> str:
    """A chunk that continues a list begins with the line that leads into it; once is enough."""
    lead, line_end, rest = text.partition("\n")
    return rest if line_end and rest and before.split("\n", 1)[0] == lead else text
