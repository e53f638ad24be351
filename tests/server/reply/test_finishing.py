"""An answer's sentences as an agent sends them."""

from __future__ import annotations

import pytest

from knowledge.types import Product, Sku
from prompts.speech import load_speech
from server.reply.finishing import answering_first, finished, is_yes_no
from server.reply.types import Sentence
from tests.support.words import reader

SPEECH = load_speech()
READER = reader()


def answered(question: str, *texts: str) -> list[str]:
    said = tuple(Sentence(text, (1,)) for text in texts)
    return [one.text for one in answering_first(said, READER.terms(question), SPEECH)]


def done(*texts: str, view: Product | None = None, asked: str = "") -> list[str]:
    return [one.text for one in finished([Sentence(text, (1,)) for text in texts], view, asked, SPEECH)]


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("能开发票不", "签收以后在订单里点申请发票，发到您的邮箱。确认收货超过90天的开不了。"),
        ("电磁炉能用吗", "这款燃气、电磁炉都行；别用铁铲。"),
        ("可以写贺卡吗", "每个礼盒可以放一张手写贺卡，最多40个字。"),
    ],
)
def test_a_question_for_yes_or_no_hears_yes_where_the_answer_allows_it(question: str, answer: str) -> None:
    assert answered(question, answer) == [f"{SPEECH.affirmation}{answer}"]


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("能分期吗", "支持花呗3期、6期。"),  # says it itself
        ("能改地址吗", "没出库的可以改地址一次。"),  # only where not yet sent
        ("可以走顺丰吗", "走顺丰的补差价，四区没有顺丰。"),
        ("能货到付款吗", "微信支付、支付宝和先用后付都可以。"),  # of something else
        ("怎么开发票", "在订单里点申请发票。"),
        ("能机洗吗", "亲，可以机洗的。"),
    ],
)
def test_yes_is_said_neither_twice_nor_under_a_condition_nor_of_another_matter(question: str, answer: str) -> None:
    assert answered(question, answer) == [answer]


def test_a_short_verdict_on_the_thing_asked_for_goes_first() -> None:
    assert answered("能货到付款吗", "微信支付、支付宝、银行卡和先用后付。不支持货到付款。") == [
        "不支持货到付款。",
        "微信支付、支付宝、银行卡和先用后付。",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [("能用吗", True), ("可以退不", True), ("能用多久", False), ("怎么用", False), ("多少钱", False)],
)
def test_a_question_for_an_amount_or_a_way_is_none_for_yes_or_no(text: str, expected: bool) -> None:
    assert is_yes_no(text, SPEECH) is expected


def test_the_product_on_the_page_is_this_one_unless_the_customer_named_it(made: Product) -> None:
    assert done("云脊 炒锅 30cm：燃气都行。", view=made) == ["这款燃气都行。"]
    assert done("云脊 炒锅 30cm的重量是1.6kg。", view=made) == ["这款的重量是1.6kg。"]
    assert done("云脊 炒锅 30cm：304不锈钢。", view=made) == ["这款是304不锈钢。"]
    assert done("云脊 炒锅 30cm目前有货。", "云脊 炒锅 30cm的重量是1.6kg。", view=made) == [
        "这款目前有货。",
        "重量是1.6kg。",
    ]
    assert done("云脊 炒锅 30cm目前有货。", view=made, asked="云脊炒锅30cm有货吗") == ["云脊 炒锅 30cm目前有货。"]
    assert done("云脊 炒锅 32cm目前有货。", view=made) == ["云脊 炒锅 32cm目前有货。"]


def test_what_hangs_on_an_unsaid_sentence_begins_by_itself() -> None:
    assert done("但是我们有不吃包退：15天内可以申请。") == ["我们有不吃包退：15天内可以申请。"]
    assert done("同时买了衣服和鞋，会收到两个包裹。") == ["同时买了衣服和鞋，会收到两个包裹。"]
    assert done("可以退。", "但是运费自理。") == ["可以退。", "但是运费自理。"]


def test_a_sentence_that_says_nothing_more_is_left_out_and_a_figure_or_a_no_never() -> None:
    assert done("天然羊毛都会起球，正常，不属于质量问题。", "羊毛起球是正常现象，不算质量问题。") == [
        "天然羊毛都会起球，正常，不属于质量问题。"
    ]
    assert len(done("签收后7天内可以退货。", "签收后15天内可以退货。")) == 2
    assert len(done("羊毛面料适合冷水手洗阴干。", "羊毛面料不适合冷水手洗阴干。")) == 2
    assert len(done("偏远地区满99元包邮。", "仅偏远地区满99元包邮。")) == 2


@pytest.fixture
def made() -> Product:
    return Product(Sku("A1"), "云脊 炒锅 30cm")


def test_a_figure_that_the_next_sentence_says_with_more_is_said_once() -> None:
    rate, told = "这款的遮光率是90%。", "遮光率90%，白天拉上很暗，但不是全黑。"
    assert done(rate, told) == [told]
    assert done("这款的遮光率是85%。", told) == ["这款的遮光率是85%。", told]


def test_a_refusal_that_names_the_thing_goes_first_and_no_number_of_a_clause_is_said() -> None:
    told = "可以开电子普票，收货后发到邮箱。专票开不了。"
    assert "".join(answered("能开专票吗", told)).startswith("专票开不了。")
    assert done("3.2 超过30天在质保期内，免费维修。") == ["超过30天在质保期内，免费维修。"]
