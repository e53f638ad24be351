"""Pages of a PDF that hold no words: recognised from their pictures where the system can, told to the editor else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ingestion.readers.limits import ReadingLimits
from ingestion.readers.pdf_lines import Fragment
from ingestion.readers.pdf_pictures import page_picture
from ingestion.readers.recognising import Recognising, out_of_time
from ingestion.readers.recognition import PACKAGES, languages
from ingestion.reading import Note, SourceFile
from knowledge.errors import UnreadableFile


@dataclass(frozen=True, slots=True)
class Scans:
    """Words by page number, and what there is to tell."""

    found: Mapping[int, tuple[Fragment, ...]]
    notes: tuple[Note, ...]


def recognised_scans(source: SourceFile, pages: Sequence[int], limits: ReadingLimits, began: float) -> Scans:
    """`pages` are those without words; `began` is when the file's reading did (monotonic)."""
    if not pages:
        return Scans({}, ())
    if not languages():
        where = ", ".join(map(str, pages))
        message = f"Page {where} is a picture and was not read; install {PACKAGES} on the server."
        return Scans({}, (Note("recognition_missing", message, place=where, count=len(pages)),))
    recognising = Recognising(limits, began)
    for index, number in enumerate(pages):
        if recognising.is_over:
            recognising.skip(pages[index:])
            break
        recognising.add(number, page_picture(source.path, number))
    return Scans(recognising.found, tuple(recognising.notes()))


def wordless(source: SourceFile, notes: Sequence[Note]) -> UnreadableFile:
    """The refusal of a file in which no page has words; `notes` are those of its scans."""
    if any(note.code == "recognition_stopped" for note in notes):
        return out_of_time(source)
    if languages():
        message = f"{source.name} has no text layer, and no text was recognised in its pictures"
    else:
        message = (
            f"{source.name} has no text layer (a scan or pictures); install {PACKAGES} on the server to have it read"
        )
    return UnreadableFile(message, code="no_text_layer")
