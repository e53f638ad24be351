"""Small talk, stage, mood and the type of customer."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from server.reply.types import Intent, Mood, Order, Question, Stage
from server.reply.understand import asks_nothing

Read = Callable[..., Question]


@pytest.mark.parametrize(
    ("said", "intent"),
    [
        ("在吗", Intent.GREETING),
        ("亲，在么~", Intent.GREETING),
        ("在吗在吗", Intent.GREETING),
        ("你是机器人吗", Intent.GREETING),
        ("Hello!", Intent.GREETING),
        ("谢谢啦", Intent.THANKS),
        ("辛苦了[玫瑰]", Intent.THANKS),
        ("好的，谢谢", Intent.THANKS),
        ("晚安", Intent.FAREWELL),
        ("嗯嗯 知道了", Intent.FAREWELL),
        ("1", Intent.FAREWELL),
        ("？？？人呢", Intent.GREETING),
        ("那就算了", Intent.FAREWELL),
        ("😊😊👍", Intent.EMPTY),
        ("……？？", Intent.EMPTY),
        ("[图片]", Intent.PICTURE),
        ("[语音]", Intent.PICTURE),
        ("【商品卡片】", Intent.PICTURE),
        ("https://item.example.com/1.html", Intent.PICTURE),
    ],
)
def test_small_talk_asks_nothing(read: Read, said: str, intent: Intent) -> None:
    question = read(said)
    assert question.intent is intent
    assert asks_nothing(question)
    assert question.parts == ()


@pytest.mark.parametrize(
    "said", ["在吗 这个多少钱", "几点下班", "【图片】这个能退吗", "谢谢，那运费谁出", "好的，发什么快递"]
)
def test_a_question_beside_small_talk_is_a_question(read: Read, said: str) -> None:
    question = read(said)
    assert not asks_nothing(question)
    assert len(question.parts) == 1


@pytest.mark.parametrize(
    ("status", "stage"),
    [
        ("待发货", Stage.IN_SALE),
        ("未付款", Stage.PRESALE),
        ("运输中", Stage.IN_SALE),
        ("已签收", Stage.AFTERSALE),
        ("退款中", Stage.AFTERSALE),
        ("待付款", Stage.PRESALE),
        ("交易关闭", Stage.PRESALE),
    ],
)
def test_the_order_in_view_decides_the_stage(read: Read, status: str, stage: Stage) -> None:
    assert read("请问怎么处理呢这个", order=Order(status=status)).stage is stage


@pytest.mark.parametrize(
    ("said", "stage"),
    [
        ("刚收到就发现壶嘴磕了", Stage.AFTERSALE),
        ("想退货 怎么操作", Stage.AFTERSALE),
        ("付款了什么时候给我发", Stage.IN_SALE),
        ("还没收到 到哪了", Stage.IN_SALE),
        ("准备买一套 有活动吗", Stage.PRESALE),
        ("哪款适合送人", Stage.PRESALE),
    ],
)
def test_words_tell_the_stage_where_no_order_does(read: Read, said: str, stage: Stage) -> None:
    assert read(said).stage is stage


@pytest.mark.parametrize(
    ("said", "mood"),
    [
        ("快点发货啊急用", Mood.HURRIED),
        ("什么时候发货", Mood.CALM),
        ("用了两天就坏了，太失望了", Mood.UNHAPPY),
        ("你们就是骗子", Mood.ANGRY),
        ("滚筒洗衣机的罩子有吗", Mood.CALM),
        ("给我妈的生日礼物 选哪个", Mood.CALM),
        ("毛衣会不会起球", Mood.CALM),
        ("黑色的掉色吗", Mood.CALM),
        ("不满意能退吗", Mood.CALM),
        ("穿了两次就起球了吗", Mood.UNHAPPY),
        ("这也太容易掉色了", Mood.UNHAPPY),
    ],
)
def test_the_mood_is_heard(read: Read, said: str, mood: Mood) -> None:
    assert read(said).mood is mood


@pytest.mark.parametrize(
    ("said", "customer"),
    [
        ("能不能再便宜点", "bargain_hunter"),
        ("邮费这么贵 给我包邮吧", "refuses_shipping"),
        ("还在犹豫 怕买了后悔", "deliberate"),
        ("快点回我 着急用", "impatient"),
        ("公司采购 要120套", "large_basket"),
        ("老顾客了 一直在你家买", "loyal"),
        ("有没有特价的 预算不多", "thrifty"),
        ("尺寸多大", ""),
        ("骗子 给我便宜点", ""),
    ],
)
def test_the_type_of_customer_is_heard_where_no_tag_tells(read: Read, said: str, customer: str) -> None:
    assert read(said).customer == customer


def test_a_tag_of_the_workbench_wins_over_words(read: Read) -> None:
    assert read("能不能再便宜点", customer_tags=("老客",)).customer == "loyal"
