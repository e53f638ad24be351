"""The scripts that editors write in the console, in a document of their own: drafts until it is published."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from ingestion.books import Book, Row, Title
from ingestion.ingest import FileResult
from knowledge.errors import BadInput, Conflict
from knowledge.store.database import Connection
from knowledge.store.deletion import delete_document
from knowledge.store.documents import find_document, retire_document
from knowledge.store.history import Actor
from knowledge.types import Category, DocumentId, Script, ShopId
from server.reply.evidence.scripts import known_slots, slots_of

if TYPE_CHECKING:
    from server.compose import Services

BOOK = Title("话术库.csv", Category.SCRIPTS)
_SCENARIO, _STAGE, _TEXT, _VARIANTS = "场景", "阶段", "话术", "备选话术"
_BETWEEN = "|"  # what the reading of tables takes for the end of a variant
_MARKS = str.maketrans({_BETWEEN: "／", "｜": "／"})


class State(StrEnum):
    PUBLISHED = "published"
    DRAFT = "draft"  # counts as soon as the book is published
    RETIRING = "retiring"  # stops counting then


@dataclass(frozen=True, slots=True)
class Wording:
    """A script as its editor writes it."""

    scenario: str
    text: str
    stage: str = ""
    variants: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """Of the words themselves: who changes what somebody else has changed meanwhile finds it gone."""
        parts = "\0".join((self.scenario, self.stage, self.text, *self.variants))
        return hashlib.sha256(parts.encode()).hexdigest()[:24]


@dataclass(frozen=True, slots=True)
class Entry:
    wording: Wording
    state: State


def wording_of(scenario: str, text: str, stage: str = "", variants: Sequence[str] = ()) -> Wording:
    """Tidied as the document will hold it. Raises `BadInput` for slots that nothing fills, and for empty texts."""
    tidy = [_tidy(one) for one in variants]
    wording = Wording(_tidy(scenario), _tidy(text), _tidy(stage), tuple(dict.fromkeys(filter(None, tidy))))
    if not wording.scenario or not wording.text:
        raise BadInput("a script needs its scenario and its text")
    known = known_slots()
    unknown = [slot for one in (wording.text, *wording.variants) for slot in slots_of(one) if slot not in known]
    if unknown:
        names = "、".join(dict.fromkeys(unknown))
        raise BadInput(f"nothing fills the slots {names}; there are: {'、'.join(known)}", code="unknown_slot")
    return wording


def entries(services: Services, shop: ShopId) -> list[Entry]:
    """The book as it counts and as it will."""
    coming, counting = ([_wording(row) for row in book.rows] for book in _books(services, shop))
    found = [Entry(one, State.PUBLISHED if one in counting else State.DRAFT) for one in coming]
    return found + [Entry(one, State.RETIRING) for one in counting if one not in coming]


def add(services: Services, shop: ShopId, new: Sequence[Wording], by: Actor) -> DocumentId:
    """Into the draft; what the book has already stays once."""
    return _changed(services, shop, lambda known: [*known, *(one for one in new if one not in known)], by)


def replace(services: Services, shop: ShopId, old: str, new: Wording | None, by: Actor) -> DocumentId:
    """The script with this id as it should read, None to retire it. Raises `Conflict` (stale) when it is not there."""

    def with_new(known: list[Wording]) -> list[Wording]:
        if old not in {one.id for one in known}:
            raise Conflict("this script was changed or retired meanwhile: look again", code="stale")
        return [one if one.id != old else new for one in known if one.id != old or new is not None]  # type: ignore[misc] # None is left out

    return _changed(services, shop, with_new, by)


def wording_of_script(script: Script) -> Wording:
    return Wording(_tidy(script.scenario), _tidy(script.text), _tidy(script.stage), tuple(map(_tidy, script.variants)))


class _Emptied(Exception):
    """Ends a change that leaves no script: a document without text is none."""


def _changed(
    services: Services, shop: ShopId, change: Callable[[list[Wording]], list[Wording]], by: Actor
) -> DocumentId:
    def of_rows(rows: tuple[Row, ...]) -> list[Row]:
        wanted = change([_wording(row) for row in rows])
        if not wanted:
            raise _Emptied
        return [_row(one) for one in wanted]

    try:
        result: FileResult = services.books.change(shop, BOOK, of_rows, by)
    except _Emptied:
        with services.database.write() as connection:
            return _closed(connection, services, shop, by)
    return DocumentId(str(result.document_id))


def _closed(connection: Connection, services: Services, shop: ShopId, by: Actor) -> DocumentId:
    """Without its last script the book is retired, or gone when it never was published."""
    document = find_document(connection, shop, BOOK.name)
    if document is None:
        raise Conflict("this script was retired meanwhile: look again", code="stale")
    if services.books.published(shop, BOOK.name).version is None:
        delete_document(connection, document, services.clock(), by)
    else:
        retire_document(connection, document, services.clock(), by)
    return document.id


def _books(services: Services, shop: ShopId) -> tuple[Book, Book]:
    return services.books.read(shop, BOOK.name), services.books.published(shop, BOOK.name)


def _wording(row: Row) -> Wording:
    variants = tuple(filter(None, row.get(_VARIANTS, "").split(_BETWEEN)))
    return Wording(row.get(_SCENARIO, ""), row.get(_TEXT, ""), row.get(_STAGE, ""), variants)


def _row(wording: Wording) -> Row:
    cells = {_SCENARIO: wording.scenario, _STAGE: wording.stage, _TEXT: wording.text}
    return cells | ({_VARIANTS: _BETWEEN.join(wording.variants)} if wording.variants else {})


def _tidy(text: str) -> str:
    """One line, as a table's cell is read, without the marks that part variants."""
    return " ".join(text.translate(_MARKS).split())
