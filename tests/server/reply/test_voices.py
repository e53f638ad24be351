"""One question in every voice: the instant draft, the model's prompt and the model's draft speak from the same data."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from prompts.voice import Voice, load_voices
from server.reply.types import Origin

pytestmark = pytest.mark.anyio

VOICES = load_voices()
ASKED = "现货多久发货"
ELSEWHERE = (
    "亲爱的顾客，您好！🎉现货订单付款后48小时内发货哦😊[1]。预售商品按商品页面写的日期发货[1]。"
    "随时联系我们~祝您生活愉快！"
)
EMOJI = re.compile("[\U0001f300-\U0001faff\u2600-\u27bf]")


def spoken(desk: Any, voice: Voice) -> Any:
    desk.shop = replace(desk.shop, voice=voice.id)
    return desk


@pytest.mark.parametrize("voice", VOICES.values(), ids=list(VOICES))
async def test_an_instant_draft_opens_in_its_shops_voice_and_stays_within_its_length(desk: Any, voice: Voice) -> None:
    draft = (await spoken(desk, voice).ask(ASKED)).draft
    assert draft.origin is Origin.INSTANT
    assert draft.text.startswith(voice.opening["unknown"])
    assert "48小时" in draft.text
    assert len(draft.text) <= voice.max_chars
    assert not any(word in draft.text for word in voice.forbidden)


@pytest.mark.parametrize("voice", VOICES.values(), ids=list(VOICES))
async def test_a_model_is_told_the_same_voice(desk: Any, written: Any, voice: Voice) -> None:
    model = written([ELSEWHERE])
    await spoken(desk, voice).ask(ASKED, model=model)
    system = model.prompts[0].messages[0][1]
    told = (
        f"“{voice.address}”",
        voice.tone,
        f"不超过{voice.max_chars}字",
        *voice.favourite,
        *voice.forbidden,
        *voice.emoji,
    )
    assert all(word in system for word in told)


@pytest.mark.parametrize("voice", VOICES.values(), ids=list(VOICES))
async def test_a_model_that_speaks_like_another_shop_is_heard_in_this_shops_voice(
    desk: Any, written: Any, voice: Voice
) -> None:
    suggestion = await spoken(desk, voice).ask(ASKED, model=written([ELSEWHERE]))
    text = suggestion.draft.text
    assert (suggestion.trace.verdict, suggestion.draft.origin) == ("kept", Origin.MODEL)
    assert text.startswith(voice.opening["unknown"])
    assert "48小时" in text
    assert not set(EMOJI.findall(text)) - set(voice.emoji)
    assert "顾客" not in text
    assert "联系" not in text
    assert len(text) <= voice.max_chars


async def test_an_unhappy_customer_is_met_and_left_as_each_voice_does_it(desk: Any, written: Any) -> None:
    for voice in VOICES.values():
        asked = f"无语，{ASKED}"
        instant = await spoken(desk, voice).ask(asked)
        model = await spoken(desk, voice).ask(asked, model=written([ELSEWHERE]))
        for draft in (instant.draft, model.draft):
            assert draft.text.startswith(voice.opening["sorry"])
            assert draft.text.endswith(voice.closing["sorry"])


def test_no_two_voices_are_alike_in_address_tone_length_or_lines() -> None:
    for one, other in combinations(VOICES.values(), 2):
        assert one.address != other.address
        assert one.tone != other.tone
        assert one.max_chars != other.max_chars
        assert not set(one.lines.values()) & set(other.lines.values())


def test_only_the_lively_voice_uses_emoji() -> None:
    assert [voice.id for voice in VOICES.values() if voice.emoji] == ["warm"]


PAGE = (Path(__file__).parents[3] / "docs" / "voices.md").read_text("utf-8")


@pytest.mark.parametrize("asked", ["请问现在下单，茶叶怎么保存", "无语，现货多久发货"])
@pytest.mark.parametrize("voice", VOICES.values(), ids=list(VOICES))
async def test_the_page_about_voices_shows_what_is_drafted(desk: Any, voice: Voice, asked: str) -> None:
    replies = PAGE.split(f"\n{asked}\n")[1].split("\n\n")[0]
    text = (await spoken(desk, voice).ask(asked)).draft.text
    assert f"- `{voice.id}`: {text}" in replies.split("\n")
