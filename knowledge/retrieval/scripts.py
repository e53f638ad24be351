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
from knowledge.retrieval.scored import scored
from knowledge.store.database import Database
from knowledge.store.scripts import published_scripts
from knowledge.types import Query, Scores, Script, ShopId

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
    scripts: Sequence[Script]  # of every validity
    prompts: Sequence[_Prompt]


class ScriptRanking:
    """Safe for threads."""

    def __init__(self, database: Database, encoder: Encoder, index: KnowledgeIndex) -> None:
        self._database = database
        self._encoder = encoder
        self._index = index
        self._shelves: dict[ShopId, _Shelf] = {}
        self._lock = threading.Lock()

    def rank(self, query: Query, encode: Callable[[str], Vectors], revision: int) -> tuple[Script, ...]:
        """Every script usable at `query.as_of`, best first; `passage.scores` has fused, dense and lexical in [0, 1]."""
        shelf = self._shelf(query.shop, revision)
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
        usable = ((shelf.scripts[position], best[position]) for position in ranked)
        return tuple(
            _scored(s, scores) for s, scores in usable if s.passage is None or s.passage.validity.covers(query.as_of)
        )

    def _shelf(self, shop: ShopId, revision: int) -> _Shelf:
        known = self._shelves.get(shop)
        if known and known.revision == revision:
            return known
        with self._lock:
            known = self._shelves.get(shop)
            if known and known.revision == revision:
                return known
            with self._database.read() as connection:
                scripts = published_scripts(connection, shop, None)
            shelf = _Shelf(revision, scripts, self._prompts(scripts, known))
            self._shelves[shop] = shelf
        return shelf

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


def _scored(script: Script, scores: Scores) -> Script:
    return replace(script, passage=scored(script.passage, scores)) if script.passage else script
