"""The door to tantivy: one BM25 index per shop and generation over our own terms, in a folder of its own.

tantivy scores with k1 1.2 and b .75, which is what the reference figures were measured with. Only ids are stored;
postings keep no positions, so no text can be put together again from the files.
"""

from __future__ import annotations

import math
import shutil
import threading
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from knowledge.index.terms import compact, terms
from knowledge.index.vectors import Hit
from knowledge.types import ChunkId, ShopId, Sku

_HEAP_BYTES = 48_000_000  # the writer's memory per commit; tantivy asks for at least 15 MB per thread
_MAX_QUERY_TERMS = 160  # a pasted page asks nothing more precise than its first sentences
_LARGE = 5_000  # chunks, below which every term is looked at
_COMMON_SHARE = 0.2  # a term in more chunks than this weighs less than a quarter of a rare one
_LEAST_TERMS = 6


@dataclass(frozen=True, slots=True)
class Entry:
    """What is indexed of a chunk: `text` is context and text, as embedded."""

    id: ChunkId
    text: str
    skus: tuple[Sku, ...] = ()


class LexicalIndex:
    """Terms of one shop and generation. Safe for many readers and one writer at a time."""

    def __init__(self, folder: Path) -> None:
        import tantivy

        folder.mkdir(parents=True, exist_ok=True)
        self._tantivy = tantivy
        builder = tantivy.SchemaBuilder()
        builder.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
        builder.add_text_field("terms", tokenizer_name="whitespace", index_option="freq")
        builder.add_text_field("skus", tokenizer_name="raw", index_option="basic")
        self._schema = builder.build()
        self._index: Any = tantivy.Index(self._schema, path=str(folder))  # Any: tantivy is not typed for us
        self._index.config_reader("manual")
        self._index.reload()
        self._writing = threading.Lock()
        self.written = 0  # times since opening, so that what was found before a change can be told from what is now

    def write(self, add: Iterable[Entry] = (), drop: Iterable[ChunkId] = ()) -> None:
        """Add or replace entries and drop ids, visible to searches all at once when this returns."""
        with self._writing:
            writer = self._index.writer(_HEAP_BYTES, 1)
            for id_ in drop:
                writer.delete_documents_by_term("id", id_)
            added = list(add)
            for entry in added:
                writer.delete_documents_by_term("id", entry.id)
            self._add(writer, added)
            writer.commit()
            writer.wait_merging_threads()
            self._index.reload()
            self.written += 1

    def rewrite(self, entries: Iterable[Entry]) -> None:
        """Hold exactly these, in files that know no term of anything else: an entry that is only dropped leaves its
        terms in them until they are merged.
        """
        with self._writing:
            writer = self._index.writer(_HEAP_BYTES, 1)
            writer.delete_all_documents()
            self._add(writer, entries)
            writer.commit()
            writer.wait_merging_threads()
            self._index.reload()
            self.written += 1
            self._index.writer(_HEAP_BYTES, 1).garbage_collect_files()

    def search(self, text: str, k: int, sku: Sku | None = None) -> list[Hit]:
        """The `k` best by BM25 of any shared term, best first; with `sku` only chunks that are about or name it."""
        searcher = self._index.searcher()
        wanted = self._any_of(text, searcher)
        if sku is not None:
            occur, code = self._tantivy.Occur, compact(sku)
            about = self._tantivy.Query.boolean_query(
                [(occur.Should, self._term("skus", code, "basic")), (occur.Should, self._term("terms", code, "freq"))]
            )
            about = self._tantivy.Query.const_score_query(about, 0.0)
            wanted = self._tantivy.Query.boolean_query([(occur.Must, about), (occur.Should, wanted)])
        found = searcher.search(wanted, limit=k, count=False).hits
        return [Hit(ChunkId(searcher.doc(address).get_first("id")), float(score)) for score, address in found]

    def weights(self, wanted: Sequence[str]) -> dict[str, float]:
        """Inverse document frequency of each term as BM25 has it: about 0 for a word in every chunk."""
        searcher = self._index.searcher()
        total = searcher.num_docs
        weights = {}
        for term in dict.fromkeys(wanted):
            frequency = min(searcher.doc_freq("terms", term), total)
            weights[term] = math.log(1 + (total - frequency + 0.5) / (frequency + 0.5))
        return weights

    def ids(self) -> set[ChunkId]:
        searcher = self._index.searcher()
        if not searcher.num_docs:
            return set()
        found = searcher.search(self._tantivy.Query.all_query(), limit=searcher.num_docs, count=False).hits
        return {ChunkId(searcher.doc(address).get_first("id")) for _, address in found}

    def count(self) -> int:
        return int(self._index.searcher().num_docs)

    def _add(self, writer: Any, entries: Iterable[Entry]) -> None:
        for entry in entries:
            document = self._tantivy.Document()
            document.add_text("id", entry.id)
            document.add_text("terms", " ".join(terms(entry.text)))
            for sku in entry.skus:
                document.add_text("skus", compact(sku))
            writer.add_document(document)

    def _any_of(self, text: str, searcher: Any) -> Any:
        wanted = self._telling(list(dict.fromkeys(terms(text)))[:_MAX_QUERY_TERMS], searcher)
        query, occur = self._tantivy.Query, self._tantivy.Occur
        parts = [(occur.Should, self._term("terms", term, "freq")) for term in wanted]
        return query.boolean_query(parts) if parts else query.empty_query()

    def _telling(self, wanted: list[str], searcher: Any) -> list[str]:
        """In a large index without the terms of every other chunk: they decide nothing and take most of the time."""
        total = searcher.num_docs
        if total < _LARGE or len(wanted) <= _LEAST_TERMS:
            return wanted
        frequency = {term: searcher.doc_freq("terms", term) for term in wanted}
        rarest = set(sorted(wanted, key=frequency.__getitem__)[:_LEAST_TERMS])
        return [term for term in wanted if term in rarest or frequency[term] <= _COMMON_SHARE * total]

    def _term(self, field: str, value: str, kept: str) -> Any:
        return self._tantivy.Query.term_query(self._schema, field, value, index_option=kept)


class LexicalStore:
    """Every lexical index under one folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def create(self, shop: ShopId, generation: int) -> LexicalIndex:
        """An empty index, whatever a killed run left under its name."""
        self.drop(shop, generation)
        return LexicalIndex(self._path(shop, generation))

    def open(self, shop: ShopId, generation: int) -> LexicalIndex | None:
        path = self._path(shop, generation)
        return LexicalIndex(path) if path.is_dir() else None

    def drop(self, shop: ShopId, generation: int) -> None:
        """Dropping what is not there changes nothing."""
        shutil.rmtree(self._path(shop, generation), ignore_errors=True)

    def known(self) -> set[tuple[ShopId, int]]:
        names = [path.name for path in self._folder.iterdir()] if self._folder.is_dir() else []
        found = [name.rpartition(".g") for name in names]
        return {(ShopId(shop), int(number)) for shop, _, number in found if shop and number.isdigit()}

    def _path(self, shop: ShopId, generation: int) -> Path:
        return self._folder / f"{shop}.g{generation}"
