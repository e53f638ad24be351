"""Which words of a question name what is asked."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.reply.evidence.term import Term
from tests.support.words import reader

READER = reader()


def _words(question: str) -> set[str]:
    return {word for term in READER.terms(question).heads for word in term.words}


@pytest.mark.parametrize(
    ("question", "head"),
    [
        ("防滑系数多少", "系数"),
        ("有没有腰托", "腰托"),
        ("坐垫的腰托有吗", "腰托"),
        ("是什么藤的", "藤"),
        ("材质是什么", "材质"),
        ("什么材质", "材质"),
        ("承重是多少公斤", "承重"),
        ("怎么退货", "申请退货"),
        ("能不能换椅腿", "椅腿"),
    ],
)
def test_what_stands_beside_the_asking_word_is_the_head(question: str, head: str) -> None:
    assert head in _words(question)


def test_a_head_is_the_last_word_of_an_unknown_phrase() -> None:
    assert "表面光洁率" in _words("外壳的表面光洁率多少")


def test_the_kind_of_product_is_no_head_where_an_attribute_is_named() -> None:
    assert "羽绒服" not in _words("羽绒服什么材质")


def test_a_phrase_ends_at_a_mark() -> None:
    assert "腰托" not in _words("运费多少？腰托")


def test_chatter_beside_the_question_is_no_head() -> None:
    assert "麻将" not in _words("周末打麻将，运费多少钱")


def test_without_an_asking_word_known_matters_are_heads() -> None:
    assert "运费" in _words("运费")
    assert READER.terms("啦啦啦").heads == ()


def test_what_a_question_can_be_about_is_askable() -> None:
    by_word = {term.words[0]: term.askable for term in READER.terms("羽绒服运费多少").all}
    assert by_word["运费"]
    assert not by_word["羽绒"]


@given(st.text(alphabet="有没吗多少什么的腰托运费沙发 ，a1", max_size=24))
def test_heads_are_words_of_the_question(text: str) -> None:
    terms = READER.terms(text)
    assert all(isinstance(term, Term) for term in terms.heads)
    assert all(not term.residue or term.words[0] in terms.text for term in terms.heads)
