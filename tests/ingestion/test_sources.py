from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from ingestion.sources import SourceStore
from knowledge.errors import NotFound, TooLarge


def test_the_same_bytes_are_kept_once_and_come_back(tmp_path: Path) -> None:
    store = SourceStore(tmp_path, 100)
    first, second = store.put([b"a", b"b"]), store.put([b"ab"])
    assert first == second
    assert store.path(first.content_hash).read_bytes() == b"ab"
    assert sum(path.is_file() for path in tmp_path.rglob("*")) == 1


def test_too_large_a_file_leaves_nothing_behind(tmp_path: Path) -> None:
    store = SourceStore(tmp_path, 3)
    with pytest.raises(TooLarge, match="HUASHU_UPLOAD_LIMIT_MB"):
        store.put([b"ab", b"cd"])
    assert not any(path.is_file() for path in tmp_path.rglob("*"))


def test_an_interrupted_upload_leaves_nothing_behind(tmp_path: Path) -> None:
    def broken() -> object:
        yield b"ab"
        raise ConnectionResetError

    with pytest.raises(ConnectionResetError):
        SourceStore(tmp_path, 100).put(broken())  # type: ignore[arg-type] # a generator is iterable
    assert not any(path.is_file() for path in tmp_path.rglob("*"))


def test_what_was_deleted_is_not_found(tmp_path: Path) -> None:
    store = SourceStore(tmp_path, 100)
    stored = store.put([b"ab"])
    store.delete([stored.content_hash, "0" * 64])
    with pytest.raises(NotFound):
        store.path(stored.content_hash)


def test_what_a_kill_cut_off_goes_and_what_arrived_is_named(tmp_path: Path) -> None:
    store = SourceStore(tmp_path, 100)
    stored = store.put([b"ab"])
    (tmp_path / "incoming-1").write_bytes(b"half")
    now = datetime.now(UTC)
    assert store.forgotten(now - timedelta(hours=1)) == []
    assert (tmp_path / "incoming-1").exists()
    assert store.forgotten(now + timedelta(hours=1)) == [stored.content_hash]
    assert not (tmp_path / "incoming-1").exists()
