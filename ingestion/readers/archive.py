"""Guards for zip containers (DOCX, XLSX, PPTX): judged from the directory before anything is unpacked.

`zipfile` never yields more bytes of a member than its directory entry declares, so what is checked here also bounds
what the readers can unpack: a directory that lies gives a checksum error, not a bomb.
"""

from __future__ import annotations

import zipfile

from ingestion.readers.limits import ReadingLimits
from ingestion.reading import SourceFile
from knowledge.errors import UnreadableFile

_MAX_MEMBERS = 20_000
_MAX_RATIO = 200  # sheets of repeated rows reach 100:1; bombs begin at 1000:1
_RATIO_FROM_BYTES = 32 * 1024 * 1024  # below this a high ratio harms nobody
_PROLOG_BYTES = 4096
_FORBIDDEN_PROLOG = (b"<!DOCTYPE", b"<!ENTITY", "<!DOCTYPE".encode("utf-16-le"), "<!DOCTYPE".encode("utf-16-be"))


def check_archive(source: SourceFile, limits: ReadingLimits) -> None:
    """Raise `archive_bomb` or `encrypted` unless the container is safe to open."""
    with zipfile.ZipFile(source.path) as archive:
        members = archive.infolist()
        unpacked = sum(member.file_size for member in members)
        packed = max(1, source.path.stat().st_size)
        if len(members) > _MAX_MEMBERS:
            raise UnreadableFile(
                f"{source.name} holds {len(members)} parts, a document has far fewer", code="archive_bomb"
            )
        if unpacked > limits.max_unpacked_bytes:
            raise UnreadableFile(
                f"{source.name} unpacks to {unpacked} bytes (limit `max_unpacked_bytes` {limits.max_unpacked_bytes})",
                code="archive_bomb",
            )
        if unpacked > _RATIO_FROM_BYTES and unpacked > _MAX_RATIO * packed:
            raise UnreadableFile(f"{source.name} unpacks to {unpacked // packed} times its size", code="archive_bomb")
        if any(member.flag_bits & 1 for member in members):
            raise UnreadableFile(f"{source.name} is protected by a password; save it without one", code="encrypted")
        for member in members:
            if member.filename.endswith((".xml", ".rels")):
                _refuse_entities(archive, member, source)


def _refuse_entities(archive: zipfile.ZipFile, member: zipfile.ZipInfo, source: SourceFile) -> None:
    """Office never writes a document type; an XML part that has one wants to expand entities."""
    with archive.open(member) as part:
        prolog = part.read(_PROLOG_BYTES)
    if any(mark in prolog for mark in _FORBIDDEN_PROLOG):
        raise UnreadableFile(f"{source.name} defines XML entities, which no office program writes", code="archive_bomb")
