"""Documents whose dates near: those that end, and those that somebody should read again."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated

from fastapi import APIRouter, Query

from knowledge.days import CHINA, last_day
from knowledge.publishing_rules import publishing_rules
from knowledge.store.overview import DocumentOverview, list_overviews
from knowledge.types import VersionStatus
from server.api.access import Agent, shop_for
from server.api.errors import RESPONSES
from server.api.running import RunningDep
from server.api.schemas.documents import DocumentOut
from server.api.schemas.publishing import DueListOut, DueOut

router = APIRouter(prefix="/v1/documents", tags=["知识文件"], responses=RESPONSES)
_LATELY = timedelta(days=30)  # an expired document that nobody replaced stays listed for so long


@router.get("/expiring", response_model=DueListOut, summary="快失效和刚失效的文件，先到期的在前")
def expiring(
    caller: Agent,
    running: RunningDep,
    shop: str | None = None,
    days: Annotated[int, Query(ge=1, le=3650, description="多少天之内")] = 30,
) -> DueListOut:
    now = running.services.clock()
    with running.services.database.read() as connection:
        found = shop_for(connection, caller, shop)
        seen = list_overviews(connection, found.id)
    due = []
    for each in _published(seen):
        validity = each.current.version.validity
        last = last_day(validity)
        if validity.ends and last and now - _LATELY < validity.ends <= now + timedelta(days=days):
            due.append(DueOut(on=last, document=DocumentOut.of(each, found)))
    return DueListOut(documents=sorted(due, key=lambda one: one.on))


@router.get("/overdue", response_model=DueListOut, summary="该复查的文件，拖得久的在前")
def overdue(
    caller: Agent,
    running: RunningDep,
    shop: str | None = None,
    days: Annotated[int, Query(ge=0, le=3650, description="也算上多少天之内到期的")] = 0,
) -> DueListOut:
    """到了自己设的复查日；没有设过的，发布之后过了店铺的间隔。"""
    until = running.services.clock() + timedelta(days=days)
    with running.services.database.read() as connection:
        found = shop_for(connection, caller, shop)
        seen = list_overviews(connection, found.id)
    rules, due = publishing_rules(found.settings), []
    for each in _published(seen):
        moment = rules.review_due(each.document.review_at, each.current.version.published_at)
        if moment is not None and moment <= until:
            due.append(DueOut(on=moment.astimezone(CHINA).date(), document=DocumentOut.of(each, found)))
    return DueListOut(documents=sorted(due, key=lambda one: one.on))


def _published(seen: list[DocumentOverview]) -> list[DocumentOverview]:
    return [each for each in seen if each.current.version.status is VersionStatus.PUBLISHED]
