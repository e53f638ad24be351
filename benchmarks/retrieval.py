"""How long retrieval takes beyond the encoder, and what it keeps in memory: `python -m benchmarks.retrieval 10000`.

Builds a throw-away shop of synthetic chunks with random unit vectors, so that no encoder is needed, and prints the
median and 95th percentile of each stage in milliseconds. With `--encoder` the bundled one is loaded and timed as well.
"""

from __future__ import annotations

import argparse
import random
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from knowledge import identifiers
from knowledge.encoders.encoder import Vectors
from knowledge.index.index import open_index
from knowledge.retrieval.retriever import Retriever
from knowledge.store.database import Database, open_database
from knowledge.store.documents import NewVersion, add_version, publish_version
from knowledge.store.shops import create_shop
from knowledge.types import (
    Category,
    Chunk,
    ChunkKind,
    Document,
    Place,
    Product,
    Query,
    Shop,
    ShopId,
    Sku,
    Validity,
    Version,
    VersionStatus,
)

_NOW = datetime(2025, 6, 18, tzinfo=UTC)
_SHOP = ShopId("bench")
_DIMENSION = 384
_CHUNKS_PER_DOCUMENT = 1000
_WORDS = [
    "发货",
    "退货",
    "运费",
    "保修",
    "安装",
    "价格",
    "库存",
    "尺寸",
    "颜色",
    "材质",
    "优惠",
    "发票",
    "物流",
    "签收",
    "换货",
]
_QUESTIONS = 300


class RandomEncoder:
    """Random unit vectors: the hardest case for the vector index, and no time of its own."""

    fingerprint = "random/1"
    dimension = _DIMENSION

    def __init__(self) -> None:
        self._random = np.random.default_rng(7)

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        vectors = self._random.standard_normal((len(texts), _DIMENSION), dtype=np.float32)
        unit: Vectors = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
        return unit

    def encode_query(self, text: str) -> Vectors:
        vector: Vectors = self.encode_passages([text])[0]
        return vector


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("chunks", type=int, nargs="?", default=10_000)
    parser.add_argument("--encoder", action="store_true", help="load and time the bundled encoder too")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        measure(Path(folder), arguments.chunks, with_encoder=arguments.encoder)


def measure(folder: Path, chunks: int, *, with_encoder: bool) -> None:
    random.seed(7)
    database = open_database(f"sqlite:///{folder / 'bench.db'}")
    fill(database, chunks)
    encoder = RandomEncoder()
    index = open_index(folder / "index", database, encoder, lambda: _NOW, splitter="bench")
    started = time.perf_counter()
    index.catch_up()
    print(f"{chunks} chunks indexed in {time.perf_counter() - started:.1f} s")
    index.close()

    index = open_index(folder / "index", database, encoder, lambda: _NOW, splitter="bench")
    retriever = Retriever(database, index, encoder, lambda: _NOW)
    questions = [sentence(random.randint(4, 9)) for _ in range(_QUESTIONS)]
    print(f"{'stage':28} {'p50 ms':>8} {'p95 ms':>8}")
    _first(retriever, questions[0])
    vector = encoder.encode_query("")
    _timed("vectors", questions, lambda _: index.search_dense(_SHOP, vector, 100))
    _timed("terms", questions, lambda text: index.search_lexical(_SHOP, text, 100))
    _timed("products mentioned", questions, lambda text: retriever.mentioned(_SHOP, text))
    _timed("scripts", questions, lambda text: retriever.scripts(Query(_SHOP, text, _NOW)))
    _timed("retrieve", questions, lambda text: retriever.retrieve(Query(_SHOP, text, _NOW)))
    _timed(
        "retrieve, product in view", questions, lambda text: retriever.retrieve(Query(_SHOP, text, _NOW, Sku("BX-17")))
    )
    _timed("retrieve again (warm)", questions, lambda text: retriever.retrieve(Query(_SHOP, text, _NOW)))
    if with_encoder:
        from knowledge.encoders import EncoderConfig, default_cache_dir, open_encoder

        bundled = open_encoder(EncoderConfig(), default_cache_dir())
        bundled.encode_passages([sentence(120)] * 32)
        _timed("encode a question", questions, bundled.encode_query)
    print(f"memory {_rss_mb():.0f} MB")


def fill(database: Database, chunks: int) -> None:
    with database.write() as connection:
        create_shop(connection, Shop(_SHOP, "bench"), _NOW)
        for number, start in enumerate(range(0, chunks, _CHUNKS_PER_DOCUMENT)):
            document = Document(
                identifiers.document_id(_SHOP, f"{number}.csv"),
                _SHOP,
                f"{number}.csv",
                f"文档{number}",
                Category.OTHER,
                _NOW,
            )
            new = _version(document, min(_CHUNKS_PER_DOCUMENT, chunks - start), with_products=number == 0)
            add_version(connection, document, new)
            publish_version(connection, document, new.version.id, _NOW)


def sentence(words: int) -> str:
    """Words of the trade between characters as frequent as in real text."""
    return "".join(random.choice(_WORDS) + chr(0x4E00 + int(random.paretovariate(0.4)) % 3500) for _ in range(words))


def _version(document: Document, chunks: int, *, with_products: bool) -> NewVersion:
    version = Version(
        id=identifiers.version_id(document.id, 1, document.name),
        document_id=document.id,
        number=1,
        status=VersionStatus.DRAFT,
        content_hash=document.name,
        media_type="text/csv",
        size_bytes=1,
        chunks=chunks,
        validity=Validity(),
        created_at=_NOW,
    )
    products = [Product(Sku(f"BX-{n}"), f"基准{n}号 {sentence(2)}") for n in range(500)] if with_products else []
    return NewVersion(version, "bench", tuple(_chunk(version, ordinal) for ordinal in range(chunks)), tuple(products))


def _chunk(version: Version, ordinal: int) -> Chunk:
    text = sentence(random.randint(20, 90))
    text_hash = identifiers.text_hash("", text)
    return Chunk(
        id=identifiers.chunk_id(version.id, ordinal, text_hash),
        document_id=version.document_id,
        version_id=version.id,
        ordinal=ordinal,
        kind=ChunkKind.PROSE,
        text=text,
        context="",
        place=Place(section=(f"第{ordinal // 5}节",)),
        tokens=len(text),
        text_hash=text_hash,
        skus=(Sku(f"BX-{ordinal % 500}"),) if ordinal % 3 == 0 else (),
    )


def _first(retriever: Retriever, question: str) -> None:
    started = time.perf_counter()
    retriever.retrieve(Query(_SHOP, question, _NOW))
    print(f"{'first question':28} {(time.perf_counter() - started) * 1000:8.1f}")


def _timed(stage: str, questions: Sequence[str], work: Callable[[str], object]) -> None:
    times = []
    for question in questions:
        started = time.perf_counter()
        work(question)
        times.append((time.perf_counter() - started) * 1000)
    print(f"{stage:28} {np.percentile(times, 50):8.1f} {np.percentile(times, 95):8.1f}")


def _rss_mb() -> float:
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) / 1024
    return 0.0


if __name__ == "__main__":
    main()
