"""Voices, lexicon, wording and strategies: complete, consistent, and refused when they are not."""

from __future__ import annotations

import string
from pathlib import Path

import pytest

from knowledge.errors import Config
from prompts.data import HOME
from prompts.lexicons import load_lexicon, longest_first
from prompts.strategies import load_strategies, strategy_for
from prompts.voice import Voice, load_voices
from prompts.wording import load_wording
from server.reply.types import Intent, Mood, Stage

VOICES = load_voices()


def test_there_are_three_contrasting_voices_beside_the_default() -> None:
    assert {"default", "warm", "classic", "concise"} <= set(VOICES)
    assert len({voice.address for voice in VOICES.values()}) == len(VOICES)


@pytest.mark.parametrize("voice", VOICES.values(), ids=list(VOICES))
def test_a_voice_keeps_its_own_rules_in_its_fixed_lines(voice: Voice) -> None:
    for name, line in {**voice.lines, **voice.opening, **voice.closing}.items():
        assert not any(word in line for word in voice.forbidden), name


@pytest.mark.parametrize("voice", VOICES.values(), ids=list(VOICES))
def test_a_holding_line_asserts_nothing_and_promises_no_time(voice: Voice) -> None:
    for name in ("abstain", "abstain_partial", "injection", "off_platform"):
        assert not any(char.isdigit() for char in voice.lines[name])
        assert not any(word in voice.lines[name] for word in ("分钟", "小时", "今天", "一定", "保证", "马上"))


def test_a_voice_with_a_missing_line_is_refused(tmp_path: Path) -> None:
    text = (HOME / "voices" / "default.yaml").read_text("utf-8")
    (tmp_path / "default.yaml").write_text(
        "\n".join(line for line in text.splitlines() if "thanks:" not in line), "utf-8"
    )
    with pytest.raises(Config, match="thanks"):
        load_voices(tmp_path)


def test_a_key_that_nobody_declared_is_refused(tmp_path: Path) -> None:
    text = (HOME / "wording.yaml").read_text("utf-8")
    (tmp_path / "wording.yaml").write_text(f"{text}\ncolour: red\n", "utf-8")
    with pytest.raises(Config, match="colour"):
        load_wording(tmp_path / "wording.yaml")


def test_the_lexicon_speaks_of_intents_stages_and_moods_that_exist() -> None:
    lexicon = load_lexicon()
    assert set(lexicon.intents) <= {intent.value for intent in Intent}
    assert set(lexicon.stages.status) | set(lexicon.stages.words) <= {stage.value for stage in Stage}
    assert set(lexicon.moods) <= {mood.value for mood in Mood}


@pytest.mark.parametrize(
    ("one", "other"), [("包邮", "运费"), ("工作日", "自然日"), ("首重", "续重"), ("退货", "换货"), ("定金", "尾款")]
)
def test_what_answers_differently_is_not_one_concept(one: str, other: str) -> None:
    concepts = load_lexicon().concepts
    assert [name for name, concept in concepts.items() if {one, other} <= {*concept.means, *concept.says}] == []


def test_wording_templates_have_only_named_slots() -> None:
    wording = load_wording()
    for name in ("row_one", "row_told", "row_many", "price", "benefit"):
        slots = [slot for _, slot, _, _ in string.Formatter().parse(getattr(wording, name)) if slot is not None]
        assert slots
        assert all(slot.isidentifier() for slot in slots)


def test_the_ten_customer_types_are_found_by_their_tags() -> None:
    strategies = load_strategies()
    assert len(strategies) == 10
    found = strategy_for(["vip1", "老客"], strategies)
    assert found is not None
    assert found.id == "loyal"
    assert strategy_for([], strategies) is None


def test_longer_words_win_over_patterns_with_optional_parts() -> None:
    assert longest_first(["多少(个|克|公斤)?", "多少钱"]) == ["多少钱", "多少(个|克|公斤)?"]
