"""A text is held to the product, the place and the state of things that a question is about."""

from __future__ import annotations

import pytest

from knowledge.text import comparable
from knowledge.types import Product, Sku
from prompts.places import load_places
from server.reply.evidence.scope import ANYTHING, scope_of
from tests.support.words import reader

READER, PLACES = reader(), load_places()
KETTLE = Product(Sku("ZH-9"), "暖壶 玻璃电水壶 2升", category="厨房电器")


def _agreement(asked: str, text: str, heading: str = "", product: Product | None = None) -> float:
    terms = READER.terms(asked)
    return scope_of(asked, product, PLACES).agreement(comparable(text), comparable(heading), terms)


def test_a_section_about_the_product_speaks_for_it_more_than_another() -> None:
    about, other = (_agreement("怎么除垢", "倒入柠檬酸。", f"手册｜{name}", KETTLE) for name in ("电水壶", "电饭煲"))
    assert about > 1 == other


def test_without_a_product_no_section_is_preferred() -> None:
    assert _agreement("怎么除垢", "倒入柠檬酸。", "手册｜电水壶") == 1


@pytest.mark.parametrize(
    ("asked", "against", "for_it"),
    [
        ("我在合肥几天到", "新疆、西藏发出后六天到。", "安徽、江苏发出后隔天到。"),
        ("我在合肥几天到", "新疆、西藏发出后六天到。", "其他省份三天到，新疆、西藏六天到。"),
        ("东西已经发出了还能改地址吗", "未出库：可以改一次地址。", "已出库：试着拦截，拦不住请拒收。"),
        ("还没安装外壳就裂了", "已安装的按安装单处理。", "未安装的直接换新。"),
        ("国补订单能开专票吗", "可以开专票，国补订单除外。", "国补订单开个人普通发票，不开专票。"),
        ("五匹的空调插 220V 能带起来吗", "除 5 匹外均为 220V。", "5 匹为 380V 三相电。"),
    ],
)
def test_a_text_for_another_case_speaks_less(asked: str, against: str, for_it: str) -> None:
    assert _agreement(asked, against) < 1
    assert _agreement(asked, for_it) == 1


def test_a_text_that_names_no_place_or_state_holds_for_all() -> None:
    assert _agreement("东西发出了，我在合肥，改地址多少钱", "改地址收 9 元。") == 1


def test_where_nothing_is_known_of_the_question_every_place_counts() -> None:
    assert ANYTHING.agreement("新疆、西藏六天到", "", READER.terms("几天到")) == 1
