"""What of a source is said to customers."""

from __future__ import annotations

from typing import Any

import pytest

from knowledge.types import ChunkKind
from server.reply.evidence.units import is_for_the_team, text_units


@pytest.mark.parametrize(
    "sentence",
    [
        "没定的不要跟客户说",
        "最低95折，需要主管同意",
        "不能向顾客承诺到货时间",
        "（不要承认，不要说最）别主动提",
        "50元以上报主管",
    ],
)
def test_a_sentence_to_the_team_is_none_for_customers(sentence: str) -> None:
    assert is_for_the_team(sentence)


@pytest.mark.parametrize(
    "sentence", ["请不要直接用手碰", "破损请联系客服", "请勿给婴儿使用", "可以给顾客报销运费", "不要给宠物吃"]
)
def test_advice_to_customers_stays(sentence: str) -> None:
    assert not is_for_the_team(sentence)


def test_what_stands_beside_a_sentence_to_the_team_is_said(make_passage: Any) -> None:
    fields = (("question", "能便宜吗"), ("answer", "30天内降价可以补差价。（不要承诺最低价）收藏有5元券。"))
    faq = make_passage("问：能便宜吗", kind=ChunkKind.FAQ, fields=fields)
    assert [unit.body for unit in text_units([(1, faq)])] == ["30天内降价可以补差价。收藏有5元券。"]
    note = make_passage("活动还没定，没定的不要跟客户说。现在收藏有券。")
    assert [unit.body for unit in text_units([(1, note)])] == ["活动还没定。", "现在收藏有券。"]
