"""Pictures from files, made ready for text recognition: upright, grey, neither tiny nor huge. The door to Pillow."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ingestion.readers.limits import ReadingLimits, refuse_above
from ingestion.reading import SourceFile
from knowledge.errors import UnreadableFile

if TYPE_CHECKING:
    from PIL.Image import Image

_LEAST_WIDTH = 1600  # screenshots have letters of 12 pixels, recognition wants 30
_LONGEST_SIDE = 4000  # more pixels cost time and recognise nothing more
_MOST_ENLARGED = 3.0
_LEAST_SIDE = 60  # pixels: two lines of the smallest legible letters; below are icons, rules and bullets
_FORMATS = ("PNG", "JPEG", "WEBP", "BMP", "GIF", "TIFF")


@dataclass(frozen=True, slots=True)
class Picture:
    """One page as grey pixels, row by row from the top."""

    pixels: bytes
    width: int
    height: int

    def turned(self, degrees: int) -> Picture:
        """Turned clockwise by a multiple of 90 degrees."""
        from PIL import Image

        whole = Image.frombytes("L", (self.width, self.height), self.pixels)
        return _picture(whole.rotate(-degrees, expand=True))

    def png(self, width: int) -> bytes:
        """As a PNG of at most `width` pixels."""
        from PIL import Image

        whole = Image.frombytes("L", (self.width, self.height), self.pixels)
        whole.thumbnail((width, self.height))
        data = io.BytesIO()
        whole.save(data, "PNG")
        return data.getvalue()


def pictures_in(source: SourceFile, limits: ReadingLimits) -> Iterator[Picture]:
    """The pages of a picture file: several only in TIFF; of an animation the first frame.

    Raises `UnreadableFile`: `too_large` by its declared size, before anything is unpacked; `corrupt`.
    """
    from PIL import Image, UnidentifiedImageError

    Image.MAX_IMAGE_PIXELS = None  # our own limit is checked below, by name
    try:
        with Image.open(source.path, formats=_FORMATS) as file:
            refuse_above(file.width * file.height, limits.max_pixels, "pixels", "max_pixels")
            frames = getattr(file, "n_frames", 1) if file.format == "TIFF" else 1
            refuse_above(frames, limits.max_recognised_pages, "pictures", "max_recognised_pages")
            for number in range(frames):
                file.seek(number)
                refuse_above(file.width * file.height, limits.max_pixels, "pixels", "max_pixels")
                yield ready(file)
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
        message = f"{source.name} is a damaged picture ({type(error).__name__}); save or send it again"
        raise UnreadableFile(message, code="corrupt") from error


def pasted_picture(data: bytes, limits: ReadingLimits) -> Picture | None:
    """A picture that stands among text; None for one too small to hold words, and for drawings and damaged ones."""
    from PIL import Image, UnidentifiedImageError

    Image.MAX_IMAGE_PIXELS = None  # our own limit is checked below
    try:
        with Image.open(io.BytesIO(data), formats=_FORMATS) as file:
            if min(file.size) < _LEAST_SIDE or file.width * file.height > limits.max_pixels:
                return None
            return ready(file)
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError):
        return None


def ready(image: Image) -> Picture:
    """A picture as it is meant to be seen (turned as the camera says, on white), in a size that can be recognised."""
    from PIL import Image, ImageOps

    upright = ImageOps.exif_transpose(image)
    if upright.has_transparency_data:
        clear = upright.convert("RGBA")
        upright = Image.alpha_composite(Image.new("RGBA", clear.size, "white"), clear)
    grey = upright.convert("L")
    scale = min(max(1.0, min(_LEAST_WIDTH / grey.width, _MOST_ENLARGED)), _LONGEST_SIDE / max(grey.size))
    if scale != 1.0:
        size = (max(1, round(grey.width * scale)), max(1, round(grey.height * scale)))
        grey = grey.resize(size, Image.Resampling.LANCZOS)
    return _picture(grey)


def _picture(grey: Image) -> Picture:
    return Picture(grey.tobytes(), grey.width, grey.height)
