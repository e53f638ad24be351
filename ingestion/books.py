"""Documents that the console keeps: tables whose rows people change one by one. Every change is a new version.

A book is an ordinary document, so that versions, publishing, citations and deletion stay one mechanism; only its file
is written here. What is read back is the draft when there is one, else the published version.
"""

from __future__ import annotations

import csv
import io
import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from ingestion.ingest import FileResult, FileStatus, IngestOptions
from ingestion.reading import SourceFile
from ingestion.sources import SourceStore
from knowledge.errors import BadInput
from knowledge.identifiers import document_id
from knowledge.store.database import Database
from knowledge.store.documents import list_versions
from knowledge.store.history import Actor
from knowledge.types import Category, DocumentId, ShopId, Validity, Version, VersionStatus

Row = Mapping[str, str]
_RUNS = ("=", "+", "-", "@", "\t")


class Ingesting(Protocol):
    def ingest(self, file: SourceFile, shop: ShopId, options: IngestOptions) -> FileResult: ...


@dataclass(frozen=True, slots=True)
class Title:
    """Which book: its document's name, its kind, and the days on which all that it says holds."""

    name: str
    category: Category
    validity: Validity = field(default_factory=Validity)


@dataclass(frozen=True, slots=True)
class Book:
    """`version` is the one that the rows are of; None for a book that is not there or was retired."""

    document_id: DocumentId
    version: Version | None
    rows: tuple[Row, ...]


class Books:
    """Changes are made one after the other, so that two people who save at once both keep what they wrote."""

    def __init__(self, database: Database, sources: SourceStore, ingestor: Ingesting) -> None:
        self._database = database
        self._sources = sources
        self._ingestor = ingestor
        self._writing = threading.Lock()

    def read(self, shop: ShopId, name: str) -> Book:
        """As it would be after publishing."""
        return self._book(shop, name, (VersionStatus.DRAFT, VersionStatus.PUBLISHED))

    def published(self, shop: ShopId, name: str) -> Book:
        """As it counts now."""
        return self._book(shop, name, (VersionStatus.PUBLISHED,))

    def change(
        self, shop: ShopId, title: Title, change: Callable[[tuple[Row, ...]], Sequence[Row]], by: Actor
    ) -> FileResult:
        """Write what `change` makes of the rows as a new draft of whose it is. Raises `BadInput` for rows that hold no
        text.
        """
        with self._writing:
            rows = change(self.read(shop, title.name).rows)
            stored = self._sources.put([_written(rows)])
            options = IngestOptions(publish=False, category=title.category, validity=title.validity, by=by)
            result = self._ingestor.ingest(SourceFile(stored.path, title.name), shop, options)
        if result.status is FileStatus.FAILED:
            raise BadInput(result.error[1] if result.error else f"“{title.name}” cannot be written")
        return result

    def _book(self, shop: ShopId, name: str, statuses: Iterable[VersionStatus]) -> Book:
        identity = document_id(shop, name)
        with self._database.read() as connection:
            versions = list_versions(connection, identity)
        wanted = set(statuses)
        if versions and versions[0].status not in wanted:  # a draft older than what was published is no one's draft
            wanted.discard(VersionStatus.DRAFT)
        version = next((one for one in versions if one.status in wanted), None)
        if version is None:
            return Book(identity, None, ())
        return Book(identity, version, _read(self._sources.path(version.content_hash).read_text("utf-8-sig")))


def _written(rows: Sequence[Row]) -> bytes:
    headings = list(dict.fromkeys(heading for row in rows for heading in row))
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(headings)
    writer.writerows([_cell(row.get(heading, "")) for heading in headings] for row in rows)
    return out.getvalue().encode("utf-8-sig")  # the mark by which Excel knows UTF-8


def _read(text: str) -> tuple[Row, ...]:
    records = list(csv.reader(io.StringIO(text, newline="")))
    if not records:
        return ()
    rows = (dict(zip(records[0], map(_meant, record), strict=True)) for record in records[1:])
    return tuple({heading: cell for heading, cell in row.items() if cell} for row in rows)


def _cell(text: str) -> str:
    """A text that a spreadsheet would run is written as the formula of a text, which our reader knows, too."""
    plain = " ".join(text.split())
    return f'="{plain.replace(chr(34), "”")}"' if plain.startswith(_RUNS) else plain


def _meant(cell: str) -> str:
    return cell[2:-1] if cell.startswith('="') and cell.endswith('"') else cell
