"""Which products a customer means."""

from __future__ import annotations

import pytest

from knowledge.retrieval.matching import ProductMatcher
from knowledge.types import Product, Sku

AIR = [
    Product(Sku("QF-26A"), "远岭清风 1匹 变频壁挂空调"),
    Product(Sku("QF-35A"), "远岭清风 1.5匹 变频壁挂空调"),
    Product(Sku("SM-35B"), "远岭松鸣 1.5匹 静音壁挂空调", attributes=(("型号", "KFR-35GW/SM1"),)),
    Product(Sku("88201"), "远岭露白 落地风扇 FS40-D3"),
    Product(Sku("LB-2"), "远岭露白 循环扇 J2"),
    Product(Sku("LW-9"), "滤网套装（适配J2）"),
]


def found(text: str) -> list[str]:
    return [product.sku for product in ProductMatcher(AIR).find(text)]


@pytest.mark.parametrize(
    ("text", "skus"),
    [
        ("QF-35A有货吗", ["QF-35A"]),
        ("qf35a 多少钱", ["QF-35A"]),
        ("QF 35A", ["QF-35A"]),
        ("ｑｆ３５ａ", ["QF-35A"]),
        ("kfr35gw这款", ["SM-35B"]),
        ("编号88201的", ["88201"]),
        ("fs40d3噪音", ["88201"]),
        ("松鸣静音吗", ["SM-35B"]),
        ("远岭松鸣 1.5匹 静音壁挂空调怎么样", ["SM-35B"]),
        ("清风1.5匹和松鸣哪个好", ["QF-35A", "SM-35B"]),
        ("清风系列", ["QF-26A", "QF-35A"]),
        ("清风一点五匹", ["QF-35A"]),
        ("J2的滤网", ["LB-2", "LW-9"]),
    ],
)
def test_named_products_are_found_in_the_order_of_the_text(text: str, skus: list[str]) -> None:
    assert found(text) == skus


@pytest.mark.parametrize(
    "text",
    [
        "",
        "空调多少钱",
        "我付了35元",
        "2匹有吗",
        "QF-35AB",
        "订单号882010",
        "500ml",
        "变频好不好",
        "远岭怎么样",
        "1.5匹",
        "😀",
    ],
)
def test_nothing_else_is_taken_for_a_product(text: str) -> None:
    assert found(text) == []


def test_an_empty_catalogue_names_nothing() -> None:
    assert ProductMatcher([]).find("QF-35A") == ()
