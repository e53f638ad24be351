"""Versions compared in passages and words."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from knowledge.text.difference import Edit, Stretch, difference, likeness, units
from knowledge.types import Chunk, ChunkId, ChunkKind, DocumentId, Place, VersionId
from knowledge.version_difference import Turn, compare_versions


def chunks(*texts: str) -> list[Chunk]:
    return [
        Chunk(ChunkId(f"{at}"), DocumentId("d"), VersionId("v"), at, ChunkKind.PROSE, text, "", Place(), 1, text)
        for at, text in enumerate(texts)
    ]


def test_numbers_and_words_are_whole_and_chinese_goes_by_the_character() -> None:
    assert units("满99.5元free ship") == ["满", "99.5", "元", "free", " ", "ship"]
    assert difference("48小时内发货", "72小时内发货") == (
        Stretch(Edit.REMOVED, "48"),
        Stretch(Edit.ADDED, "72"),
        Stretch(Edit.SAME, "小时内发货"),
    )


texts = st.text(alphabet="发货时间48小 a.\n", max_size=60)


@given(texts, texts)
def test_the_stretches_put_together_are_both_texts(before: str, after: str) -> None:
    found = difference(before, after)
    assert "".join(one.text for one in found if one.edit is not Edit.ADDED) == before
    assert "".join(one.text for one in found if one.edit is not Edit.REMOVED) == after
    assert 0 <= likeness(before, after) <= 1


def test_a_text_too_long_to_compare_is_replaced_as_a_whole() -> None:
    assert [one.edit for one in difference("甲" * 5000, "乙" * 5000)] == [Edit.REMOVED, Edit.ADDED]


def test_passages_are_new_gone_or_changed() -> None:
    before = chunks("付款后48小时内发货", "运费由买家承担", "赠品送完即止")
    after = chunks("付款后72小时内发货", "赠品送完即止", "新疆西藏另加运费12元")
    found = compare_versions(before, after)
    assert (found.same, found.added, found.removed, found.changed) == (1, 1, 1, 1)
    assert [change.turn for change in found.changes] == [Turn.CHANGED, Turn.REMOVED, Turn.ADDED]


@given(st.lists(st.sampled_from("甲乙丙丁戊"), max_size=8), st.lists(st.sampled_from("甲乙丙丁戊"), max_size=8))
def test_every_passage_is_counted_once(before: list[str], after: list[str]) -> None:
    found = compare_versions(chunks(*before), chunks(*after))
    assert found.same + found.removed + found.changed == len(before)
    assert found.same + found.added + found.changed == len(after)


def test_only_as_many_changes_as_asked_for_are_listed_and_all_are_counted() -> None:
    found = compare_versions([], chunks(*map(str, range(30))), most=10)
    assert (found.added, len(found.changes)) == (30, 10)
