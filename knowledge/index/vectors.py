"""The door to Chroma: one collection of unit vectors per shop and generation. It knows ids and vectors, never texts.

Texts stay in the database, so that deleting them there deletes them everywhere. There is no metadata either: one
filter makes a query some fifty times slower, and the database judges every hit anyway.
"""

from __future__ import annotations

import re
import shutil
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from knowledge.encoders.encoder import Vectors
from knowledge.errors import Config, UpstreamUnavailable
from knowledge.types import ChunkId, ShopId

_PREFIX = "huashu."
# Of the true 100 nearest among 4,274 real titles this finds .99, Chroma's own settings (100, 100, 16) .90 in the same
# time. `sync_threshold` bounds the log that the next process replays, at 2 ms a vector.
_HNSW = {"space": "ip", "ef_construction": 100, "ef_search": 300, "max_neighbors": 24, "sync_threshold": 128}


_SEGMENT_FOLDER = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


class CollectionGone(Exception):
    """The collection was dropped by a rebuild that went live meanwhile; look up the live generation again."""


@dataclass(frozen=True, slots=True)
class Hit:
    id: ChunkId
    score: float


@contextmanager
def _noticing_a_drop() -> Iterator[None]:
    from chromadb.errors import NotFoundError

    try:
        yield
    except NotFoundError as error:
        raise CollectionGone from error


class VectorCollection:
    """Vectors of one shop and generation. Scores are cosines."""

    def __init__(self, collection: Any, batch: int) -> None:
        self._collection = collection  # Any: chromadb is not typed for us
        self._batch = batch

    def upsert(self, ids: Sequence[ChunkId], vectors: Vectors) -> None:
        for start in range(0, len(ids), self._batch):
            part = slice(start, start + self._batch)
            self._collection.upsert(ids=list(ids[part]), embeddings=vectors[part])

    def delete(self, ids: Sequence[ChunkId]) -> None:
        """Unknown ids are fine."""
        for start in range(0, len(ids), self._batch):
            self._collection.delete(ids=list(ids[start : start + self._batch]))

    def query(self, vector: Vectors, k: int) -> list[Hit]:
        """The `k` nearest, nearest first. Raises `CollectionGone`."""
        with _noticing_a_drop():
            found = self._collection.query(query_embeddings=vector[None, :], n_results=k, include=["distances"])
        ids, distances = found["ids"][0], found["distances"][0]
        return [Hit(ChunkId(id_), 1.0 - float(distance)) for id_, distance in zip(ids, distances, strict=True)]

    def ids(self) -> set[ChunkId]:
        found: set[ChunkId] = set()
        while True:
            page = self._collection.get(include=[], limit=self._batch, offset=len(found))["ids"]
            found.update(ChunkId(id_) for id_ in page)
            if len(page) < self._batch:
                return found

    def count(self) -> int:
        return int(self._collection.count())


class VectorStore:
    """Every collection of one Chroma database, which belongs to one installation of ours."""

    def __init__(self, client: Any) -> None:
        self._client = client
        self._batch = min(int(client.get_max_batch_size()), 4000)

    def create(self, shop: ShopId, generation: int) -> VectorCollection:
        """An empty collection, whatever a killed run left under its name."""
        self.drop(shop, generation)
        collection = self._client.create_collection(
            _name(shop, generation), embedding_function=None, configuration={"hnsw": _HNSW}
        )
        return VectorCollection(collection, self._batch)

    def open(self, shop: ShopId, generation: int) -> VectorCollection | None:
        from chromadb.errors import NotFoundError

        try:
            collection = self._client.get_collection(_name(shop, generation), embedding_function=None)
        except NotFoundError:
            return None
        return VectorCollection(collection, self._batch)

    def drop(self, shop: ShopId, generation: int) -> None:
        """Dropping what is not there changes nothing."""
        from chromadb.errors import NotFoundError

        try:
            self._client.delete_collection(_name(shop, generation))
        except NotFoundError:
            return

    def known(self) -> set[tuple[ShopId, int]]:
        """Shop and generation of every collection of ours."""
        found: set[tuple[ShopId, int]] = set()
        while True:
            page = self._client.list_collections(limit=500, offset=len(found))
            for collection in page:
                shop, _, number = collection.name.removeprefix(_PREFIX).rpartition(".g")
                found.add((ShopId(shop), int(number) if number.isdigit() else 0))
            if len(page) < 500:
                return {(shop, number) for shop, number in found if shop}

    def close(self) -> None:
        self._client.close()


def open_vectors(folder: Path, server_url: str = "") -> VectorStore:
    """Chroma in this process with its files in `folder`, or the shared server at `server_url` (http://host:port).

    Raises `Config` for an address that cannot be one and `UpstreamUnavailable` when the server does not answer.
    """
    import chromadb
    from chromadb.config import Settings

    settings = Settings(anonymized_telemetry=False)
    if not server_url:
        folder.mkdir(parents=True, exist_ok=True)
        _sweep(folder)
        return VectorStore(chromadb.PersistentClient(str(folder), settings=settings))
    from urllib.parse import urlsplit

    address = urlsplit(server_url)
    if address.scheme not in {"http", "https"} or not address.hostname:
        raise Config(f"“{server_url}” is no address of a Chroma server: write http://host:port")
    ssl = address.scheme == "https"
    port = address.port or (443 if ssl else 8000)
    try:
        return VectorStore(chromadb.HttpClient(address.hostname, port, ssl=ssl, settings=settings))
    except ValueError as error:  # what chromadb makes of a refused connection
        raise UpstreamUnavailable(f"the Chroma server at {address.hostname}:{port} does not answer") from error


def _sweep(folder: Path) -> None:
    """Remove the files of dropped collections, which Chroma leaves behind: their vectors are of deleted texts."""
    catalogue = folder / "chroma.sqlite3"
    if not catalogue.exists():
        return
    with closing(sqlite3.connect(f"{catalogue.as_uri()}?mode=ro", uri=True)) as connection:
        kept = {row[0] for row in connection.execute("SELECT id FROM segments")}
    for path in folder.iterdir():
        if path.is_dir() and _SEGMENT_FOLDER.fullmatch(path.name) and path.name not in kept:
            shutil.rmtree(path, ignore_errors=True)


def _name(shop: ShopId, generation: int) -> str:
    return f"{_PREFIX}{shop}.g{generation}"
