"""Passages and scripts without what an editor overruled: of two contradicting ones the winner alone is read. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from knowledge.retrieval.settlements import Settled
from knowledge.text import sentences
from knowledge.text.pieces import cell_text
from knowledge.types import ChunkKind, Passage, Script


def heeding(passages: Iterable[Passage], settled: Settled) -> tuple[Passage, ...]:
    """Each without its overruled sentences; one that says nothing else is left out."""
    left = (_without(passage, settled.overruled.get(passage.chunk.document_id, ())) for passage in passages)
    return tuple(passage for passage in left if passage is not None)


def heeding_scripts(scripts: Iterable[Script], settled: Settled) -> tuple[Script, ...]:
    """A script is said as a whole or not at all."""
    return tuple(script for script in scripts if not _overruled(script, settled))


def _overruled(script: Script, settled: Settled) -> bool:
    source = script.passage
    said = settled.overruled.get(source.chunk.document_id, ()) if source else ()
    return any(one in text for one in said for text in (script.text, *script.variants))


def _without(passage: Passage, overruled: Sequence[str]) -> Passage | None:
    chunk = passage.chunk
    if not any(said in chunk.text for said in overruled):
        return passage
    text = _left_of(chunk.text, overruled)
    if not text.strip():
        return None
    fields = tuple(
        (name, value if chunk.kind is ChunkKind.TABLE_ROW else _left_of(value, overruled))
        for name, value in chunk.fields
        if not any(said in cell_text(name, value) for said in overruled) or chunk.kind is not ChunkKind.TABLE_ROW
    )
    return replace(passage, chunk=replace(chunk, text=text, fields=fields))


def _left_of(text: str, overruled: Sequence[str]) -> str:
    """A statement may reach over a ； that ends a sentence for others, so what it touches goes as well."""
    spans = [(start, start + len(said)) for said in overruled if (start := text.find(said)) >= 0]
    kept, at = [], 0
    for sentence in sentences(text):
        end = at + len(sentence)
        if not any(start < end and stop > at for start, stop in spans):
            kept.append(sentence)
        at = end
    return "".join(kept)
