"""Whether a sentence speaks of other goods."""

from __future__ import annotations

from typing import Any

import pytest

from knowledge.retrieval.goods_words import STRETCH, stretches
from server.reply.evidence.goods_named import Goods, names_another
from server.reply.evidence.units import text_units
from server.reply.kit import Words

CODES = frozenset({"yzs6301", "yzs6304"})


@pytest.mark.parametrize(
    ("text", "another"),
    [
        ("老爹鞋yzs6304:偏大", True),
        ("yzs6301和yzs6304都偏大", False),
        ("老爹鞋偏大", False),
        ("符合gb3565标准", False),
    ],
)
def test_another_code_of_the_shop_is_another_product(text: str, another: bool) -> None:
    assert names_another(text, "YZS6301", CODES) is another


def test_behind_the_first_sentence_no_other_product_is_spoken_of_but_its_own_line_goes_on(
    words: Words, make_passage: Any
) -> None:
    care = make_passage(
        "雪尼尔只能干洗。不要漂白。\n高精密遮光帘可以机洗。\n雪尼尔和高精密遮光帘都别拧。\n晾干后再挂上去。"
    )
    units = list(text_units([(1, care)]))
    goods = Goods(
        "这个怎么洗雪尼尔窗帘",
        "雪尼尔窗帘",
        frozenset(stretches("雾岛高精密遮光帘", STRETCH)),
        (),
        frozenset({"CL03"}),
        frozenset(),
        words.reader,
    )
    told = [unit.body for unit in goods.without_others(units)]
    assert told == ["雪尼尔只能干洗。", "不要漂白。", "雪尼尔和高精密遮光帘都别拧。", "晾干后再挂上去。"]
