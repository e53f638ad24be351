"""Bytes to text: UTF-8, UTF-16, GB18030, Big5 or Western, by what the bytes can be and by what reads as Chinese."""

from __future__ import annotations

import codecs
from dataclasses import dataclass

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Frequent in any Chinese text, simplified and traditional. A wrong legacy decoding yields rare characters instead.
_FREQUENT = frozenset(
    "的一是不了在有人我他这為为个個上们們来來到时時大地要出就分对對成会會可主发發年动動同工也能下过過子说說产產种種面而方后後多定行学學法所"
    "商品退货貨换換买買卖賣家订單单訂服务務价價格条條款款规規第章节節日期元件包邮郵快递遞售前保修使用请請您好，。、；：（）《》“”"
)
_SAMPLE_CHARS = 20_000
_TOLERATED_ERRORS = 0.001  # share of unreadable characters at which UTF-8 is still the best explanation


@dataclass(frozen=True, slots=True)
class Decoded:
    text: str
    encoding: str
    lossy: bool = False  # some bytes fitted no encoding and were replaced by U+FFFD
    guessed: bool = False  # a legacy encoding, chosen by likelihood


def decode(data: bytes) -> Decoded | None:
    """Text of a text file, or None when the bytes are no text in any supported encoding."""
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            text = data[len(bom) :].decode(encoding, errors="replace")
            return Decoded(text, encoding, lossy="\ufffd" in text)
    if wide := _wide_encoding(data):
        text = data.decode(wide, errors="replace")
        return Decoded(text, wide, lossy="\ufffd" in text) if _is_text(text) else None
    text = data.decode("utf-8", errors="replace")
    broken = text.count("\ufffd")
    if broken == 0:
        return Decoded(text, "utf-8") if _is_text(text) else None
    legacy = _legacy(data)
    if broken <= len(text) * _TOLERATED_ERRORS or (legacy is None and broken <= len(text) * 0.01):
        return Decoded(text, "utf-8", lossy=True) if _is_text(text) else None
    return legacy


def _wide_encoding(data: bytes) -> str | None:
    """UTF-16 without a mark: ASCII characters (line ends, digits) leave a zero in every second byte."""
    head = data[:4000]
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if len(head) < 4 or max(even, odd) < len(head) * 0.05 or min(even, odd) > max(even, odd) * 0.1:
        return None
    return "utf-16-le" if odd > even else "utf-16-be"


def _legacy(data: bytes) -> Decoded | None:
    candidates = []
    for encoding in ("gb18030", "big5", "cp1252"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if _is_text(text):
            candidates.append((_likelihood(text), encoding, text))
    if not candidates:
        return None
    _, encoding, text = max(candidates, key=lambda candidate: candidate[0])
    return Decoded(text, encoding, guessed=True)


def _likelihood(text: str) -> float:
    foreign = [char for char in text[:_SAMPLE_CHARS] if char > "\x7f"]
    if not foreign:
        return 0.0
    # Accented Latin letters (cp1252) are likely where they are few; as every other character they are mojibake.
    if all(char <= "\u2122" and not char >= "\u4e00" for char in foreign):
        return 0.3 if len(foreign) < 0.2 * len(text[:_SAMPLE_CHARS]) else 0.0
    return sum(char in _FREQUENT for char in foreign) / len(foreign)


def _is_text(text: str) -> bool:
    """Whether control characters are as rare as in text; a few stray NULs are repaired later."""
    sample = text[:_SAMPLE_CHARS]
    odd = sum(char < " " and char not in "\t\n\r\x0c\x1b" for char in sample) + sample.count("\ufffd")
    return odd <= max(2, len(sample) * 0.02)
