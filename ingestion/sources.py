"""The bytes of every version, by content hash, in the data folder: what a version can be read from again."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from knowledge.errors import NotFound, TooLarge

_PIECE = 1 << 20
_INCOMING = "incoming-"  # what a file is called until it has arrived


@dataclass(frozen=True, slots=True)
class StoredSource:
    """`content_hash` is the sha256 of the bytes."""

    content_hash: str
    size_bytes: int
    path: Path


class SourceStore:
    """Keeps files by their hash; the same bytes are kept once. `limit_bytes` bounds each of them."""

    def __init__(self, folder: Path, limit_bytes: int) -> None:
        self._folder = folder
        self._limit = limit_bytes

    def put(self, pieces: Iterable[bytes]) -> StoredSource:
        """Write pieces to disk as they come. Raises `TooLarge`, and then keeps nothing."""
        self._folder.mkdir(parents=True, exist_ok=True)
        digest, size = hashlib.sha256(), 0
        handle, name = tempfile.mkstemp(dir=self._folder, prefix=_INCOMING)
        try:
            with os.fdopen(handle, "wb") as file:
                for piece in pieces:
                    size += len(piece)
                    if size > self._limit:
                        limit = self._limit >> 20
                        raise TooLarge(f"larger than {limit} MB, the limit of HUASHU_UPLOAD_LIMIT_MB")
                    digest.update(piece)
                    file.write(piece)
                file.flush()
                os.fsync(file.fileno())
            path = self._path(digest.hexdigest())
            path.parent.mkdir(exist_ok=True)
            Path(name).replace(path)
        except BaseException:  # also an interrupted upload leaves nothing behind
            Path(name).unlink(missing_ok=True)
            raise
        return StoredSource(digest.hexdigest(), size, path)

    def put_file(self, path: Path) -> StoredSource:
        """Raises `NotFound` when the file cannot be opened, `TooLarge`."""
        try:
            with path.open("rb") as file:
                return self.put(iter(lambda: file.read(_PIECE), b""))
        except OSError as error:
            raise NotFound(f"“{path.name}” cannot be opened: {error.strerror}") from error

    def path(self, content_hash: str) -> Path:
        """Raises `NotFound`."""
        path = self._path(content_hash)
        if not path.is_file():
            raise NotFound(f"the source file {content_hash[:12]} is not in the data folder")
        return path

    def delete(self, content_hashes: Sequence[str]) -> None:
        for content_hash in content_hashes:
            self._path(content_hash).unlink(missing_ok=True)

    def forgotten(self, before: datetime) -> list[str]:
        """The hashes of files written before a moment, for whoever knows which are used; an upload that a kill cut off
        before then is removed.
        """
        found = []
        for path in self._folder.glob("*"):
            if path.is_file() and path.name.startswith(_INCOMING) and _written(path) < before:
                path.unlink(missing_ok=True)
            elif path.is_dir():
                found += [file.name for file in path.iterdir() if _written(file) < before]
        return sorted(found)

    def _path(self, content_hash: str) -> Path:
        return self._folder / content_hash[:2] / content_hash


def _written(path: Path) -> datetime:
    return datetime.fromtimestamp(path.stat().st_mtime, UTC)
