"""The shop's own words: slang, abbreviations and nicknames of products, with what documents say for them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select, update

from knowledge.errors import BadInput, Conflict, NotFound
from knowledge.store.shops import raise_revision
from knowledge.store.tables import glossary
from knowledge.text import normalise
from knowledge.types import ShopId

_TERM_LENGTH, _SHORTEST = 80, 2


class TermKind(StrEnum):
    SLANG = "slang"
    ABBREVIATION = "abbreviation"
    PRODUCT = "product"  # a nickname: `means` begins with the product's name or code


@dataclass(frozen=True, slots=True)
class Term:
    """`means` are the words of documents: the first one is read in the term's place, the others are looked for, too."""

    id: str
    term: str
    means: tuple[str, ...]
    kind: TermKind
    note: str
    actor: str | None
    changed_at: datetime

    @property
    def key(self) -> str:
        return key_of(self.term)


def key_of(term: str) -> str:
    """A term as it is looked for: half width, lower case, simplified."""
    return normalise(term)


def list_terms(connection: Connection, shop: ShopId) -> list[Term]:
    """By term."""
    query = select(glossary).where(glossary.c.shop == shop).order_by(glossary.c.key)
    return [_term(row) for row in connection.execute(query)]


def get_term(connection: Connection, shop: ShopId, term: str) -> Term:
    """By its id. Raises `NotFound`."""
    row = connection.execute(select(glossary).where(glossary.c.shop == shop, glossary.c.id == term)).first()
    if row is None:
        raise NotFound("this entry is not in the shop's glossary; it may have been removed")
    return _term(row)


def save_term(connection: Connection, shop: ShopId, term: Term) -> None:
    """Make it, or replace the one with its id. Raises `BadInput` for what could not be told from ordinary text, and
    `Conflict` when another entry has the term.
    """
    check_term(term.term, term.means)
    taken = select(glossary.c.id).where(glossary.c.shop == shop, glossary.c.key == term.key, glossary.c.id != term.id)
    if connection.execute(taken).first():
        raise Conflict(f"“{term.term}” is in the glossary already", code="term_taken")
    values = {
        "term": term.term,
        "key": term.key,
        "means": list(term.means),
        "kind": term.kind.value,
        "note": term.note,
        "actor": term.actor,
        "changed_at": term.changed_at,
    }
    known = connection.execute(update(glossary).where(glossary.c.shop == shop, glossary.c.id == term.id).values(values))
    if known.rowcount == 0:
        connection.execute(insert(glossary).values(id=term.id, shop=shop, **values))
    raise_revision(connection, shop)


def delete_term(connection: Connection, shop: ShopId, term: str) -> None:
    """Raises `NotFound`."""
    get_term(connection, shop, term)
    connection.execute(delete(glossary).where(glossary.c.shop == shop, glossary.c.id == term))
    raise_revision(connection, shop)


def check_term(term: str, means: Sequence[str]) -> None:
    """Raises `BadInput`."""
    key = key_of(term)
    if len(key) < _SHORTEST or len(term) > _TERM_LENGTH:
        raise BadInput(f"a term has {_SHORTEST} to {_TERM_LENGTH} characters: a single one stands in other words")
    if key.isdigit():
        raise BadInput("a term of digits alone would be found in prices and order numbers")
    if not means or any(not word.strip() for word in means):
        raise BadInput("say what the term means, in the words of your documents")
    if key == key_of(means[0]):
        raise BadInput(f"“{term}” means itself: write what your documents say for it")


def _term(row: Row[Any]) -> Term:
    return Term(row.id, row.term, tuple(row.means), TermKind(row.kind), row.note, row.actor, row.changed_at)
