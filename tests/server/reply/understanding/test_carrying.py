"""What a follow-up leaves out and what a correction takes back."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from server.reply.types import Order, OrderLine, Question, Sku

Read = Callable[..., Question]


@pytest.mark.parametrize(
    ("said", "part"),
    [
        (("1.5匹适合多大房间", "客服：12到18平", "那2匹的呢"), "2匹适合多大房间"),
        (("1.5匹适合多大房间", "客服：12到18平", "那2匹的呢", "客服：18到28平", "3匹呢"), "3匹适合多大房间"),
        (("发新疆包邮吗", "客服：不包邮", "那西藏呢"), "发西藏包邮吗"),
        (("能上门安装吗", "客服：可以", "多少钱"), "能上门安装吗，多少钱"),
        (("茶能先放你们仓库吗", "客服：可以，7天内免费", "那放俩礼拜呢"), "放两周，茶能先放你们仓库吗"),
        (("这壶能上明火吗", "客服：不可以哦", "那它呢"), "这壶能上明火吗"),
        (("明前龙井多少钱", "客服：268元", "那紫砂壶呢"), "紫砂壶多少钱"),
        (("明前龙井的大罐的多少钱", "客服：268元", "那紫砂壶的呢"), "紫砂壶的大罐的多少钱"),
    ],
)
def test_a_follow_up_takes_its_topic_from_before(read: Read, said: tuple[str, ...], part: str) -> None:
    assert read(*said).parts == (part,)


def test_another_product_takes_the_place_of_the_one_before_within_one_turn(read: Read) -> None:
    assert read("明前龙井多少钱，那紫砂壶呢").parts == ("明前龙井多少钱", "紫砂壶多少钱")


def test_a_statement_after_talk_goes_on_with_it(read: Read) -> None:
    parts = read("徒步靴偏大还是偏小", "客服：正码哦", "平时41 要套厚袜子").parts
    assert parts == ("徒步靴偏大还是偏小，平时41，要套厚袜子",)


def test_a_new_question_with_its_own_topic_takes_nothing_along(read: Read) -> None:
    assert read("发新疆包邮吗", "客服：不包邮", "发票什么时候开").parts == ("发票什么时候开",)


@pytest.mark.parametrize(
    ("said", "part"),
    [
        (("我身高170 体重115斤穿几码", "客服：M码", "打错了 是175"), "我身高175，体重115斤穿几码"),
        (("发湖南运费多少", "客服：8元", "说错了 是湖北"), "发湖北运费多少"),
        (("小号的多少钱", "客服：99元", "不是那个 我说的是大号"), "大号的多少钱"),
    ],
)
def test_a_correction_changes_what_was_asked_before(read: Read, said: tuple[str, ...], part: str) -> None:
    assert read(*said).parts == (part,)


def test_a_correction_within_one_turn_changes_its_own_words(read: Read) -> None:
    assert read("寄四川运费多少", "打错了 是贵州").parts == ("寄贵州运费多少",)


def test_the_product_in_view(read: Read) -> None:
    pot = Sku("P-9")
    assert read("明前龙井多少钱", sku=pot).sku == "LJ-01"  # named now
    assert read("明前龙井多少钱", "客服：268", "有货吗", sku=pot).sku == "P-9"  # shown by the workbench
    assert read("明前龙井多少钱", "客服：268", "有货吗").sku == "LJ-01"  # named before
    assert read("想买茶具", "客服：可以看看紫砂壶", "多少钱").sku == "P-9"  # named before by the agent
    assert read("明前龙井和紫砂壶哪个好").sku is None
    assert read("有货吗", order=Order(lines=(OrderLine(pot),))).sku == "P-9"


def test_of_several_order_lines_the_one_whose_name_is_said_is_meant(read: Read) -> None:
    order = Order(lines=(OrderLine(Sku("A"), "青花盖碗"), OrderLine(Sku("B"), "竹制茶盘")))
    assert read("茶盘裂了怎么办", order=order).sku == "B"
    assert read("什么时候发货", order=order).sku is None
