"""What of a shop needs somebody's attention: counted, the most urgent first. Whoever shows it finds words and links."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from knowledge.publishing_rules import PublishingRules, publishing_rules
from knowledge.store import conflicts, gap_clusters
from knowledge.store.database import Connection
from knowledge.store.jobs import JobStatus, list_jobs
from knowledge.store.overview import DocumentOverview, list_overviews
from knowledge.store.proposals import count_proposals
from knowledge.store.reviews import ReviewState, list_reviews
from knowledge.store.shops import get_shop
from knowledge.types import ShopId, VersionStatus

_SOON = timedelta(days=14)  # time enough to write the next rules
_LATELY = timedelta(days=3)
_LISTED = timedelta(days=30)  # an expired document that nobody replaced by then is not missed


class Matter(StrEnum):
    NO_DOCUMENTS = "no_documents"
    FAILED_JOBS = "failed_jobs"  # of the last three days
    CONFLICTS = "conflicts"
    REVIEWS = "reviews"  # waiting for a second person to publish
    EXPIRED = "expired"  # published, and over since a month at most: nothing answers from it any more
    EXPIRING = "expiring"  # within two weeks
    OVERDUE = "overdue"  # to be read again, by the shop's own interval
    GAPS = "gaps"
    PROPOSALS = "proposals"
    DRAFTS = "drafts"  # never published, or a newer version that is not


@dataclass(frozen=True, slots=True)
class Item:
    """`count` is at least one, but for what is missing altogether."""

    matter: Matter
    count: int


@dataclass(frozen=True, slots=True)
class Attention:
    """`working` are the jobs that wait or run."""

    items: tuple[Item, ...]
    documents: int
    published: int
    working: int


def attention(connection: Connection, shop: ShopId, now: datetime) -> Attention:
    documents = list_overviews(connection, shop)
    jobs = list_jobs(connection, shop)
    counted = {
        Matter.FAILED_JOBS: sum(job.status is JobStatus.FAILED and job.created_at > now - _LATELY for job in jobs),
        Matter.CONFLICTS: conflicts.count_open(connection, shop),
        Matter.REVIEWS: len(list_reviews(connection, shop, state=ReviewState.PENDING)),
        **_by_document(documents, publishing_rules(get_shop(connection, shop).settings), now),
        Matter.GAPS: gap_clusters.count_open(connection, shop),
        Matter.PROPOSALS: count_proposals(connection, shop),
    }
    return Attention(
        items=tuple(_items(counted, empty=not documents)),
        documents=len(documents),
        published=sum(_published(each) for each in documents),
        working=sum(job.status in {JobStatus.QUEUED, JobStatus.RUNNING} for job in jobs),
    )


def _items(counted: dict[Matter, int], *, empty: bool) -> Iterator[Item]:
    if empty:
        yield Item(Matter.NO_DOCUMENTS, 0)
    for matter in Matter:
        if counted.get(matter):
            yield Item(matter, counted[matter])


def _by_document(documents: list[DocumentOverview], rules: PublishingRules, now: datetime) -> dict[Matter, int]:
    published = [each for each in documents if _published(each)]
    ends = [each.current.version.validity.ends for each in published]
    due = [rules.review_due(each.document.review_at, each.current.version.published_at) for each in published]
    return {
        Matter.EXPIRED: sum(end is not None and now - _LISTED < end <= now for end in ends),
        Matter.EXPIRING: sum(end is not None and now < end <= now + _SOON for end in ends),
        Matter.OVERDUE: sum(moment is not None and moment <= now for moment in due),
        Matter.DRAFTS: sum(each.versions[0].version.status is VersionStatus.DRAFT for each in documents),
    }


def _published(document: DocumentOverview) -> bool:
    return document.current.version.status is VersionStatus.PUBLISHED
