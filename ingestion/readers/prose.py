"""Words as a person reads them: odd characters repaired, hard line breaks inside sentences mended.

Pure functions on text; they know nothing of files or formats.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

_INVISIBLE = re.compile(r"[\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\u00ad\ufffc]")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff]")
_SPACES = re.compile(r"[ \t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+")
# Letters that only look like others: radicals, compatibility ideographs, Latin ligatures. PDF fonts are full of them.
_LOOKALIKE = re.compile(r"[\u2e80-\u2fdf\uf900-\ufaff\ufb00-\ufb06]")
_HAN = r"\u3007\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff"
_CJK = _HAN + r"\u3000-\u303f\uff00-\uffef\u3040-\u30ff“”‘’…—"
_CJK_END = re.compile(rf"[{_CJK}]\Z")
_CJK_START = re.compile(rf"[{_CJK}]")
_SPACED_HAN = re.compile(rf"(?:[{_HAN}] )+[{_HAN}]\Z")
_HYPHENATED = re.compile(r"[A-Za-z]{2}-\Z")
SENTENCE_END = "。！？；：!?;:…”」』）)】》."
_PAUSES = tuple("。！？；：，、!?;:,（(")
_HARD_END = tuple("。！？；：!?;…")


def clean(text: str) -> str:
    """One line of text without invisible characters, look-alike letters and runs of spaces; line breaks stay."""
    if text.isprintable() and "  " not in text and not _LOOKALIKE.search(text):
        return text.strip()  # nine texts in ten: no break, no control character, no odd space
    text = _CONTROL.sub("", _INVISIBLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n")))
    text = _LOOKALIKE.sub(lambda match: unicodedata.normalize("NFKC", match.group()), text)
    return "\n".join(line.strip() for line in _SPACES.sub(" ", text).split("\n")).strip("\n")


def one_line(text: str) -> str:
    """`clean` text with its line breaks mended; what a heading or a table cell holds."""
    text = clean(text)
    return join_lines(text.split("\n")) if "\n" in text else text


def cell_text(text: str) -> str:
    """A cell that was typed: its line breaks were meant, so they part words unless a sentence's sign does already."""
    lines = [line for line in clean(text).split("\n") if line]
    joined = ""
    for line in lines:
        joined += line if not joined or joined.endswith(_PAUSES) else f" {line}"
    return joined


def heading_text(text: str) -> str:
    """A heading without the spaces that only spread its letters (总　　则)."""
    words = one_line(text)
    label, gap, rest = words.partition(" ")
    if _SPACED_HAN.match(words):
        return words.replace(" ", "")
    return label + gap + rest.replace(" ", "") if gap and _SPACED_HAN.match(rest) else words


def join_lines(lines: Iterable[str]) -> str:
    """Lines of one sentence as one line: no space between Chinese, a space between words, hyphenation undone."""
    text = ""
    for line in (line.strip() for line in lines):
        if not line:
            continue
        if not text:
            text = line
        elif _HYPHENATED.search(text) and line[0].islower():
            text = text[:-1] + line
        elif _CJK_END.search(text) or _CJK_START.match(line):
            text += line
        else:
            text = f"{text} {line}"
    return text


def ends_sentence(text: str) -> bool:
    """Whether nothing more is expected after this line."""
    return text.rstrip("”’」』）)】》\"' ").endswith((*_HARD_END, ".")) or text.endswith(("：", ":"))


def is_chinese(text: str) -> bool:
    """Whether most letters are Han; decides how wide a line is and how lines are joined."""
    letters = [char for char in text if char.isalpha()]
    return bool(letters) and 2 * sum("\u3400" <= char <= "\u9fff" for char in letters) > len(letters)
