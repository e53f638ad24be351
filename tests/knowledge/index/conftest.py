from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from knowledge.index.index import KnowledgeIndex, open_index
from tests.support.hashing_encoder import HashingEncoder
from tests.support.shelf import NOW, SPLITTER, Shelf

OpenIndex = Callable[..., KnowledgeIndex]


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[Shelf]:
    shelf = Shelf(tmp_path)
    yield shelf
    shelf.database.close()


@pytest.fixture
def encoder() -> HashingEncoder:
    return HashingEncoder()


@pytest.fixture
def opening(tmp_path: Path, shelf: Shelf, encoder: HashingEncoder) -> Iterator[OpenIndex]:
    """Open the index of the shelf; every one opened is closed at the end."""
    opened: list[KnowledgeIndex] = []

    def open_one(**changes: object) -> KnowledgeIndex:
        arguments = {"encoder": encoder, "splitter": SPLITTER, **changes}
        index = open_index(tmp_path / "index", shelf.database, clock=lambda: NOW, **arguments)  # type: ignore[arg-type]
        opened.append(index)
        return index

    yield open_one
    for index in opened:
        index.close()


@pytest.fixture
def index(opening: OpenIndex) -> KnowledgeIndex:
    return opening()
