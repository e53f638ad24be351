"""A figure or value said of something else than its source says it of is named; a quotation never is."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.reply.checks import run_checks
from tests.server.reply.checks.conftest import make_passage, make_subject
from tests.support.words import packs

Rules = Callable[..., list[str]]

ROW = make_passage(
    "款号：A1；品名：云朵毛衣；颜色：雾蓝、燕麦；吊牌价：459；店铺价：239；可售：312；烘干：不可以；码段：S～XL；净重(kg)：0.6"
)
TABLE = make_passage("尺码：S；体重(斤)：80～98；胸围(cm)：104\n尺码：M；体重(斤)：98～112；胸围(cm)：108")


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("整机质保7天", "自签收次日起7日内支持无理由退货"),
        ("支持30天质保", "本店支持30天价保"),
        ("付款后3天内发货", "退款3天内到账"),
        ("运费20元", "安装费20元"),
        ("售价2999元", "划线价2999元"),
    ],
)
def test_a_figure_used_for_something_else_is_named(rules: Rules, text: str, source: str) -> None:
    assert rules(text, source, of="fidelity.binding") == ["fidelity.binding"]


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("签收后7天内可以退货", "自收到商品之日起7日内支持无理由退货"),
        ("坏了一年内免费修", "质保期12个月，免费维修"),
        ("最快3天", "江浙沪3-5天送达"),
        ("拍下48小时内给您寄出", "付款后48小时内发货"),
    ],
)
def test_a_paraphrase_keeps_its_figure(rules: Rules, text: str, source: str) -> None:
    assert rules(text, source, of="fidelity.binding") == []


@pytest.mark.parametrize(
    "text",
    [
        "云朵毛衣的店铺价是459元",
        "云朵毛衣的吊牌价是239元",
        "云朵毛衣的可售是239",
        "云朵毛衣的颜色是黑色",
        "云朵毛衣的烘干是可以",
    ],
)
def test_another_columns_or_rows_value_is_named(rules: Rules, text: str) -> None:
    assert rules(text, ROW, of="fidelity")


def test_another_rows_figure_is_named(rules: Rules) -> None:
    assert rules("M码的体重是98～112斤", TABLE, of="fidelity") == []
    assert rules("S的体重是98～112斤", TABLE, of="fidelity")


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("掉色", "深色不掉色"),
        ("成分表里含酒精和香精", "成分表里不含酒精和香精"),
        ("这款面料可能会缩水", "这款面料不会缩水"),
        ("要暴晒", "翻过来晾，不要暴晒"),
        ("使用前需要提前一天预约师傅", "使用前不需要提前一天预约师傅"),
    ],
)
def test_a_dropped_not_is_named(rules: Rules, text: str, source: str) -> None:
    named = rules(text, source, of="fidelity")
    assert named == ([] if text in ("掉色", "这款面料可能会缩水") else ["fidelity.polarity"])


def test_a_condition_may_not_be_left_out(rules: Rules) -> None:
    source = "实付满99元包邮，不满收8元"
    assert rules("亲，我们包邮的", source, of="fidelity") == ["fidelity.condition"]
    assert rules("亲，满99元包邮的", source, of="fidelity") == []
    assert rules("亲，我们包邮的", "全店包邮", of="fidelity") == []


_UNITS = st.sampled_from(["天", "㎡", "kg", "cm", "元/台", "dB(A)", "W", "件", "个月", "ml", "%", "天，出库后"])
_NAMES = st.sampled_from(
    ["时效", "适用面积", "净重", "高度", "安装费", "噪音", "功率", "每箱", "质保", "净含量", "含绒量"]
)
_JOINTS = st.sampled_from(["-", "～", "–", "—", "~", "至"])


@st.composite
def _cells(draw: st.DrawFn) -> tuple[str, str]:
    """A header with its unit, and a number, a range or a size below it."""
    low = draw(st.integers(1, 9000))
    high = low + draw(st.integers(1, 900))
    value = draw(st.sampled_from([str(low), f"{low:,}", f"{low}.5", f"{low}{draw(_JOINTS)}{high}", f"{low}×{high}"]))
    return f"{draw(_NAMES)}({draw(_UNITS)})", value


@given(st.lists(_cells(), min_size=1, max_size=5, unique_by=lambda cell: cell[0].split("(")[0]))
def test_every_cell_may_be_said_with_its_headers_unit(cells: list[tuple[str, str]]) -> None:
    passage = make_passage("；".join(["品名：样品", *(f"{header}：{value}" for header, value in cells)]))
    for header, value in cells:
        name, _, unit = header.removesuffix(")").partition("(")
        text = f"样品的{name}是{value}{unit.split('，')[0]}"
        found = run_checks(make_subject(text, passage), packs())
        assert [one.rule for one in found if one.check == "fidelity"] == [], (text, passage.text)


_WORDS = st.sampled_from(
    [
        "付款后48小时内发货",
        "不支持货到付款",
        "满99元包邮",
        "除新疆外全国包邮",
        "未拆封可以退",
        "拆封后不可以退",
        "质保2年",
        "无需预约",
        "运费由买家承担",
        "免费上门安装（高空费另收）",
        "不掉色",
        "3～5天送达",
        "不满99元收8元运费",
        "定制款除外",
        "没有线下门店",
    ]
)


@given(st.lists(st.lists(_WORDS, min_size=1, max_size=4).map("，".join), min_size=1, max_size=6))
def test_a_sentence_said_as_it_stands_is_never_against_its_source(sentences: list[str]) -> None:
    passage = make_passage("。".join(sentences) + "。")
    for sentence in sentences:
        found = run_checks(make_subject(sentence, passage), packs())
        assert [one.rule for one in found if one.check == "fidelity"] == [], (sentence, passage.text)
