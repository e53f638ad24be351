"""How many questions a customer asked, each with what explains it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from server.reply.types import Question

Read = Callable[..., Question]


@pytest.mark.parametrize(
    ("said", "parts"),
    [
        (("运费谁出？发票怎么开？",), ("运费谁出", "发票怎么开")),
        (("退货要自己出邮费吗 另外发票怎么开",), ("退货要自己出邮费吗", "发票怎么开")),
        (("什么时候发货", "发什么快递"), ("什么时候发货", "发什么快递")),
        (("帮我查下物流 顺便问下能改地址吗",), ("帮我查下物流", "能改地址吗")),
    ],
)
def test_every_question_is_a_part(read: Read, said: tuple[str, ...], parts: tuple[str, ...]) -> None:
    assert read(*said).parts == parts


@pytest.mark.parametrize(
    ("said", "part"),
    [
        (("我上周买的茶壶裂了，可以退吗",), "我上周买的茶壶裂了，可以退吗"),
        (("壶嘴磕掉一块", "还没用过", "咋办"), "壶嘴磕掉一块，还没用过，怎么办"),
        (("等了半天了", "到底啥时候补货"), "等了半天了，到底什么时候补货"),
        (("壶内壁多久刷一回", "家里就我一个人喝"), "家里就我一个人喝，壶内壁多久刷一回"),
        (("按什么都没反应 灯也不亮 怎么弄",), "按什么都没反应，灯也不亮，怎么弄"),
        (("过几天要出差 能带上高铁吗",), "过几天要出差，能带上高铁吗"),
    ],
)
def test_statements_explain_the_question_and_are_none_themselves(read: Read, said: tuple[str, ...], part: str) -> None:
    assert read(*said).parts == (part,)


@pytest.mark.parametrize(
    "said",
    [
        ("七楼 没电梯", "给不给搬上来 加钱不"),
        ("这件到底顶不顶得住 防水数值多少",),
        ("我这个保几年 还在保吗",),
    ],
)
def test_asking_on_about_one_matter_is_one_question(read: Read, said: tuple[str, ...]) -> None:
    assert len(read(*said).parts) == 1


def test_parts_share_the_thing_that_they_ask_about(read: Read) -> None:
    assert read("38码的马丁靴多少钱 什么皮的").parts == ("38码的马丁靴多少钱", "38码的马丁靴，什么皮的")
    assert read("那款朱泥小品壶", "有货吗", "多少钱").parts == ("那款朱泥小品壶，有货吗", "那款朱泥小品壶，多少钱")


def test_parts_share_the_place_and_the_measures_given(read: Read) -> None:
    assert read("两饼茶寄昆明 包y不 yf多少").parts == ("两饼茶寄昆明，包邮不", "两饼茶寄昆明，运费多少")
    assert read("发甘肃包邮吗 几天到").parts == ("发甘肃包邮吗", "发甘肃，几天到")
    assert read("上衣穿几码 裤子穿几码", "168 130斤").parts == ("168，130斤，上衣穿几码", "168，130斤，裤子穿几码")


def test_a_price_beside_a_service_is_that_services_price(read: Read) -> None:
    assert read("能上门安装吗 多少钱").parts == ("能上门安装吗，多少钱",)


def test_a_question_about_another_thing_keeps_its_own_story(read: Read) -> None:
    parts = read("壶盖到手就碎了 怎么退？ 另外茶盘有货吗").parts
    assert parts == ("壶盖到手就碎了，怎么退", "茶盘有货吗")


def test_and_that_one_within_a_turn_swaps_the_thing(read: Read) -> None:
    assert read("发云南几天到 西藏呢").parts == ("发云南几天到", "发西藏几天到")


def test_at_most_four_questions_are_answered_at_once(read: Read) -> None:
    asked = "能放微波炉吗 会掉色吗 有盖子吗 送茶叶吗 几天发货 能开发票吗"
    assert len(read(asked).parts) == 4


def test_greetings_thanks_and_fillers_leave_nothing_behind(read: Read) -> None:
    assert read("你好 我想问下 这个壶有红色的吗 谢谢").parts == ("这个壶有红色的吗",)


def test_an_address_is_no_part_of_a_word(read: Read) -> None:
    assert read("亲子的那个多少钱").parts == ("亲子的那个多少钱",)
    assert read("亲这个能上明火吗").parts == ("这个能上明火吗",)
