"""Pages of a PDF as pictures, by pypdfium2: for text recognition, and for people to look at beside the passages."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ingestion.readers.pictures import Picture, ready

if TYPE_CHECKING:
    from PIL.Image import Image

_POINTS_PER_INCH = 72
_RECOGNISED_DPI = 200
_LONGEST_SIDE = 4000  # pixels; posters are drawn coarser
_LEAST_SIDE = 50.0  # points: logos and icons are smaller
_NESTING = 3


def page_picture(path: Path, number: int) -> Picture:
    """Page `number` (from 1) in a resolution that suits recognition. Raises `IndexError` when there is no such page."""
    return ready(_drawn(path, number, lambda across: _RECOGNISED_DPI / _POINTS_PER_INCH))  # noqa: ARG005  any width


def page_png(path: Path, number: int, width: int) -> bytes:
    """Page `number` (from 1) as a PNG of about `width` pixels. Raises `IndexError` when there is no such page."""
    image = _drawn(path, number, lambda across: width / across)
    data = io.BytesIO()
    image.save(data, "PNG")
    return data.getvalue()


@dataclass(frozen=True, slots=True)
class Box:
    """Where something stands on a page, in points from the lower left."""

    left: float
    bottom: float
    right: float
    top: float

    def holds(self, x: float, y: float) -> bool:
        return self.left <= x <= self.right and self.bottom <= y <= self.top


@dataclass(frozen=True, slots=True)
class Drawn:
    """A picture among the words of page `page`."""

    page: int
    box: Box
    picture: Picture


def pictures_among(path: Path, pages: Sequence[int], is_wanted: Callable[[int, Box], bool]) -> Iterator[Drawn]:
    """The pictures on `pages` (from 1) that are large enough to be read and wanted by page and place."""
    import pypdfium2
    from pypdfium2.raw import FPDF_PAGEOBJ_IMAGE

    with closing(pypdfium2.PdfDocument(path)) as document:
        for number in pages:
            with closing(document[number - 1]) as page:
                across, along = page.get_size()
                for item in page.get_objects(filter=[FPDF_PAGEOBJ_IMAGE], max_depth=_NESTING):
                    left, bottom, right, top = item.get_bounds()
                    box = Box(max(left, 0.0), max(bottom, 0.0), min(right, across), min(top, along))
                    if min(box.right - box.left, box.top - box.bottom) < _LEAST_SIDE or not is_wanted(number, box):
                        continue
                    cut = (box.left, box.bottom, across - box.right, along - box.top)
                    yield Drawn(number, box, ready(page.render(scale=_scale(across, along), crop=cut).to_pil()))


def _scale(across: float, along: float) -> float:
    return min(_RECOGNISED_DPI / _POINTS_PER_INCH, _LONGEST_SIDE / max(across, along, 1.0))


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
