"""Whether an expected string stands in a text: compared after NFKC, without white space and case."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence


def comparable(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


def facts_present(text: str, groups: Sequence[Sequence[str]]) -> list[bool]:
    """One answer per group: whether any of its alternatives occurs."""
    plain = comparable(text)
    return [any(comparable(alternative) in plain for alternative in group) for group in groups]


def forbidden_present(text: str, forbidden: Sequence[str]) -> list[str]:
    plain = comparable(text)
    return [phrase for phrase in forbidden if comparable(phrase) in plain]
