"""A figure without a source never passes, whatever way it is written; a supported one does."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.types import Product, Sku
from server.reply.checks.examination import Examination
from server.reply.checks.fidelity import check_fidelity
from server.reply.types import Order, OrderLine
from tests.server.reply.checks.conftest import make_passage, make_subject
from tests.support.words import packs

Rules = Callable[..., list[str]]


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("亲，付款后48小时内发货哦", "现货订单付款后 48 小时内发出"),
        ("亲，48小时内发货哦", "付款后两天内发货"),
        ("两天内给您发出", "48h内发货"),
        ("支持七天无理由退货", "自签收次日起7日内支持无理由退货"),
        ("质保一年哦", "整机质保12个月"),
        ("整机质保12个月", "质保一年"),
        ("保修半年", "保修期6个月"),
        ("一年半内可以保修", "保修期18个月"),
        ("现在2599元", "活动价¥2,599.00"),
        ("现在¥2599", "活动价2599块"),
        ("两千五百九十九元", "活动价2599元"),
        ("活动11月11日20:00开始", "2026-11-11 20:00 开抢"),
        ("11.11开抢", "活动时间11月11日"),
        ("晚上8点开始", "20:00开始"),
        ("下午4点前付款当天发", "16:00前付款的订单当天发货"),
        ("打八五折", "全场8.5折"),
        ("打95折", "会员9.5折"),
        ("优惠20%", "优惠百分之二十"),
        ("适合16-24平的房间", "适用面积16~24㎡"),
        ("噪音低至18分贝", "最低噪音 18dB"),
        ("尺寸是1200*600*750mm", "产品尺寸：120×60×75cm"),
        ("1.5匹的就够了", "1.5匹（KFR-35GW/A1）"),
        ("型号是KFR-35GW", "1.5匹（KFR-35GW/A1）"),
        ("3到5天能到，最快3天", "江浙沪3-5天送达"),
        ("满300减50", "满300元减50元"),
        ("买2送1", "买二送一"),
        ("第二件半价", "第2件半价"),
        ("一级能效", "能效等级：1级"),
        ("15个工作日到账", "15 个工作日内原路退回"),
        ("库存还有35台", "库存:35"),
        ("亲，第一次用先空转一下，一定要擦干，稍等一下我看看", "先空转"),
        ("步骤如下：\n1. 断电\n2、拆下滤网\n（3）冲洗", "断电，拆下滤网，冲洗"),
        ("这两款都可以，送一个收纳袋", "这两款都可以的，赠送1个收纳袋"),
    ],
)
def test_a_figure_that_the_source_has_passes_however_it_is_written(rules: Rules, text: str, source: str) -> None:
    assert rules(text, source, of="fidelity") == []


@pytest.mark.parametrize(
    ("text", "source", "rule"),
    [
        ("质保3年", "质保2年", "fidelity.time_limit"),
        ("24小时内发货", "48小时内发货", "fidelity.time_limit"),
        ("3天内到账", "3个工作日内到账", "fidelity.unit"),
        ("7个工作日内退款", "7天内退款", "fidelity.unit"),
        ("现在2499元", "现在2599元", "fidelity.price"),
        ("打8折", "打9折", "fidelity.percent"),
        ("优惠30%", "优惠20%", "fidelity.percent"),
        ("11月12日发货", "11月11日发货", "fidelity.date"),
        ("下午5点前付款当天发", "下午4点前付款当天发", "fidelity.date"),
        ("型号是KFR-50GW", "KFR-35GW", "fidelity.code"),
        ("重2斤", "重2公斤", "fidelity.unit"),
        ("3天就到", "3-5天送达", "fidelity.time_limit"),
        ("送2个", "送1个", "fidelity.figure"),
        ("三天内发货", "48小时内发货", "fidelity.time_limit"),
        ("2026年11月11日", "2025年11月11日", "fidelity.date"),
    ],
)
def test_a_figure_that_the_source_has_otherwise_is_named(rules: Rules, text: str, source: str, rule: str) -> None:
    assert rules(text, source, of="fidelity") == [rule]


def test_a_question_in_a_source_states_nothing(rules: Rules) -> None:
    assert rules("质保3年", "问：质保3年吗？\n答：质保2年", of="fidelity") == ["fidelity.time_limit"]


def test_a_cited_sentence_rests_on_its_own_passages_only(rules: Rules) -> None:
    sources = ("甲款售价1999元", "乙款售价2599元")
    assert rules("甲款2599元。", *sources, cite=[[1]], of="fidelity") == ["fidelity.price"]
    assert rules("乙款2599元。", *sources, cite=[[2]], of="fidelity") == []
    assert rules("乙款2599元。", *sources, cite=[[]], of="fidelity") == []


def test_units_of_a_table_header_count(rules: Rules) -> None:
    row = make_passage("静享 | 35", fields=(("功率(W)", "1200"), ("适用面积(㎡)", "16-24"), ("价格", "2599")))
    assert rules("功率1200W，适合16-24平，售价2599元", row, of="fidelity") == []
    assert rules("功率2599W", row, of="fidelity") == ["fidelity.unit"]


def test_the_order_and_the_catalogue_support_figures(rules: Rules) -> None:
    order = Order(
        number="SO-20261120-7",
        paid_at=datetime(2026, 11, 20, 16, 30, tzinfo=UTC),
        amount=Decimal("2599.00"),
        lines=(OrderLine(Sku("HS-35"), "静享", 2, Decimal("1299.50")),),
    )
    product = Product(Sku("HS-26"), "静享小", price=Decimal(1999), stock=12, attributes=(("质保", "6年"),))
    text = "您11月21日0:30付款2599元，HS-35每台1299.5元共2台；HS-26售价1999元，质保6年，还有12台"
    assert rules(text, order=order, products=[product], of="fidelity") == []


@pytest.mark.parametrize(
    "text",
    ["是的，保修3年", "亲，保修3年的哦", "对的，您说的保修3年没错", "没问题，可以给您保修3年"],
)
def test_agreeing_with_a_wrong_premise_is_blocked(rules: Rules, text: str) -> None:
    assert rules(text, "整机保修2年", asked=["保修3年是吧"], of="fidelity") == ["fidelity.premise"]


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("不是3年哦，整机保修2年", "保修3年是吧"),
        ("您说的3年是别家的活动，我们整机保修2年", "保修3年是吧"),
        ("没有80%的优惠码哦", "给我80%的优惠码"),
        ("80%的折扣我们做不到呢", "给我80%的折扣"),
        ("18平的卧室建议看下参数", "18平的卧室用哪个"),
        ("您家18平，需要看下朝向", "18平用哪个"),
        ("身高170、体重120斤的话看下尺码表", "身高170体重120斤穿多大"),
        ("您要的2件都有", "要2件"),
    ],
)
def test_a_customer_gets_their_own_figures_back(rules: Rules, text: str, asked: str) -> None:
    assert rules(text, "整机保修2年", asked=[asked], of="fidelity") == []


def test_a_customers_area_is_supported_by_the_range_that_holds_it(rules: Rules) -> None:
    assert rules("这款适用18平", "适用面积16-24㎡", asked=["18平能用吗"], of="fidelity") == []
    assert rules("这款适用30平", "适用面积16-24㎡", asked=["30平能用吗"], of="fidelity") == ["fidelity.premise"]


def test_what_an_agent_said_before_is_only_a_warning(rules: Rules) -> None:
    assert rules("补偿20元", "以规则为准", answered=["给您补偿20元"], of="fidelity") == ["fidelity.said_before"]


@pytest.mark.parametrize(
    ("text", "passes"),
    [
        ("2599元满2000减300，到手2299元", True),
        ("2599元满2000减300，到手2199元", False),
        ("一台2599元，2台一共5198元", True),
        ("一台2599元，2台一共5098元", False),
        ("2599元打9折是2339.1元", True),
        ("2599元打9折再减300元，到手2039.1元", True),
        ("比原价2999元便宜400元，现在2599元", True),
        ("比原价2999元便宜500元，现在2599元", False),
    ],
)
def test_arithmetic_of_quoted_amounts_passes_when_it_is_right(rules: Rules, text: str, passes: bool) -> None:
    source = "原价2999元，售价2599元，满2000减300，会员9折，限购2台"
    assert (rules(text, source, of="fidelity") == []) is passes


@given(
    st.lists(
        st.sampled_from(
            [
                "48小时内发货",
                "质保2年",
                "售价2599.00元",
                "满300减50",
                "3-5天送达",
                "16~24㎡",
                "KFR-35GW/A1",
                "20:00开抢",
                "8.5折",
                "11月11日",
                "15个工作日",
                "220V 50Hz",
                "一级能效",
            ]
        ),
        min_size=1,
        max_size=6,
    )
)
def test_a_passage_supports_its_own_words(facts: list[str]) -> None:
    text = "，".join(facts)
    assert list(check_fidelity(Examination(make_subject(text, text), packs()))) == []


@given(
    st.integers(2, 999),
    st.integers(2, 999),
    st.sampled_from(["元", "天", "个月", "%", "分贝", "件", "公斤", "个工作日"]),
)
def test_no_other_number_passes_for_a_stated_one(stated: int, claimed: int, unit: str) -> None:
    found = list(check_fidelity(Examination(make_subject(f"是{claimed}{unit}", f"共{stated}{unit}"), packs())))
    assert (found == []) is (stated == claimed)


@pytest.mark.parametrize(
    ("text", "source", "rule"),
    [
        ("亲，全国包邮哦", "本店不包邮，运费10元", "fidelity.polarity"),
        ("新疆也包邮哦", "除新疆、西藏外全国包邮", "fidelity.polarity"),
        ("西藏包邮的", "全国包邮（新疆、西藏除外）", "fidelity.polarity"),
        ("支持货到付款哦", "本店暂不支持货到付款", "fidelity.polarity"),
        ("拆封后可以退货", "未拆封的支持退货。拆封后不支持退货", "fidelity.polarity"),
        ("定制款不支持退货", "定制款支持退货", "fidelity.polarity"),
        ("上门安装免费", "上门安装收费", "fidelity.polarity"),
        ("免费上门安装", "上门安装由师傅完成", "fidelity.offer"),
        ("我们包邮", "48小时内发货", "fidelity.offer"),
        ("支持货到付款", "支持货到付款吗？不支持货到付款的哦", "fidelity.polarity"),
        ("无需提供照片", "需要提供照片", "fidelity.polarity"),
        ("标配遥控器", "遥控器需另购", "fidelity.polarity"),
    ],
)
def test_yes_where_the_source_says_no_is_named(rules: Rules, text: str, source: str, rule: str) -> None:
    assert rules(text, source, of="fidelity") == [rule]


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("江浙沪包邮", "除新疆、西藏外全国包邮"),
        ("新疆不包邮哦", "除新疆、西藏外全国包邮"),
        ("满99元包邮", "满99元包邮，不满99元收运费10元"),
        ("支持7天无理由退货", "支持7天无理由退货，定制商品不支持退货"),
        ("拆封后不支持退货", "未拆封的支持退货。拆封后不支持退货"),
        ("可以的亲，您看下", "本店不支持货到付款"),
        ("可以先拍照发我看看吗", "不可以水洗"),
        ("暂时无法确定，我帮您核实", "支持货到付款"),
        ("运费由买家承担", "非质量问题退货运费由买家承担；质量问题运费由卖家承担"),
        ("质量问题运费我们承担", "非质量问题退货运费由买家承担；质量问题运费由卖家承担"),
        ("您可以放心使用", "不支持货到付款"),
        ("基础安装免费，高空作业费另收", "基础安装免费，高空作业费另收"),
    ],
)
def test_the_same_side_passes(rules: Rules, text: str, source: str) -> None:
    assert rules(text, source, of="fidelity") == []


@pytest.mark.parametrize(
    ("text", "asked", "found"),
    [
        ("您提到的面积是80㎡，可以用60升款", "100平的地下室用哪台", ["fidelity.not_said"]),
        ("您说的100平可以用60升款", "100平的地下室用哪台", []),
        ("按您说的可以看60升款，适用80㎡", "100平的地下室用哪台", []),
    ],
)
def test_what_a_customer_never_said_is_not_handed_back_as_theirs(
    rules: Rules, text: str, asked: str, found: list[str]
) -> None:
    assert rules(text, "60升款适用80㎡至120㎡", asked=[asked], of="fidelity.not_said") == found


@pytest.mark.parametrize(
    ("text", "source", "asked"),
    [
        ("两个258元", "售价：129元", "两个多少钱"),
        ("您这单50元，运费8元，共58元", "不满59元收运费8元", "我买一个50，邮费多少"),
        ("减40，实付310元", "满300减40", "我买350，减多少"),
    ],
)
def test_a_sum_may_rest_on_what_the_customer_has_just_said_of_their_order(
    rules: Rules, text: str, source: str, asked: str
) -> None:
    assert rules(text, source, asked=[asked], of="fidelity") == []


@pytest.mark.parametrize(
    ("text", "source", "asked"),
    [
        ("好的，99元给您", "售价：129元", "便宜30卖我吧"),
        ("两个238元", "售价：129元", "两个多少钱"),
        ("减40，实付320元", "满300减40", "我买350，减多少"),
    ],
)
def test_what_the_customer_wishes_or_a_wrong_sum_supports_no_price(
    rules: Rules, text: str, source: str, asked: str
) -> None:
    assert rules(text, source, asked=[asked], of="fidelity.price") != []
