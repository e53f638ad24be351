"""What of a text can be said by itself."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from knowledge.text.pieces import pieces


def test_an_item_goes_with_the_line_that_leads_into_it_and_without_its_marker() -> None:
    said = list(pieces("以下情况不支持退货：\n1. 已拆封的内衣\n2. 定制商品\n其他商品可退。"))
    assert [one.text for one in said] == [
        "以下情况不支持退货：",
        "以下情况不支持退货：已拆封的内衣",
        "以下情况不支持退货：定制商品",
        "其他商品可退。",
    ]


def test_a_short_text_that_was_written_as_a_reply_stays_whole() -> None:
    assert [one.body for one in pieces("答：可以的。请先拍照。", written_as_reply=True)] == ["可以的。请先拍照。"]
    assert len(list(pieces("可以的。请先拍照。" * 30, written_as_reply=True))) == 60


def test_a_bare_line_above_sentences_is_their_caption_and_is_not_said() -> None:
    said = list(pieces("- 砂锅\n- 第一次用先煮粥。别空烧；\n- 陶盘\n- 可以进微波炉。"))
    assert [(one.caption, one.body) for one in said] == [
        ("砂锅", "第一次用先煮粥。"),
        ("砂锅", "别空烧；"),
        ("陶盘", "可以进微波炉。"),
    ]
    assert [one.line for one in said] == [1, 1, 3]


def test_a_line_with_figures_and_a_list_of_bare_items_are_said() -> None:
    text = "满 199 减 15\n按店铺价算。\n蓝色\n白色\n都可选。"
    assert [one.body for one in pieces(text)] == ["满 199 减 15", "按店铺价算。", "蓝色", "白色", "都可选。"]


@given(st.text(max_size=200))
def test_nothing_is_said_that_the_text_does_not_hold(text: str) -> None:
    assert all(one.body in text for one in pieces(text))
