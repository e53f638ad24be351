"""Reading -> Chunks: by structure first, then by a token budget."""

from ingestion.splitting.limits import Limits
from ingestion.splitting.splitter import SPLITTER, split

__all__ = ["SPLITTER", "Limits", "split"]
