"""What a file is, by content first; and refusals that say what to do."""

from __future__ import annotations

import io
import zipfile

import pytest

from tests.ingestion.readers.packages import workbook

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 1024


def archive(**members: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as packed:
        for name, data in members.items():
            packed.writestr(name.replace("__", "/"), data)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "media_type"),
    [
        ("价格.docx", workbook(), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        ("价格.pdf", workbook(), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        ("说明.pdf", "<!doctype html><p>一句话。</p>".encode(), "text/html"),
        ("说明.docx", "只是一句话，没有格式。".encode(), "text/plain"),
        ("清单.txt", "货号\t名称\nA\t扇\nB\t灯\n".encode(), "text/csv"),
        ("说明.txt", "# 一\n正文。\n# 二\n正文。\n".encode(), "text/markdown"),
    ],
)
def test_a_wrong_name_is_read_as_what_it_is_with_a_note(read_bytes, name: str, data: bytes, media_type: str) -> None:
    reading = read_bytes(name, data)
    assert reading.media_type == media_type
    assert "wrong_name" in [note.code for note in reading.notes]


@pytest.mark.parametrize("name", ["readme", "notes.log", "说明.TXT"])
def test_text_needs_no_known_ending(read_bytes, name: str) -> None:
    reading = read_bytes(name, "第一句话。\n第二句话。")
    assert (reading.media_type, reading.notes) == ("text/plain", ())


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.pdf", b"", "empty"),
        ("a.txt", b" \n\t\n", "empty"),
        ("a.html", b"<html><body><script>1</script></body></html>", "empty"),
        ("a.xlsx", OLE + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
        ("a.doc", OLE + "WordDocument".encode("utf-16-le"), "unsupported"),
        ("a.xls", OLE + "Workbook".encode("utf-16-le"), "unsupported"),
        ("a.msg", OLE, "unsupported"),
        ("a.png", b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "corrupt"),
        ("a.docx", b"\xff\xd8\xff\xe0" + b"\0" * 50, "corrupt"),
        ("a.mp4", b"\0\0\0\x18ftypmp42", "unsupported"),
        ("a.exe", b"MZ\x90\0\x03", "unsupported"),
        ("a.rtf", b"{\\rtf1 text}", "unsupported"),
        ("a.zip", archive(a=b"1"), "unsupported"),
        ("a.odt", archive(mimetype=b"application/vnd.oasis.opendocument.text"), "unsupported"),
        ("a.docx", archive(a=b"1"), "wrong_type"),
        ("a.docx", b"PK\x03\x04" + b"\x07" * 200, "corrupt"),
        ("a.pdf", b"%PDF-1.7\n" + b"\x9c" * 400, "corrupt"),
        ("a.txt", bytes(range(256)) * 8, "wrong_type"),
        ("a.xlsx", bytes(range(256)) * 8, "corrupt"),
        ("a.bin", bytes(range(256)) * 8, "unsupported"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_reason(refusal, name: str, data: bytes, reason: str) -> None:
    error = refusal(name, data)
    assert error.reason == reason
    assert name in error.message


def test_legacy_files_are_told_what_to_save_as(refusal) -> None:
    assert "xlsx" in refusal("a.xls", OLE + "Workbook".encode("utf-16-le")).message
    assert "docx" in refusal("a.doc", OLE + "WordDocument".encode("utf-16-le")).message


def test_a_file_over_the_size_limit_is_refused_by_the_name_of_the_limit(refusal) -> None:
    error = refusal("a.txt", b"x" * 2000, max_bytes=1000)
    assert error.reason == "too_large"
    assert "1000" in error.message
    assert "max_bytes" in error.message
