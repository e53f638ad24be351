"""An amount said by a measure stands by that measure in its sources."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Rules = Callable[..., list[str]]
PARCEL = "5kg以上至20kg运费110元，20kg以上按件收280元。"


@pytest.mark.parametrize("text", ["运费为110元/公斤", "运费110元每kg", "每公斤收110元", "运费是110元一斤"])
def test_a_sum_for_the_whole_is_none_by_the_kilogram(rules: Rules, text: str) -> None:
    assert rules(text, PARCEL, of="fidelity.rate") == ["fidelity.rate"]


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("运费110元", PARCEL),
        ("大件280元/件", PARCEL),  # by the piece
        ("续重每公斤12元", "首重18元，续重12元。"),
        ("高空安装60元/米", "高空作业费每米60元"),
        ("租金是30元一天", "日租：30元/天"),
        ("99元一年内有效", "会员费99元，有效期一年"),
    ],
)
def test_a_sum_as_its_source_counts_it_passes(rules: Rules, text: str, source: str) -> None:
    assert rules(text, source, of="fidelity.rate") == []
