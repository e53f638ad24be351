"""Cells as words."""

from __future__ import annotations

import pytest

from server.reply.evidence.cells import said
from server.reply.kit import Words


@pytest.mark.parametrize(
    ("header", "value", "told"),
    [
        ("遮光率", "不遮光", "云纱：不遮光"),
        ("遮光率", "90%", "云纱的遮光率是90%"),
        ("颗粒直径mm", "8", "云纱的颗粒直径是8mm"),
        ("到手价", "199", "云纱的到手价是199元"),
        ("价格（元/节）", "35", "云纱的价格是35元/节"),
        ("备注", "可机洗 装洗衣袋", "云纱：可机洗，装洗衣袋"),
        ("库存状态", "到货时间6月8日", "云纱：到货时间6月8日"),
    ],
)
def test_a_cell_is_said_with_its_unit_and_no_more_words_than_it_needs(
    words: Words, header: str, value: str, told: str
) -> None:
    assert said("云纱", [(header, value)], words.wording) == told
