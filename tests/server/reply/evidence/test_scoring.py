"""Which sentences can be the kind of answer asked for, and which comes first."""

from __future__ import annotations

import pytest

from knowledge.text import comparable
from knowledge.types import ChunkKind
from prompts.lexicons import load_lexicon
from prompts.places import load_places
from server.reply.evidence.scope import scope_of
from server.reply.evidence.scoring import fits, score_units
from server.reply.evidence.terms import Reader
from server.reply.evidence.units import Unit

READER = Reader(load_lexicon())


def _unit(body: str, number: int, heading: str = "") -> Unit:
    return Unit(body, "", number, 0, comparable(heading), "", comparable(body), ChunkKind.PROSE, ())


@pytest.mark.parametrize(
    ("asked", "text", "can"),
    [
        ("给五星好评返多少钱", "好评不返现金，请按真实感受写。", True),
        ("给五星好评返多少钱", "好评请按真实感受写。", False),
        ("给五星好评返多少钱", "门店不提供停车。", False),
        ("滤网多久洗一次", "滤网每周冲洗一次。", True),
        ("发货后几天到", "发货后次日送到。", True),
        ("电池保多长时间", "电池质保 18 个月。", True),
        ("桌子多长", "桌子质保 18 个月。", False),
        ("桌子多长", "桌长 120cm。", True),
    ],
)
def test_an_answer_of_a_strict_kind_is_there_or_refused(asked: str, text: str, can: bool) -> None:
    assert fits(text, READER.terms(asked), READER)[0] is can


def test_of_two_sentences_that_answer_the_one_for_the_customers_place_comes_first() -> None:
    asked = "我在拉萨，发货后几天到"
    near, far = _unit("江苏、浙江发货后 2 天到。", 1), _unit("西藏、新疆发货后 8 天到。", 1)
    scope = scope_of(asked, None, load_places())
    ranked = score_units([near, far], READER.terms(asked), READER, lambda texts: [0.9 for _ in texts], scope)
    assert [one.unit for one in ranked] == [far, near]


def test_a_question_about_nothing_known_ranks_nothing_and_fails_on_nothing() -> None:
    assert score_units([], READER.terms("嗯"), READER) == []
