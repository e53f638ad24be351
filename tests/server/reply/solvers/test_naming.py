"""Which of several goods of the same name a sum is about, in an invented shop."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest

from knowledge.types import Product, Sku
from server.reply.solvers.price import solve_price
from tests.support.solving import Desk, prose

Make = Callable[..., Desk]

JAR = Product(Sku("MG-1"), "云纹密封罐 1升", Decimal(35), category="收纳")
JARS = Product(Sku("MG-4"), "云纹密封罐 1升 四个装", Decimal(118), category="收纳")
SALE = prose("收纳：3件9折。", "多件优惠")
TIERS = prose("全店满99减10\n满199减30", "满减")


@pytest.mark.parametrize(
    "said", ["密封罐单个的来3个 一共多少钱", "单个密封罐要3个 总共多少", "密封罐要单只的，拍3个合计多少"]
)
def test_single_articles_are_no_packs_whatever_is_in_view(desk: Make, said: str) -> None:
    assert "实付94.5元" in desk(SALE, products=(JARS,), shelf=(JAR, JARS)).text(solve_price, said)


def test_a_pack_that_is_named_is_meant(desk: Make) -> None:
    assert "实付226.4元" in desk(
        prose("收纳：2件及以上，打折。", "说明"), prose("全店满200减9.6", "满减"), products=(JAR,), shelf=(JAR, JARS)
    ).text(solve_price, "密封罐四个装的拍2份一共多少")


def test_no_sum_where_pack_and_single_article_may_both_be_meant(desk: Make) -> None:
    assert desk(TIERS, products=(JARS,), shelf=(JAR, JARS)).ask(solve_price, "密封罐拍3个一共多少钱") is None


def test_another_number_asked_after_a_sum_takes_its_place(desk: Make) -> None:
    said = desk(TIERS, products=(JAR,)).text(solve_price, "三个，两个密封罐一起拍多少")
    assert "您要3个" in said
    assert "实付95元" in said
