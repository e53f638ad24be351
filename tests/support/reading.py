"""One process that reads the files of many tests: each of its own would start with a third of a second of imports."""

from __future__ import annotations

from dataclasses import replace

from ingestion.books import Books
from ingestion.ingest import Ingestor
from ingestion.readers.isolation import IsolatedReader
from server.compose import Services


def read_by(reader: IsolatedReader, services: Services) -> Services:
    """The same services; their files are read by `reader`, and the process of their own never starts."""
    ingestor = Ingestor(services.database, services.sources, services.index, reader, services.clock)
    books = Books(services.database, services.sources, ingestor)
    return replace(services, ingestor=ingestor, books=books)
