import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.text.sameness import first_same, same_words, wording

RULE = "签收后七天内商品完好可以申请退货，退货运费由买家承担。"


@pytest.mark.parametrize(
    "other", [RULE, RULE.replace("，", " "), RULE.replace("七天", "7天"), f"{RULE}谢谢", RULE.replace("可以", "都可以")]
)
def test_a_few_other_words_are_the_same_paragraph(other: str) -> None:
    assert same_words(RULE, other)
    assert same_words(other, RULE)


@pytest.mark.parametrize(
    "other",
    [RULE.replace("七天", "十五天"), RULE.replace("可以", "不可以"), RULE[:12], f"{RULE}{RULE}", "发票随货寄出。", ""],
)
def test_another_figure_or_a_no_is_not(other: str) -> None:
    assert not same_words(RULE, other)


def test_short_lines_are_the_same_only_word_for_word() -> None:
    assert same_words("包邮！", "包邮")
    assert not same_words("全店包邮", "本店包邮")


@given(st.lists(st.text("退货包邮7天不可以，。", max_size=40), min_size=1, max_size=6))
def test_the_first_same_paragraph_is_the_one_that_comparing_each_would_find(texts: list[str]) -> None:
    one, *others = map(wording, texts)
    expected = next((at for at, text in enumerate(texts[1:]) if same_words(texts[0], text)), None)
    assert first_same(one, others) == expected
