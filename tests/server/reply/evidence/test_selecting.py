from __future__ import annotations

import pytest

from knowledge.text import comparable
from knowledge.types import ChunkKind
from server.reply.evidence.scoring import Scored
from server.reply.evidence.selecting import Answer, select
from server.reply.evidence.terms import Terms
from server.reply.evidence.units import Unit

ASKED = Terms((), (), (), "少件谁负责")


def _unit(body: str, position: int, number: int = 1, line: int = 0) -> Unit:
    return Unit(body, "", number, position, "", "", comparable(body), ChunkKind.PROSE, (), line=line)


def _scored(*units: Unit, best: int) -> list[Scored]:
    """The units in order of rank: `best` first, then the others as they stand."""
    ranked = sorted(units, key=lambda unit: unit.position != best)
    return [Scored(unit, 0.9, 1.0 - place / 10, fits=True) for place, unit in enumerate(ranked)]


def _said(*units: Unit, best: int) -> list[str]:
    answer = select(_scored(*units, best=best), ASKED, most_chars=260)
    assert isinstance(answer, Answer)
    return [unit.body for unit in answer.units]


@pytest.mark.parametrize("hanging", ["否则，少件由卖家举证。", "但定制商品除外。", "因此运费由店铺承担。"])
def test_a_sentence_that_hangs_on_the_one_before_is_not_said_alone(hanging: str) -> None:
    first = _unit("订单应当单独发货。", 0)
    assert _said(first, _unit(hanging, 1), best=1)[:2] == [first.body, hanging]


def test_a_sentence_that_stands_alone_comes_first() -> None:
    alone = "少件请拍照联系我们。"
    assert _said(_unit("订单应当单独发货。", 0), _unit(alone, 1), best=1)[0] == alone


def test_what_does_not_fit_in_is_left_out_rather_than_the_answer() -> None:
    hanging = "否则，少件由卖家举证。"
    assert _said(_unit("长" * 200 + "。", 0), _unit(hanging, 1), best=1)[0] == hanging


def test_a_short_sentence_that_ends_the_line_is_said_with_the_answer() -> None:
    answer, rest = "加一包柠檬酸，烧开后静置。", "建议每季度一次。"
    assert _said(_unit(answer, 0), _unit(rest, 1), best=0)[:2] == [answer, rest]


@pytest.mark.parametrize(
    "rest",
    [
        _unit("建议每季度一次。", 1, line=1),
        _unit("壶嘴另用小刷子" + "慢" * 20 + "刷。", 1),
        _unit("建议每季度一次。", 2),
    ],
)
def test_another_line_a_long_sentence_and_a_later_one_are_no_part_of_the_answer(rest: Unit) -> None:
    answer = _unit("加一包柠檬酸，烧开后静置。", 0)
    scored = [Scored(answer, 0.9, 1.0, fits=True), Scored(rest, 0.1, 0.1, fits=True)]
    assert select(scored, ASKED, most_chars=260) == Answer((answer,), 0.9)


def test_a_sentence_about_another_model_is_no_part_of_the_answer() -> None:
    answer, other = _unit("QF3 前 60 名送滤棉一片；", 0), _unit("QF7 前 90 名送刷头。", 1)
    scored = [Scored(answer, 0.9, 1.0, fits=True), Scored(other, 0.1, 0.1, fits=True)]
    assert select(scored, ASKED, most_chars=260) == Answer((answer,), 0.9)


def test_who_bears_a_cost_in_another_case_is_not_said_beside_the_answer() -> None:
    answer, other = _unit("签收15天内可以换，来回运费店铺承担。", 0), _unit("换颜色的来回运费由您承担。", 5, number=2)
    scored = [Scored(answer, 0.9, 1.0, fits=True), Scored(other, 0.9, 0.99, fits=True)]
    assert select(scored, ASKED, most_chars=260) == Answer((answer,), 0.9)
    same = _unit("寄回垫付的由店铺负担。", 5, number=2)
    both = [Scored(answer, 0.9, 1.0, fits=True), Scored(same, 0.9, 0.99, fits=True)]
    assert select(both, ASKED, most_chars=260) == Answer((answer, same), 0.9)
