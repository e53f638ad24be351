"""When each version of a document is in force, from the order in which its versions were published. Pure.

Publishing takes effect at once, or on the new version's first day: until then the one before goes on. The first
publication also counts for all time before it, so far as its dates reach back: what a shop told us late was true then.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from knowledge.types import Validity, VersionId


@dataclass(frozen=True, slots=True)
class Publication:
    """`until` is when the document was retired. `validity` holds the version's dates as they stand today."""

    version: VersionId
    since: datetime
    until: datetime | None
    validity: Validity


def in_force(publications: Sequence[Publication]) -> dict[VersionId, tuple[Validity, ...]]:
    """The stretches of time in which each version is the document's text and valid; `publications` oldest first.

    At most one version is in force at any moment.
    """
    found: dict[VersionId, tuple[Validity, ...]] = {}
    for position, one in enumerate(publications):
        begins = _latest(one.since if position else None, one.validity.starts)
        ends = _earliest(_ended(publications, position), one.validity.ends)
        if begins is None or ends is None or begins < ends:
            found[one.version] = (*found.get(one.version, ()), Validity(begins, ends))
    return found


def open_versions(publications: Sequence[Publication], now: datetime) -> set[VersionId]:
    """Those that are, or will be, the document's text as far as publishing goes, whatever their own last day."""
    ends = ((one.version, _ended(publications, position)) for position, one in enumerate(publications))
    return {version for version, end in ends if end is None or end > now}


def covers(times: Sequence[Validity], moment: datetime) -> bool:
    return any(one.covers(moment) for one in times)


def edges(times: Mapping[VersionId, Sequence[Validity]]) -> set[datetime]:
    """The moments at which something begins or ceases to be in force."""
    return {
        moment for each in times.values() for one in each for moment in (one.starts, one.ends) if moment is not None
    }


def _ended(publications: Sequence[Publication], position: int) -> datetime | None:
    """When a publication was retired or a later one took over."""
    end = publications[position].until
    for later in publications[position + 1 :]:
        end = _earliest(end, _latest(later.since, later.validity.starts))
    return end


def _latest(one: datetime | None, other: datetime | None) -> datetime | None:
    return max((moment for moment in (one, other) if moment is not None), default=None)


def _earliest(one: datetime | None, other: datetime | None) -> datetime | None:
    return min((moment for moment in (one, other) if moment is not None), default=None)
