"""Whether two passages can contradict each other at all: said to the same people, of the same goods, at one time."""

from __future__ import annotations

from datetime import datetime

from knowledge.store.comparing import Comparable, Source
from knowledge.types import Audience, Validity


def meet(one: Comparable, other: Comparable, now: datetime) -> bool:
    """False for another platform or other goods, for what is over, and where one is written to override the other."""
    mine, theirs = one.source, other.source
    if Audience.STAFF in {mine.audience, theirs.audience, one.chunk.audience, other.chunk.audience}:
        return False
    # What is for one platform or for certain goods overrides what is for all.
    if (mine.platform, mine.goods) != (theirs.platform, theirs.goods) or _overrides(mine, theirs):
        return False
    return overlap(mine.validity, theirs.validity) and not (_over(mine.validity, now) or _over(theirs.validity, now))


def overlap(one: Validity, other: Validity) -> bool:
    """Whether some moment is in both."""
    return _before(one, other) is False and _before(other, one) is False


def _before(one: Validity, other: Validity) -> bool:
    return one.ends is not None and other.starts is not None and one.ends <= other.starts


def _over(validity: Validity, now: datetime) -> bool:
    return validity.ends is not None and validity.ends <= now


def _overrides(one: Source, other: Source) -> bool:
    return bool(one.overrides and one.overrides == other.name) or bool(other.overrides and other.overrides == one.name)
