"""A run that is killed anywhere converges on the next one: the index equals that of an undisturbed run."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from knowledge.index.index import KnowledgeIndex, open_index
from knowledge.index.lexical import LexicalIndex
from knowledge.index.vectors import VectorCollection
from knowledge.store import generations, outbox
from knowledge.store.database import Database
from knowledge.store.deletion import delete_document
from knowledge.store.documents import retire_document
from tests.support.hashing_encoder import HashingEncoder
from tests.support.shelf import NOW, SPLITTER, Paper, Shelf

STEPS = range(1, 80)


class Killed(BaseException):
    """Nothing in the code may catch it, as nothing catches a kill."""


class Countdown:
    """Ends the run before the n-th change that it makes to a store."""

    def __init__(self, steps: int, end: Callable[[], None]) -> None:
        self.left = steps
        self._end = end

    def step(self) -> None:
        self.left -= 1
        if self.left == 0:
            self._end()


@contextmanager
def dying_after(countdown: Countdown) -> Iterator[None]:
    """Count every write to the database, the vectors and the terms, before and after it takes effect."""
    originals: list[tuple[type, str, Any]] = [
        (VectorCollection, "upsert", VectorCollection.upsert),
        (VectorCollection, "delete", VectorCollection.delete),
        (LexicalIndex, "write", LexicalIndex.write),
    ]
    database_write = Database.write

    def counted(function: Any) -> Any:
        def call(*arguments: Any, **named: Any) -> Any:
            countdown.step()
            result = function(*arguments, **named)
            countdown.step()
            return result

        return call

    @contextmanager
    def counted_write(self: Database) -> Iterator[Any]:
        with database_write(self) as connection:
            yield connection
            countdown.step()
        countdown.step()

    for owner, name, function in originals:
        setattr(owner, name, counted(function))
    Database.write = counted_write  # type: ignore[method-assign, assignment]
    try:
        yield
    finally:
        for owner, name, function in originals:
            setattr(owner, name, function)
        Database.write = database_write  # type: ignore[method-assign]


def fill(shelf: Shelf) -> None:
    """New, changed, retired and deleted documents, in the outbox together."""
    shelf.put(Paper("a.md", ["绿茶用八十度的水", "红茶用沸水"]))
    shelf.put(Paper("b.md", ["白茶可以煮"]))
    shelf.put(Paper("c.md", ["黑茶要先洗茶"]))
    shelf.put(Paper("a.md", ["绿茶用八十五度的水", "红茶用沸水"]))
    with shelf.database.write() as connection:
        retire_document(connection, shelf.document("b.md"), NOW)
        delete_document(connection, shelf.document("c.md"), NOW)


def opened(folder: Path, shelf: Shelf) -> KnowledgeIndex:
    return open_index(folder / "index", shelf.database, HashingEncoder(), lambda: NOW, splitter=SPLITTER)


def run(folder: Path, shelf: Shelf, work: Callable[[KnowledgeIndex], object], countdown: Countdown) -> bool:
    """Whether the work came to its end before the countdown did."""
    index = opened(folder, shelf)
    finished = False
    try:
        with dying_after(countdown):
            work(index)
            finished = True
    except Killed:
        pass
    finally:
        index.close()
    return finished


def assert_sound(folder: Path, shelf: Shelf) -> None:
    index = opened(folder, shelf)
    index.catch_up()
    assert not index.verify(shelf.shop)
    assert len(index.search_lexical(shelf.shop, "茶", 10)) == 2
    with shelf.database.read() as connection:
        assert outbox.count_pending(connection) == 0
        assert [g.state for g in generations.list_generations(connection, shelf.shop)] == [generations.State.LIVE]
    index.close()


def killed() -> None:
    raise Killed


@pytest.mark.parametrize(
    ("prepared", "work"),
    [
        (False, lambda index: index.catch_up()),
        (True, lambda index: index.catch_up()),
        (True, lambda index: index.reindex("tea")),
    ],
    ids=["first catch-up", "later catch-up", "reindex"],
)
def test_a_run_killed_at_any_step_is_made_good_by_the_next(
    tmp_path: Path, prepared: bool, work: Callable[[KnowledgeIndex], object]
) -> None:
    for steps in STEPS:
        folder = tmp_path / str(steps)
        folder.mkdir()
        shelf = Shelf(folder)
        if prepared:
            shelf.put(Paper("c.md", ["黑茶可以存放多年"]))
            index = opened(folder, shelf)
            index.catch_up()
            index.close()
        fill(shelf)
        finished = run(folder, shelf, work, Countdown(steps, killed))
        assert_sound(folder, shelf)
        shelf.database.close()
        if finished:
            return
    pytest.fail("the work has more steps than were tried")


@pytest.mark.parametrize("steps", [3, 9])  # every step is tried above, where it costs no process
def test_a_process_killed_outright_leaves_files_that_open(tmp_path: Path, steps: int) -> None:
    command = [sys.executable, "-m", "tests.knowledge.index.test_crash", str(tmp_path), str(steps)]
    done = subprocess.run(command, check=False, cwd=Path(__file__).parents[3])
    assert done.returncode == -9
    shelf = Shelf(tmp_path, "another")
    shelf.shop = type(shelf.shop)("tea")
    assert_sound(tmp_path, shelf)
    shelf.database.close()


if __name__ == "__main__":
    _folder, _steps = Path(sys.argv[1]), int(sys.argv[2])
    _shelf = Shelf(_folder)
    fill(_shelf)
    run(_folder, _shelf, lambda index: index.catch_up(), Countdown(_steps, lambda: os.kill(os.getpid(), 9)))
