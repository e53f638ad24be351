"""What must reach a person is recognised however it is put; questions about it stay questions."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from server.reply.holding import handover
from server.reply.types import Question

Read = Callable[..., Question]


@pytest.mark.parametrize(
    "said",
    [
        "喝了两口就开始拉肚子",
        "我家老人吃完当晚上吐下泻送急诊了",
        "擦完眼霜眼皮肿得睁不开",
        "宝宝用了湿巾屁股起了一片红疹",
        "面膜敷完满脸通红火辣辣的 皮肤刺痛",
        "电热毯半夜烧起来了",
        "充电宝鼓包了还发烫",
        "插上就打火花 一股焦味",
        "玻璃杯倒开水突然炸了 划破了手",
        "孩子把上面的小珠子吞下去了",
        "热水袋爆了把腿烫伤",
        "椅子坐着坐着塌了把我妈摔得骨折",
        "刚才摸到外壳麻了一下 被电到了",
        "奶粉里面有玻璃渣",
        "啃到一颗铁钉 牙崩了",
        "狗子吃了你家罐头一直吐 送医了",
        "染完头头皮起水泡还流脓",
        "医生诊断是接触性皮炎 就是你们这床单",
        "洗澡时淋浴房玻璃自己爆了",
        "煤气灶漏气 差点中毒",
        "吃了才发现过期半年 现在肚子疼",
        "美工刀弹出来割到手 流了好多血",
        "my son got burned by the heater",
        "梯子断了 我摔下来手腕骨裂",
        "娃喝了你家米糊一直拉",
        "药片一样的干燥剂被娃吃进嘴了",
    ],
)
def test_harm_that_happened_is_handed_over(read: Read, said: str) -> None:
    assert handover(read(said)) == "safety"


@pytest.mark.parametrize(
    "said",
    [
        "这个会漏电吗",
        "怕烫着孩子 外壳烫手吗",
        "过敏能退吗",
        "敏感肌用了会不会过敏",
        "有防夹手设计吗",
        "玻璃的会不会炸啊",
        "敏感肌能用不 会不会烂脸",
        "万一过敏怎么办",
        "这个酒精度高吗 容易头晕吗",
        "我对花生过敏 这款有花生吗",
        "空气炸锅炸鸡翅要几分钟",
        "有没有漏电保护开关",
        "能寄到市人民医院门诊楼吗",
        "屏幕划伤了能换吗",
        "粥总是糊底怎么办",
        "锅烧水开了会自动断电吗",
        "小孩咬了会碎吗",
        "看规则看得头晕 到底能不能叠加",
        "不小心磕到 外壳掉漆了能补吗",
        "烫发以后能用吗",
        "夹棉的还是夹克的",
        "吃起来辣不辣",
        "运动鞋磨脚吗",
        "滚筒洗衣机能洗吗",
        "我妈的生日 送什么好",
        "电池掉电快吗",
    ],
)
def test_a_question_about_harm_stays_a_question(read: Read, said: str) -> None:
    assert handover(read(said)) is None


@pytest.mark.parametrize(
    "said",
    [
        "我已经跟市场监管局反映了",
        "消协那边等着你们回话",
        "你等着收传票吧",
        "我老公是律师 走着瞧",
        "根据消费者权益保护法第五十五条你们这是欺诈",
        "不退我就挂到网上让大家避雷",
        "我的手机号怎么被你们泄露给骗子了",
        "职业打假人 视频证据都留着",
        "要么今天退钱要么派出所见",
        "已经立案了",
        "黑猫投诉见",
        "再拖我就找电视台",
        "I will take legal action",
        "录音都留着 咱们法庭上说",
        "我要向药监局举报你们卖假货",
    ],
)
def test_a_threat_of_law_or_press_is_handed_over(read: Read, said: str) -> None:
    assert handover(read(said)) == "legal"


@pytest.mark.parametrize(
    "said",
    [
        "怎么投诉快递员",
        "投诉电话是多少",
        "申请平台介入的流程是什么",
        "能走法院定点采购吗",
        "发小红书笔记有返现吗",
        "抖音上看到你们家推荐",
        "支持假一赔十吗",
        "运费险赔多少",
        "破损了怎么赔",
        "丢件了平台规定补我多少",
        "买贵了补差价吗",
        "会不会把别的衣服染了",
        "人工费多少",
        "安装师傅给我打电话吗",
        "扫地机器人别的型号有吗",
        "老板 这款还有吗",
        "要人工草皮三平方",
        "你是机器人吗",
        "晒图返多少",
        "律所前台用的净化器推荐一台",
    ],
)
def test_a_question_about_rights_stays_a_question(read: Read, said: str) -> None:
    assert handover(read(said)) is None


@pytest.mark.parametrize(
    ("said", "signal"),
    [
        ("退一赔三 少一分都不行", "compensation"),
        ("误工费和医药费你们得出", "compensation"),
        ("把我家刚铺的地毯全泡坏了", "compensation"),
        ("起码补偿我两百", "compensation"),
        ("我的损失谁来承担", "compensation"),
        ("找你们负责人来谈", "wants_human"),
        ("别再自动回复了 换个人", "wants_human"),
        ("有没有活人啊", "wants_human"),
        ("让售后给我打电话", "wants_human"),
        ("叫你们组长出来", "wants_human"),
    ],
)
def test_what_an_agent_may_not_decide_is_handed_over(read: Read, said: str, signal: str) -> None:
    assert handover(read(said)) == signal


def test_insults_and_the_third_complaint_of_a_chat_are_handed_over(read: Read) -> None:
    assert handover(read("你们就是一群骗子 傻逼客服")) == "anger"
    patient = ("怎么一直没人处理", "客服：抱歉", "还没解决吗 太差了", "客服：在催了")
    assert handover(read(*patient[:2], "还没解决吗 太差了")) is None
    assert handover(read(*patient, "都几天了 到底管不管")) == "anger"


def test_facts_about_a_fault_are_no_anger_however_often_they_come(read: Read) -> None:
    said = ("左边坏了", "客服：请描述", "右边也不亮", "客服：好的", "盖子也裂了 怎么修")
    assert handover(read(*said)) is None
