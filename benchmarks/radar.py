"""How long the conflict radar takes over a large shop: a pass over everything, and an upload beside it.

    python -m benchmarks.radar [PASSAGES]

The passages are rules of many matters in several wordings, some of them with another figure than their like; vectors
are of hashed terms, so that the encoder's own time is left out. Printed are seconds of processor time and memory.
"""

from __future__ import annotations

import random
import resource
import sys
import tempfile
import time
import zlib
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from ingestion.conflicts.radar import Radar
from knowledge import identifiers
from knowledge.encoders.encoder import Vectors
from knowledge.index.lexical import Entry, LexicalIndex
from knowledge.index.terms import terms
from knowledge.index.vectors import Hit
from knowledge.store.database import Database, open_database
from knowledge.store.documents import NewVersion, add_version, publish_version
from knowledge.store.embeddings import save_vectors
from knowledge.store.shops import create_shop
from knowledge.types import (
    Category,
    Chunk,
    ChunkKind,
    Document,
    Place,
    Shop,
    ShopId,
    Validity,
    Version,
    VersionId,
    VersionStatus,
)

_NOW = datetime(2026, 11, 1, tzinfo=UTC)
_SHOP, _ENCODER, _DIMENSION = ShopId("large"), "hashed/1", 384
_A_DOCUMENT, _UPLOAD = 50, 50
_THINGS = (
    *("沙发", "床垫", "书桌", "台灯", "地毯", "窗帘", "衣柜", "餐桌", "茶几", "花架"),
    *("鞋柜", "浴帘", "枕头", "被套", "毛巾", "挂钟", "相框", "壁灯", "推车", "屏风"),
)
_MATTERS = (
    "{thing}签收后{n}天内可以申请退货，商品完好即可。",
    "{thing}付款后{n}小时内发货，节假日顺延。",
    "{thing}整机质保{n}个月，人为损坏除外。",
    "{thing}上门安装收费{n}元，偏远地区另议。",
    "清洗{thing}请用{n}度以下的温水，自然晾干。",
    "{thing}最大承重{n}公斤，请勿超重使用。",
    "定制{thing}的生产周期是{n}天，确认图纸后开始计算。",
)
_OPENINGS = ("", "亲，", "提醒您：", "关于{thing}的说明。", "按店铺规定，")


class _Words:
    """The lexical index alone."""

    def __init__(self, index: LexicalIndex) -> None:
        self._index = index

    def search_lexical(self, shop: ShopId, text: str, k: int) -> Sequence[Hit]:
        del shop
        return self._index.search(text, k)


def _texts(count: int) -> list[str]:
    drawn = random.Random(7)
    out = []
    for number in range(count):
        thing = f"{drawn.choice(_THINGS)}{chr(0x4E00 + number // 40)}{chr(0x5E00 + number // 40)}款"
        matter, opening = drawn.choice(_MATTERS), drawn.choice(_OPENINGS)
        out.append((opening + matter).format(thing=thing, n=drawn.choice((7, 7, 7, 7, 15))))
    return out


def _vector(text: str) -> Vectors:
    vector = np.zeros(_DIMENSION, dtype=np.float32)
    for term in terms(text):
        vector[zlib.crc32(term.encode()) % _DIMENSION] += 1.0
    return (vector / np.linalg.norm(vector)).astype(np.float32)


def _publish(database: Database, index: LexicalIndex, texts: Sequence[str], first: int) -> None:
    entries: list[Entry] = []
    for start in range(0, len(texts), _A_DOCUMENT):
        part = texts[start : start + _A_DOCUMENT]
        name = f"{first + start}.md"
        document = Document(identifiers.document_id(_SHOP, name), _SHOP, name, name, Category.OTHER, _NOW)
        version = identifiers.version_id(document.id, 1, name)
        chunks = [_chunk(document, version, ordinal, text) for ordinal, text in enumerate(part)]
        made = Version(
            version, document.id, 1, VersionStatus.DRAFT, name, "text/markdown", 1, len(chunks), Validity(), _NOW
        )
        with database.write() as connection:
            add_version(connection, document, NewVersion(made, "bench/1", tuple(chunks)))
            publish_version(connection, document, version, _NOW)
            save_vectors(connection, _ENCODER, {chunk.text_hash: _vector(chunk.text) for chunk in chunks})
        entries += [Entry(chunk.id, chunk.text) for chunk in chunks]
    index.write(add=entries)


def _chunk(document: Document, version: VersionId, ordinal: int, text: str) -> Chunk:
    hashed = identifiers.text_hash(document.name, text)
    id_ = identifiers.chunk_id(version, ordinal, hashed)
    return Chunk(id_, document.id, version, ordinal, ChunkKind.PROSE, text, document.name, Place(), len(text), hashed)


def _measured(radar: Radar, what: str) -> None:
    began = time.process_time()
    passed = radar.sweep(_SHOP, lambda done, total: None)  # noqa: ARG005 - what a pass is told
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{what}: {time.process_time() - began:.1f} s, {passed.found} found, at most {peak:.0f} MB", flush=True)


def main(passages: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        database = open_database(f"sqlite:///{Path(folder) / 'huashu.db'}")
        index = LexicalIndex(Path(folder) / "terms")
        with database.write() as connection:
            create_shop(connection, Shop(_SHOP, "large"), _NOW)
        _publish(database, index, _texts(passages), 0)
        radar = Radar(database, _Words(index), _ENCODER, lambda: _NOW)
        _measured(radar, f"everything, {passages} passages")
        _publish(database, index, _texts(passages + _UPLOAD)[passages:], passages)
        _measured(radar, f"an upload of {_UPLOAD} passages beside them")
        database.close()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 20_000)
