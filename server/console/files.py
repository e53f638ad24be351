"""The files that a browser may load for the console, each with its type and a tag of its content.

The console is plain ES modules, so what is on disk is what is served. `shared/` is the extension's folder of the same
name, which lies beside this package in a checkout and in an installed wheel alike.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from knowledge.errors import NotFound

_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".svg": "image/svg+xml",
    ".png": "image/png",
}
_SHARED = "shared/"
_STATIC = Path(__file__).resolve().parent / "static"
_EXTENSION = Path(__file__).resolve().parents[2] / "extension"


@dataclass(frozen=True, slots=True)
class StaticFile:
    content: bytes
    media_type: str
    tag: str


def read_static(name: str) -> StaticFile:
    """`name` is relative to /console/, "" the shell itself. Raises `NotFound` for whatever is no file of ours."""
    folder, inside = _place(name or "index.html")
    path = (folder / inside).resolve()
    if not path.is_relative_to(folder) or path.suffix not in _TYPES or not path.is_file():
        raise NotFound("the console has no such file")
    return _read(path, path.stat().st_mtime_ns)


def _place(name: str) -> tuple[Path, str]:
    if name.startswith(_SHARED):
        return _EXTENSION / "shared", name.removeprefix(_SHARED)
    return _STATIC, name


@lru_cache(maxsize=512)
def _read(path: Path, changed_ns: int) -> StaticFile:
    del changed_ns  # in the key, so that an edited file is read again
    content = path.read_bytes()
    tag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
    return StaticFile(content, _TYPES[path.suffix], tag)
