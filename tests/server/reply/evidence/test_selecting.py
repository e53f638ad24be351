from __future__ import annotations

import pytest

from knowledge.text import comparable
from knowledge.types import ChunkKind
from server.reply.evidence.scoring import Scored
from server.reply.evidence.selecting import Answer, select
from server.reply.evidence.terms import Terms
from server.reply.evidence.units import Unit

ASKED = Terms((), (), (), "少件谁负责")


def _unit(body: str, position: int, number: int = 1) -> Unit:
    return Unit(body, "", number, position, "", "", comparable(body), ChunkKind.PROSE, ())


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
