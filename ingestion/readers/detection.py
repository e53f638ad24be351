"""What a file is: by its content first, by its name second. A wrong name becomes a Note; the rest is refused.

Only the head of the file (and a zip's directory) is looked at; no reader library is loaded.
"""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePath

from ingestion.readers.decoding import decode
from ingestion.reading import Note, SourceFile
from knowledge.errors import UnreadableFile

HEAD_BYTES = 65_536


class Format(StrEnum):
    PDF = "pdf"
    DOCX = "docx"
    XLSX = "xlsx"
    PPTX = "pptx"
    CSV = "csv"
    HTML = "html"
    MARKDOWN = "md"
    TEXT = "txt"
    IMAGE = "image"


@dataclass(frozen=True, slots=True)
class Detected:
    format: Format
    notes: tuple[Note, ...] = ()


_BY_NAME = {
    "pdf": Format.PDF,
    **dict.fromkeys(("docx", "docm", "dotx"), Format.DOCX),
    **dict.fromkeys(("xlsx", "xlsm", "xltx"), Format.XLSX),
    **dict.fromkeys(("pptx", "pptm", "ppsx"), Format.PPTX),
    **dict.fromkeys(("csv", "tsv", "tab"), Format.CSV),
    **dict.fromkeys(("html", "htm", "xhtml", "shtml"), Format.HTML),
    **dict.fromkeys(("md", "markdown", "mdown", "mkd"), Format.MARKDOWN),
    **dict.fromkeys(("txt", "text", "log", ""), Format.TEXT),
    **dict.fromkeys(("png", "jpg", "jpeg", "jpe", "jfif", "webp", "gif", "bmp", "tif", "tiff"), Format.IMAGE),
}
_TEXTUAL = (Format.CSV, Format.HTML, Format.MARKDOWN, Format.TEXT)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLE_STREAMS = (("WordDocument", "docx"), ("Workbook", "xlsx"), ("Book", "xlsx"), ("PowerPoint Document", "pptx"))
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\x00", b"MM\x00*")
_FOREIGN = (
    (b"MZ", "a program"),
    (b"\x7fELF", "a program"),
    (b"ID3", "a recording"),
    (b"OggS", "a recording"),
    (b"fLaC", "a recording"),
    (b"Rar!", "an archive; unpack it and upload the files"),
    (b"7z\xbc\xaf", "an archive; unpack it and upload the files"),
    (b"\x1f\x8b", "an archive; unpack it and upload the files"),
    (b"SQLite format 3", "a database"),
    (b"{\\rtf", "RTF; save it as docx"),
)
_BINARY_MARKS = frozenset((b"BM", b"MZ"))  # two letters also begin texts
_OPC_MAIN = (("word/", Format.DOCX), ("xl/", Format.XLSX), ("ppt/", Format.PPTX))
_HTML_START = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype html|html|head|body|meta|table)\b", re.I | re.S
)
_HTML_TAG = re.compile(r"</?(?:p|div|span|table|tr|td|h[1-6]|ul|li|br|a|body)\b[^>]*>", re.I)
_MARKDOWN_LINE = re.compile(r"(?:#{1,6} \S|\|(?: ?:?-+:? ?\|)+\s*$)", re.M)


def detect(source: SourceFile) -> Detected:
    """The format to read `source` as; raises `empty`, `unsupported`, `encrypted`, `corrupt` or `wrong_type`."""
    with source.path.open("rb") as file:
        head = file.read(HEAD_BYTES)
    if not head:
        raise UnreadableFile(f"{source.name} is empty (0 bytes)", code="empty")
    suffix = PurePath(source.name).suffix.lower().lstrip(".")
    named = _BY_NAME.get(suffix)
    found = _by_content(source, head, named)
    if named is None or found is named:
        return Detected(found)
    message = f"{source.name} is named .{suffix} but holds {found.value}; it was read as {found.value}."
    return Detected(found, (Note("wrong_name", message, place=found.value),))


def _by_content(source: SourceFile, head: bytes, named: Format | None) -> Format:
    if b"%PDF-" in head[:1024]:
        return Format.PDF
    if head.startswith(_OLE):
        raise _ole_error(source)
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zip_format(source, named)
    if _is_picture(head):
        return Format.IMAGE
    for mark, what in _FOREIGN:
        if head.startswith(mark) and (mark not in _BINARY_MARKS or b"\x00" in head):
            raise UnreadableFile(f"{source.name} is {what}; only documents and tables are read", code="unsupported")
    if head[4:8] == b"ftyp" or head[8:12] in (b"WAVE", b"AVI "):
        message = f"{source.name} is a recording or a picture of a kind that is not read; save pictures as jpg or png"
        raise UnreadableFile(message, code="unsupported")
    decoded = decode(_whole_characters(head))
    if decoded is None:
        raise _no_text_error(source, named)
    return _text_format(decoded.text, named, source)


def _is_picture(head: bytes) -> bool:
    if head[:4] == b"RIFF":
        return head[8:12] == b"WEBP"
    return any(head.startswith(mark) and (mark not in _BINARY_MARKS or b"\x00" in head) for mark in _PICTURES)


def _whole_characters(head: bytes) -> bytes:
    """The head without a character that the cut may have halved: up to its last line end."""
    return head if len(head) < HEAD_BYTES else head[: max(head.rfind(b"\n"), HEAD_BYTES - 4096)]


def _text_format(text: str, named: Format | None, source: SourceFile) -> Format:
    if _HTML_START.match(text):
        return Format.HTML
    if named is Format.HTML:
        return Format.HTML if _HTML_TAG.search(text) else Format.TEXT
    if named is Format.MARKDOWN or named is Format.CSV:
        return named
    if text.lstrip().startswith("<?xml") or text.startswith("MIME-Version:"):
        raise UnreadableFile(
            f"{source.name} is XML or a web archive; save it as html, docx or xlsx", code="unsupported"
        )
    if len(_HTML_TAG.findall(text)) * 60 > len(text):
        return Format.HTML
    if _is_tabular(text):
        return Format.CSV
    return Format.MARKDOWN if len(_MARKDOWN_LINE.findall(text)) >= 2 else Format.TEXT


def _is_tabular(text: str) -> bool:
    """Every line has the same number of tabs: a table exported as text."""
    lines = [line for line in text.splitlines()[:100] if line.strip()]
    counts = {line.count("\t") for line in lines}
    return len(lines) >= 3 and len(counts) == 1 and counts != {0}


def _zip_format(source: SourceFile, named: Format | None) -> Format:
    try:
        with zipfile.ZipFile(source.path) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        if named in (Format.DOCX, Format.XLSX, Format.PPTX):
            message = f"{source.name} is damaged: its zip directory is unreadable; save or send it again"
            raise UnreadableFile(message, code="corrupt") from error
        raise UnreadableFile(f"{source.name} is a damaged archive", code="corrupt") from error
    if "xl/workbook.bin" in names:
        raise UnreadableFile(f"{source.name} is a binary workbook (xlsb); save it as xlsx", code="unsupported")
    for prefix, found in _OPC_MAIN:
        if "[Content_Types].xml" in names and any(name.startswith(prefix) for name in names):
            return found
    if named in (Format.DOCX, Format.XLSX, Format.PPTX):
        message = f"{source.name} is a zip archive but no {named.value} document; save or send it again"
        raise UnreadableFile(message, code="wrong_type" if "[Content_Types].xml" not in names else "corrupt")
    advice = "save it as docx or xlsx" if "mimetype" in names else "unpack it and upload the files"
    raise UnreadableFile(f"{source.name} is an archive or a format that is not read; {advice}", code="unsupported")


def _ole_error(source: SourceFile) -> UnreadableFile:
    """Legacy Office files and encrypted modern ones share the OLE container; their stream names tell them apart."""
    data = source.path.read_bytes()
    if "EncryptedPackage".encode("utf-16-le") in data:
        return UnreadableFile(f"{source.name} is protected by a password; save it without one", code="encrypted")
    for stream, target in _OLE_STREAMS:
        if stream.encode("utf-16-le") in data:
            return UnreadableFile(f"{source.name} is a legacy Office file; save it as {target}", code="unsupported")
    return UnreadableFile(
        f"{source.name} is a format that is not read; save it as docx, xlsx or pdf", code="unsupported"
    )


def _no_text_error(source: SourceFile, named: Format | None) -> UnreadableFile:
    if named is None:
        return UnreadableFile(f"{source.name} is a format that is not read", code="unsupported")
    if named in _TEXTUAL:
        return UnreadableFile(f"{source.name} is not text; check that the right file was chosen", code="wrong_type")
    return UnreadableFile(f"{source.name} is damaged or no {named.value} file; save or send it again", code="corrupt")
