"""Whether a sentence speaks of other goods."""

from __future__ import annotations

import pytest

from server.reply.evidence.goods_named import names_another

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
