"""How the words of documents become what an agent says."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.types import ChunkKind
from prompts.speech import load_speech
from server.reply.evidence.units import text_units
from server.reply.speaking import clause, plain, spoken

SPEECH = load_speech()


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("第3条 拆封不影响退货", "拆封不影响退货"),
        ("2.4 换货一次为限", "换货一次为限"),
        ("注1：预售款除外", "预售款除外"),
        ("- 周日不发货", "周日不发货"),
        ("一、发货时间", "发货时间"),
        ("例：两件 30 元", "例如两件30元"),
        ("先量宽。 1. 外装：加10厘米。 2. 内装：不加", "先量宽。外装：加10厘米。内装：不加"),
    ],
)
def test_numbers_and_marks_of_a_document_are_not_said(written: str, said: str) -> None:
    assert plain(written, SPEECH) == said


@pytest.mark.parametrize(
    "kept", ["3 天内可退", "48 小时内发货", "1.5 米的床可以用", "2 楼起收费", "10 月起涨价", "一、二、三区满99元包邮"]
)
def test_a_figure_at_the_beginning_is_no_numbering(kept: str) -> None:
    assert plain(kept, SPEECH).replace(" ", "") == kept.replace(" ", "")


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("运费由顾客承担", "运费由您承担"),
        ("买家可以在订单里申请", "您可以在订单里申请"),
        ("因客户原因没装成", "因您这边的原因没装成"),
        ("新客户专享", "新客户专享"),
        ("打开客户端查看", "打开客户端查看"),
        ("其他顾客的评价", "其他顾客的评价"),
        ("多数顾客贴身穿没有刺感", "多数顾客贴身穿没有刺感"),
        ("不会安装的顾客可预约上门", "不会安装的顾客可预约上门"),
        ("请在48小时内联系客服", "请在48小时内联系我"),
        ("把公司资料发客服", "把公司资料发我"),
        ("联系客服主管", "联系客服主管"),
        ("往返运费由本店承担", "往返运费由我们承担"),
        ("消费者应当使用原包装箱寄回", "请您使用原包装箱寄回"),
        ("须于签收后48小时内提出", "请在签收后48小时内提出"),
        ("拆封后不予退换", "拆封后不能退换"),
    ],
)
def test_who_is_spoken_to_is_addressed(written: str, said: str) -> None:
    assert plain(written, SPEECH) == said


@pytest.mark.parametrize(
    ("header", "value", "said"),
    [
        ("烘干", "不可以", "不能烘干"),
        ("是否可拆洗", "否", "不可拆洗"),
        ("接口 支持快充", "是", "支持快充"),
        ("不适用", "旧款机器", "不适用旧款机器"),
        ("含什么", "含安装", "含安装"),
        ("备注", "腰围偏小", "腰围偏小"),
        ("怎么洗", "手洗", "手洗"),
        ("收费", "免费", "免费"),
        ("净重", "418g", None),
        ("", "", None),
    ],
)
def test_a_cell_whose_heading_is_no_noun_is_said_by_itself(header: str, value: str, said: str | None) -> None:
    assert clause(header, value, SPEECH) == said


_WORDS = st.text(st.sampled_from("退换货运费天内元小时 0123456789.、：，。（）-顾客1月第条"), max_size=60)


@given(_WORDS)
def test_speaking_adds_no_figure_and_keeps_those_inside_a_sentence(text: str) -> None:
    said = plain(text, SPEECH)
    assert set(re.findall(r"\d", said)) <= set(re.findall(r"\d", text))
    body = f"签收后{len(text)}天内可退，运费12.5元"
    assert plain(body, SPEECH) == body


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("不属于质量问题，怎么打理看洗护小册第二节。", "不属于质量问题。"),
        ("双11正式期（见第四条）停用。", "双11正式期停用。"),
        ("满穗会员免补差，见会员说明。", "满穗会员免补差。"),
        ("目前暂时缺货；售罄；下周到仓", "目前暂时缺货；下周到仓"),
        ("签收后看到破损请拒收。", "签收后看到破损请拒收。"),
    ],
)
def test_where_else_to_read_is_not_said(written: str, said: str) -> None:
    assert plain(written, SPEECH) == said


@pytest.mark.parametrize(
    ("header", "value", "said"),
    [
        ("给谁吃", "1岁以上成猫", "适合1岁以上成猫"),
        ("谁不适合", "孕妇", "不适合孕妇"),
        ("适合身高", "160-185cm", "适合身高160-185cm"),
        ("灰大不大", "98%除尘", "98%除尘"),
        ("什么做的", "三明治网布", "是三明治网布做的"),
    ],
)
def test_a_heading_that_asks_is_answered_not_repeated(header: str, value: str, said: str) -> None:
    assert clause(header, value, SPEECH) == said


def test_a_whole_answer_is_said_without_where_its_writer_looked_it_up(make_passage: Any) -> None:
    fields = (("question", "一米二能坐吗"), ("answer", "看商品表里适用身高。一米六以下的选轻坐。"))
    (unit,) = text_units([(1, make_passage("问：一米二能坐吗", kind=ChunkKind.FAQ, fields=fields))])
    assert spoken(unit, SPEECH) == "一米六以下的选轻坐。"
