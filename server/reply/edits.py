"""Draft and what was sent -> how much an agent changed it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from enum import StrEnum

from knowledge.text import comparable

# Half of a sentence rewritten leaves about this much; a word, a courtesy or the offer dropped leave more.
_LIGHT = 0.7
_NUMBER = re.compile(r"\d+(?:\.\d+)?")


class Edit(StrEnum):
    """`light`: other words for the same; `heavy`: another reply, or figures that no draft had."""

    NONE = "none"
    LIGHT = "light"
    HEAVY = "heavy"


def edit_of(drafts: Sequence[str], sent: str) -> Edit:
    """Against the nearest of the drafts that were shown. Spaces and forms of digits do not count as a change."""
    final, numbers = comparable(sent), numbers_of(sent)
    nearest = Edit.HEAVY
    for draft in drafts:
        shown = comparable(draft)
        if shown == final:
            return Edit.NONE
        alike = SequenceMatcher(None, shown, final, autojunk=False).ratio()
        if alike >= _LIGHT and numbers <= numbers_of(draft):
            nearest = Edit.LIGHT
    return nearest


def numbers_of(text: str) -> set[str]:
    """As digits, however they are written."""
    return set(_NUMBER.findall(comparable(text)))
