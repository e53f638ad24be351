"""Multipart uploads, straight from the socket into the source store: no file is ever whole in memory or in /tmp.

One thread per upload parses and writes while the event loop only hands it pieces. The client's file name is a label
and never a path.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from anyio import CapacityLimiter, from_thread
from anyio.to_thread import run_sync
from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser, parse_options_header
from starlette.requests import Request

from ingestion.sources import SourceStore
from ingestion.work import Upload
from knowledge.errors import BadInput

_FIELD_BYTES = 2_000
_FILES = 200
_NAME_LENGTH = 200
_UNSEEN = frozenset({"Cc", "Cs"})


@dataclass(frozen=True, slots=True)
class Form:
    """What was uploaded. `fields` are the parts without a file name."""

    fields: dict[str, str]
    uploads: tuple[Upload, ...]


@dataclass(slots=True)
class _Part:
    """One part while it arrives: its head, then the pieces that have come in since they were last taken."""

    head: dict[str, bytes] = field(default_factory=dict)
    pieces: list[bytes] = field(default_factory=list)
    begun: bool = False
    ended: bool = False


def file_form(**fields: dict[str, str]) -> dict[str, Any]:
    """For the OpenAPI document: a form with one file, a shop and these fields. The framework cannot derive it, because
    the body is read as a stream.
    """
    known = {"file": {"type": "string", "format": "binary"}, "shop": {"type": "string"}}
    schema = {"type": "object", "required": ["file"], "properties": {**known, **fields}}
    return {"requestBody": {"required": True, "content": {"multipart/form-data": {"schema": schema}}}}


def sole_file(form: Form, sources: SourceStore) -> Path:
    """Raises `BadInput` (no_file) for none, or several."""
    if len(form.uploads) != 1:
        raise BadInput("send one file", code="no_file")
    return sources.path(form.uploads[0].content_hash)


async def receive_form(request: Request, sources: SourceStore, places: CapacityLimiter) -> Form:
    """Read the body of an upload. `places` bounds how many are received at once, so that slow senders cannot take
    every thread; more of them wait.

    Raises `BadInput` for what is no such form and `TooLarge` for a file over the store's limit.
    """
    kind, options = parse_options_header(request.headers.get("content-type", ""))
    boundary = options.get(b"boundary")
    if kind != b"multipart/form-data" or not boundary:
        raise BadInput("send the files as multipart/form-data", code="no_form")
    body = request.stream()
    return await run_sync(_receive, body, boundary, sources, limiter=places)


def document_name(given: str) -> str:
    """What the client calls the file: a path below a folder that it sent (“规则/退货.md”), else the last part.

    Only a label, and the same one that the command line gives the same file. Raises `BadInput` when nothing is left.
    """
    text = "".join(char for char in unicodedata.normalize("NFC", given) if unicodedata.category(char) not in _UNSEEN)
    parts = [part.strip() for part in re.split(r"[\\/]", text)]
    inside = all(part.strip(".") for part in parts) and not parts[0].endswith(":")
    name = "/".join(parts) if inside else parts[-1]
    if not name.strip("."):
        raise BadInput("a file has no name", code="no_file_name")
    return name[-_NAME_LENGTH:]


def _receive(body: AsyncIterator[bytes], boundary: bytes, sources: SourceStore) -> Form:
    fields: dict[str, str] = {}
    uploads: list[Upload] = []
    try:
        for head, pieces in _Parts(_pull(body), boundary):
            _, options = parse_options_header(head.get("content-disposition", b""))
            name = options.get(b"name", b"").decode("utf-8", "replace")
            if b"filename" not in options:
                if name in fields:
                    raise BadInput(f"the field “{name[:40]}” was sent twice")
                fields[name] = _short_text(name, pieces)
                continue
            if len(uploads) == _FILES:
                raise BadInput(f"more than {_FILES} files in one upload")
            file_name = document_name(options[b"filename"].decode("utf-8", "replace"))
            uploads.append(Upload(file_name, sources.put(pieces).content_hash))
    except FormParserError as error:
        raise BadInput("the multipart body is broken", code="broken_form") from error
    return Form(fields, tuple(uploads))


def _pull(body: AsyncIterator[bytes]) -> Iterator[bytes]:
    async def piece() -> bytes | None:
        return await anext(body, None)

    while (data := from_thread.run(piece)) is not None:
        yield data


class _Parts:
    """The parts of a body in order, each to be read to its end before the next one is asked for."""

    def __init__(self, body: Iterator[bytes], boundary: bytes) -> None:
        self._body = body
        self._arriving: list[_Part] = []
        self._header = (bytearray(), bytearray())
        self._complete = False
        self._parser = MultipartParser(
            boundary,
            {
                "on_part_begin": lambda: self._arriving.append(_Part()),
                "on_header_field": lambda data, start, end: self._header[0].extend(data[start:end]),
                "on_header_value": lambda data, start, end: self._header[1].extend(data[start:end]),
                "on_header_end": self._end_header,
                "on_headers_finished": lambda: setattr(self._arriving[-1], "begun", True),
                "on_part_data": lambda data, start, end: self._arriving[-1].pieces.append(data[start:end]),
                "on_part_end": lambda: setattr(self._arriving[-1], "ended", True),
                "on_end": lambda: setattr(self, "_complete", True),
            },
        )

    def __iter__(self) -> Iterator[tuple[dict[str, bytes], Iterator[bytes]]]:
        """Every part's head with its content. Raises `BadInput` when the body ends too early."""
        while True:
            if self._arriving and self._arriving[0].begun:
                part = self._arriving[0]
                yield part.head, self._content(part)
                self._arriving.pop(0)
            elif self._complete:
                return
            else:
                self._feed()

    def _content(self, part: _Part) -> Iterator[bytes]:
        while True:
            yield from part.pieces
            part.pieces.clear()
            if part.ended:
                return
            self._feed()

    def _feed(self) -> None:
        data = next(self._body, None)
        if data is None:
            raise BadInput("the upload ended before its last boundary", code="broken_form")
        self._parser.write(data)

    def _end_header(self) -> None:
        name, value = self._header
        self._arriving[-1].head[name.decode("latin-1").lower()] = bytes(value)
        self._header = (bytearray(), bytearray())


def _short_text(name: str, pieces: Iterator[bytes]) -> str:
    text = bytearray()
    for piece in pieces:
        text += piece
        if len(text) > _FIELD_BYTES:
            raise BadInput(f"the field “{name[:40]}” is longer than {_FIELD_BYTES} bytes")
    return text.decode("utf-8", "replace").strip()
