import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.text import sentences

PIECES = st.sampled_from(
    ["七天", "abc", "1.5", "。", "！", "？", "；", ";", "\n", " ", "（", "）", "“", "”", ".", "No.", "(", ")"]
)


@given(st.one_of(st.text(), st.lists(PIECES).map("".join)))
def test_sentences_joined_give_the_text_back(text: str) -> None:
    assert "".join(sentences(text)) == text


@given(st.lists(PIECES).map("".join))
def test_no_sentence_is_blank_unless_the_whole_text_is(text: str) -> None:
    if text.strip():
        assert all(part.strip() for part in sentences(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("支持七天退货。运费自理！能开发票吗？", ["支持七天退货。", "运费自理！", "能开发票吗？"]),
        ("满99元包邮；偏远地区除外", ["满99元包邮；", "偏远地区除外"]),
        ("第一行\n第二行", ["第一行\n", "第二行"]),
        ("真的吗？！太好了。", ["真的吗？！", "太好了。"]),
        ("价格1.5折起。共2.5公斤", ["价格1.5折起。", "共2.5公斤"]),
        ("1. 未拆封的商品。2. 已拆封", ["1. 未拆封的商品。", "2. 已拆封"]),
        ("标准（不含运费。含税）为10元。下一句", ["标准（不含运费。含税）为10元。", "下一句"]),
        ("买家问“能退吗？”时请核实订单。", ["买家问“能退吗？”时请核实订单。"]),
        ("“不能退。”他这样答。", ["“不能退。”", "他这样答。"]),
        ("See No. 5 of the list. It costs 3.50 yuan. Ok?", ["See No. 5 of the list. ", "It costs 3.50 yuan. ", "Ok?"]),
        ("括号没有闭合（如下。第二句。", ["括号没有闭合（如下。", "第二句。"]),
        ("", []),
    ],
)
def test_sentences_end_where_a_reader_would_end_them(text: str, expected: list[str]) -> None:
    assert list(sentences(text)) == expected
