"""Contradictions and repetitions: list, decide, look for more, try a draft."""

from __future__ import annotations

from collections.abc import Sequence

from fastapi import APIRouter

from ingestion.work import JobKind
from knowledge.errors import BadInput, Conflict, NotFound
from knowledge.store import conflicts as store
from knowledge.store.comparing import published_by_hash
from knowledge.store.conflicts import Decider, Pair, Verdict
from knowledge.store.database import Connection
from knowledge.store.jobs import cancel_job, unfinished_jobs
from knowledge.types import ShopId
from server.api.access import Caller, Editor, shop_for
from server.api.errors import RESPONSES, answer
from server.api.lookup import find_document, find_job
from server.api.running import RunningDep
from server.api.schemas.conflicts import (
    ConflictDecisionIn,
    ConflictOut,
    ConflictsOut,
    DraftConflictsOut,
    ScanIn,
    Which,
    draft_pair,
)
from server.api.schemas.jobs import JobAccepted, JobOut

router = APIRouter(prefix="/v1", tags=["冲突"], responses=RESPONSES)
_DECIDED = [verdict for verdict in Verdict if verdict is not Verdict.OPEN]


@router.get("/conflicts", response_model=ConflictsOut, summary="说法不一或重复的段落")
def list_all(caller: Editor, running: RunningDep, shop: str | None = None, state: Which = Which.OPEN) -> ConflictsOut:
    """两段都还在用的才列出；某一边改了字就按新的一对重新列出。"""
    with running.services.database.read() as connection:
        where = shop_for(connection, caller, shop).id
        pairs = store.list_pairs(connection, where, [Verdict.OPEN] if state is Which.OPEN else _DECIDED)
        shown = _shown(connection, where, pairs)
        return ConflictsOut(
            conflicts=shown,
            open=len(shown) if state is Which.OPEN else store.count_open(connection, where),
            uncompared=len(store.uncompared(connection, where)),
            scan=_scan(connection, where),
        )


@router.post("/conflicts/scan", status_code=202, response_model=JobAccepted, summary="找冲突和重复")
def scan(body: ScanIn, caller: Editor, running: RunningDep) -> JobAccepted:
    """发布之后会自动进行；也可以随时要求。已经在进行的不再重复。"""
    with running.services.database.write() as connection:
        where = shop_for(connection, caller, body.shop).id
        if going := _scan(connection, where):
            return JobAccepted(job=JobOut.of(find_job(connection, caller, going)))
        job = running.jobs.record(connection, JobKind.RADAR, where, {"anew": body.anew})
    running.jobs.queue(job)
    return JobAccepted(job=JobOut.of(job))


@router.delete("/conflicts/scan/{job_id}", status_code=204, summary="停止比对")
def stop(job_id: str, caller: Editor, running: RunningDep) -> None:
    """比对过的留着；下一次从停下的地方继续。"""
    with running.services.database.write() as connection:
        job = find_job(connection, caller, job_id)
        if job.kind != JobKind.RADAR:
            raise BadInput("only a search for conflicts can be stopped here", code="other_job")
        cancel_job(connection, job.id, running.services.clock())


@router.get("/conflicts/{conflict_id}", response_model=ConflictOut, summary="一对段落")
def read(conflict_id: str, caller: Editor, running: RunningDep) -> ConflictOut:
    with running.services.database.read() as connection:
        return _one(connection, _find(connection, caller, conflict_id))


@router.post(
    "/conflicts/{conflict_id}/decision",
    response_model=ConflictOut,
    responses={409: answer("别人已经处理了")},
    summary="处理一对段落，或撤销处理",
)
def decide(conflict_id: str, body: ConflictDecisionIn, caller: Editor, running: RunningDep) -> ConflictOut:
    """以一边为准时，回答不再引用另一边的那句话，立即生效。"""
    with running.services.database.write() as connection:
        pair = _find(connection, caller, conflict_id)
        if body.was is not None and body.was is not pair.verdict:
            raise Conflict("somebody else decided this meanwhile: look at it again")
        by = Decider(caller.actor, caller.name)
        decided = store.decide(connection, pair, body.verdict, by, body.note.strip(), running.services.clock())
        return _one(connection, decided)


@router.get(
    "/documents/{document_id}/conflicts",
    response_model=DraftConflictsOut,
    summary="一个版本发布后会与什么冲突",
)
def preview(document_id: str, caller: Editor, running: RunningDep, version: int | None = None) -> DraftConflictsOut:
    """不写 version 时为最新的版本。只看不记。"""
    with running.services.database.read() as connection:
        seen = find_document(connection, caller, document_id)
    chosen = next((one.version.id for one in seen.versions if version is None or one.version.number == version), None)
    if chosen is None:
        raise NotFound(f"“{seen.document.name}” has no version {version}")
    found = running.services.radar.preview(seen.document.shop, chosen)
    return DraftConflictsOut(conflicts=[draft_pair(*one) for one in found])


def _find(connection: Connection, caller: Caller, conflict: str) -> Pair:
    pair = store.get_pair(connection, conflict)
    if not caller.may_see(pair.shop):
        raise NotFound(f"there is no conflict {conflict}")
    return pair


def _one(connection: Connection, pair: Pair) -> ConflictOut:
    shown = _shown(connection, pair.shop, [pair])
    if not shown:
        raise NotFound(f"one of the two texts of {pair.id} is not published any more")
    return shown[0]


def _shown(connection: Connection, shop: ShopId, pairs: Sequence[Pair]) -> list[ConflictOut]:
    texts = published_by_hash(
        connection, shop, [hash_ for pair in pairs for hash_ in (pair.left.text_hash, pair.right.text_hash)]
    )
    return [
        ConflictOut.of(pair, texts[pair.left.text_hash], texts[pair.right.text_hash])
        for pair in pairs
        if pair.left.text_hash in texts and pair.right.text_hash in texts
    ]


def _scan(connection: Connection, shop: ShopId) -> str | None:
    jobs = unfinished_jobs(connection)
    return next((job.id for job in jobs if job.kind == JobKind.RADAR and job.shop == shop), None)
