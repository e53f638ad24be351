"""A question read into terms: what meets them, what weighs and what does not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.text import comparable
from server.reply.evidence.terms import Terms
from tests.support.words import reader

READER = reader()


def _covered(terms: Terms, text: str) -> float:
    return sum(term.weight * term.met(comparable(text)) for term in terms.all) / terms.weight


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("帽子卸得下来伐", "帽子不可拆卸。"),
        ("退的话来回邮费算谁的", "无理由退货的运费由顾客承担。"),
        ("能换个地方收吗", "发货前可以修改收货地址。"),
        ("会不会掉色", "首次洗涤有轻微褪色。"),
    ],
)
def test_the_formal_answer_meets_the_colloquial_question(question: str, answer: str) -> None:
    assert _covered(READER.terms(question), answer) >= 0.6


def test_a_sentence_about_another_matter_does_not() -> None:
    assert _covered(READER.terms("帽子卸得下来伐"), "运费由顾客承担。") < 0.3


def test_an_amount_with_a_unit_is_no_model_number() -> None:
    assert not any(term.required for term in READER.terms("能用65w的头充吗").all)
    assert any(term.required for term in READER.terms("kx-300能用吗").all)


def test_what_customers_tell_of_their_family_weighs_nothing() -> None:
    told, plain = READER.terms("我妈上周五说包邮吗"), READER.terms("包邮吗")
    assert [term.words for term in told.focus] == [term.words for term in plain.focus]


def test_a_kind_is_asked_for_only_by_its_own_words() -> None:
    assert "duration" in READER.terms("几天能到").kinds
    assert "duration" not in READER.terms("等了好几天了").kinds
    assert "who" in READER.terms("邮费算谁的").kinds


def test_what_a_word_of_measure_asks_for_counts_where_no_attribute_is_named() -> None:
    assert any("功率" in term.words for term in READER.terms("水壶几瓦").focus)
    assert not any("重量" in term.words for term in READER.terms("承重多少公斤").focus)


def test_a_kind_of_goods_weighs_less_than_what_is_asked_of_it() -> None:
    weights = {term.words[0]: term.weight for term in READER.terms("水壶保修多久").all}
    assert weights["水壶"] < weights["质保"] / 2


def test_documents_words_are_given_for_what_is_said_otherwise() -> None:
    assert "可拆卸" in READER.formal("帽子卸得下来伐")
    assert READER.formal("可拆卸吗") == ()


@given(st.text(max_size=80))
def test_any_text_is_read_and_weights_are_never_negative(text: str) -> None:
    terms = READER.terms(text)
    assert all(term.weight >= 0 for term in terms.all)
    assert all(0 <= term.met(terms.text) <= 1 for term in terms.all)


def test_customers_words_for_a_matter_of_which_the_shop_says_nothing_are_read_as_they_stand() -> None:
    question = "我家的狗，烧要多长时间"
    kiln, kitchen = comparable("单独火化约需100分钟。"), comparable("烹饪时间约30分钟。")
    assert "cook" in READER.terms(question).heads[0].words[0] or READER.terms(question).heads[0].askable
    assert not any(term.askable for term in READER.heard(question, [kiln]).heads)
    assert READER.heard(question, [kiln]).kinds == READER.terms(question).kinds
    assert READER.heard(question, [kiln, kitchen]) == READER.terms(question)


def test_a_documents_own_word_for_a_matter_stays_what_it_is() -> None:
    assert READER.heard("能开发票吗", []) == READER.terms("能开发票吗")


def test_a_things_everyday_name_is_met_by_the_one_character_of_its_full_name() -> None:
    assert _covered(READER.terms("罐子结实吗"), "云朵骨灰罐很结实") > _covered(
        READER.terms("罐子结实吗"), "云朵相框很结实"
    )
    assert not any(term.met("220伏电压") for term in READER.terms("电子").all)
