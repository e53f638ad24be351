"""A passage put right in the console -> a draft of a new version of its document."""

from __future__ import annotations

from dataclasses import dataclass

from ingestion.corrections import of_passage
from knowledge.errors import Conflict, NotFound
from knowledge.store.chunks import find_chunk, list_chunks
from knowledge.store.history import expect_revision
from knowledge.store.overview import DocumentOverview
from knowledge.types import Chunk, Version, VersionStatus
from knowledge.version_difference import VersionDifference, compare_versions
from server.api.access import Caller
from server.api.editing import actor_of
from server.api.lookup import find_document
from server.api.running import Running
from server.api.schemas.corrections import CorrectionIn


@dataclass(frozen=True, slots=True)
class Corrected:
    """The document with its new draft, the version that it came from, and what differs between them."""

    seen: DocumentOverview
    before: Version
    draft: Version
    difference: VersionDifference


def correct(running: Running, caller: Caller, document: str, body: CorrectionIn, revision: int | None) -> Corrected:
    """Blocking work: the file is read again. Raises `NotFound`, `Conflict` (stale, draft_waits) and `BadInput`
    (not_in_file).
    """
    services = running.services
    with services.database.read() as connection:
        seen = find_document(connection, caller, document)
        expect_revision(connection, seen.document, revision)
        chunk = find_chunk(connection, seen.document.id, body.chunk_id)
    if chunk is None:
        raise NotFound("this passage is no more: the document was changed or deleted meanwhile")
    base = _base(seen, chunk)
    spread = body.neighbours
    changes = [change for one in body.changes for change in of_passage(chunk, one.before, one.after, spread=spread)]
    result = services.ingestor.correct(seen.document, base, changes, actor_of(caller))
    with services.database.read() as connection:
        now = find_document(connection, caller, document)
        draft = next(noted.version for noted in now.versions if noted.version.id == result.version_id)
        chunks = list_chunks(connection, base.id), list_chunks(connection, draft.id)
    return Corrected(now, base, draft, compare_versions(*chunks))


def _base(seen: DocumentOverview, chunk: Chunk) -> Version:
    """What the correction is made on: a draft of the same file that waits already, so that two corrections in a row
    are one draft; else the version that the passage is of.
    """
    own = next(noted.version for noted in seen.versions if noted.version.id == chunk.version_id)
    newest = seen.versions[0].version
    if own.id == newest.id or (newest.status is VersionStatus.DRAFT and newest.content_hash == own.content_hash):
        return newest
    if newest.status is VersionStatus.DRAFT:
        raise Conflict(
            f"version {newest.number} of “{seen.document.name}” waits as a draft: publish it first, or correct it",
            code="draft_waits",
        )
    if own.id != seen.current.version.id:
        raise Conflict("this passage is of an older version: open the one that counts now", code="stale")
    return own
