"""Which of several sentences comes first."""

from __future__ import annotations

from knowledge.text import comparable
from knowledge.types import ChunkKind
from prompts.places import load_places
from server.reply.evidence.scope import scope_of
from server.reply.evidence.scoring import score_units
from server.reply.evidence.units import Unit
from tests.support.words import reader

READER = reader()


def _unit(body: str, number: int, heading: str = "") -> Unit:
    return Unit(body, "", number, 0, comparable(heading), "", comparable(body), ChunkKind.PROSE, ())


def test_of_two_sentences_that_answer_the_one_for_the_customers_place_comes_first() -> None:
    asked = "我在拉萨，发货后几天到"
    near, far = _unit("江苏、浙江发货后 2 天到。", 1), _unit("西藏、新疆发货后 8 天到。", 1)
    scope = scope_of(asked, None, load_places())
    ranked = score_units([near, far], READER.terms(asked), READER, lambda texts: [0.9 for _ in texts], scope)
    assert [one.unit for one in ranked] == [far, near]


def test_a_question_about_nothing_known_ranks_nothing_and_fails_on_nothing() -> None:
    assert score_units([], READER.terms("嗯"), READER) == []
