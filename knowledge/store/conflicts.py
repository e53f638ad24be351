"""Pairs of passages that contradict or repeat each other, what was decided on them, and which versions were compared.

A pair is known by its chunks' text hashes, so that what was decided stays decided when a file is uploaded again, and
is asked again when either text changes. No text is kept here: it is read from the chunks, and gone with them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Row, delete, func, insert, select, update

from knowledge.errors import Conflict as Clash
from knowledge.errors import NotFound
from knowledge.identifiers import text_hash
from knowledge.store.serving import serves
from knowledge.store.shops import raise_revision
from knowledge.store.tables import chunks, compared_versions, conflicts, documents, versions
from knowledge.types import DocumentId, ShopId, VersionId, VersionStatus

_BATCH = 500  # under SQLite's limit on variables in one statement
_ID_CHARS = 24


class Kind(StrEnum):
    """In what two passages differ; `SAME` that they do not."""

    FIGURE = "figure"
    DATE = "date"
    POLARITY = "polarity"
    CONDITION = "condition"
    SAME = "same"


class Verdict(StrEnum):
    OPEN = "open"
    LEFT = "left"
    RIGHT = "right"
    BOTH = "both"  # both are true, in different cases
    NEITHER = "neither"  # no conflict, or no repetition


@dataclass(frozen=True, slots=True)
class Side:
    """One passage of a pair: [start, end) of its text is the statement, `marks` what in it differs."""

    text_hash: str
    document: DocumentId
    start: int
    end: int
    marks: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Found:
    """What the radar saw. The sides have an order of their own, so that a pair is the same whoever comes first."""

    kind: Kind
    left: Side
    right: Side


@dataclass(frozen=True, slots=True)
class Pair:
    """A pair with what was decided; `follows` is the decided pair of which one text has changed since."""

    id: str
    shop: ShopId
    kind: Kind
    left: Side
    right: Side
    verdict: Verdict
    found_at: datetime
    note: str = ""
    decided_by: str | None = None
    decided_name: str = ""
    decided_at: datetime | None = None
    follows: str | None = None


@dataclass(frozen=True, slots=True)
class Decider:
    """Who decides: the id that records name and the name for people."""

    actor: str
    name: str


def record_found(connection: Connection, shop: ShopId, found: Iterable[Found], now: datetime) -> int:
    """Keep the pairs that are new; returns how many. What was decided on a known pair stays."""
    pairs = {_id_of(shop, one): one for one in found}
    known = _known(connection, list(pairs))
    rows = [_row(shop, id_, one, now) for id_, one in pairs.items() if id_ not in known]
    decided = _decided_between(connection, shop) if rows else {}
    for row in rows:
        between = decided.get(frozenset((row["left_document"], row["right_document"])), {})
        row["follows"] = between.get(row["left_hash"]) or between.get(row["right_hash"])
    if rows:
        connection.execute(insert(conflicts), rows)
    return len(rows)


def get_pair(connection: Connection, pair: str) -> Pair:
    """Raises `NotFound`."""
    row = connection.execute(select(conflicts).where(conflicts.c.id == pair)).first()
    if row is None:
        raise NotFound(f"there is no conflict {pair}")
    return _pair(row)


def list_pairs(connection: Connection, shop: ShopId, verdicts: Collection[Verdict] = ()) -> list[Pair]:
    """Newest first; of these verdicts, or of all."""
    query = select(conflicts).where(conflicts.c.shop == shop).order_by(conflicts.c.found_at.desc(), conflicts.c.id)
    if verdicts:
        query = query.where(conflicts.c.verdict.in_([verdict.value for verdict in verdicts]))
    return [_pair(row) for row in connection.execute(query)]


def count_open(connection: Connection, shop: ShopId) -> int:
    """Of which both texts still serve the shop."""
    texts = (
        select(chunks.c.text_hash)
        .join(versions, versions.c.id == chunks.c.version_id)
        .join(documents, documents.c.id == versions.c.document_id)
        .where(serves(connection, shop), versions.c.status == VersionStatus.PUBLISHED.value)
    )
    open_ones = (
        select(func.count())
        .where(conflicts.c.shop == shop, conflicts.c.verdict == Verdict.OPEN.value)
        .where(conflicts.c.left_hash.in_(texts), conflicts.c.right_hash.in_(texts))
    )
    return int(connection.execute(open_ones).scalar_one())


def decide(connection: Connection, pair: Pair, verdict: Verdict, by: Decider, note: str, now: datetime) -> Pair:
    """Record a verdict; `OPEN` takes the last one back. Raises `Conflict` when somebody decided otherwise meanwhile."""
    reopened = verdict is Verdict.OPEN
    values = {
        "verdict": verdict.value,
        "note": note,
        "decided_by": None if reopened else by.actor,
        "decided_name": "" if reopened else by.name,
        "decided_at": None if reopened else now,
    }
    unchanged = (conflicts.c.id == pair.id, conflicts.c.verdict == pair.verdict.value)
    if connection.execute(update(conflicts).where(*unchanged).values(**values)).rowcount == 0:
        raise Clash("somebody else decided this meanwhile: look at it again")
    raise_revision(connection, pair.shop)
    return get_pair(connection, pair.id)


def drop_gone(connection: Connection, shop: ShopId, hashes: Collection[str]) -> int:
    """Forget open pairs of which a text is published no more; what was decided is kept for its return."""
    gone = [
        pair.id
        for pair in list_pairs(connection, shop, [Verdict.OPEN])
        if pair.left.text_hash not in hashes or pair.right.text_hash not in hashes
    ]
    for start in range(0, len(gone), _BATCH):
        connection.execute(delete(conflicts).where(conflicts.c.id.in_(gone[start : start + _BATCH])))
    return len(gone)


def forget_open(connection: Connection, shop: ShopId) -> None:
    """Before a whole pass, which finds again what is still there."""
    connection.execute(delete(conflicts).where(conflicts.c.shop == shop, conflicts.c.verdict == Verdict.OPEN.value))


def compared(connection: Connection, shop: ShopId) -> set[VersionId]:
    query = select(compared_versions.c.version_id).where(compared_versions.c.shop == shop)
    return {VersionId(row.version_id) for row in connection.execute(query)}


def mark_compared(connection: Connection, shop: ShopId, version: VersionId, now: datetime) -> None:
    """Doing it twice changes nothing; a version that was deleted meanwhile is left out."""
    there = connection.execute(select(versions.c.id).where(versions.c.id == version)).first()
    if there is None or version in compared(connection, shop):
        return
    connection.execute(insert(compared_versions).values(shop=shop, version_id=version, at=now))


def forget_compared(connection: Connection, shop: ShopId, some: Iterable[VersionId] | None = None) -> None:
    """So that these versions are compared anew; None: all of them."""
    query = delete(compared_versions).where(compared_versions.c.shop == shop)
    if some is None:
        connection.execute(query)
        return
    for version in some:  # few: those that another document overrides
        connection.execute(query.where(compared_versions.c.version_id == version))


def uncompared(connection: Connection, shop: ShopId) -> list[VersionId]:
    """Published versions that serve the shop and were not compared in it yet, the oldest first."""
    done = select(compared_versions.c.version_id).where(compared_versions.c.shop == shop)
    query = (
        select(versions.c.id)
        .join(documents, documents.c.id == versions.c.document_id)
        .where(serves(connection, shop), versions.c.status == VersionStatus.PUBLISHED.value)
        .where(versions.c.id.not_in(done))
        .order_by(versions.c.published_at, versions.c.id)
    )
    return [VersionId(row.id) for row in connection.execute(query)]


def _id_of(shop: ShopId, found: Found) -> str:
    return text_hash(shop, "\0".join(sorted((found.left.text_hash, found.right.text_hash))))[:_ID_CHARS]


def _known(connection: Connection, ids: Sequence[str]) -> set[str]:
    known: set[str] = set()
    for start in range(0, len(ids), _BATCH):
        query = select(conflicts.c.id).where(conflicts.c.id.in_(ids[start : start + _BATCH]))
        known.update(row.id for row in connection.execute(query))
    return known


def _decided_between(connection: Connection, shop: ShopId) -> Mapping[frozenset[str], Mapping[str, str]]:
    """By the two documents, and by one of the two texts: the pair that was decided last."""
    found: dict[frozenset[str], dict[str, str]] = {}
    decided = select(conflicts).where(conflicts.c.shop == shop, conflicts.c.verdict != Verdict.OPEN.value)
    for row in connection.execute(decided.order_by(conflicts.c.decided_at)):
        between = found.setdefault(frozenset((row.left_document, row.right_document)), {})
        between |= {row.left_hash: row.id, row.right_hash: row.id}
    return found


def _row(shop: ShopId, id_: str, found: Found, now: datetime) -> dict[str, Any]:
    left, right = sorted((found.left, found.right), key=lambda side: side.text_hash)
    sides: dict[str, Any] = {}
    for name, side in (("left", left), ("right", right)):
        sides[f"{name}_hash"] = side.text_hash
        sides[f"{name}_document"] = side.document
        sides[f"{name}_place"] = [side.start, side.end, *(list(mark) for mark in side.marks)]
    return {
        "id": id_,
        "shop": shop,
        "kind": found.kind.value,
        **sides,
        "verdict": Verdict.OPEN.value,
        "note": "",
        "decided_name": "",
        "found_at": now,
    }


def _pair(row: Row[Any]) -> Pair:
    return Pair(
        id=row.id,
        shop=ShopId(row.shop),
        kind=Kind(row.kind),
        left=_side(row.left_hash, row.left_document, row.left_place),
        right=_side(row.right_hash, row.right_document, row.right_place),
        verdict=Verdict(row.verdict),
        found_at=row.found_at,
        note=row.note,
        decided_by=row.decided_by,
        decided_name=row.decided_name,
        decided_at=row.decided_at,
        follows=row.follows,
    )


def _side(hash_: str, document: str, place: list[Any]) -> Side:
    start, end, *marks = place
    return Side(hash_, DocumentId(document), start, end, tuple((begin, stop) for begin, stop in marks))
