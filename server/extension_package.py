"""The extension as one file to install, the same bytes for the same sources: `python -m server.extension_package F`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from knowledge.errors import NotFound

# Follows from the public key in the manifest; a test holds them together. Stores may give a copy another id.
EXTENSION_ID = "mifolobkkedhgeabnfejinaheclaohaf"
ORIGIN = f"chrome-extension://{EXTENSION_ID}"

FOLDER = Path(__file__).resolve().parents[1] / "extension"
_NOT_LOADED = frozenset({"node_modules", "types", "package.json", "package-lock.json", "__init__.py", "__pycache__"})
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the oldest that the format knows


def pack(folder: Path = FOLDER) -> bytes:
    """A zip of what the browser loads, without types and development files. Raises `NotFound` without the sources."""
    if not (folder / "manifest.json").is_file():
        raise NotFound("the extension's sources are not installed with this server: take them from the repository")
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED, compresslevel=9) as archive:
        for path in _loaded(folder):
            entry = ZipInfo(f"huashu-extension/{path.relative_to(folder).as_posix()}", _EPOCH)
            entry.compress_type = ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, path.read_bytes())
    return packed.getvalue()


def _loaded(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.rglob("*")):
        parts = path.relative_to(folder).parts
        hidden = any(part.startswith(".") for part in parts) or path.suffix == ".ts"
        if path.is_file() and not hidden and parts[0] not in _NOT_LOADED and not parts[0].startswith("tsconfig"):
            yield path


if __name__ == "__main__":
    Path(sys.argv[1]).parent.mkdir(parents=True, exist_ok=True)
    Path(sys.argv[1]).write_bytes(pack())
