"""File -> Reading: one reader per format, one door for all of them."""

from ingestion.readers.isolation import IsolatedPages, IsolatedReader, read_isolated
from ingestion.readers.limits import ReadingLimits
from ingestion.readers.opening import read

__all__ = ["IsolatedPages", "IsolatedReader", "ReadingLimits", "read", "read_isolated"]
