"""The one thing that decides is asked for, and never what is known already."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from server.reply.types import Order, Question, Sku

Read = Callable[..., Question]


@pytest.mark.parametrize(
    ("said", "need"),
    [
        ("多少钱呀", "product"),
        ("还有货没", "product"),
        ("这个怎么洗", "product"),
        ("保修多长时间", "product"),
        ("2号链接还有吗", "product"),
        ("寄到我这儿邮费多少", "region"),
        ("运费怎么收", "region"),
        ("我的包裹到哪了", "order"),
        ("退款怎么还没到账", "order"),
        ("发货了没", "order"),
        ("还没到啊都五天了", "order"),
        ("单号发我", "order"),
        ("我穿几码合适", "body_size"),
        ("身高165 拿哪个号", "body_size"),
        ("板鞋拍几码", "shoe_size"),
        ("宝宝穿多大的纸尿裤", "baby"),
        ("客厅装多大的灯合适", "room_size"),
        ("滤芯买哪个型号", "device"),
        ("推荐个茶杯呗", "preference"),
        ("能退吗这个", "purchase"),
        ("机器一直滴滴响", "fault"),
        ("送上楼多少钱", "floor"),
        ("窗帘做下来多少钱", "window"),
        ("被子选多大的", "bed"),
    ],
)
def test_what_decides_is_asked_for(read: Read, said: str, need: str) -> None:
    assert read(said).needs == (need,)


@pytest.mark.parametrize(
    "said",
    [
        "寄到我这儿邮费多少 我在成都",
        "我165 110斤 穿几码合适",
        "平时穿M的 这个拿几码",
        "一米八 一百六十斤 穿什么码",
        "脚长24.5cm 板鞋拍几码",
        "20平的客厅装多大的灯合适",
        "五楼有电梯 送上楼多少钱",
        "宝宝8个月 穿多大的纸尿裤",
        "几天发货",
        "发什么快递",
        "退货运费谁出",
        "发票怎么开",
        "有什么活动吗",
        "怎么取消订单",
        "明前龙井多少钱",
        "紫砂壶怎么洗",
        "满多少包邮",
        "现货多久发货",
    ],
)
def test_nothing_is_asked_that_was_given_or_that_a_rule_answers(read: Read, said: str) -> None:
    assert set(read(said).needs) <= {""}


def test_nothing_is_asked_that_the_workbench_shows(read: Read) -> None:
    assert read("多少钱呀", sku=Sku("P-9")).needs == ("",)
    assert read("我的包裹到哪了", order=Order(number="1", status="已发货")).needs == ("",)


def test_nothing_is_asked_that_was_told_earlier(read: Read) -> None:
    assert read("你好 我在成都", "客服：您好", "寄到我这儿邮费多少").needs == ("",)
    assert read("明前龙井有货吗", "客服：有的", "多少钱").needs == ("",)
    assert read("我165 110斤", "客服：好的", "那我穿几码").needs == ("",)
