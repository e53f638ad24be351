"""Unanswered questions gather into the same clusters, in however many portions they are gathered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.encoders import Encoder
from knowledge.store.gap_clusters import list_clusters
from knowledge.store.records import Gap, insert_gap
from server.gaps.gathering import gather_some
from server.gaps.likeness import asks_the_same, topic_of
from server.reply.evidence.terms import Reader, Terms
from tests.support.hashing_encoder import HashingEncoder
from tests.support.shelf import NOW, Shelf
from tests.support.words import reader

READER = reader()
_QUESTIONS = ["可以开专票吗", "能开专用发票吗", "有没有实体店", "可以刻字吗", "新疆发货吗", "西藏发货吗", "噪音大吗"]


def clusters_of(asked: list[tuple[str, str | None]], portions: list[int], encoder: Encoder) -> dict[str, list[str]]:
    """The ids of the clusters with their questions, when the gaps come in portions of these sizes."""
    with TemporaryDirectory() as folder:
        shelf = Shelf(Path(folder))
        rest = [
            Gap(f"g{number:03}", shelf.shop, text, "", None, NOW + timedelta(minutes=number), "presale", sku)
            for number, (text, sku) in enumerate(asked)
        ]
        for size in [*portions, len(rest)]:
            with shelf.database.write() as connection:
                for gap in rest[:size]:
                    insert_gap(connection, gap)
            rest = rest[size:]
            while gather_some(shelf.database, encoder, READER, shelf.shop, portion=3):
                pass
        with shelf.database.read() as connection:
            found = list_clusters(connection, shelf.shop)
        shelf.database.close()
    return {one.id: sorted(example.question for example in one.examples) for one in found}


@given(
    st.lists(st.tuples(st.sampled_from(_QUESTIONS), st.sampled_from([None, "A-1"])), min_size=1, max_size=8),
    st.lists(st.integers(1, 4), max_size=4),
)
@settings(max_examples=6)
def test_portions_make_no_difference(asked: list[tuple[str, str | None]], portions: list[int]) -> None:
    encoder = HashingEncoder()
    assert clusters_of(asked, portions, encoder) == clusters_of(asked, [], encoder)


@dataclass
class Meddling:
    """A reader beside which, at the first question that is compared, somebody else writes into the database."""

    meddle: Callable[[], object] | None

    def terms(self, question: str) -> Terms:
        meddle, self.meddle = self.meddle, None
        if meddle is not None:
            meddle()
        return READER.terms(question)


def test_questions_are_compared_while_others_write_and_sorted_once_when_somebody_else_was_at_it(tmp_path: Path) -> None:
    shelf, encoder = Shelf(tmp_path), HashingEncoder()
    asked = [Gap(f"g{at}", shelf.shop, "可以开专票吗", "", None, NOW + timedelta(minutes=at)) for at in range(3)]
    with shelf.database.write() as connection:
        for gap in asked:
            insert_gap(connection, gap)
    meddling = Meddling(lambda: gather_some(shelf.database, encoder, READER, shelf.shop))
    while gather_some(
        shelf.database, encoder, cast(Reader, meddling), shelf.shop
    ):  # its terms are all that is used of a Reader
        pass
    with shelf.database.read() as connection:
        found = list_clusters(connection, shelf.shop)
    shelf.database.close()
    assert meddling.meddle is None
    assert [one.asked for one in found] == [3]


def test_the_same_question_of_two_products_is_two_gaps() -> None:
    found = clusters_of([("防水吗", "A-1"), ("防水吗", "A-2"), ("防水吗", "A-1")], [], HashingEncoder())
    assert len(found) == 2


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("可以开专票吗", "你们家能开专用发票吗", True),
        ("保修多久", "质保几年", True),
        ("孕妇能用吗", "怀孕可以用吗", True),
        ("噪音大吗", "吵不吵", True),
        ("新疆发货吗", "西藏发货吗", False),
        ("孕妇能用吗", "宝宝能不能用", False),
        ("保修多久", "这个能用多久", False),
    ],
)
def test_questions_are_joined_by_what_they_ask_about(
    bundled_encoder: Encoder, one: str, other: str, same: bool
) -> None:
    cosine = float(bundled_encoder.encode_query(one) @ bundled_encoder.encode_query(other))
    assert asks_the_same(cosine, topic_of(one, READER), topic_of(other, READER)) is same
