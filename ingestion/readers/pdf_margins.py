"""Running heads, footers and page numbers: lines in the margins that come again on page after page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from ingestion.readers.pdf_lines import Line

_MARGIN = 0.12  # of the page's height, above and below
_PAGE_OF = re.compile(r"\W*(?:第\s*\d{1,4}\s*页(?:\W*共\s*\d{1,4}\s*页)?|page\s+\d+(?:\s+of\s+\d+)?)\W*", re.IGNORECASE)
_BARE_NUMBER = re.compile(r"[-–—·|\s]*(?:\d{1,4}(?:\s*/\s*\d{1,4})?|[ivxlc]{1,6})[-–—·|\s]*", re.IGNORECASE)
_DIGITS = re.compile(r"\d+")
_MIN_PAGES = 3
_MIN_SHARE = 0.5


def without_margins(pages: Sequence[Sequence[Line]], heights: Sequence[tuple[float, float]]) -> list[list[Line]]:
    """`pages` without what repeats in their margins. `heights` gives each page's lower and upper edge in points."""
    seen: Counter[str] = Counter()
    for lines, (low, high) in zip(pages, heights, strict=True):
        seen.update({_key(line) for line in lines if _is_marginal(line, low, high)})
    needed = max(_MIN_PAGES, len(pages) * _MIN_SHARE)
    repeated = {key for key, count in seen.items() if count >= needed}
    return [
        [
            line
            for line in lines
            if not (_is_marginal(line, low, high) and (_key(line) in repeated or _is_number(line, len(pages))))
        ]
        for lines, (low, high) in zip(pages, heights, strict=True)
    ]


def _is_marginal(line: Line, low: float, high: float) -> bool:
    band = _MARGIN * (high - low)
    return line.y < low + band or line.y > high - band


def _is_number(line: Line, pages: int) -> bool:
    return bool(_PAGE_OF.fullmatch(line.text)) or (pages > 1 and bool(_BARE_NUMBER.fullmatch(line.text)))


def _key(line: Line) -> str:
    return _DIGITS.sub("0", line.text.replace(" ", ""))
