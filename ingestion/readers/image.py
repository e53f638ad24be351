"""A picture (a photo, a scan, a screenshot) -> Reading, by text recognition where the system offers it."""

from __future__ import annotations

import time
from pathlib import PurePath

from ingestion.readers.limits import ReadingLimits
from ingestion.readers.pictures import pictures_in
from ingestion.readers.recognising import Recognising, blocks_of_pages, out_of_time
from ingestion.readers.recognition import PACKAGES, languages
from ingestion.reading import Reading, SourceFile
from knowledge.errors import UnreadableFile

_MEDIA_TYPES = {
    b"\x89PNG": "image/png",
    b"\xff\xd8\xff": "image/jpeg",
    b"RIFF": "image/webp",
    b"GIF8": "image/gif",
    b"BM": "image/bmp",
}


def read(source: SourceFile, limits: ReadingLimits) -> Reading:
    recognising = Recognising(limits, time.monotonic())
    pages = 0
    for picture in pictures_in(source, limits):
        if not languages():  # asked here, so that a damaged picture is called damaged wherever it is read
            message = f"{source.name} is a picture; install {PACKAGES} on the server to have its text read"
            raise UnreadableFile(message, code="no_text_layer")
        pages += 1
        recognising.add(pages, picture)
    if recognising.left and not recognising.found:
        raise out_of_time(source)
    return Reading(
        title=PurePath(source.name).stem,
        media_type=_media_type(source),
        blocks=blocks_of_pages(recognising.found),
        notes=tuple(recognising.notes()),
        pages=pages,
        recognised=tuple(sorted(recognising.found)),
    )


def _media_type(source: SourceFile) -> str:
    with source.path.open("rb") as file:
        head = file.read(8)
    return next((kind for mark, kind in _MEDIA_TYPES.items() if head.startswith(mark)), "image/tiff")
