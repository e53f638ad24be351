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


@given(st.text(max_size=200))
def test_nothing_is_said_that_the_text_does_not_hold(text: str) -> None:
    assert all(one.body in text for one in pieces(text))
