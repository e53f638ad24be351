"""A draft said shorter or warmer without a model."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from prompts.phrasing import load_phrasing
from prompts.strategies import load_strategies
from prompts.voice import load_voices
from server.reply.phrasing import Tone, phrased
from server.reply.types import Intent, Mood, Question, Reply, Sentence, Stage

WORDS = load_phrasing().words
VOICES, STRATEGIES = load_voices(), load_strategies()


def made(*texts: str, parts: tuple[str, ...] = ("能退吗",), mood: Mood = Mood.CALM, voice: str = "default") -> Any:
    stage = Stage.PRESALE
    opening = VOICES[voice].opening["sorry" if mood is Mood.UNHAPPY else stage.value]
    sentences = (Sentence(opening), *(Sentence(text, (1,)) for text in texts))
    draft = SimpleNamespace(text="".join(one.text for one in sentences), sentences=sentences)
    question = Question("能退吗", parts, Intent.RULES, stage, mood)
    return SimpleNamespace(outcome=Reply(), draft=draft, question=question, upsell=None)


def said(one: Any, tone: Tone, voice: str = "default") -> str:
    return phrased(one, tone, VOICES[voice], WORDS, STRATEGIES)


def test_shorter_keeps_the_answer_with_its_conditions_and_drops_what_is_said_beside() -> None:
    draft = made("7天内可以退货。", "拆封的不支持退。", "纸箱可以回收。")
    assert said(draft, Tone.SHORTER) == "7天内可以退货。拆封的不支持退。"


def test_shorter_answers_every_question_of_several() -> None:
    draft = made("7天内可以退货。", "颜色有黑和白。", parts=("能退吗", "什么颜色"))
    assert said(draft, Tone.SHORTER) == "7天内可以退货。颜色有黑和白。"


def test_shorter_leaves_out_examples_and_no_condition_in_brackets() -> None:
    draft = made("3楼起每层20元（3楼20，4楼40，以此类推）。", "转角沙发每层35元（电梯进不去）。")
    assert said(draft, Tone.SHORTER) == "3楼起每层20元。转角沙发每层35元（电梯进不去）。"


@pytest.mark.parametrize("voice", sorted(VOICES))
@pytest.mark.parametrize("mood", [Mood.CALM, Mood.HURRIED, Mood.UNHAPPY])
def test_warmer_keeps_the_answer_whole_in_the_voice_s_own_words(voice: str, mood: Mood) -> None:
    draft = made("7天内可以退货。", mood=mood, voice=voice)
    text = said(draft, Tone.WARMER, voice)
    assert "7天内可以退货。" in text
    assert not any(word in text for word in VOICES[voice].forbidden)
    assert len(text) <= VOICES[voice].max_chars


def test_warmer_differs_by_voice_and_mood_and_never_from_itself() -> None:
    calm, angry = made("7天内可以退货。"), made("7天内可以退货。", mood=Mood.HURRIED)
    assert said(calm, Tone.WARMER) == said(calm, Tone.WARMER)
    assert said(calm, Tone.WARMER) != said(angry, Tone.WARMER)
    assert said(calm, Tone.WARMER) != said(made("7天内可以退货。", voice="warm"), Tone.WARMER, "warm")
