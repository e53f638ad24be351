"""A product's column that no list of words knows is said where the question repeats its heading, or means it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from server.reply.evidence.nearness import nothing_near
from server.reply.evidence.rows import RowChoice, nearest_cell
from tests.support.words import words

Found = Callable[..., list[str]]
EASEL = (
    ("木头哪来的", "东北榉木，自然风干"),
    ("撑开占地", "60×70cm"),
    ("夹得住几厘米的板", "3cm以内"),
    ("颜色", "原木色、胡桃色"),
)


@pytest.fixture(scope="module")
def found() -> Found:
    reader, wording = words().reader, words().wording

    def cell(question: str, *, near: float | None = None) -> list[str]:
        def meant(texts: Sequence[str]) -> Sequence[float]:
            return [near or 0.0] * len(texts)

        choice = RowChoice(reader.terms(question), (), reader, wording, nothing_near if near is None else meant)
        return [value for _, value in nearest_cell("青田 折叠画架", EASEL, choice)]

    return cell


@pytest.mark.parametrize(
    ("question", "value"),
    [("撑开占地大不大 要多少厘米", "60×70cm"), ("这木头哪来的呀", "东北榉木，自然风干")],
)
def test_the_column_whose_heading_the_question_repeats(found: Found, question: str, value: str) -> None:
    assert found(question) == [value]


def test_no_column_where_nothing_is_repeated_and_nothing_is_meant(found: Found) -> None:
    assert found("漆面甲醛含量多少毫克") == []
    assert found("掉不掉漆") == []


def test_an_amount_is_not_answered_by_a_cell_without_one(found: Found) -> None:
    assert found("木头哪来的 多少年了", near=0.9) != ["东北榉木，自然风干"]
