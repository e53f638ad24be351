"""What of a shop needs somebody's attention: counted, the most urgent first. Whoever shows it finds words and links."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from knowledge.store import conflicts, gap_clusters
from knowledge.store.database import Connection
from knowledge.store.jobs import JobStatus, list_jobs
from knowledge.store.overview import DocumentOverview, list_overviews
from knowledge.store.proposals import count_proposals
from knowledge.types import ShopId, VersionStatus

_SOON = timedelta(days=14)  # time enough to write the next rules
_LATELY = timedelta(days=3)


class Matter(StrEnum):
    NO_DOCUMENTS = "no_documents"
    FAILED_JOBS = "failed_jobs"  # of the last three days
    CONFLICTS = "conflicts"
    EXPIRED = "expired"  # published, and over: nothing answers from it any more
    EXPIRING = "expiring"  # within two weeks
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
        **_by_document(documents, now),
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


def _by_document(documents: list[DocumentOverview], now: datetime) -> dict[Matter, int]:
    ends = [each.current.version.validity.ends for each in documents if _published(each)]
    return {
        Matter.EXPIRED: sum(end is not None and end <= now for end in ends),
        Matter.EXPIRING: sum(end is not None and now < end <= now + _SOON for end in ends),
        Matter.DRAFTS: sum(each.versions[0].version.status is VersionStatus.DRAFT for each in documents),
    }


def _published(document: DocumentOverview) -> bool:
    return document.current.version.status is VersionStatus.PUBLISHED
