"""The second person: ask, approve, reject, withdraw."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter

from ingestion.work import JobKind
from knowledge.store.documents import publish_version
from knowledge.store.history import expect_revision
from knowledge.store.reviews import ReviewState, Verdict, ask_review, close_review, get_review, list_reviews
from server.api.access import Caller, Editor, shop_for
from server.api.editing import STALE, IfMatch, actor_of, revision_in, version_of
from server.api.errors import RESPONSES, answer
from server.api.lookup import find_document
from server.api.running import Running, RunningDep
from server.api.schemas.jobs import JobAccepted, JobOut
from server.api.schemas.publishing import RejectionIn, ReviewIn, ReviewOut, ReviewsOut

router = APIRouter(prefix="/v1", tags=["知识文件"], responses=RESPONSES)
_CLOSED: dict[int | str, dict[str, Any]] = {
    403: answer("`same_person`：提出的人不能自己通过或退回"),
    409: answer("`review_closed`：已经有结论；`stale`：读到之后别人改过"),
}


@router.get("/reviews", response_model=ReviewsOut, summary="店铺里等着复核的，和以前的")
def list_all(
    caller: Editor, running: RunningDep, shop: str | None = None, state: ReviewState | None = None
) -> ReviewsOut:
    with running.services.database.read() as connection:
        found = list_reviews(connection, shop_for(connection, caller, shop).id, state=state)
    return ReviewsOut(reviews=[ReviewOut.of(review) for review in found])


@router.post(
    "/documents/{document_id}/reviews",
    status_code=201,
    response_model=ReviewOut,
    responses=STALE,
    summary="提交复核，由另一人发布",
)
def ask(document_id: str, body: ReviewIn, caller: Editor, running: RunningDep, if_match: IfMatch = None) -> ReviewOut:
    """同一份文件原来等着的请求随之撤回。"""
    with running.services.database.write() as connection:
        seen = find_document(connection, caller, document_id)
        expect_revision(connection, seen.document, revision_in(if_match))
        chosen = version_of(seen, body.version or seen.versions[0].version.number)
        made = ask_review(connection, seen.document, chosen, body.note, actor_of(caller), running.services.clock())
    return ReviewOut.of(made)


@router.post(
    "/documents/{document_id}/reviews/{review_id}/approve",
    status_code=202,
    response_model=JobAccepted,
    responses=_CLOSED,
    summary="通过并发布",
)
def approve(
    document_id: str, review_id: str, caller: Editor, running: RunningDep, if_match: IfMatch = None
) -> JobAccepted:
    """提出的人自己不能通过。"""
    now, by = running.services.clock(), actor_of(caller)
    with running.services.database.write() as connection:
        document = find_document(connection, caller, document_id).document
        expect_revision(connection, document, revision_in(if_match))
        review = get_review(connection, document.id, review_id)
        close_review(connection, document, review, Verdict(ReviewState.APPROVED, by, now))
        publish_version(connection, document, review.version, now, by)
        job = running.jobs.record(connection, JobKind.INDEX, document.shop, {})
    running.jobs.queue(job)
    return JobAccepted(job=JobOut.of(job))


@router.post(
    "/documents/{document_id}/reviews/{review_id}/reject",
    response_model=ReviewOut,
    responses=_CLOSED,
    summary="退回，写明原因",
)
def reject(document_id: str, review_id: str, body: RejectionIn, caller: Editor, running: RunningDep) -> ReviewOut:
    return _close(running, caller, (document_id, review_id), ReviewState.REJECTED, body.reason)


@router.delete(
    "/documents/{document_id}/reviews/{review_id}",
    response_model=ReviewOut,
    responses=_CLOSED,
    summary="撤回自己的请求",
)
def withdraw(document_id: str, review_id: str, caller: Editor, running: RunningDep) -> ReviewOut:
    return _close(running, caller, (document_id, review_id), ReviewState.WITHDRAWN, "")


def _close(running: Running, caller: Caller, which: tuple[str, str], state: ReviewState, reason: str) -> ReviewOut:
    with running.services.database.write() as connection:
        document = find_document(connection, caller, which[0]).document
        review = get_review(connection, document.id, which[1])
        verdict = Verdict(state, actor_of(caller), running.services.clock(), reason)
        return ReviewOut.of(close_review(connection, document, review, verdict))
