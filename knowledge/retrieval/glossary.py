"""What customers of one shop say, read in the words of its documents; a change counts at once.

The first meaning is read in a term's place, so that products are recognised and answers are looked for as if the
customer had used the documents' words; further meanings are looked for beside it.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from knowledge.store.database import Database
from knowledge.store.glossary import Term, key_of, list_terms
from knowledge.store.shops import REVISION
from knowledge.text import normalise
from knowledge.types import ShopId


@dataclass(frozen=True, slots=True)
class Glossary:
    """Built once for each state of a shop's terms. Pure."""

    terms: Sequence[Term]
    _by_key: Mapping[str, Term] = field(init=False)
    _pattern: re.Pattern[str] | None = field(init=False)

    def __post_init__(self) -> None:
        by_key = {term.key: term for term in self.terms}
        # Where a text has the meaning already (小奶锅 means 麦饭石小奶锅), the term in it is no term.
        means = {key_of(term.means[0]) for term in self.terms}
        longest_first = sorted({*by_key, *means}, key=len, reverse=True)
        pattern = "|".join(_bounded(key) for key in longest_first)
        object.__setattr__(self, "_by_key", by_key)
        object.__setattr__(self, "_pattern", re.compile(pattern) if pattern else None)

    def read(self, text: str) -> str:
        """The text with every term replaced by its first meaning; all else stays as it was written."""
        if self._pattern is None:
            return text
        letters, origin = _letters(text)
        parts: list[str] = []
        done = 0
        for match in self._pattern.finditer("".join(letters)):
            term = self._by_key.get(match[0])
            if term is None:
                continue
            start, end = origin[match.start()], origin[match.end() - 1] + 1
            parts += text[done:start], term.means[0]
            done = end
        return "".join([*parts, text[done:]])

    def also(self, text: str) -> tuple[str, ...]:
        """Further meanings of the terms that the text holds, as they were written or as they were read."""
        plain = key_of(text)
        said = (term for term in self.terms if term.key in plain or key_of(term.means[0]) in plain)
        return tuple(dict.fromkeys(word for term in said for word in term.means[1:]))


class Glossaries:
    """Every shop's glossary as it stands. Safe for threads."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._revision: Callable[[Mapping[str, str]], int | None] = database.lookup(REVISION)
        self._known: dict[ShopId, tuple[int, Glossary]] = {}
        self._lock = threading.Lock()

    def read(self, shop: ShopId, text: str) -> str:
        return self._glossary(shop).read(text)

    def also(self, shop: ShopId, text: str) -> tuple[str, ...]:
        return self._glossary(shop).also(text)

    def _glossary(self, shop: ShopId) -> Glossary:
        revision = self._revision({"shop": shop}) or 0
        known = self._known.get(shop)
        if known is not None and known[0] == revision:
            return known[1]
        with self._lock, self._database.read() as connection:
            terms = list_terms(connection, shop)
        glossary = known[1] if known is not None and known[1].terms == terms else Glossary(terms)
        self._known[shop] = (revision, glossary)
        return glossary


def _letters(text: str) -> tuple[list[str], list[int]]:
    """The text as terms are looked for, and for each letter where it stands in the text."""
    letters: list[str] = []
    origin: list[int] = []
    for at, char in enumerate(text):
        for letter in " " if char.isspace() else normalise(char):
            letters.append(letter)
            origin.append(at)
    return letters, origin


def _bounded(key: str) -> str:
    """Latin terms stand alone: the ac of "ac1001" is none."""
    before = r"(?<![a-z0-9])" if key[0].isascii() and key[0].isalnum() else ""
    after = r"(?![a-z0-9])" if key[-1].isascii() and key[-1].isalnum() else ""
    return f"{before}{re.escape(key)}{after}"
