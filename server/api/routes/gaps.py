"""Gaps: what customers asked and nothing answers; an editor answers, sees what that changes, and publishes."""

from __future__ import annotations

from functools import partial
from typing import Annotated, Any

from anyio import from_thread
from anyio.to_thread import run_sync
from fastapi import APIRouter, Query
from starlette.requests import Request

from knowledge.errors import Conflict
from knowledge.store.database import Connection
from knowledge.store.gap_clusters import (
    Cluster,
    GapState,
    change_cluster,
    count_clusters,
    count_open,
    count_unsorted,
    get_cluster,
    list_clusters,
)
from knowledge.store.names import names_of
from knowledge.store.proposals import count_proposals
from server.api.access import Caller, Editor, shop_for
from server.api.book_publishing import publish_or_ask
from server.api.editing import actor_of
from server.api.errors import RESPONSES, answer, request_id_of
from server.api.lookup import seen_by
from server.api.running import Running, RunningDep
from server.api.schemas.gaps import AnswerIn, EffectOut, GapOut, GapsOut, NoteIn, TrialProgress
from server.api.streaming import EventStream, ServerEvent, Write
from server.gaps.answering import draft_answer, see_effect
from server.gaps.faq_book import is_published
from server.gaps.gathering import gather_gaps

router = APIRouter(prefix="/v1/gaps", tags=["知识缺口"], responses=RESPONSES)
_REFUSED: dict[int | str, dict[str, Any]] = {409: answer("`blocked`：违反规则 · `no_answer`：还没有写答案")}
_EVENTS: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "事件流：`progress`（done、total）若干次，最后是 `done`（发布前后的对比）或 `error`",
        "content": {"text/event-stream": {"schema": {"type": "string"}}},
    }
}


@router.get("", response_model=GapsOut, summary="顾客问了、知识库没有的")
def list_gaps(
    caller: Editor,
    running: RunningDep,
    shop: str | None = None,
    state: GapState | None = GapState.OPEN,
    limit: Annotated[int, Query(ge=1, le=500)] = 100,
    offset: Annotated[int, Query(ge=0)] = 0,
) -> GapsOut:
    """相似的问题归成一类，问得多的在前。答不了的和被弃用的草稿都算。

    每次最多归类几百个新问题；unsorted 是还没归类的，再读一次就再归一批。
    """
    services = running.services
    with services.database.read() as connection:
        where = shop_for(connection, caller, shop).id
    gather_gaps(services, where)
    with services.database.read() as connection:
        found = list_clusters(connection, where, state, limit=limit, offset=offset)
        total, unsorted = count_clusters(connection, where, state), count_unsorted(connection, where)
        names = names_of(connection, [cluster.decided_by for cluster in found])
        waiting, proposed = count_open(connection, where), count_proposals(connection, where)
    return GapsOut(
        gaps=[GapOut.of(cluster, names) for cluster in found],
        total=total,
        unsorted=unsorted,
        open=waiting,
        proposals=proposed,
    )


@router.get("/{gap_id}", response_model=GapOut, summary="一类问题")
def read_gap(gap_id: str, caller: Editor, running: RunningDep) -> GapOut:
    with running.services.database.read() as connection:
        return _shown(connection, _find(connection, caller, gap_id))


@router.post("/{gap_id}/answer", response_model=GapOut, responses=_REFUSED, summary="写答案，存为草稿")
def write_answer(gap_id: str, body: AnswerIn, caller: Editor, running: RunningDep) -> GapOut:
    """写进一份普通的问答文件的草稿；发布之前不影响任何回答。"""
    services = running.services
    with services.database.read() as connection:
        cluster = _find(connection, caller, gap_id)
        shop = shop_for(connection, caller, cluster.shop)
    kept = draft_answer(services, shop, body.to_answer(), actor_of(caller))
    return _changed(running, caller, gap_id, {"answer": kept, "effect": None})


@router.post("/{gap_id}/effect", status_code=200, responses=_EVENTS, response_class=EventStream, summary="发布前看效果")
async def try_answer(gap_id: str, request: Request, caller: Editor, running: RunningDep) -> EventStream:
    """在店铺知识的临时副本上，把这类问题、近期答过的问题和本店的评测题各问两遍：发布这份草稿之前和之后。"""
    await run_sync(read_gap, gap_id, caller, running)  # what is not there is a 404, not an event
    return EventStream(partial(_try_out, running, caller, gap_id), request_id_of(request))


@router.post("/{gap_id}/publish", response_model=GapOut, responses=_REFUSED, summary="发布答案")
def publish_answer(gap_id: str, caller: Editor, running: RunningDep) -> GapOut:
    """发布答案所在的文件（连同其中别的待发布的答案），这类问题即为已解决；要第二个人发布的，先等他发布。"""
    services = running.services
    with services.database.read() as connection:
        cluster = _find(connection, caller, gap_id)
    if cluster.answer is None:
        raise Conflict("write an answer first", code="no_answer")
    answered = is_published(services, cluster.shop, cluster.answer)  # a second person may have been at it meanwhile
    if not answered:
        document = str(cluster.answer["document_id"])
        answered = publish_or_ask(running, caller, document, cluster.answer["question"])
    return _decided(running, caller, gap_id, GapState.ANSWERED if answered else cluster.state, cluster.note)


@router.post("/{gap_id}/dismiss", response_model=GapOut, summary="不处理")
def dismiss(gap_id: str, body: NoteIn, caller: Editor, running: RunningDep) -> GapOut:
    return _decided(running, caller, gap_id, GapState.DISMISSED, body.note)


@router.post("/{gap_id}/reopen", response_model=GapOut, summary="重新打开")
def reopen(gap_id: str, caller: Editor, running: RunningDep) -> GapOut:
    return _decided(running, caller, gap_id, GapState.OPEN, "")


async def _try_out(running: Running, caller: Caller, gap_id: str, write: Write) -> None:
    async def tell(event: ServerEvent) -> None:
        await write(event)

    def report(done: int, total: int) -> None:
        from_thread.run(tell, ServerEvent("progress", TrialProgress(done=done, total=total)))

    def work() -> EffectOut:
        with running.services.database.read() as connection:
            cluster = _find(connection, caller, gap_id)
        return EffectOut.model_validate(see_effect(running.services, cluster.shop, cluster, report))

    await write(ServerEvent("done", await run_sync(work, limiter=running.trials)))


def _decided(running: Running, caller: Caller, gap_id: str, state: GapState, note: str) -> GapOut:
    moment = running.services.clock()
    changes = {"state": state.value, "decided_by": caller.actor, "decided_at": moment, "note": note}
    return _changed(running, caller, gap_id, changes)


def _changed(running: Running, caller: Caller, gap_id: str, changes: dict[str, Any]) -> GapOut:
    with running.services.database.write() as connection:
        _find(connection, caller, gap_id)
        change_cluster(connection, gap_id, changes)
        return _shown(connection, get_cluster(connection, gap_id))


def _shown(connection: Connection, cluster: Cluster) -> GapOut:
    return GapOut.of(cluster, names_of(connection, [cluster.decided_by]))


def _find(connection: Connection, caller: Caller, gap_id: str) -> Cluster:
    """Raises `NotFound`."""
    return seen_by(caller, get_cluster(connection, gap_id), f"gap {gap_id}")
