"""Which sentences can be the kind of answer asked for."""

from __future__ import annotations

import pytest

from server.reply.evidence.fitting import fits
from tests.support.words import reader

READER = reader()


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
