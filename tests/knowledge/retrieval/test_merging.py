"""Prose that was cut in two is put together again."""

from __future__ import annotations

import pytest

from knowledge.identifiers import text_hash
from knowledge.retrieval.merging import merge_neighbours
from knowledge.types import Audience, ChunkKind
from tests.knowledge.retrieval.passages import passage


def test_neighbours_of_a_section_become_one_in_document_order() -> None:
    later, elsewhere = passage("例外是定制品。", ordinal=3), passage("别处", ordinal=9)
    earlier, middle = passage("可以退货。", ordinal=1), passage("七天之内。", ordinal=2)
    merged = merge_neighbours([middle, elsewhere, later, earlier])
    assert [each.text for each in merged] == ["可以退货。\n七天之内。\n例外是定制品。", "别处"]
    assert merged[0].chunk.id == middle.chunk.id
    assert merged[0].chunk.ordinal == 1
    assert merged[0].chunk.tokens == 90
    assert merged[0].chunk.text_hash == text_hash("", merged[0].text)


@pytest.mark.parametrize(
    "other",
    [
        passage("乙", ordinal=3),
        passage("乙", ordinal=2, section=("别节",)),
        passage("乙", ordinal=2, version="w"),
        passage("乙", ordinal=2, kind=ChunkKind.FAQ),
        passage("乙", ordinal=2, audience=Audience.STAFF),
        passage("乙", ordinal=2, tokens=400),
    ],
    ids=["gap", "section", "version", "kind", "audience", "size"],
)
def test_nothing_else_is_joined(other: object) -> None:
    assert len(merge_neighbours([passage("甲", ordinal=1), other])) == 2  # type: ignore[list-item]


def test_a_lead_that_both_parts_begin_with_is_said_once() -> None:
    first = passage("以下不支持退货：\n定制品", ordinal=1)
    second = passage("以下不支持退货：\n鲜活品", ordinal=2)
    assert merge_neighbours([second, first])[0].text == "以下不支持退货：\n定制品\n鲜活品"
