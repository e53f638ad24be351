from __future__ import annotations

from decimal import Decimal

import pytest

from knowledge.types import Product, Sku
from server.reply.evidence.ranges import amounts
from server.reply.evidence.recommending import Missing, recommend
from server.reply.evidence.rows import RowChoice
from server.reply.kit import Words


def _machine(sku: str, name: str, price: int, area: str, noise: str, stock: int = 5) -> Product:
    columns = (("适用面积(㎡)", area), ("噪音(dB)", noise))
    return Product(Sku(sku), name, Decimal(price), stock=stock, attributes=columns)


GOODS = (
    _machine("S-1", "雾屿小型加湿器", 199, "8～15", "34"),
    _machine("S-2", "雾屿静夜加湿器", 299, "10～20", "24"),
    _machine("S-3", "雾屿大雾量加湿器", 459, "25～40", "38"),
    _machine("S-4", "雾屿售罄加湿器", 259, "10～20", "20", stock=0),
    _machine("S-5", "雾屿轻语加湿器", 269, "20～30", "30"),
    Product(Sku("D-1"), "云麓棉被", Decimal(399), attributes=(("面料", "纯棉"),)),
    Product(Sku("D-2"), "云麓绒被", Decimal(599), attributes=(("面料", "涤纶"),)),
)


def _best(question: str, words: Words, *named: Product) -> list[str] | str | None:
    choice = RowChoice(words.reader.terms(question), (), words.reader, words.wording)
    found = recommend(question, GOODS, amounts(question), choice, named=named)
    if isinstance(found, Missing):
        return found.what
    return [fit.product.sku for fit in found] if found else None


@pytest.mark.parametrize(
    ("question", "skus"),
    [
        ("卧室12平，怕吵，加湿器买哪个", ["S-2"]),
        ("30平的客厅用哪款加湿器合适", ["S-5", "S-3"]),
        ("12平，预算200以内，推荐个加湿器", ["S-1"]),
        ("棉被绒被里想要纯棉的，有什么推荐", ["D-1"]),
    ],
)
def test_the_goods_that_serve_the_need_are_recommended(words: Words, question: str, skus: list[str]) -> None:
    assert _best(question, words) == skus


def test_the_reason_is_told_with_the_goods_own_figures(words: Words) -> None:
    question = "卧室12平，怕吵，加湿器买哪个"
    choice = RowChoice(words.reader.terms(question), (), words.reader, words.wording)
    found = recommend(question, GOODS, amounts(question), choice)
    assert isinstance(found, tuple)
    assert all(part in found[0].text for part in ("静夜加湿器", "10～20㎡", "24dB", "299元"))


def test_without_a_need_the_one_that_decides_is_asked_for(words: Words) -> None:
    assert _best("推荐个加湿器呗", words) == "房间面积"


def test_of_a_few_that_are_named_which_one_is_asked(words: Words) -> None:
    assert _best("被子拿哪个", words, GOODS[5], GOODS[6]) == "具体的商品或型号"


@pytest.mark.parametrize("question", ["200平的厂房用哪款加湿器", "穿什么码合适", "加湿器怎么清洗"])
def test_nothing_is_recommended_that_does_not_serve_or_was_not_asked_for(words: Words, question: str) -> None:
    assert _best(question, words) is None
