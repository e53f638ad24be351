"""Two documents that say one thing with different figures."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from knowledge.retrieval.settlements import NOTHING_SETTLED
from knowledge.text import comparable
from knowledge.types import ChunkKind, DocumentId, Passage, Sku
from server.reply.evidence.conflicts import Conflict, conflict
from server.reply.evidence.scoring import Scored
from server.reply.evidence.units import Unit
from tests.support.words import words

Written = Callable[..., Conflict | None]


@pytest.fixture
def between(make_passage: Any) -> Written:
    """What contradicts the first of two texts, the one that would be said."""

    def found(said: str, rival: str, *, near: float = 0.95, same_document: bool = False, **of: Any) -> Conflict | None:
        passages = [_of_document(make_passage(said), "售后说明"), _of_document(make_passage(rival), "会员手册")]
        if same_document:
            passages[1] = _of_document(passages[1], "售后说明")
        mine, theirs = replace(_unit(said, 1), **of.get("mine", {})), replace(_unit(rival, 2), **of.get("theirs", {}))
        scored = [Scored(mine, 0.9, 1.0, fits=True), Scored(theirs, 0.9, near, fits=True)]
        return conflict([mine], scored, passages, NOTHING_SETTLED)

    return found


def _of_document(passage: Passage, name: str) -> Passage:
    chunk = replace(passage.chunk, document_id=DocumentId(name))
    return replace(passage, chunk=chunk, document_name=name)


def _unit(body: str, number: int) -> Unit:
    return Unit(body, "", number, 0, "", "", comparable(body), ChunkKind.PROSE, ())


SAID = "质量问题的退货运费由我们先垫付，最多30元。"
OTHERWISE = "质量问题的退货运费由我们先垫付，最多20元。"


def test_the_same_rule_with_another_figure_is_a_conflict_and_both_are_named(between: Written) -> None:
    found = between(SAID, OTHERWISE)
    assert found == Conflict(SAID, "售后说明", OTHERWISE, "会员手册")
    reason = (
        words()
        .wording.abstain_reason["conflict"]
        .format(said=found.said, source=found.source, otherwise=found.otherwise, other_source=found.other_source)
    )
    assert all(told in reason for told in (SAID, OTHERWISE, "售后说明", "会员手册"))


@pytest.mark.parametrize(
    "rival",
    [
        "质量问题的退货运费由我们先垫付，最多30元。",
        "质量问题的退货运费，由我们先垫付，最多 30 元！",
        "换货寄出的包裹一律走中通快递，大约3天送到。",
    ],
)
def test_the_same_figure_or_another_matter_is_none(between: Written, rival: str) -> None:
    assert between(SAID, rival) is None


def test_a_documents_own_rules_for_several_cases_are_none(between: Written) -> None:
    other_case = "非质量问题的退货运费由您承担，最多20元。"
    assert between(SAID, other_case, same_document=True) is None


def test_two_chosen_sentences_with_different_figures_are_a_conflict_even_of_one_document(
    make_passage: Any,
) -> None:
    passages = [_of_document(make_passage(text), "售后说明") for text in (SAID, OTHERWISE)]
    units = [_unit(SAID, 1), _unit(OTHERWISE, 2)]
    assert conflict(units, [], passages, NOTHING_SETTLED) == Conflict(SAID, "售后说明", OTHERWISE, "售后说明")


def test_products_may_differ(between: Written) -> None:
    skus = {"mine": {"skus": (Sku("T-1"),)}, "theirs": {"skus": (Sku("T-2"),)}}
    assert between(SAID, OTHERWISE, **skus) is None


def test_two_rows_of_tables_may_differ(between: Written) -> None:
    row = {"kind": ChunkKind.TABLE_ROW}
    assert between(SAID, OTHERWISE, mine=row, theirs=row) is None


def test_a_row_and_a_sentence_of_the_very_same_matter_are_compared(between: Written) -> None:
    row = {"kind": ChunkKind.TABLE_ROW}
    assert between(SAID, OTHERWISE, theirs=row) is not None
    assert between(SAID, "运费：20元", theirs=row) is None


def test_a_rival_that_hardly_answers_counts_only_where_it_is_of_the_very_same_matter(between: Written) -> None:
    assert between(SAID, OTHERWISE, near=0.2) is not None
    assert between("破损请在48小时内拍照联系。", "破损请在24小时内联系客服登记换货。", near=0.2) is None


def test_short_texts_are_alike_by_chance(between: Written) -> None:
    assert between("送2件。", "送3件。") is None


def test_nothing_chosen_conflicts_with_nothing() -> None:
    assert conflict([], [], [], NOTHING_SETTLED) is None
