"""Proposals: what agents corrected in drafts, with the evidence, until a person has decided on it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Row, func, insert, select, update

from knowledge.errors import NotFound
from knowledge.store.tables import proposals
from knowledge.types import ShopId


class ProposalState(StrEnum):
    OPEN = "open"
    ACCEPTED = "accepted"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Proposal:
    """`before` and `after` are draft and sent text without personal data; `evidence` has the question, the changes with
    their kinds and the passages; `result` says what an acceptance became.
    """

    id: str
    shop: ShopId
    suggestion_id: str
    before: str
    after: str
    evidence: Mapping[str, Any]
    created_at: datetime
    state: ProposalState = ProposalState.OPEN
    decided_by: str | None = None
    decided_at: datetime | None = None
    note: str = ""
    result: Mapping[str, Any] | None = None


def insert_proposal(connection: Connection, proposal: Proposal) -> None:
    connection.execute(
        insert(proposals).values(
            id=proposal.id,
            shop=proposal.shop,
            suggestion_id=proposal.suggestion_id,
            before=proposal.before,
            after=proposal.after,
            evidence=dict(proposal.evidence),
            state=proposal.state.value,
            note=proposal.note,
            created_at=proposal.created_at,
        )
    )


def get_proposal(connection: Connection, proposal: str) -> Proposal:
    """Whichever shop it is of. Raises `NotFound`."""
    row = connection.execute(select(proposals).where(proposals.c.id == proposal)).first()
    if row is None:
        raise NotFound(f"there is no proposal {proposal}")
    return _proposal(row)


def list_proposals(
    connection: Connection, shop: ShopId, state: ProposalState | None = None, limit: int = 200
) -> list[Proposal]:
    """Newest first."""
    query = select(proposals).where(proposals.c.shop == shop)
    if state is not None:
        query = query.where(proposals.c.state == state.value)
    rows = connection.execute(query.order_by(proposals.c.created_at.desc(), proposals.c.id).limit(limit))
    return [_proposal(row) for row in rows]


def decide_proposal(connection: Connection, proposal: str, changes: Mapping[str, Any]) -> None:
    """`changes` holds any of state, decided_by, decided_at, note, result."""
    connection.execute(update(proposals).where(proposals.c.id == proposal).values(**changes))


def count_proposals(connection: Connection, shop: ShopId) -> int:
    """Those that nobody has decided on."""
    query = select(func.count()).select_from(proposals)
    return connection.execute(query.where(proposals.c.shop == shop, proposals.c.state == "open")).scalar_one()


def _proposal(row: Row[Any]) -> Proposal:
    return Proposal(
        id=row.id,
        shop=ShopId(row.shop),
        suggestion_id=row.suggestion_id,
        before=row.before,
        after=row.after,
        evidence=row.evidence,
        created_at=row.created_at,
        state=ProposalState(row.state),
        decided_by=row.decided_by,
        decided_at=row.decided_at,
        note=row.note,
        result=row.result,
    )
