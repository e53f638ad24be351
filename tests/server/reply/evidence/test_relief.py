"""The one fact more behind an answer: when it is said, from where, and when not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from knowledge.retrieval.goods_words import goods_words
from knowledge.types import Audience, Category, Passage, Product, Retrieval, Sku
from server.reply.evidence.given import Beyond, Evidence, PartEvidence, Style
from server.reply.evidence.relief import relieving
from server.reply.kit import Words
from server.reply.types import Intent, Mood, Question, Sentence, Stage

Eased = Callable[..., str | None]
SHIRT = Product(Sku("C-1"), "云岭亚麻衬衫", category="衬衫")
ASKED = Question("170 130斤穿几码", ("170 130斤穿几码",), Intent.PRODUCT, Stage.PRESALE)
ANSWER = Sentence("按对照表，您的身高、体重对应L码。", (1,))
RETURN = "签收后7天内可以申请无理由退货。"


@pytest.fixture
def eased(words: Words, talk: Any, make_passage: Any) -> Eased:
    """What is said behind `answer`, the terms of the shop being `held`; its citation points at where it stands."""

    def found(*held: Passage, question: Question = ASKED, answer: Sentence = ANSWER, **of: Any) -> str | None:
        first = of.get("first", make_passage(answer.text))
        part = PartEvidence(question.parts[0], Retrieval((first,), 0.9, 1), near=lambda texts: [1.0] * len(texts))
        view = of.get("view", (SHIRT,))
        beyond = Beyond(lambda look_up: held, lambda: goods_words((*view, *of.get("others", ()))))
        evidence = Evidence(question, talk(*of.get("said", ()), question.text), (part,), view, beyond=beyond)
        style = Style(words.voices["default"], words.wording, words.reader, strategies=words.strategies)
        relief = relieving((answer,), evidence, (first,), style)
        if relief is None:
            return None
        assert relief.passages[relief.sentence.citations[0] - 1].text in {first.text, *(one.text for one in held)}
        return relief.sentence.text

    return found


def asking(text: str, **changes: Any) -> Question:
    return replace(ASKED, text=text, parts=(text,), **changes)


@pytest.mark.parametrize(
    ("asked", "fact", "said"),
    [
        ("170 130斤穿几码", RETURN, f"万一不合适，{RETURN}"),
        ("170 130斤穿几码", "尺码不合适的，7天内免费换一次。", "尺码不合适的，7天内免费换一次。"),
        ("会不会起球", RETURN, f"万一不满意，{RETURN}"),
        ("路上会不会压坏", "运输中破损的，签收48小时内拍照，免费补发。", "运输中破损的，签收48小时内拍照，免费补发。"),
        ("几天能发货", "发出后在我的订单里查看物流。", "发出后在我的订单里查看物流。"),
        ("自己好装吗", "说明书和安装视频在箱子里。", "说明书和安装视频在箱子里。"),
        ("有甲醛吗", "有的，每批都有第三方检测报告，详情页可以看。", "每批都有第三方检测报告，详情页可以看。"),
        ("以后会不会降价", "付款后15天内支持价保。", "付款后15天内支持价保。"),
        ("质保多久", "登记后质保免费延长6个月。", "登记后质保免费延长6个月。"),
    ],
)
def test_each_worry_has_its_own_relief(eased: Eased, make_passage: Any, asked: str, fact: str, said: str) -> None:
    answer = Sentence("您可以放心选。", (1,))
    assert eased(make_passage("营业时间是9点。"), make_passage(fact), question=asking(asked), answer=answer) == said


@pytest.mark.parametrize(
    "changed",
    [
        {"mood": Mood.UNHAPPY},
        {"mood": Mood.ANGRY},
        {"intent": Intent.DISPUTE},
        {"signals": ("legal",)},
        {"customer": "impatient"},
        {"stage": Stage.IN_SALE},
        {"stage": Stage.AFTERSALE},
    ],
)
def test_a_complaint_a_dispute_a_hurry_and_who_has_bought_hear_no_more_than_the_answer(
    eased: Eased, make_passage: Any, changed: dict[str, Any]
) -> None:
    assert eased(make_passage(RETURN), question=replace(ASKED, **changed)) is None


def test_who_asks_without_a_worry_hears_no_more_than_the_answer(eased: Eased, make_passage: Any) -> None:
    assert eased(make_passage(RETURN), question=asking("这件多少钱")) is None
    assert eased(make_passage(RETURN), question=asking("尺码不合适怎么退")) is None


@pytest.mark.parametrize(
    "refusal", ["这款不支持换码。", "没有您的码。", "同线生产坚果，过敏的要留意。", "退货运费由您承担。"]
)
def test_a_refusal_is_not_eased_by_the_by(eased: Eased, make_passage: Any, refusal: str) -> None:
    assert eased(make_passage(RETURN), answer=Sentence(refusal, (1,))) is None


@pytest.mark.parametrize(
    "fact",
    [
        "签收后7天内可以无理由退货，仅限直播间订单。",
        "金卡会员7天内可以无理由退货。",
        "7天内无理由退货，运费由顾客承担。",
        "但7天内可以无理由退货。",
        "签收后7天内可以申请无理由退货" + "，商品完好" * 9 + "。",
        "旧版签收后7天内可以无理由退货。",
    ],
)
def test_what_holds_for_others_under_conditions_or_takes_long_is_not_said(
    eased: Eased, make_passage: Any, fact: str
) -> None:
    assert eased(make_passage(fact)) is None


@pytest.mark.parametrize("hidden", [{"audience": Audience.STAFF}, {"category": Category.GUIDE}])
def test_what_no_customer_may_read_is_not_said(eased: Eased, make_passage: Any, hidden: dict[str, Any]) -> None:
    assert eased(make_passage(RETURN, **hidden)) is None


def test_what_is_said_of_other_goods_is_not_said_of_the_one_in_view(eased: Eased, make_passage: Any) -> None:
    kettle = Product(Sku("K-1"), "山泉快煮壶", category="电热水壶")
    assert eased(make_passage(RETURN, section=("电热水壶",)), others=(kettle,)) is None
    assert eased(make_passage(RETURN, skus=("K-1",)), others=(kettle,)) is None
    assert eased(make_passage("快煮壶7天内可以无理由退货。"), others=(kettle,)) is None
    assert eased(make_passage("床垫7天内可以无理由退货。")) is None
    assert eased(make_passage(RETURN), others=(kettle,)) is not None


def test_goods_that_the_shop_leaves_out_of_returning_are_promised_none(eased: Eased, make_passage: Any) -> None:
    left_out = make_passage("刺绣衬衫不支持无理由退货。")
    assert eased(make_passage(RETURN), left_out) is None
    assert eased(make_passage(RETURN), left_out, view=(Product(Sku("M-1"), "羊毛披肩", category="披肩"),)) is not None
    assert eased(make_passage(RETURN), make_passage("床垫不支持无理由退货。"), view=()) is None


def test_what_was_said_before_is_not_said_again(eased: Eased, make_passage: Any) -> None:
    exchange = "尺码不合适的，7天内免费换一次。"
    assert eased(make_passage(exchange), said=("你好", f"客服：{exchange}")) is None
    assert eased(make_passage(exchange), answer=Sentence(f"对应L码。{exchange}", (1,))) is None


def test_after_the_purchase_a_tip_of_the_same_matter_is_said(eased: Eased, make_passage: Any) -> None:
    used = asking("衬衫怎么洗", stage=Stage.AFTERSALE, intent=Intent.USAGE)
    answer = Sentence("30度以下手洗，自然晾干。", (1,))
    beside = make_passage("30度以下手洗，自然晾干。不要用漂白剂，会发黄。")
    assert eased(question=used, answer=answer, first=beside) == "不要用漂白剂，会发黄。"
    tip = "第一次洗加一点盐可以固色。"
    assert eased(make_passage(tip, section=("衬衫",)), question=used, answer=answer) == tip
    assert eased(make_passage(tip), question=used, answer=answer) is None
