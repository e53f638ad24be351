"""What is said when the knowledge is not the point."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from knowledge.types import Product, Sku
from prompts.voice import Voice, load_voices
from server.reply.holding import handoff, small_talk_line
from server.reply.kit import Words
from server.reply.types import Conversation, Handoff, Intent, Order

Talk = Callable[..., Conversation]


@pytest.fixture
def summary(words: Words, talk: Talk) -> Callable[..., Handoff]:
    def made(signal: str, *said: str, **context: object) -> Handoff:
        product = Product(Sku("P-9"), "紫砂壶")
        return handoff(signal, talk(*said, **context), product, words.lexicon.handover, words.wording)

    return made


def test_a_summary_spares_the_customer_the_story(summary: Callable[..., Handoff]) -> None:
    outcome = summary(
        "compensation",
        "上周三收到的壶，倒水时壶底掉了",
        "客服：非常抱歉，请您拍一张照片",
        "照片发了三次了，把茶桌也烫坏了，赔我500元，让你们店长来处理",
        order=Order(number="2026001", status="已签收"),
    )
    assert "主管" in outcome.to
    story = ("壶底掉了", "把茶桌也烫坏了", "上周三", "赔我500元", "店长", "2026001", "已签收", "紫砂壶", "拍一张照片")
    for told in story:
        assert told in outcome.summary


def test_a_summary_says_nothing_of_what_is_not_known(summary: Callable[..., Handoff]) -> None:
    outcome = summary("wants_human", "转人工")
    assert "订单" not in outcome.summary
    assert "答复" not in outcome.summary
    assert "此前" not in outcome.summary


def test_each_reason_goes_to_those_who_decide_it(words: Words, summary: Callable[..., Handoff]) -> None:
    told = {signal: summary(signal, "……").to for signal in words.wording.handoff_to}
    assert set(told) == {"safety", "legal", "compensation", "anger", "wants_human"}
    assert len(set(told.values())) == len(told)


@pytest.mark.parametrize("voice", load_voices().values(), ids=list(load_voices()))
def test_a_picture_that_was_asked_for_is_looked_at(talk: Talk, voice: Voice) -> None:
    asked = small_talk_line(Intent.PICTURE, talk("壶裂了", "客服：麻烦您拍张照片", "[图片]"), voice)
    assert asked == voice.lines["picture_asked"]
    assert small_talk_line(Intent.PICTURE, talk("[图片]"), voice) == voice.lines["picture"]
