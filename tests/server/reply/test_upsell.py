"""One thing more is offered only where it is welcome."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest

from knowledge.types import Product, ShopId, Sku
from prompts.rule_packs import RulePacks
from server.reply.checks import Subject, run_checks
from server.reply.evidence.given import Evidence, Style
from server.reply.kit import Words
from server.reply.types import (
    Conversation,
    ConversationContext,
    Draft,
    Intent,
    Message,
    Mood,
    Order,
    Origin,
    Question,
    Role,
    Sentence,
    Stage,
)
from server.reply.upsell import Offer, offer_for

POT = Product(
    Sku("PT-1"), "山岚紫砂壶", Decimal(168), stock=9, companions=(Sku("PT-2"), Sku("PT-3"), Sku("PT-4"), Sku("PT-5"))
)
GONE = Product(Sku("PT-2"), "配套杯垫", Decimal(19), stock=0)
DEAR = Product(Sku("PT-3"), "黄花梨茶盘", Decimal(998), stock=3)
UNPRICED = Product(Sku("PT-4"), "茶夹", None, stock=3)
TOWEL = Product(Sku("PT-5"), "棉麻茶巾", Decimal("12.5"), stock=40)
COMPANIONS = (GONE, DEAR, UNPRICED, TOWEL)


@pytest.fixture(scope="module")
def style(words: Words) -> Style:
    return Style(words.voices["default"], words.wording, words.reader)


def chat(*said: str, order: Order | None = None) -> Conversation:
    messages = tuple(Message(Role.CUSTOMER, text) for text in said)
    context = ConversationContext(sku=POT.sku, order=order)
    return Conversation(ShopId("s"), "c", messages, datetime(2026, 3, 2, tzinfo=UTC), context)


def offered(
    style: Style, *said: str, product: Product = POT, answer: str = "容量是200ml。", **question: Any
) -> Offer | None:
    asked = Question(said[-1], (said[-1],), Intent.PRODUCT, Stage.PRESALE, sku=product.sku)
    evidence = Evidence(replace(asked, **question), chat(*said), (), (product,))
    draft = Draft(answer, (Sentence(answer),), Origin.INSTANT)
    return offer_for(draft, evidence, COMPANIONS, style)


def test_the_companion_in_stock_with_a_fitting_price_is_offered_with_its_price(style: Style) -> None:
    offer = offered(style, "这个壶能装多少")
    assert offer is not None
    assert offer.product.sku == TOWEL.sku
    assert "棉麻茶巾" in offer.sentence.text
    assert "12.5元" in offer.sentence.text


@pytest.mark.parametrize(
    ("said", "more"),
    [
        (("这个壶能退吗",), {}),
        (("壶嘴破了怎么办",), {}),
        (("什么时候发货",), {}),
        (("显示e3咋回事",), {}),
        (("这个壶能装多少",), {"mood": Mood.UNHAPPY}),
        (("这个壶能装多少",), {"mood": Mood.HURRIED}),
        (("这个壶能装多少",), {"stage": Stage.AFTERSALE}),
        (("这个壶能装多少",), {"stage": Stage.IN_SALE}),
        (("这个壶能装多少",), {"intent": Intent.LOGISTICS}),
        (("这个壶能装多少",), {"signals": ("chasing",)}),
        (("不用推荐别的", "这个壶能装多少"), {}),
    ],
)
def test_nothing_is_offered_where_it_is_unwelcome(style: Style, said: tuple[str, ...], more: dict[str, Any]) -> None:
    assert offered(style, *said, **more) is None


def test_nothing_is_offered_behind_bad_news_or_for_what_is_sold_out(style: Style) -> None:
    assert offered(style, "能用明火烧吗", answer="这款不支持明火。") is None
    assert offered(style, "这个壶能装多少", product=replace(POT, stock=0)) is None


def test_what_was_spoken_of_already_is_not_offered_again(style: Style) -> None:
    assert offered(style, "棉麻茶巾也看过了", "这个壶能装多少") is None


def test_without_a_companion_the_benefit_of_several_is_told(style: Style) -> None:
    several = replace(TOWEL, benefit="第2件半价")
    evidence = Evidence(Question("多大", ("多大",), Intent.PRODUCT, Stage.PRESALE), chat("多大"), (), (several,))
    offer = offer_for(Draft("30cm。", (Sentence("30cm。"),), Origin.INSTANT), evidence, (), style)
    assert offer is not None
    assert "第2件半价" in offer.sentence.text


@pytest.mark.parametrize(
    ("said", "stage", "product", "rule"),
    [
        ("这个壶能装多少", Stage.PRESALE, TOWEL, None),
        ("这个壶能装多少", Stage.AFTERSALE, TOWEL, "upsell.stage"),
        ("不要推荐了，能装多少", Stage.PRESALE, TOWEL, "upsell.declined"),
        ("我要退款，能装多少", Stage.PRESALE, TOWEL, "upsell.problem"),
        ("这个壶能装多少", Stage.PRESALE, UNPRICED, "upsell.unpriced"),
        ("这个壶能装多少", Stage.PRESALE, GONE, "upsell.out_of_stock"),
    ],
)
def test_the_check_refuses_an_offer_by_moment_and_goods(
    packs: RulePacks, said: str, stage: Stage, product: Product, rule: str | None
) -> None:
    text = f"另外，这款可以搭配{product.name}一起用，需要的话可以一起拍。"
    subject = Subject(text, (), (), (POT, product), chat(said), stage=stage, upsell=product.sku)
    found = [one.rule for one in run_checks(subject, packs) if one.check == "upsell"]
    assert ([rule] if rule else []) == [one for one in found if one != "upsell.proposal"]


@pytest.mark.parametrize(
    "said", ["灯一闪一闪是啥意思", "壶里的茶渍怎么清洗", "旧壶能抵多少钱", "不要 别老推销 壶是什么泥料的"]
)
def test_nothing_is_offered_to_who_shows_no_wish_to_buy(style: Style, said: str) -> None:
    assert offered(style, said) is None
