"""Pages of a PDF as pictures, by pypdfium2: for text recognition, and for people to look at beside the passages."""

from __future__ import annotations

import io
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from ingestion.readers.pictures import Picture, ready

if TYPE_CHECKING:
    from PIL.Image import Image

_POINTS_PER_INCH = 72
_RECOGNISED_DPI = 200
_LONGEST_SIDE = 4000  # pixels; posters are drawn coarser


def page_picture(path: Path, number: int) -> Picture:
    """Page `number` (from 1) in a resolution that suits recognition. Raises `IndexError` when there is no such page."""
    return ready(_drawn(path, number, lambda across: _RECOGNISED_DPI / _POINTS_PER_INCH))  # noqa: ARG005  any width


def page_png(path: Path, number: int, width: int) -> bytes:
    """Page `number` (from 1) as a PNG of about `width` pixels. Raises `IndexError` when there is no such page."""
    image = _drawn(path, number, lambda across: width / across)
    data = io.BytesIO()
    image.save(data, "PNG")
    return data.getvalue()


def _drawn(path: Path, number: int, scale_of: Callable[[float], float]) -> Image:
    """`scale_of` says from the page's width in points how many pixels a point gets."""
    import pypdfium2

    with closing(pypdfium2.PdfDocument(path)) as document:
        if not 1 <= number <= len(document):
            raise IndexError(number)
        with closing(document[number - 1]) as page:
            across, along = (max(side, 1.0) for side in page.get_size())
            image: Image = page.render(scale=min(scale_of(across), _LONGEST_SIDE / max(across, along))).to_pil()
            return image
