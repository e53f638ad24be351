"""Reading -> Version: everything that follows from what was read, ready to be stored. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from ingestion.corrections import Correction, corrected, lost, told
from ingestion.products import read_catalogue
from ingestion.reading import Note, Reading
from ingestion.report import report_of
from ingestion.sources import StoredSource
from ingestion.splitting import SPLITTER, split
from ingestion.validity import find_validity
from knowledge.errors import UnreadableFile
from knowledge.identifiers import version_id
from knowledge.store.documents import NewVersion
from knowledge.types import Document, Validity, ValiditySource, Version, VersionStatus


@dataclass(frozen=True, slots=True)
class Read:
    """A stored file and what its reader made of it in `elapsed_s`."""

    stored: StoredSource
    reading: Reading
    elapsed_s: float


@dataclass(frozen=True, slots=True)
class Said:
    """What people say of a file's content: its dates, None for those found in it; words put right; and those that were
    put right in the file before this one.
    """

    validity: Validity | None = None
    corrections: tuple[Correction, ...] = ()
    undone: tuple[Correction, ...] = ()


def new_version(document: Document, number: int, read: Read, said: Said, now: datetime) -> NewVersion:
    """A draft with chunks, products, dates and what to tell the editor.

    Raises `BadInput` (not_in_file) for a correction that finds no place, `UnreadableFile` for a file without text.
    """
    stored, reading = read.stored, corrected(read.reading, said.corrections)
    identity = version_id(document.id, number, stored.content_hash)
    catalogue = read_catalogue(reading)
    notes = [*reading.notes, *catalogue.notes, *told(said.corrections), *lost(reading, said.undone)]
    validity = said.validity
    source = ValiditySource.OPEN if validity is None else ValiditySource.CONFIRMED
    if validity is None:
        found = find_validity(reading, document.name)
        validity = found.validity
        source = ValiditySource.FOUND if found.phrase else source
        if found.phrase:
            notes.append(Note("validity_found", f"按原文“{found.phrase}”确定有效期", place=found.phrase))
    chunks = split(
        reading, document_id=document.id, version_id=identity, title=document.title, category=document.category
    )
    if not chunks:
        raise UnreadableFile("the file holds no text", code="empty")
    version = Version(
        id=identity,
        document_id=document.id,
        number=number,
        status=VersionStatus.DRAFT,
        content_hash=stored.content_hash,
        media_type=reading.media_type,
        size_bytes=stored.size_bytes,
        chunks=len(chunks),
        validity=validity,
        created_at=now,
        validity_source=source,
    )
    return NewVersion(
        version,
        SPLITTER,
        chunks,
        catalogue.products,
        tuple((note.code, note.message) for note in notes),
        report_of(reading, notes, read.elapsed_s).stored(),
        tuple(correction.stored() for correction in said.corrections),
    )
