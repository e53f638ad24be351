"""Plain text -> Reading. Scraped rules open with 【name】value lines: they become title and notes, not text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePath

from ingestion.readers.decoding import Decoded, decode
from ingestion.readers.limits import ReadingLimits, refuse_above
from ingestion.readers.numbering import article_label, label_of
from ingestion.readers.paragraphs import paragraphs
from ingestion.readers.prose import clean, heading_text
from ingestion.reading import Block, Heading, Note, Paragraph, Reading, SourceFile
from knowledge.errors import UnreadableFile

_METADATA = re.compile(r"【([^】\n]{1,20})】[ \t:：]*(.*)")
_TITLE_KEY = re.compile(r"(名称|标题|题目|题名)\Z")
_RULE = re.compile(r"[=\-_*#~─━—]{3,}(?:.{0,20}[=\-_*#~─━—]{3,})?")
_TITLE_CHARS = 40


@dataclass(frozen=True, slots=True)
class _Head:
    title: str
    notes: tuple[Note, ...]
    body: str


def read(source: SourceFile, limits: ReadingLimits) -> Reading:
    decoded = decode_file(source)
    refuse_above(len(decoded.text), limits.max_chars, "characters", "max_chars")
    head = _metadata_head(decoded.text)
    texts = [text for text in paragraphs(head.body) if not _RULE.fullmatch(text)]
    title = head.title or _title_line(texts)
    blocks: list[Block] = []
    if title:
        blocks.append(Heading(title, 1))
        if texts and heading_text(texts[0]) == title:
            texts = texts[1:]
    blocks.extend(Paragraph(text) for text in texts)
    return Reading(
        title=title or PurePath(source.name).stem,
        media_type="text/plain",
        blocks=tuple(blocks),
        notes=(*encoding_notes(decoded), *head.notes),
    )


def decode_file(source: SourceFile) -> Decoded:
    """The file's text; raises `wrong_type` when its bytes are no text."""
    decoded = decode(source.path.read_bytes())
    if decoded is None:
        raise UnreadableFile(f"{source.name} is not text in any known encoding; save it as UTF-8", code="wrong_type")
    return decoded


def encoding_notes(decoded: Decoded) -> Sequence[Note]:
    notes = []
    if decoded.guessed:
        notes.append(
            Note(
                "encoding_guessed",
                f"Read as {decoded.encoding}; save the file as UTF-8 if characters look wrong.",
                place=decoded.encoding,
            )
        )
    if decoded.lossy:
        message = f"Some bytes are no {decoded.encoding} and were replaced."
        notes.append(Note("characters_lost", message, place=decoded.encoding))
    return notes


def _metadata_head(text: str) -> _Head:
    """Split off leading 【name】value lines. Fewer than two are taken for ordinary text."""
    lines = text.split("\n")
    fields: list[tuple[str, str]] = []
    end = 0
    for index, line in enumerate(lines):
        stripped = clean(line)
        if match := _METADATA.fullmatch(stripped):
            fields.append((match[1], match[2].strip()))
            end = index + 1
        elif stripped and not (fields and _RULE.fullmatch(stripped)):
            break
        elif stripped:
            end = index + 1
    if len(fields) < 2 or not all(value for _, value in fields):
        return _Head("", (), text)
    title = next((value for key, value in fields if _TITLE_KEY.search(key)), "")
    notes = tuple(Note("metadata", f"{key}: {value}") for key, value in fields if value != title)
    return _Head(title, notes, "\n".join(lines[end:]))


def _title_line(texts: Sequence[str]) -> str:
    """The first line, when it reads as a title: short, no sentence, no label of its own."""
    if len(texts) < 2:
        return ""
    first = texts[0]
    if (
        len(first) > _TITLE_CHARS
        or re.search(r"[。；！？，：:!?;|\t]|\.\Z", first)
        or label_of(first)
        or article_label(first)
    ):
        return ""
    return heading_text(first)
