"""Decision -> Gap or Proposal: what a draft that was thrown away or corrected tells the editors. It changes nothing."""

from __future__ import annotations

from knowledge.identifiers import new_id
from knowledge.store.database import Connection
from knowledge.store.proposals import Proposal, insert_proposal
from knowledge.store.records import Decision, insert_gap
from server.records import gap_of
from server.reply.fact_edits import changes_a_fact, changes_between
from server.reply.masking import Masker
from server.reply.types import Abstain, Suggestion

_PASSAGES = 5


def learn(connection: Connection, made: Suggestion, decision: Decision) -> None:
    """To be called once for each decision that was kept, in its transaction."""
    if decision.action == "rejected" and not isinstance(made.outcome, Abstain):  # an abstention left its gap already
        reason = f"rejected: {decision.reason_code or decision.reason or ''}".rstrip(": ")
        insert_gap(connection, gap_of(made, reason, decision.decided_at))
    proposal = proposal_of(made, decision)
    if proposal is not None:
        insert_proposal(connection, proposal)


def proposal_of(made: Suggestion, decision: Decision) -> Proposal | None:
    """None for an edit that leaves the facts as they were. What an agent wrote in place of a holding line is new, and a
    proposal, too.
    """
    final = decision.final_text
    if decision.action not in {"sent", "edited"} or final is None or final == made.draft.text:
        return None
    changes = changes_between(made.draft.text, final, made.draft.findings)
    if not changes_a_fact(changes):
        return None
    texts = (made.question.text, made.draft.text, final)
    masker = Masker(texts)
    question, before, after = (masker.mask(text) for text in texts)
    evidence = {
        "question": question,
        "parts": [masker.mask(part) for part in made.question.parts],
        "outcome": made.outcome.kind,
        "sku": made.question.sku,
        "changes": [
            {
                "kind": change.kind.value,
                "before": masker.mask(change.before),
                "after": masker.mask(change.after),
                "reasons": list(change.reasons),
            }
            for change in changes
        ],
        "passages": [
            {
                "chunk_id": passage.chunk.id,
                "document_id": passage.chunk.document_id,
                "document": passage.document_name,
                "version": passage.version_number,
                "text": passage.text,
            }
            for passage in made.passages[:_PASSAGES]
        ],
        "actor": decision.actor,
    }
    return Proposal(new_id(), made.shop, made.id, before, after, evidence, decision.decided_at)
