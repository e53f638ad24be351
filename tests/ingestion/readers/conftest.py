"""Files are made by the tests themselves, with the libraries that offices use, and read through the one door."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from ingestion.readers.limits import ReadingLimits
from ingestion.readers.opening import read
from ingestion.reading import Heading, Paragraph, Reading, SourceFile, Table
from knowledge.errors import UnreadableFile

Store = Callable[[str, bytes], SourceFile]


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """Put bytes on disk under a neutral name, as uploads are, with the name that the uploader gave."""
    count = 0

    def keep(name: str, data: bytes) -> SourceFile:
        nonlocal count
        count += 1
        path = tmp_path / f"upload-{count}"
        path.write_bytes(data)
        return SourceFile(path, name)

    return keep


@pytest.fixture
def read_bytes(store: Store) -> Callable[..., Reading]:
    def reading(name: str, data: bytes | str, **limits: int) -> Reading:
        return read(store(name, data.encode() if isinstance(data, str) else data), ReadingLimits(**limits))

    return reading


@pytest.fixture
def refusal(store: Store) -> Callable[..., UnreadableFile]:
    """The error with which a file is refused."""

    def refused(name: str, data: bytes, **limits: int) -> UnreadableFile:
        with pytest.raises(UnreadableFile) as caught:
            read(store(name, data), ReadingLimits(**limits))
        return caught.value

    return refused


@pytest.fixture
def lines() -> Callable[[Reading], list[str]]:
    """A reading as plain lines: `# heading`, paragraph, `| cell | cell`."""

    def plain(reading: Reading) -> list[str]:
        found: list[str] = []
        for block in reading.blocks:
            match block:
                case Heading():
                    found.append(f"{'#' * block.level} {block.text}")
                case Paragraph():
                    found.append(block.text)
                case Table():
                    rows = [block.headers, *block.rows] if block.headers else block.rows
                    found.extend("| " + " | ".join(row) for row in rows)
        return found

    return plain
