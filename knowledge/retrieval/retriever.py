"""Retriever: Question -> Passage*. Dense and lexical hits are fused, read back from the database, ordered, and cut.

It satisfies `server.reply.ports.Knowledge` without knowing it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from itertools import islice

from knowledge.encoders.encoder import Encoder, Vectors
from knowledge.encoders.reranker import Reranker
from knowledge.index.index import KnowledgeIndex
from knowledge.index.terms import compact, terms
from knowledge.index.vectors import Hit
from knowledge.retrieval.catalogue import Catalogues
from knowledge.retrieval.codes import codes_of
from knowledge.retrieval.confidence import Features, confidence
from knowledge.retrieval.evidence import Evidence
from knowledge.retrieval.fusion import DENSE_WEIGHT, fuse
from knowledge.retrieval.goods_words import GoodsWords
from knowledge.retrieval.hydration import Hydrator, Seen
from knowledge.retrieval.likeness import Likeness
from knowledge.retrieval.merging import merge_neighbours, wants_neighbours
from knowledge.retrieval.past import PastSearch, merged
from knowledge.retrieval.ranking import fold_duplicates, in_view_first, within_budget
from knowledge.retrieval.recent import Found, Recent
from knowledge.retrieval.scripts import ScriptRanking
from knowledge.retrieval.standings import StandingsShelf
from knowledge.scope import View, categories_of
from knowledge.store.database import Database
from knowledge.types import (
    Category,
    Chunk,
    ChunkId,
    Passage,
    Product,
    Query,
    Retrieval,
    Scores,
    Script,
    ShopId,
    Sku,
    VersionId,
)

_HITS = 100  # of each way of searching; what the fusion was measured with
_READ = 4  # hits read back for each passage wanted: some are guides, duplicates or not valid
_CANDIDATES = 3  # passages looked at for each one that is handed on
_MOST_HITS = 1600  # when most hits are not valid yet or any more
_QUERIES_KEPT = 1024  # vectors of a kilobyte and a half; customers ask the same again, and look-ups do always
_MENTIONED_SKUS = 3  # more products in one question are a list, and none of them is in view
_ENCODED = 64  # unknown sentences encoded for one question at most
_NEIGHBOURS_FOR = 3  # best passages whose neighbours are read when they are short


@dataclass(frozen=True, slots=True)
class RetrieverOptions:
    """`guides` lets voice and upsell guides, written for us, among the passages."""

    dense_weight: float = DENSE_WEIGHT
    guides: bool = False
    rerank_first: int = 24


@dataclass(frozen=True, slots=True)
class Explained:
    """A retrieval with its why: the ids of every stage, best first, and what the confidence rests on."""

    retrieval: Retrieval
    dense: tuple[ChunkId, ...]
    lexical: tuple[ChunkId, ...]
    fused: tuple[ChunkId, ...]
    reranked: tuple[ChunkId, ...]
    features: Features | None
    read: tuple[Chunk, ...] = ()  # those whose sentences are in memory now


@dataclass(frozen=True, slots=True)
class _Search:
    """One question on its way through."""

    query: Query
    vector: Vectors
    seen: Seen
    in_view: frozenset[str]  # compact codes
    past: tuple[VersionId, ...]  # what of the past counts and is in no index any more


@dataclass(frozen=True, slots=True)
class _Hits:
    dense: Sequence[Hit]
    lexical: Sequence[Hit]
    fused: Mapping[ChunkId, Scores]
    passages: Sequence[Passage]


class Retriever:
    """Safe for threads. Raises `NotFound` for an unknown shop and `IndexMismatch` for an index that does not fit."""

    def __init__(
        self,
        database: Database,
        index: KnowledgeIndex,
        encoder: Encoder,
        clock: Callable[[], datetime],
        *,
        options: RetrieverOptions | None = None,
        reranker: Reranker | None = None,
    ) -> None:
        self._index = index
        # Passages and scripts are asked for one after the other with the same words.
        self._encode = lru_cache(maxsize=_QUERIES_KEPT)(encoder.encode_query)
        self._clock = clock
        self._options = options or RetrieverOptions()
        self._reranker = reranker
        self._standings = StandingsShelf(database)
        self._hydrator = Hydrator(database, self._standings)
        self._catalogues = Catalogues(database, self._standings)
        self._scripts = ScriptRanking(database, encoder, index, self._standings)
        self._past = PastSearch(database, encoder, index)
        self._evidence = Evidence(encoder, index)
        self._likeness = Likeness(database, encoder)
        self._recent = Recent()

    def retrieve(self, query: Query) -> Retrieval:
        """Passages best first, within the query's limit and budget."""
        shop, revision = query.shop, self._hydrator.revision(query.shop)
        state = (revision, *self._index.state(shop))
        era = self._standings.era(shop, revision, query.as_of)
        asked = (query.text, query.sku, query.limit, query.budget_tokens, query.also, era)
        known = self._recent.get(shop, state, asked)
        if known is None:
            fresh = self._explained(query, revision)
            known = Found(fresh.retrieval, fresh.read)
            self._recent.keep(shop, state, asked, known)
        else:
            self._likeness.recall(known.chunks)
        return known.retrieval

    def explain(self, query: Query) -> Explained:
        """The same, with what each stage found."""
        return self._explained(query, self._hydrator.revision(query.shop))

    def _explained(self, query: Query, revision: int) -> Explained:
        if not terms(query.text):  # only punctuation or emoji: whatever is near it is near by chance
            return Explained(Retrieval((), 0.0, revision), (), (), (), (), None)
        view = self._view(query, revision)
        seen = Seen(query.shop, revision, query.as_of, view)
        past = self._standings.at(query.shop, revision).past(query.as_of)
        search = _Search(query, self._encode(query.text), seen, view.codes, past)
        found = self._found(search)
        ranked = self._reranked(query, fold_duplicates(found.passages, _CANDIDATES * query.limit))
        chosen = self._with_neighbours(search, ranked)
        read = tuple(passage.chunk for passage in chosen[: _CANDIDATES * query.limit])
        self._likeness.recall(read)
        passages = within_budget(merge_neighbours(chosen), query.limit, query.budget_tokens)
        features = self._evidence.features(query, passages)
        retrieval = Retrieval(tuple(passages), confidence(features) if features else 0.0, revision)
        reranked = tuple(passage.chunk.id for passage in ranked) if self._reranker else ()
        return Explained(
            retrieval,
            tuple(hit.id for hit in found.dense),
            tuple(hit.id for hit in found.lexical),
            tuple(found.fused),
            reranked,
            features,
            read,
        )

    def scripts(self, query: Query) -> tuple[Script, ...]:
        """Approved scripts usable at `query.as_of`, best match of the scenario first; scores are in the passage."""
        revision = self._hydrator.revision(query.shop)
        seen = Seen(query.shop, revision, query.as_of, self._view(query, revision))
        return self._scripts.rank(query, self._encode, seen)

    def likeness(self, question: str, texts: Sequence[str]) -> list[float]:
        """How near in meaning each text is: 0 as near as chance, 1 as near as a question is to its answer."""
        cosines = self._likeness.cosines(self._encode(question), texts, _ENCODED)
        return [0.0 if cosine is None else self._evidence.near(question, cosine) for cosine in cosines]

    def products(self, shop: ShopId, skus: Sequence[Sku], as_of: datetime | None = None) -> tuple[Product, ...]:
        """Catalogue rows as of a moment, now where none is given, in the order of `skus`; unknown ones are left out."""
        moment = as_of or self._clock()
        return tuple(self._catalogues.products(shop, self._hydrator.revision(shop), skus, moment))

    def goods(self, shop: ShopId, as_of: datetime | None = None) -> tuple[Product, ...]:
        """Every product of the catalogue as of a moment, now where none is given."""
        return self._catalogues.all(shop, self._hydrator.revision(shop), as_of or self._clock())

    def goods_words(self, shop: ShopId, as_of: datetime | None = None) -> GoodsWords:
        """By which words texts speak of the goods of that catalogue."""
        return self._catalogues.words(shop, self._hydrator.revision(shop), as_of or self._clock())

    def mentioned(self, shop: ShopId, text: str, as_of: datetime | None = None) -> tuple[Product, ...]:
        """Products of a moment, now where none is given, whose SKU, model code or name occurs in the text, in the order
        in which they do.
        """
        return self._catalogues.mentioned(shop, self._hydrator.revision(shop), text, as_of or self._clock())

    def warm(self, shop: ShopId) -> None:
        """Load what the shop's first question would otherwise wait for."""
        now = self._clock()
        question = Query(shop, "warm", now)
        self.scripts(question)
        self.mentioned(shop, question.text)
        self.retrieve(question)

    def _view(self, query: Query, revision: int) -> View:
        """Every code and category of the product in view and of those that the question names."""
        given = [query.sku] if query.sku else []
        named = self._catalogues.mentioned(query.shop, revision, query.text, query.as_of)
        known = self._catalogues.products(query.shop, revision, given, query.as_of)
        products = [*known, *(named if len(named) <= _MENTIONED_SKUS else ())]
        codes = frozenset(map(compact, given)).union(*map(codes_of, products))
        return View(codes, categories_of([product.category for product in products]))

    def _found(self, search: _Search) -> _Hits:
        """Hits read back from the database; more are asked for while too few of them may be used."""
        query, hits = search.query, _HITS
        about = self._about_in_view(search)
        while True:
            dense, lexical = self._hits(search, hits)
            fused = fuse(dense, lexical, self._options.dense_weight)
            passages = self._usable(search, about, fused)
            exhausted = len(dense) < hits and len(lexical) < hits
            if len(passages) >= query.limit or exhausted or hits >= _MOST_HITS:
                return _Hits(dense, lexical, fused, passages)
            hits *= 2

    def _hits(self, search: _Search, hits: int) -> tuple[Sequence[Hit], Sequence[Hit]]:
        query = search.query
        words = "，".join((query.text, *query.also))
        dense = self._index.search_dense(query.shop, search.vector, hits)
        lexical = self._index.search_lexical(query.shop, words, hits)
        if search.past:
            dense = merged(dense, self._past.dense(search.past, search.vector), hits)
            lexical = merged(lexical, self._past.lexical(query.shop, search.past, words), hits)
        return dense, lexical

    def _about_in_view(self, search: _Search) -> dict[ChunkId, Scores]:
        """What is said about the products in view, even where the question has no word of it."""
        query = search.query
        hits = (self._index.search_lexical(query.shop, query.text, _HITS, Sku(code)) for code in sorted(search.in_view))
        return {hit.id: Scores(0.0, lexical=hit.score) for each in hits for hit in each}

    def _usable(
        self, search: _Search, about: Mapping[ChunkId, Scores], fused: Mapping[ChunkId, Scores]
    ) -> list[Passage]:
        """Best first. Only the best hits are read, and the others when those do not fill the limit."""
        query = search.query
        head = dict(islice(fused.items(), _READ * query.limit))
        found = self._hydrated(search, {**head, **{id_: fused.get(id_, scores) for id_, scores in about.items()}})
        if len(found) < query.limit:
            found = self._hydrated(search, {**fused, **{id_: fused.get(id_, scores) for id_, scores in about.items()}})
        return found

    def _hydrated(self, search: _Search, scores: Mapping[ChunkId, Scores]) -> list[Passage]:
        found = self._hydrator.hydrate(search.seen, scores)
        if not self._options.guides:
            found = [passage for passage in found if passage.category is not Category.GUIDE]
        return in_view_first(found, search.in_view)

    def _reranked(self, query: Query, passages: list[Passage]) -> list[Passage]:
        if self._reranker is None:
            return passages
        head, tail = passages[: self._options.rerank_first], passages[self._options.rerank_first :]
        scores = self._reranker.rerank(query.text, [f"{p.chunk.context}\n{p.text}" for p in head])
        scored = [replace(p, scores=replace(p.scores, rerank=float(s))) for p, s in zip(head, scores, strict=True)]
        return [*sorted(scored, key=lambda passage: -(passage.scores.rerank or 0.0)), *tail]

    def _with_neighbours(self, search: _Search, passages: list[Passage]) -> list[Passage]:
        short = [passage for passage in passages[:_NEIGHBOURS_FOR] if wants_neighbours(passage.chunk)]
        chosen = [*passages, *self._hydrator.beside(search.seen, short)]
        unique = {passage.chunk.id: passage for passage in reversed(chosen)}
        return [unique[id_] for id_ in dict.fromkeys(passage.chunk.id for passage in chosen)]
