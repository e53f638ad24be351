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


SHOP = [
    Product(Sku("R-1"), "暮野松软牛仔裤（标准长）"),
    Product(Sku("R-2"), "暮野松软牛仔裤（加长）"),
    Product(Sku("R-3"), "暮野短绒羽绒服"),
    Product(Sku("R-4"), "暮野中长绒羽绒服"),
    Product(Sku("R-5"), "暮野圆领羊毛衫"),
    Product(Sku("R-6"), "暮野高领羊毛衫"),
    Product(Sku("R-7"), "暮野溪谷 大1.5匹 壁挂空调"),
    Product(Sku("R-8"), "暮野溪谷新风版 大1.5匹 壁挂空调"),
    Product(Sku("R-9"), "暮野除味机 K4", companions=(Sku("R-10"),)),
    Product(Sku("R-10"), "K4 替换滤芯", companions=(Sku("R-9"),)),
    Product(Sku("R-11"), "暮野帆布鞋"),
    Product(Sku("R-12"), "暮野雨伞"),
]


@pytest.mark.parametrize(
    ("text", "skus"),
    [
        ("牛仔裤一条多少钱", ["R-1", "R-2"]),
        ("中长的羽绒服暖和吗", ["R-4"]),
        ("圆领毛衣有货吗", ["R-5"]),
        ("牛仔裤标准长跟加长差多少", ["R-1", "R-2"]),
        ("溪谷那个大一匹半", ["R-7"]),
        ("溪谷1.5p", ["R-7"]),
        ("溪谷一匹半带新风跟不带新风的", ["R-7", "R-8"]),
        ("溪谷新风版", ["R-8"]),
        ("不带新风的溪谷", ["R-7"]),
        ("k4的滤芯买哪个", ["R-10"]),
        ("k4噪音大吗", ["R-9"]),
    ],
)
def test_products_are_found_by_how_customers_call_them(text: str, skus: list[str]) -> None:
    assert sorted(p.sku for p in ProductMatcher(SHOP).find(text)) == sorted(skus)


def test_a_word_that_only_few_names_have_means_them_where_nothing_is_named() -> None:
    names = ["青田 松木画板", "青田 樟木画板", "青田 折叠画架", "山石 固体水彩", "山石 管装油画颜料", "山石 亚麻画布"]
    shelf = ProductMatcher([Product(Sku(f"QT-{at:03}"), name) for at, name in enumerate(names)])
    assert [one.name for one in shelf.find("松木的那块多少钱")] == ["青田 松木画板"]
    assert [one.name for one in shelf.find("折叠那个有货没")] == ["青田 折叠画架"]
    assert shelf.find("今天发货吗") == ()
    assert shelf.find("油漆味大不大") == ()


def test_a_word_inside_a_name_means_it_only_where_the_customer_says_it_by_itself() -> None:
    names = [
        "青山 陈年普洱饼",
        "青山 明前龙井罐",
        "青山 高山乌龙罐",
        "青山 茉莉花袋",
        "青山 老白茶砖",
        "青山 金骏眉盒",
        "青山 武夷岩盒",
        "青山 六堡茶篓",
    ]
    shelf = ProductMatcher([Product(Sku(f"CY-{at}"), name) for at, name in enumerate(names)])
    assert [one.name for one in shelf.find("普洱还有没")] == ["青山 陈年普洱饼"]
    assert [one.name for one in shelf.find("那个乌龙呢")] == ["青山 高山乌龙罐"]
    assert shelf.find("普洱一直苦") == ()  # the drink, not a thing on the shelf
    assert shelf.find("熟普洱茶叶蛋怎么煮") == ()
    assert shelf.find("泡过龙井水的杯子怎么洗") == ()
