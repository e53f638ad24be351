"""Files made to hurt: bombs, entities, truncation, nesting, NUL bytes. Each gets a typed error or a reading."""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile
from collections.abc import Callable
from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ingestion.readers.limits import ReadingLimits
from ingestion.readers.opening import read
from ingestion.reading import Paragraph, Reading, SourceFile, Table
from knowledge.errors import UnreadableFile
from tests.ingestion.readers.packages import document, with_member, workbook

REASONS = frozenset(
    (
        "empty",
        "no_text_layer",
        "encrypted",
        "corrupt",
        "unsupported",
        "too_large",
        "archive_bomb",
        "wrong_type",
        "timeout",
    )
)


def test_a_zip_bomb_is_refused_before_it_is_unpacked(refusal) -> None:
    bomb = with_member(document(), "word/media/image1.bin", b"\0" * 40_000_000)
    assert len(bomb) < 100_000
    assert refusal("a.docx", bomb).reason == "archive_bomb"
    assert (
        refusal("a.xlsx", with_member(workbook(), "xl/x.bin", b"\0" * 900_000), max_unpacked_bytes=500_000).reason
        == "archive_bomb"
    )


def test_a_directory_that_lies_about_sizes_yields_no_more_than_it_declares(refusal) -> None:
    data = bytearray(with_member(document(), "word/document.xml", b"<a>" + b" " * 3_000_000 + b"</a>"))
    real, claimed = (3_000_007).to_bytes(4, "little"), (100).to_bytes(4, "little")
    assert data.count(real) >= 1
    assert refusal("a.docx", bytes(data).replace(real, claimed)).reason in ("corrupt", "archive_bomb")


def test_entities_that_expand_are_refused(refusal) -> None:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    xml = f'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY l0 "哈">{laughs}]><a>&l9;</a>'
    assert refusal("a.docx", with_member(document(), "word/document.xml", xml.encode())).reason == "archive_bomb"
    assert (
        refusal("a.xlsx", with_member(workbook(), "xl/sharedStrings.xml", xml.encode("utf-16"))).reason
        == "archive_bomb"
    )
    assert refusal("a.xml", xml.encode()).reason == "unsupported"


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.999])
def test_a_truncated_package_is_corrupt(refusal, share: float) -> None:
    whole = document()
    assert refusal("a.docx", whole[: int(len(whole) * share)]).reason == "corrupt"


def test_stray_nul_bytes_do_not_reach_the_text(read_bytes) -> None:
    assert read_bytes("a.txt", b"before\x00after, and a long enough line of text").blocks == (
        Paragraph("beforeafter, and a long enough line of text"),
    )
    assert "\x00" not in str(read_bytes("a.csv", b"a,b,c\n1\x00,2,3\n4,5,6\n"))


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.md", "> " * 5000 + "深"),
        ("a.md", "\n".join("  " * depth + "- 层" for depth in range(300))),
        ("a.md", "[" * 20_000 + "字"),
        ("a.md", "*a_" * 5000),
        ("a.html", "<b>" * 20_000 + "字"),
        ("a.html", "<table><tr><td>" * 300 + "字"),
        ("a.html", "<ol><li>" * 2000 + "字"),
        ("a.txt", "（一）" * 20_000),
        ("a.txt", "1." * 50_000),
        ("a.txt", "第一条" * 20_000),
        ("a.txt", "...." * 50_000),
        ("a.csv", '"' * 50_001),
    ],
)
def test_deep_or_repetitive_text_ends_in_a_reading_or_a_typed_error(outcome, name: str, text: str) -> None:
    assert isinstance(outcome(name, text.encode()), Reading | UnreadableFile)


@pytest.fixture
def outcome(tmp_path) -> Callable[[str, bytes], Reading | UnreadableFile]:
    def read_or_error(name: str, data: bytes) -> Reading | UnreadableFile:
        path = tmp_path / "upload"
        path.write_bytes(data)
        try:
            return read(SourceFile(path, name), ReadingLimits(max_pages=50, max_cells=100_000))
        except UnreadableFile as error:
            assert error.reason in REASONS
            return error

    return read_or_error


NAMES = st.sampled_from(["a.pdf", "a.docx", "a.xlsx", "a.pptx", "a.csv", "a.html", "a.md", "a.txt", "a"])
HEADS = st.sampled_from(
    [b"", b"%PDF-1.4\n", b"PK\x03\x04", b"\xff\xfe", b"<html>", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"]
)
relaxed = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])


@relaxed
@given(NAMES, HEADS, st.binary(max_size=600))
def test_random_bytes_raise_nothing_but_the_typed_error(outcome, name: str, head: bytes, tail: bytes) -> None:
    assert isinstance(outcome(name, head + tail), Reading | UnreadableFile)


@cache  # each is made with an office's library, which takes longer than reading it
def packages() -> tuple[tuple[str, bytes, list[str]], ...]:
    return (
        ("a.docx", document(), ["word/document.xml", "word/styles.xml", "word/numbering.xml"]),
        ("a.xlsx", workbook(), ["xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/styles.xml"]),
    )


@st.composite
def mutated(draw: st.DrawFn) -> tuple[str, bytes]:
    """A member of a real package with some bytes changed, packed again so that the damage reaches the parser."""
    name, package, members = draw(st.sampled_from(packages()))
    member = draw(st.sampled_from(members))
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        data = bytearray(archive.read(member))
    for place, byte in draw(st.lists(st.tuples(st.integers(0, len(data) - 1), st.integers(32, 126)), max_size=8)):
        data[place] = byte
    return name, with_member(package, member, bytes(data))


@relaxed
@given(mutated())
def test_damaged_packages_raise_nothing_but_the_typed_error(outcome, file: tuple[str, bytes]) -> None:
    assert isinstance(outcome(*file), Reading | UnreadableFile)


PRINTABLE = st.text(
    st.characters(codec="utf-8", categories=["L", "N", "P", "S"], exclude_characters="\"'="), min_size=1, max_size=12
)


@relaxed
@given(st.lists(st.lists(PRINTABLE, min_size=3, max_size=3), min_size=2, max_size=6))
def test_no_cell_is_lost_and_no_word_is_added_by_the_way_through_csv(outcome, rows: list[list[str]]) -> None:
    text = "\n".join("\t".join(row) for row in rows)
    reading = outcome("a.tsv", text.encode())
    assert isinstance(reading, Reading)
    texts: list[str] = []
    for block in reading.blocks:
        if isinstance(block, Table):
            texts += [block.caption, *(cell for row in (block.headers, *block.rows) for cell in row)]
        else:
            texts.append(block.text)
    cells = [folded(cell) for row in rows for cell in row]
    assert all(cell in " ".join(texts) for cell in cells)
    assert set(" ".join(texts)) <= set(" ".join(cells)) | {" "}


def folded(cell: str) -> str:
    """The cell as it may be shown: look-alike letters as their common twins."""
    return re.sub(
        "[\u2e80-\u2fdf\uf900-\ufaff\ufb00-\ufb06]", lambda match: unicodedata.normalize("NFKC", match.group()), cell
    )
