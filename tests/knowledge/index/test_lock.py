"""One process per data folder, and whoever comes second is told who was first."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from knowledge.errors import Conflict
from knowledge.index.lock import DataFolderLock
from tests.support.shelf import NOW

HOLD = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from knowledge.index.lock import DataFolderLock
lock = DataFolderLock(Path(sys.argv[1]), datetime.now(UTC))
lock.acquire()
print("held", flush=True)
sys.stdin.read()
"""


def test_a_second_holder_is_told_who_has_the_folder(tmp_path: Path) -> None:
    with DataFolderLock(tmp_path, NOW), pytest.raises(Conflict, match=r"process \d+, since 2025-06-18"):
        DataFolderLock(tmp_path, NOW).acquire()


def test_a_released_folder_is_free_again(tmp_path: Path) -> None:
    with DataFolderLock(tmp_path, NOW):
        pass
    with DataFolderLock(tmp_path, NOW):
        assert (tmp_path / "lock.json").exists()
    assert not (tmp_path / "lock.json").exists()


def test_a_killed_process_leaves_no_lock(tmp_path: Path) -> None:
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=Path(__file__).parents[3],
    )
    assert holder.stdout is not None
    assert holder.stdout.readline() == b"held\n"
    with pytest.raises(Conflict, match=str(holder.pid)):
        DataFolderLock(tmp_path, NOW).acquire()
    holder.kill()
    holder.communicate()
    with DataFolderLock(tmp_path, NOW):
        pass
