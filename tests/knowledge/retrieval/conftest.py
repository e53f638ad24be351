from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from knowledge.index.index import KnowledgeIndex, open_index
from knowledge.retrieval.retriever import Retriever, RetrieverOptions
from knowledge.types import Query, Retrieval
from tests.support.hashing_encoder import HashingEncoder
from tests.support.shelf import NOW, SPLITTER, Paper, Shelf

Ask = Callable[..., Retrieval]


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[Shelf]:
    shelf = Shelf(tmp_path)
    yield shelf
    shelf.database.close()


@pytest.fixture
def index(tmp_path: Path, shelf: Shelf) -> Iterator[KnowledgeIndex]:
    index = open_index(tmp_path / "index", shelf.database, HashingEncoder(), lambda: NOW, splitter=SPLITTER)
    yield index
    index.close()


@pytest.fixture
def retriever(shelf: Shelf, index: KnowledgeIndex) -> Retriever:
    return Retriever(shelf.database, index, HashingEncoder(), lambda: NOW, options=RetrieverOptions())


@pytest.fixture
def ask(shelf: Shelf, index: KnowledgeIndex, retriever: Retriever) -> Ask:
    """Put papers on the shelf, bring the index up to date, and ask."""

    def ask_of(text: str, *papers: Paper, **changes: object) -> Retrieval:
        for paper in papers:
            shelf.put(paper)
        index.catch_up()
        return retriever.retrieve(Query(shelf.shop, text, **{"as_of": NOW, **changes}))  # type: ignore[arg-type]

    return ask_of
