from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest

from knowledge.text import comparable
from knowledge.types import Category, Passage, Product, Sku
from server.reply.evidence.catalogue import catalogue_answer
from server.reply.evidence.ranges import amounts
from server.reply.evidence.rows import RowChoice, row_units
from server.reply.evidence.selecting import Answer, Undecided
from server.reply.kit import Words
from tests.support.solving import rows

Ask = Callable[..., str]

KETTLE = Product(
    Sku("KT-301"),
    "青禾恒温水壶",
    Decimal(159),
    stock=12,
    category="水壶",
    attributes=(
        ("规格参数 容量(L)", "1.5"),
        ("规格参数 内胆材质", "304不锈钢"),
        ("颜色", "米白、雾绿"),
        ("备注", "壶盖不可拆；不支持预约"),
    ),
)
GLASS = Product(Sku("KT-302"), "青禾玻璃水壶", Decimal(129), stock=0, attributes=(("备注", "售罄，预计5月初再补"),))
SKIRT = Product(
    Sku("QZ-11"),
    "薄呢半身裙",
    Decimal(99),
    stock=40,
    attributes=(("颜色", "焦糖、墨绿"), ("码段", "S～L"), ("裙长", "61/63/65cm"), ("备注", "墨绿S码断码，不再补")),
)


@pytest.fixture
def ask(words: Words) -> Ask:
    def asked(question: str, *products: Product, bought: bool = False) -> str:
        choice = RowChoice(words.reader.terms(question), amounts(question), words.reader, words.wording)
        answer = catalogue_answer(question, products, (), choice, bought=bought)
        if isinstance(answer, Undecided):
            return "which: " + "|".join(answer.subjects)
        return "".join(unit.body for unit in answer.units) if isinstance(answer, Answer) else ""

    return asked


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("这个能装多少升", "容量是1.5L"),
        ("多少钱呀", "现在的价格是159元"),
        ("里面是304的吗", "内胆材质是304不锈钢"),
        ("有没有绿色的", "颜色是米白、雾绿"),
        ("盖子能拆卸吗", "壶盖不可拆"),
    ],
)
def test_the_column_asked_for_is_said_by_its_own_name(ask: Ask, question: str, said: str) -> None:
    assert comparable(said) in comparable(ask(question, KETTLE))


def test_every_attribute_of_one_question_is_answered(ask: Ask) -> None:
    told = ask("多少钱 什么材质的", KETTLE)
    assert "159元" in told
    assert "304不锈钢" in told


@pytest.mark.parametrize("question", ["底座多重", "线有几米长", "几分钟能烧开"])
def test_what_no_column_holds_is_not_answered_by_a_neighbour(ask: Ask, question: str) -> None:
    assert ask(question, KETTLE) == ""


@pytest.mark.parametrize(
    "question", ["退回去运费多少钱", "安装费多少钱", "坏了修要多少钱", "买两个便宜多少", "抬上六楼多少钱"]
)
def test_other_sums_are_not_the_price(ask: Ask, question: str) -> None:
    assert ask(question, KETTLE) == ""


def test_a_heading_that_holds_several_measures_answers_only_the_one_asked_for(ask: Ask) -> None:
    pillow = Product(Sku("ZT-1"), "荞麦靠枕", attributes=(("规格", "45×45cm，高8cm"),))
    assert "45×45cm" in ask("靠枕多大尺寸", pillow)
    assert ask("靠枕多重", pillow) == ""


def test_of_several_prices_the_one_named_is_told(ask: Ask) -> None:
    prices = (("单买价（元）", "189"), ("拼单价（元）", "159"))
    kettle = replace(KETTLE, attributes=(*KETTLE.attributes, *prices))
    assert ask("单独买多少钱", kettle) == "青禾恒温水壶的单买价是189元"
    assert ask("两个人拼多少钱", kettle) == "青禾恒温水壶的拼单价是159元"
    assert ask("会员价多少钱", kettle) == ""


def test_a_word_of_the_goods_in_a_report_of_a_fault_asks_for_no_column(ask: Ask) -> None:
    assert ask("壶盖报错e3，不煮了", KETTLE) == ""


def test_stock_is_told_without_a_number_and_with_what_the_row_says_of_it(ask: Ask) -> None:
    assert ask("还有货吗", KETTLE) == "青禾恒温水壶目前有货"
    sold_out = ask("啥时候补货", GLASS)
    assert "缺货" in sold_out
    assert "预计5月初再补" in sold_out


def test_a_form_that_is_sold_out_is_told_to_who_asks_for_it(ask: Ask) -> None:
    assert "墨绿S码断码，不再补" in ask("墨绿小码还补货吗", SKIRT)
    assert "断码" not in ask("焦糖M码有货吗", SKIRT)


def test_of_one_value_for_each_size_the_size_asked_for_is_told(ask: Ask) -> None:
    told = ask("m码裙长多少", SKIRT)
    assert "63cm" in told
    assert "65" not in told


def test_products_that_answer_differently_are_asked_about_and_equal_ones_answered(ask: Ask) -> None:
    assert ask("水壶多少钱", KETTLE, GLASS) == "which: 青禾恒温水壶|青禾玻璃水壶"
    both = ask("两个水壶分别多少钱", KETTLE, GLASS)
    assert "159元" in both
    assert "129元" in both


def test_the_warranty_of_an_order_is_left_to_its_own_terms(ask: Ask) -> None:
    lamp = Product(Sku("DD-1"), "台灯", Decimal(59), attributes=(("质保", "整机2年"),))
    assert "2年" in ask("保修多久", lamp)
    assert ask("保修多久", lamp, bought=True) == ""


def test_stock_of_one_colour_is_not_told_to_who_asks_for_another(ask: Ask) -> None:
    lamp = Product(Sku("DD-2"), "云灯", Decimal(59), stock=5, attributes=(("颜色", "白色"),))
    assert "有货" in ask("白色的还有没", lamp)
    assert ask("粉色的还有没", lamp) == ""


def test_the_weight_is_found_under_any_of_its_headings(ask: Ask) -> None:
    rod = Product(Sku("YG-1"), "青波手竿", Decimal(208), attributes=(("材质", "碳纤维"), ("自重", "145克")))
    assert "145克" in ask("手竿多重", rod)


def test_what_is_no_longer_made_is_told_to_who_asks_whether_it_is_still_sold(ask: Ask) -> None:
    reel = Product(Sku("YL-1"), "稳鲸渔轮", Decimal(229), attributes=(("库存", "已停产"),))
    assert "停产" in ask("渔轮还卖吗", reel)


def test_each_colour_with_a_row_of_its_own_is_told_by_that_row(words: Words) -> None:
    lamp = Product(Sku("DD-3"), "云灯", Decimal(59), attributes=(("颜色", "白色、粉色"), ("库存状态", "有货")))
    headers, lines = "编码|颜色|库存状态", ["DD-3|白色|有货", "DD-3|粉色|无货"]
    found = [
        replace(one, chunk=replace(one.chunk, skus=(lamp.sku,)), category=Category.PRODUCT)
        for one in rows("灯", headers=headers, lines=lines)
    ]

    def told(question: str) -> str:
        choice = RowChoice(words.reader.terms(question), (), words.reader, words.wording)
        answer = catalogue_answer(question, (lamp,), found, choice, bought=False)
        return "".join(unit.body for unit in answer.units) if isinstance(answer, Answer) else ""

    assert told("粉的还有没") == "云灯粉色目前暂时缺货"
    assert told("白色有货吗") == "云灯白色目前有货"


def test_a_price_by_the_metre_is_told_by_the_metre(ask: Ask) -> None:
    ribbon = Product(Sku("SD-1"), "丝光织带", Decimal("12.8"), attributes=(("规格", "每米"),))
    assert ask("多少钱", ribbon) == "丝光织带现在的价格是每米12.8元"


def test_of_goods_of_one_name_those_made_for_another_amount_are_not_meant(ask: Ask) -> None:
    rack = [
        Product(Sku(f"JZ-{at}"), f"云杉架 {load}", Decimal(price), attributes=(("适用重量", load),))
        for at, (load, price) in enumerate([("5kg以下", 59), ("5-15kg", 79), ("15-30kg", 109)])
    ]
    assert ask("云杉架放20公斤的多少钱", *rack) == "云杉架 15-30kg现在的价格是109元"
    assert ask("云杉架多少钱", *rack).startswith("which: ")


def test_a_product_among_its_neighbours_says_no_other_column(
    words: Words, make_passage: Callable[..., Passage]
) -> None:
    text = "货号：HY-6；名称：护邮袋；规格：100片；售价：12\n货号：HY-7；名称：定位册；规格：180枚；售价：58"
    table = make_passage(text, skus=("HY-6", "HY-7"), category=Category.PRODUCT)
    choice = RowChoice(words.reader.terms("护邮袋会不会伤票"), (), words.reader, words.wording)
    assert not any("售价" in unit.body for unit in row_units([(1, table)], choice))
