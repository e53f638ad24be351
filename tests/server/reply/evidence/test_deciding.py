"""When a draft answers: one probability, higher with everything that speaks for it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.types import ChunkKind
from server.reply.evidence.deciding import ANSWER_FLOOR, Features, answers, features
from server.reply.evidence.scoring import Scored
from server.reply.evidence.term import Term
from server.reply.evidence.units import Unit

NEARNESS = st.floats(-2, 3)
SHARE = st.floats(0, 1)
SEEN = st.builds(Features, NEARNESS, NEARNESS, SHARE, st.floats(-0.3, 0.3))


def unit(body: str) -> Unit:
    return Unit(body, "", 1, 0, "", "", body, ChunkKind.TABLE_ROW, ())


@given(SEEN)
def test_it_is_a_probability(seen: Features) -> None:
    assert 0 < answers(seen) < 1


@given(SEEN, st.sampled_from(["near", "nearest", "said", "ahead"]), st.floats(0, 1))
def test_more_of_anything_that_speaks_for_an_answer_never_lowers_it(seen: Features, what: str, more: float) -> None:
    assert answers(replace(seen, **{what: getattr(seen, what) + more})) >= answers(seen)


@given(SEEN)
def test_what_names_nothing_of_what_is_asked_is_less_likely_an_answer(seen: Features) -> None:
    assert answers(replace(seen, beside=True)) < answers(seen)


def test_a_unit_is_beside_the_question_when_it_names_none_of_the_things_asked_about() -> None:
    weight = Term(("重量", "净重"), 1.0, askable=True)
    kind = Term(("乐福鞋",), 0.5)
    heel = unit("女士软底乐福鞋：跟高2.5cm")
    heavy = unit("女士软底乐福鞋的净重是420g")
    scored = [Scored(one, 0.5, 1.0, fits=True, near=0.9) for one in (heel, heavy)]
    assert features([heel], scored, [weight, kind]).beside
    assert not features([heavy], scored, [weight, kind]).beside
    assert not features([heel], scored, [kind]).beside  # nothing is known to be asked about


def test_an_answer_as_near_as_answers_usually_are_is_said() -> None:
    assert answers(Features(near=1.0, nearest=1.0, said=0.5, ahead=0.1)) > ANSWER_FLOOR


@pytest.mark.parametrize(
    "seen",
    [
        Features(near=0.0, nearest=0.0, said=1.0, ahead=0.3),  # the same words about another matter
        Features(near=0.6, nearest=0.6, said=0.2, ahead=0.02),
    ],
)
def test_what_is_no_nearer_than_chance_is_not_said(seen: Features) -> None:
    assert answers(seen) < ANSWER_FLOOR


def test_a_lead_counts_over_what_says_something_else() -> None:
    best, again, other = unit("拆封后不支持退货"), unit("拆封后不支持退货哦"), unit("发票随货寄出")
    scored = [Scored(one, 0.5, score, fits=True) for one, score in ((best, 0.9), (again, 0.89), (other, 0.7))]
    assert features([best], scored, []).ahead == pytest.approx(0.2)
    assert features([best], scored[:2], []).ahead == features([best], scored[:1], []).ahead > 0.2


def test_what_is_said_although_another_ranks_higher_has_no_lead() -> None:
    first, second = unit("拆封后不支持退货"), unit("发票随货寄出")
    scored = [Scored(first, 0.5, 0.9, fits=True), Scored(second, 0.5, 0.8, fits=True)]
    assert features([second], scored, []).ahead == pytest.approx(-0.1)
