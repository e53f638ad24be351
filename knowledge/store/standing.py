"""What stands in a shop: every document that serves it, when each version is in force, and what overrides what.

Read once per knowledge revision; every hit of every question is judged by it, in memory.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from knowledge.in_force import covers, edges, in_force
from knowledge.scope import NOTHING_IN_VIEW, Place, View, goods_of, level_of, replaces, rivals, speaks_of
from knowledge.store.document_rows import to_document
from knowledge.store.publications import list_publications
from knowledge.store.serving import serves
from knowledge.store.tables import documents, versions
from knowledge.types import Category, Document, DocumentId, ShopId, Validity, VersionId, VersionStatus


@dataclass(frozen=True, slots=True)
class Standing:
    """One document. `published` is when each version was last; `rivals` override it while they are in force."""

    place: Place
    category: Category
    times: Mapping[VersionId, Sequence[Validity]]
    published: Mapping[VersionId, datetime]
    rivals: tuple[DocumentId, ...]

    def version_at(self, moment: datetime) -> VersionId | None:
        return next((version for version, times in self.times.items() if covers(times, moment)), None)


@dataclass(frozen=True, slots=True)
class Standings:
    """Of a shop. `unindexed` are versions of the past, with when they were in force."""

    documents: Mapping[DocumentId, Standing]
    of_version: Mapping[VersionId, Standing]
    unindexed: Mapping[VersionId, Sequence[Validity]]
    latest: datetime | None  # after it, nothing of the past counts

    def may_speak(self, version: VersionId, moment: datetime, view: View = NOTHING_IN_VIEW) -> bool:
        """Whether a version's text may be used: in force at the moment, of the goods in view, and not overridden."""
        standing = self.of_version.get(version)
        if standing is None or not covers(standing.times[version], moment):
            return False
        return not (standing.place.goods or standing.rivals) or self._holds(standing, moment, view)

    def past(self, moment: datetime) -> tuple[VersionId, ...]:
        """The versions in force at a moment that the indexes no longer hold."""
        if self.latest is None or moment >= self.latest:
            return ()
        return tuple(version for version, times in self.unindexed.items() if covers(times, moment))

    def speaking(self, moment: datetime, view: View = NOTHING_IN_VIEW) -> list[VersionId]:
        """Every version that may be used: the widest level first, in one level the oldest first."""
        chosen = [
            (standing.place.rank, standing.published[version], version)
            for standing in self.documents.values()
            if (version := standing.version_at(moment)) and self.may_speak(version, moment, view)
        ]
        return [version for _, _, version in sorted(chosen)]

    def changes(self, of: Sequence[Standing]) -> list[datetime]:
        """The moments, in order, at which one of these documents, or what overrides it, begins or ceases to hold."""
        concerned = {each.place.document: each for each in of}
        concerned |= {rival: self.documents[rival] for each in of for rival in each.rivals}
        return sorted({moment for standing in concerned.values() for moment in edges(standing.times)})

    def _holds(self, standing: Standing, moment: datetime, view: View) -> bool:
        if not speaks_of(standing.place, view):
            return False
        stronger = (self.documents[rival] for rival in standing.rivals)
        return not any(replaces(other.place, view) and other.version_at(moment) for other in stronger)


def load_standings(connection: Connection, shop: ShopId) -> Standings:
    """Empty for a shop that is not there."""
    condition = serves(connection, shop)
    published = list_publications(connection, condition)
    serving = [to_document(row) for row in connection.execute(select(documents).where(condition))]
    places = {one.id: _place(one, shop) for one in serving if one.id in published}
    named: dict[str, list[Place]] = {}
    for place in places.values():
        for name in {place.name, place.overrides}:
            named.setdefault(name, []).append(place)
    found = {
        one.id: Standing(
            places[one.id],
            one.category,
            in_force(published[one.id]),
            {each.version: each.since for each in published[one.id]},
            tuple(rival.document for rival in rivals(places[one.id], named[one.name])),
        )
        for one in serving
        if one.id in places
    }
    of_version = {version: standing for standing in found.values() for version in standing.times}
    indexed = _indexed(connection, shop)
    unindexed = {version: each.times[version] for version, each in of_version.items() if version not in indexed}
    ends = [time.ends for times in unindexed.values() for time in times if time.ends is not None]
    return Standings(found, of_version, unindexed, max(ends, default=None))


def overridden(connection: Connection, shop: ShopId, moment: datetime) -> dict[DocumentId, DocumentId]:
    """Which documents another one overrides in this shop at a moment, whatever goods are in view, and which does."""
    standings = load_standings(connection, shop)
    found = {}
    for document, standing in standings.documents.items():
        stronger = (standings.documents[rival] for rival in standing.rivals)
        rival = next((one for one in stronger if not one.place.goods and one.version_at(moment)), None)
        if rival is not None:
            found[document] = rival.place.document
    return found


def _place(document: Document, shop: ShopId) -> Place:
    own = document.shop == shop
    level = level_of(document.scope, own=own)
    return Place(document.id, document.name, document.shop, document.overrides, level, own, goods_of(document.scope))


def _indexed(connection: Connection, shop: ShopId) -> set[str]:
    query = (
        select(versions.c.id)
        .join(documents, documents.c.id == versions.c.document_id)
        .where(serves(connection, shop), versions.c.status == VersionStatus.PUBLISHED.value)
    )
    return {row.id for row in connection.execute(query)}
