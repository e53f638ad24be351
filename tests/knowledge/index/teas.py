"""Two documents of a tea shop, and what an index finds of them."""

from __future__ import annotations

from sqlalchemy import select

from knowledge.index.index import KnowledgeIndex
from knowledge.store.tables import chunks
from knowledge.types import ChunkId
from tests.support.hashing_encoder import HashingEncoder
from tests.support.shelf import Paper, Shelf, Text

GREEN = Paper("green.md", ["龙井绿茶要用八十度的水冲泡", "绿茶开封后放冰箱冷藏"])
RED = Paper("red.md", ["祁门红茶可以煮奶茶", Text("红茶礼盒装250克", skus=("HC-250",))])


def found(index: KnowledgeIndex, shelf: Shelf, text: str) -> set[ChunkId]:
    """What both ways of searching return together."""
    vector = HashingEncoder().encode_query(text)
    dense = index.search_dense(shelf.shop, vector, 50)
    lexical = index.search_lexical(shelf.shop, text, 50)
    return {hit.id for hit in dense} | {hit.id for hit in lexical}


def texts_in(shelf: Shelf, ids: set[ChunkId]) -> set[str]:
    with shelf.database.read() as connection:
        return {row.text for row in connection.execute(select(chunks.c.text).where(chunks.c.id.in_(ids)))}
