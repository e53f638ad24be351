"""A run that is killed anywhere converges on the next one: the index equals that of an undisturbed run."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from knowledge.identifiers import shop_id
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


def found_in(folder: Path) -> Shelf:
    """The shelf that is there; opening it adds an empty shop."""
    shelf = Shelf(folder, "another")
    shelf.shop = shop_id("tea")
    return shelf


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
    before = tmp_path / "before"
    before.mkdir()
    shelf = Shelf(before)
    if prepared:
        shelf.put(Paper("c.md", ["黑茶可以存放多年"]))
        index = opened(before, shelf)
        index.catch_up()
        index.close()
    fill(shelf)
    shelf.database.close()
    for steps in STEPS:
        folder = tmp_path / str(steps)
        shutil.copytree(before, folder)
        shelf = found_in(folder)
        finished = run(folder, shelf, work, Countdown(steps, killed))
        assert_sound(folder, shelf)
        shelf.database.close()
        if finished:
            return
    pytest.fail("the work has more steps than were tried")


def test_a_process_killed_outright_leaves_files_that_open(tmp_path: Path) -> None:
    folders = [tmp_path / steps for steps in ("3", "9")]  # every step is tried above, where it costs no process
    command = [sys.executable, "-m", "tests.knowledge.index.test_crash", *map(str, folders)]
    done = subprocess.run(command, check=True, cwd=Path(__file__).parents[3], stdout=subprocess.PIPE, text=True)
    assert done.stdout.split() == ["-9", "-9"]
    for folder in folders:
        shelf = found_in(folder)
        assert_sound(folder, shelf)
        shelf.database.close()


def catch_up_until_killed(folder: Path) -> None:
    """In this process, before the change to a store whose number is the folder's name."""
    shelf = Shelf(folder)
    fill(shelf)
    run(folder, shelf, lambda index: index.catch_up(), Countdown(int(folder.name), lambda: os.kill(os.getpid(), 9)))


if __name__ == "__main__":
    for _folder in map(Path, sys.argv[1:]):
        if not (_child := os.fork()):  # what is imported by now need not be imported again
            catch_up_until_killed(_folder)
            os._exit(0)
        print(os.waitstatus_to_exitcode(os.waitpid(_child, 0)[1]), flush=True)
