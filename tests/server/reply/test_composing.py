"""Sentences into a draft: what opens and closes it, for whom, and what is said once."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from knowledge.types import ChunkKind
from prompts.speech import load_speech
from prompts.strategies import load_strategies, strategy_named
from prompts.voice import Voice, load_voices
from server.reply.composing import joined, sentences_of, voiced, without_closing
from server.reply.evidence.units import Unit
from server.reply.holding import still_open
from server.reply.types import Abstain, Clarify, Draft, Intent, Mood, Origin, Question, Sentence, Stage

VOICES = load_voices()
WARM, DEFAULT = VOICES["warm"], VOICES["default"]
STRATEGIES = load_strategies()
SPEECH = load_speech()
ANSWER = (Sentence("付款后48小时内发货。", (1,)),)
ASKED = Question("多久发货", ("多久发货",), Intent.WAREHOUSE, Stage.PRESALE)


def said(question: Question = ASKED, voice: Voice = WARM, customer: str = "", **how: Any) -> Draft:
    body = how.pop("body", ANSWER)
    return voiced(body, question, voice, strategy_named(customer, STRATEGIES), **how)


def unit(body: str, **changes: Any) -> Unit:
    made = Unit(body, "", 1, 0, "", "", body, ChunkKind.PROSE, ())
    return replace(made, **changes)


def test_an_impatient_customer_hears_the_answer_only() -> None:
    assert said(customer="impatient").text == ANSWER[0].text
    assert said().text == f"{WARM.opening['presale']}{ANSWER[0].text}{WARM.closing['presale']}"


def test_an_apology_is_never_shortened() -> None:
    unhappy = replace(ASKED, mood=Mood.UNHAPPY)
    assert said(unhappy, customer="impatient").text == f"{WARM.opening['sorry']}{ANSWER[0].text}"


def test_each_type_of_customer_is_met_in_its_own_way() -> None:
    loyal, deliberate = (strategy_named(name, STRATEGIES) for name in ("loyal", "deliberate"))
    assert loyal is not None
    assert deliberate is not None
    assert loyal.opening in said(customer="loyal").text
    choosing = replace(ASKED, intent=Intent.PRODUCT)
    assert said(choosing, customer="deliberate").text.endswith(deliberate.closing)
    assert WARM.closing["presale"] not in said(choosing, customer="deliberate").text
    assert deliberate.closing not in said(replace(ASKED, intent=Intent.ORDER), customer="deliberate").text


@pytest.mark.parametrize("asked", [replace(ASKED, mood=Mood.ANGRY), replace(ASKED, intent=Intent.DISPUTE)])
@pytest.mark.parametrize("customer", [one.id for one in STRATEGIES])
def test_a_complaint_hears_no_courtesy_of_a_type(asked: Question, customer: str) -> None:
    strategy = strategy_named(customer, STRATEGIES)
    assert strategy is not None
    text = said(asked, customer=customer).text
    assert not (strategy.opening and strategy.opening in text)
    assert not (strategy.closing and strategy.closing in text)


def test_there_is_at_most_one_emoji_and_only_the_voices_own() -> None:
    cheerful = (Sentence("好的😊现货🎉都有🌸。", (1,)),)
    assert said(body=cheerful).text.count("😊") == 1
    assert "🎉" not in said(body=cheerful).text
    assert "🌸" not in said(body=cheerful).text
    assert "😊" not in said(body=cheerful, voice=DEFAULT).text


def test_what_two_sentences_speak_of_is_named_once() -> None:
    body = (Sentence("山泉紫砂壶现在的价格是99元。", (1,)), Sentence("山泉紫砂壶的容量是200ml。", (1,)))
    assert said(body=body, voice=DEFAULT).text == "亲，山泉紫砂壶现在的价格是99元。容量是200ml。"


def test_a_condition_that_two_sentences_share_is_said_with_both() -> None:
    body = (Sentence("签收后7天内的可以退。", (1,)), Sentence("签收后7天内的可以换。", (2,)))
    assert said(body=body, voice=DEFAULT).text.count("7天内") == 2


def test_what_one_sentence_holds_is_not_said_again_by_another() -> None:
    whole, part = Sentence("满99包邮，不满的收6元。", (1,)), Sentence("不满的收6元。", (2,))
    for body in ((whole, part), (part, whole), (whole, whole)):
        assert said(body=body, voice=DEFAULT).text == "亲，满99包邮，不满的收6元。"


def test_nobody_is_greeted_twice() -> None:
    body = (Sentence("48小时内发货。", (1,)), Sentence("亲，预售按页面日期发货。", (2,)))
    assert said(body=body, voice=DEFAULT).text == "亲，48小时内发货。预售按页面日期发货。"
    own = (Sentence("亲亲，48小时内发货哦。", (1,)),)
    assert said(body=own).text.count("亲亲") == 1


def test_a_reply_that_ends_in_something_open_has_no_closing() -> None:
    assert said(closes=False).text.endswith(ANSWER[0].text)


def test_one_sentence_more_takes_the_closings_place() -> None:
    assert without_closing(said(), ASKED, WARM, None).text.endswith(ANSWER[0].text)
    bare = joined(ANSWER, Origin.INSTANT)
    assert without_closing(bare, ASKED, WARM, None) == bare


def test_an_introduction_without_its_list_is_not_said() -> None:
    units = (unit("退货分三步："), unit("原路退回。", position=5))
    assert [one.text for one in sentences_of(units, SPEECH)] == ["原路退回。"]
    near = (unit("新壶开箱后："), unit("先用清水煮10分钟。", position=1))
    assert "".join(one.text for one in sentences_of(near, SPEECH)) == "新壶开箱后：先用清水煮10分钟。"


def test_where_to_look_is_left_out_beside_an_answer() -> None:
    units = (unit("看商品表里适用身高。"), unit("一米七以上选大号。", position=1))
    assert [one.text for one in sentences_of(units, SPEECH)] == ["一米七以上选大号。"]
    assert [one.text for one in sentences_of(units[:1], SPEECH)] == ["看商品表里适用身高。"]


def test_open_parts_are_asked_declined_or_put_off_and_nothing_twice() -> None:
    lines = DEFAULT.lines
    ask = lines["clarify"].format(ask="您的身高和体重")
    parts = [
        (Clarify("身高"), ask),
        (Clarify("身高"), ask),
        (Abstain("站外"), lines["off_platform"]),
        (Abstain("没有"), lines["abstain"]),
        (None, ""),
    ]
    texts = [one.text for one in still_open(parts, DEFAULT)]
    opening = DEFAULT.opening["unknown"]
    assert texts == [
        ask.removeprefix(opening),
        lines["off_platform"].removeprefix(opening),
        lines["abstain_partial"],
    ]
