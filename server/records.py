"""Suggestion <-> the JSON that keeps it: everything needed to show, judge and replay it later."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from functools import cache
from typing import Any

from pydantic import TypeAdapter

from knowledge.identifiers import new_id
from knowledge.store import records
from knowledge.store.database import Database
from knowledge.store.records import Gap, SuggestionRow
from server.reply.masking import Masker
from server.reply.types import Abstain, Clarify, Handoff, Intent, Outcome, Reply, Suggestion

_OUTCOMES: dict[str, type[Outcome]] = {kind.kind: kind for kind in (Reply, Clarify, Abstain, Handoff)}
_REASON_LENGTH = 80  # of the gap's column
_OF_PRODUCTS = frozenset({Intent.PRODUCT, Intent.USAGE})  # the same question of another product is another one


def to_record(suggestion: Suggestion) -> dict[str, Any]:
    """JSON values only. `from_record` gives an equal suggestion back."""
    record: dict[str, Any] = _adapter().dump_python(suggestion, mode="json")
    record["outcome"] = {"kind": suggestion.outcome.kind, **asdict(suggestion.outcome)}
    return record


def from_record(record: Mapping[str, Any]) -> Suggestion:
    outcome = dict(record["outcome"])
    kind = _OUTCOMES[outcome.pop("kind")]
    return _adapter().validate_python({**record, "outcome": kind(**outcome)})


def save_suggestion(database: Database, suggestion: Suggestion) -> None:
    """Keep a suggestion and, when it abstains, the gap that it found. Both or neither."""
    row = SuggestionRow(
        id=suggestion.id,
        shop=suggestion.shop,
        conversation_id=suggestion.conversation_id,
        outcome=suggestion.outcome.kind,
        origin=suggestion.draft.origin.value,
        confidence=suggestion.confidence,
        knowledge_revision=suggestion.knowledge_revision,
        record=to_record(suggestion),
        created_at=suggestion.created_at,
    )
    with database.write() as connection:
        records.insert_suggestion(connection, row)
        if isinstance(suggestion.outcome, Abstain):
            records.insert_gap(connection, gap_of(suggestion, suggestion.outcome.reason, suggestion.created_at))


def gap_of(suggestion: Suggestion, reason: str, at: datetime) -> Gap:
    """What the customer asked, made standalone and without personal data, for editors to answer."""
    question = suggestion.question
    asked = "；".join(question.parts) or question.text
    return Gap(
        id=new_id(),
        shop=suggestion.shop,
        question=Masker([asked]).mask(asked),
        reason=reason[:_REASON_LENGTH],
        suggestion_id=suggestion.id,
        created_at=at,
        stage=question.stage.value,
        sku=question.sku if question.intent in _OF_PRODUCTS else None,
    )


@cache
def _adapter() -> TypeAdapter[Suggestion]:
    return TypeAdapter(Suggestion)
