"""Approved scripts by how well their scenario matches a question.

Words and meaning count half each. Scenarios are short and few, so their vectors are kept in memory by text: a changed
script costs one encoding, all others none.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from knowledge.encoders.encoder import Encoder, Vectors
from knowledge.index.index import KnowledgeIndex
from knowledge.retrieval.content import content_terms
from knowledge.retrieval.hydration import Seen
from knowledge.retrieval.scored import scored
from knowledge.retrieval.standings import StandingsShelf
from knowledge.store.database import Database
from knowledge.store.scripts import scripts_of
from knowledge.types import Query, Scores, Script, ShopId, VersionId

_WORDS_WEIGHT = 0.5
_ALTERNATIVES = re.compile(r"\s*[/|｜；;\n]\s*")


@dataclass(frozen=True, slots=True)
class _Prompt:
    """One way of asking for a script."""

    position: int
    text: str
    terms: frozenset[str]
    vector: Vectors


@dataclass(frozen=True, slots=True)
class _Shelf:
    revision: int
    also: tuple[VersionId, ...]  # of the past, beside what is published
    scripts: Sequence[Script]  # of every validity
    prompts: Sequence[_Prompt]


class ScriptRanking:
    """Safe for threads."""

    def __init__(self, database: Database, encoder: Encoder, index: KnowledgeIndex, standings: StandingsShelf) -> None:
        self._database = database
        self._standings = standings
        self._encoder = encoder
        self._index = index
        self._shelves: dict[tuple[ShopId, bool], _Shelf] = {}  # of the present, and of one past
        self._lock = threading.Lock()

    def rank(self, query: Query, encode: Callable[[str], Vectors], seen: Seen) -> tuple[Script, ...]:
        """Every script usable at `query.as_of`, best first; `passage.scores` has fused, dense and lexical in [0, 1]."""
        standings = self._standings.at(seen.shop, seen.revision)
        shelf = self._shelf(seen, standings.past(seen.as_of))
        if not shelf.prompts or not query.text.strip():
            return ()
        vector = encode(query.text)
        wanted = content_terms(query.text)
        every = {*wanted, *(term for prompt in shelf.prompts for term in prompt.terms)}
        weights = self._index.term_weights(query.shop, sorted(every))
        best: dict[int, Scores] = {}
        asked = frozenset(wanted)
        for prompt in shelf.prompts:
            words = _overlap(asked, prompt.terms, weights)
            cosine = float(prompt.vector @ vector)
            scores = Scores(_WORDS_WEIGHT * words + (1 - _WORDS_WEIGHT) * cosine, dense=cosine, lexical=words)
            if prompt.position not in best or scores.fused > best[prompt.position].fused:
                best[prompt.position] = scores
        ranked = sorted(best, key=lambda position: -best[position].fused)
        found = ((shelf.scripts[position], best[position]) for position in ranked)
        return tuple(
            replace(script, passage=scored(script.passage, scores))
            for script, scores in found
            if script.passage and standings.may_speak(script.passage.chunk.version_id, seen.as_of, seen.view)
        )

    def _shelf(self, seen: Seen, also: tuple[VersionId, ...]) -> _Shelf:
        known = self._known(seen, also)
        if known is not None:
            return known
        with self._lock:
            known = self._known(seen, also)
            if known is not None:
                return known
            before = self._shelves.get((seen.shop, bool(also)))
            with self._database.read() as connection:
                scripts = scripts_of(connection, seen.shop, also)
            shelf = _Shelf(seen.revision, also, scripts, self._prompts(scripts, before))
            self._shelves[seen.shop, bool(also)] = shelf
        return shelf

    def _known(self, seen: Seen, also: tuple[VersionId, ...]) -> _Shelf | None:
        known = self._shelves.get((seen.shop, bool(also)))
        return known if known and known.revision == seen.revision and known.also == also else None

    def _prompts(self, scripts: Sequence[Script], before: _Shelf | None) -> list[_Prompt]:
        asked = [(at, text) for at, script in enumerate(scripts) for text in _asking(script)]
        known = _vectors_of(before)
        new = [text for text in dict.fromkeys(text for _, text in asked) if text not in known]
        if new:
            known.update(zip(new, self._encoder.encode_passages(new), strict=True))
        return [_Prompt(at, text, frozenset(content_terms(text)), known[text]) for at, text in asked]


def _asking(script: Script) -> list[str]:
    """What a customer may say for it: the scenario's alternatives; variants are other replies, not other questions."""
    return [text for text in _ALTERNATIVES.split(script.scenario) if text.strip()] or [script.text]


def _vectors_of(shelf: _Shelf | None) -> dict[str, Vectors]:
    return {prompt.text: prompt.vector for prompt in shelf.prompts} if shelf else {}


def _overlap(wanted: frozenset[str], offered: frozenset[str], weights: Mapping[str, float]) -> float:
    """Dice's coefficient of two sets of weighted words."""
    both = sum(weights[term] for term in wanted & offered)
    each = sum(weights[term] for term in wanted) + sum(weights[term] for term in offered)
    return 2 * both / each if each > 0 else 0.0
