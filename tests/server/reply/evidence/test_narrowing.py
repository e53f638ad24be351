"""A list of cases cut to the one that the question names."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.reply.evidence.narrowing import narrowed
from tests.support.words import reader

READER = reader()
REFUNDS = "审核通过以后，微信零钱当天到账，储蓄卡 2 至 4 个工作日，信用卡 5 至 8 个工作日，白条直接恢复额度。"
GIFTS = "赠品没退的按价扣款：保温袋 18 元，杯垫 6 元，搪瓷盘 35 元。"
TERMS = "支持分期：3期免息，6期手续费4.5%，12期手续费8.8%，手续费买家承担。"
LEVELS = "升级礼：铜勺5 元券，满 69 可用，银勺15 元券，满 149 可用，金勺40 元券，满 299 可用。"


@pytest.mark.parametrize(
    ("body", "asked", "left"),
    [
        (REFUNDS, "刷信用卡付的，几天退回来", "审核通过以后，信用卡 5 至 8 个工作日。"),
        (GIFTS, "搪瓷盘弄丢了要扣多少", "赠品没退的按价扣款：搪瓷盘 35 元。"),
        (LEVELS, "银勺的升级礼是什么", "升级礼：银勺15 元券，满 149 可用。"),
        (REFUNDS, "退款几天到账", REFUNDS),
        ("客厅灯 60 元，卧室灯 40 元，都含拆旧灯。", "客厅灯装一个多少", "客厅灯 60 元，都含拆旧灯。"),
        (GIFTS, "保温袋和杯垫都没了扣多少", GIFTS),
        (TERMS, "分12期手续费多少", "支持分期：12期手续费8.8%，手续费买家承担。"),
        (TERMS, "3期要手续费吗", "支持分期：3期免息。"),
        (TERMS, "能分期吗", TERMS),
        ("支持花呗：3期免费，不支持12期。", "分十二期行不", "不支持12期，3期免费。"),
        (f"可以退到原卡。{GIFTS}", "杯垫丢了扣多少", "可以退到原卡。赠品没退的按价扣款：杯垫 6 元。"),
        (
            "净水量每分钟 2 升，滤芯 8 个月一换，安装费 60 元。",
            "滤芯多久换",
            "净水量每分钟 2 升，滤芯 8 个月一换，安装费 60 元。",
        ),
        ("改址费 9 元，同城免费。", "改址要多少钱", "改址费 9 元，同城免费。"),
        (
            "签收次日起 12 天内可以退，鞋底有磨痕的不支持。",
            "鞋能退吗",
            "签收次日起 12 天内可以退，鞋底有磨痕的不支持。",
        ),
        (
            "付款后 24 小时内发货，大件 72 小时内发货，都送到楼下。",
            "能送上楼吗",
            "付款后 24 小时内发货，大件 72 小时内发货，都送到楼下。",
        ),
    ],
)
def test_only_the_case_that_is_named_is_left(body: str, asked: str, left: str) -> None:
    assert narrowed(body, READER.terms(asked)) == left


@given(
    st.text(alphabet="信用卡微白条退12元，；：。不满可以 ", max_size=60),
    st.sampled_from(["信用卡几天", "白条呢", "多少"]),
)
def test_nothing_is_added_and_clauses_stay_whole(body: str, asked: str) -> None:
    left = narrowed(body, READER.terms(asked))
    assert all(clause.strip("。！") in body for clause in left.replace("；", "，").replace("：", "，").split("，"))
