"""Proposals: facts that agents corrected in drafts, to be accepted or rejected by an editor."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fastapi import APIRouter

from knowledge.errors import Conflict
from knowledge.identifiers import new_id
from knowledge.store.database import Connection
from knowledge.store.glossary import Term, save_term
from knowledge.store.names import names_of
from knowledge.store.proposals import Proposal, ProposalState, decide_proposal, get_proposal, list_proposals
from knowledge.types import Shop
from server.api.access import Caller, Editor, shop_for
from server.api.correcting import correct
from server.api.editing import actor_of
from server.api.errors import RESPONSES, answer
from server.api.lookup import seen_by
from server.api.running import Running, RunningDep
from server.api.schemas.gaps import (
    AcceptCorrection,
    Accepted,
    AcceptFaq,
    AcceptIn,
    AcceptScript,
    NoteIn,
    ProposalOut,
    ProposalsOut,
)
from server.gaps.answering import draft_answer
from server.lawful import refuse_unlawful
from server.script_book import add, wording_of

router = APIRouter(prefix="/v1/proposals", tags=["知识缺口"], responses=RESPONSES)
_DECIDED: dict[int | str, dict[str, Any]] = {
    409: answer("`decided`：已经处理过 · `blocked`：违反规则 · `term_taken`：用语已有")
}


@router.get("", response_model=ProposalsOut, summary="客服改出来的事实")
def list_all(
    caller: Editor, running: RunningDep, shop: str | None = None, state: ProposalState | None = ProposalState.OPEN
) -> ProposalsOut:
    """客服改动了草稿里的数字、日期、能不能这类事实时留下；没有人采纳就不会改变任何知识。"""
    with running.services.database.read() as connection:
        found = list_proposals(connection, shop_for(connection, caller, shop).id, state)
        names = names_of(connection, [proposal.decided_by for proposal in found])
    return ProposalsOut(proposals=[ProposalOut.of(proposal, names) for proposal in found])


@router.get("/{proposal_id}", response_model=ProposalOut, summary="一条建议")
def read_proposal(proposal_id: str, caller: Editor, running: RunningDep) -> ProposalOut:
    with running.services.database.read() as connection:
        return _shown(connection, _find(connection, caller, proposal_id))


@router.post("/{proposal_id}/accept", response_model=ProposalOut, responses=_DECIDED, summary="采纳")
def accept(proposal_id: str, body: AcceptIn, caller: Editor, running: RunningDep) -> ProposalOut:
    """改那一段原文，或成为问答、话术的草稿（都要发布才生效），或用语表的一条（立即生效）。"""
    with running.services.database.read() as connection:
        proposal = _open(connection, caller, proposal_id)
        shop = shop_for(connection, caller, proposal.shop)
    result = _adopted(running, caller, shop, body.accepted)
    return _decided(running, caller, proposal_id, ProposalState.ACCEPTED, body.note, result)


@router.post("/{proposal_id}/reject", response_model=ProposalOut, responses=_DECIDED, summary="不采纳")
def reject(proposal_id: str, body: NoteIn, caller: Editor, running: RunningDep) -> ProposalOut:
    with running.services.database.read() as connection:
        _open(connection, caller, proposal_id)
    return _decided(running, caller, proposal_id, ProposalState.REJECTED, body.note, None)


@router.post("/{proposal_id}/reopen", response_model=ProposalOut, summary="重新打开")
def reopen(proposal_id: str, caller: Editor, running: RunningDep) -> ProposalOut:
    """已经写下的草稿或用语不会撤回。"""
    with running.services.database.read() as connection:
        kept = _find(connection, caller, proposal_id).result
    return _decided(running, caller, proposal_id, ProposalState.OPEN, "", kept)


def _adopted(running: Running, caller: Caller, shop: Shop, accepted: Accepted) -> dict[str, Any]:
    services = running.services
    if isinstance(accepted, AcceptCorrection):
        made = correct(running, caller, accepted.document_id, accepted, None)
        document = made.seen.document
        return {
            "kind": "correction",
            "document_id": document.id,
            "document": document.name,
            "before": made.before.number,
            "version": made.draft.number,
        }
    if isinstance(accepted, AcceptFaq):
        return {"kind": "faq", **draft_answer(services, shop, accepted.to_answer(), actor_of(caller))}
    if isinstance(accepted, AcceptScript):
        wording = wording_of(accepted.scenario, accepted.text, accepted.stage)
        refuse_unlawful(services, shop, wording.text)
        return {"kind": "script", "id": wording.id, "document_id": add(services, shop.id, [wording], actor_of(caller))}
    term = Term(
        new_id(), accepted.term.strip(), tuple(accepted.means), accepted.term_kind, "", caller.actor, services.clock()
    )
    with services.database.write() as connection:
        save_term(connection, shop.id, term)
    return {"kind": "glossary", "id": term.id, "term": term.term}


def _decided(
    running: Running,
    caller: Caller,
    proposal_id: str,
    state: ProposalState,
    note: str,
    result: Mapping[str, Any] | None,
) -> ProposalOut:
    changes = {
        "state": state.value,
        "decided_by": caller.actor,
        "decided_at": running.services.clock(),
        "note": note,
        "result": result,
    }
    with running.services.database.write() as connection:
        decide_proposal(connection, proposal_id, changes)
        return _shown(connection, get_proposal(connection, proposal_id))


def _shown(connection: Connection, proposal: Proposal) -> ProposalOut:
    return ProposalOut.of(proposal, names_of(connection, [proposal.decided_by]))


def _find(connection: Connection, caller: Caller, proposal_id: str) -> Proposal:
    """Raises `NotFound`."""
    return seen_by(caller, get_proposal(connection, proposal_id), f"proposal {proposal_id}")


def _open(connection: Connection, caller: Caller, proposal_id: str) -> Proposal:
    """Raises `Conflict` (decided) when somebody was quicker."""
    found = _find(connection, caller, proposal_id)
    if found.state is not ProposalState.OPEN:
        raise Conflict("somebody has decided on this already", code="decided")
    return found
