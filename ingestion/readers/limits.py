"""What one file may cost. Every guard names the limit and its setting, so that an operator can raise it knowingly."""

from __future__ import annotations

from dataclasses import dataclass

from knowledge.errors import UnreadableFile

_MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class ReadingLimits:
    """Limits for one file. The defaults let a shop's largest real documents pass (manuals, 100,000-row price lists)."""

    max_bytes: int = 64 * _MIB
    max_unpacked_bytes: int = 512 * _MIB  # of all members of a zip container together
    max_pages: int = 3000
    max_cells: int = 2_000_000
    max_chars: int = 20_000_000
    max_pixels: int = 80_000_000  # of one picture; phones take 50 million
    max_recognised_pages: int = 60  # text recognition takes two to five seconds a page
    recognition_timeout_s: float = 40.0  # for one page
    timeout_s: float = 120.0  # wall clock, in the worker process; 100,000 rows take a quarter of it
    max_memory_bytes: int = 2048 * _MIB  # address space of the worker process


def refuse_above(count: int, limit: int, what: str, setting: str) -> None:
    """Raise `too_large` when `count` of `what` (plain words) is over `limit`; `setting` is the limit's name."""
    if count > limit:
        raise UnreadableFile(
            f"the file holds more than {limit} {what} (limit `{setting}`); split the file or raise it", code="too_large"
        )
