from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import UTC
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.store import records as store
from knowledge.store.database import Database
from knowledge.store.shops import create_shop
from knowledge.types import Chunk, Passage, Scores, Shop, ShopId, Sku, Validity
from server.records import from_record, save_suggestion, to_record
from server.reply.types import (
    Abstain,
    Clarify,
    Draft,
    Finding,
    Handoff,
    ModelTrace,
    Outcome,
    Question,
    Reply,
    Sentence,
    Suggestion,
    Usage,
)
from tests.support.database import opened_database
from tests.support.suggestions import NOW, make_suggestion

_TEXT = st.text(max_size=30)
_MOMENTS = st.datetimes(timezones=st.just(UTC))
_NUMBERS = st.floats(allow_nan=False, allow_infinity=False)
_COSTS = st.decimals(allow_nan=False, allow_infinity=False, places=6, min_value=0, max_value=1000)


def _built(cls: type[Any], **special: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Every field from its own type, but for those that JSON or the domain limit."""
    inferred = {field.name: st.from_type(_hints(cls)[field.name]) for field in fields(cls) if field.name not in special}
    return st.builds(cls, **inferred, **special)


def _hints(cls: type[Any]) -> dict[str, Any]:
    from typing import get_type_hints

    return get_type_hints(cls)


_SCORES = _built(
    Scores, fused=_NUMBERS, dense=st.none() | _NUMBERS, lexical=st.none() | _NUMBERS, rerank=st.none() | _NUMBERS
)
_VALIDITY = st.builds(Validity, st.none() | _MOMENTS, st.none() | _MOMENTS)
_PASSAGES = _built(Passage, chunk=st.from_type(Chunk), validity=_VALIDITY, scores=_SCORES)
_FINDINGS = st.tuples() | st.tuples(st.from_type(Finding))
_DRAFTS = _built(Draft, sentences=st.tuples(st.from_type(Sentence)), findings=_FINDINGS)
_TRACES = _built(ModelTrace, findings=_FINDINGS, usage=_built(Usage, cost=_COSTS))
_OUTCOMES: st.SearchStrategy[Outcome] = (
    st.just(Reply()) | st.builds(Clarify, _TEXT) | st.builds(Abstain, _TEXT) | st.builds(Handoff, _TEXT, _TEXT, _TEXT)
)
SUGGESTIONS = _built(
    Suggestion,
    created_at=_MOMENTS,
    as_of=_MOMENTS,
    question=st.from_type(Question),
    outcome=_OUTCOMES,
    draft=_DRAFTS,
    instant=_DRAFTS,
    passages=st.tuples() | st.tuples(_PASSAGES),
    confidence=_NUMBERS,
    trace=_TRACES,
    upsell=st.none() | st.builds(Sku, _TEXT),
    timings_ms=st.dictionaries(_TEXT, _NUMBERS, max_size=3),
)


@given(SUGGESTIONS)
def test_a_record_gives_the_same_suggestion_back_through_json(made: Suggestion) -> None:
    assert from_record(json.loads(json.dumps(to_record(made)))) == made


def test_money_in_a_record_loses_no_digit() -> None:
    made = make_suggestion(trace=ModelTrace("kept", usage=Usage(cost=Decimal("0.000123"))))
    assert to_record(made)["trace"]["usage"]["cost"] == "0.000123"


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = opened_database(tmp_path)
    with database.write() as connection:
        create_shop(connection, Shop(ShopId("rules"), "rules"), NOW)
    yield database
    database.close()


def test_a_kept_suggestion_is_read_back_equal(database: Database) -> None:
    made = make_suggestion()
    save_suggestion(database, made)
    with database.read() as connection:
        assert from_record(store.get_suggestion(connection, made.id).record) == made
        assert store.list_gaps(connection, made.shop) == []


def test_only_an_abstention_leaves_a_gap_and_its_reason_fits_the_column(database: Database) -> None:
    save_suggestion(database, make_suggestion())
    made = make_suggestion(outcome=Abstain("没有依据" * 50))
    save_suggestion(database, made)
    with database.read() as connection:
        gaps = store.list_gaps(connection, made.shop)
    assert [(gap.question, gap.suggestion_id) for gap in gaps] == [("能退吗", made.id)]
    assert len(gaps[0].reason) == 80


def test_nothing_is_kept_when_half_of_it_cannot_be(database: Database) -> None:
    made = make_suggestion(outcome=Abstain("x"))
    save_suggestion(database, made)
    with pytest.raises(Exception, match="UNIQUE"):
        save_suggestion(database, replace(made, outcome=Abstain("y")))
    with database.read() as connection:
        assert len(store.list_gaps(connection, made.shop)) == 1
