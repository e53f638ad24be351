"""Readings and errors as JSON frames between the server and a reader process.

JSON on purpose: what comes out of a process that has parsed a stranger's file is data, never objects to unpickle.
"""

from __future__ import annotations

import base64
import json
import struct
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from ingestion.readers.limits import ReadingLimits
from ingestion.reading import Block, Heading, Note, Paragraph, Reading, SourceFile, Table

LENGTH = struct.Struct(">Q")  # a frame is its length in bytes, then UTF-8 JSON
_KINDS: dict[str, type[Heading | Paragraph | Table]] = {"h": Heading, "p": Paragraph, "t": Table}
_NAMES = {kind: name for name, kind in _KINDS.items()}


def frame(message: dict[str, Any]) -> bytes:
    """Any: JSON values, checked by the functions below when they are read back."""
    body = json.dumps(message).encode()
    return LENGTH.pack(len(body)) + body


@dataclass(frozen=True, slots=True)
class Request:
    """Read a file, or draw its page `number` in at most `width` pixels."""

    source: SourceFile
    limits: ReadingLimits
    number: int | None = None
    width: int = 0


def reading_request(source: SourceFile, limits: ReadingLimits) -> bytes:
    return frame({"path": str(source.path), "name": source.name, "limits": asdict(limits)})


def page_request(source: SourceFile, limits: ReadingLimits, number: int, width: int) -> bytes:
    page = {"number": number, "width": width}
    return frame({"path": str(source.path), "name": source.name, "limits": asdict(limits), **page})


def parse_request(body: bytes) -> Request:
    message = json.loads(body)
    source = SourceFile(Path(message["path"]), message["name"])
    return Request(source, ReadingLimits(**message["limits"]), message.get("number"), message.get("width", 0))


def page_frame(png: bytes) -> bytes:
    return frame({"png": base64.b64encode(png).decode()})


def reading_frame(reading: Reading) -> bytes:
    return frame(
        {
            "title": reading.title,
            "media_type": reading.media_type,
            "pages": reading.pages,
            "notes": [asdict(note) for note in reading.notes],
            "recognised": list(reading.recognised),
            "blocks": [[_NAMES[type(block)], asdict(block)] for block in reading.blocks],
        }
    )


def failure_frame(reason: str, message: str) -> bytes:
    return frame({"reason": reason, "message": message})


def parse_reading(message: dict[str, Any]) -> Reading:
    return Reading(
        title=message["title"],
        media_type=message["media_type"],
        blocks=tuple(_block(kind, fields) for kind, fields in message["blocks"]),
        notes=tuple(Note(**fields) for fields in message["notes"]),
        pages=message["pages"],
        recognised=tuple(message["recognised"]),
    )


def _block(kind: str, fields: dict[str, Any]) -> Block:
    if kind == "t":
        fields = {**fields, "headers": tuple(fields["headers"]), "rows": tuple(tuple(row) for row in fields["rows"])}
    return _KINDS[kind](**fields)
