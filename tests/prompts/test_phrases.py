"""Words and patterns found in a question: the longest wins, and nothing that a plain search would find is missed."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.errors import Config
from prompts.patterns import beginnings, is_word
from prompts.phrases import Phrases, entries

PATTERN = "(卸|拆|取)(得|不)?(下来|掉)"
PHRASES = Phrases(entries([("removable", [PATTERN, "拆卸"]), ("return", ["退", "退货"]), ("app", ["app"])]))


def _meanings(text: str) -> list[tuple[str, str]]:
    return [(text[found.start : found.end], *found.meanings) for found in PHRASES.scan(text)]


def test_a_pattern_stands_for_its_meaning_however_it_is_said() -> None:
    assert _meanings("帽子卸得下来伐") == [("卸得下来", "removable")]
    assert _meanings("里面那层拆不掉吗") == [("拆不掉", "removable")]


def test_the_longest_phrase_at_a_place_wins() -> None:
    assert _meanings("退货") == [("退货", "return")]


def test_a_latin_phrase_is_no_part_of_a_longer_word() -> None:
    assert _meanings("apple能连app吗") == [("app", "app")]


def test_one_phrase_may_stand_for_several_things() -> None:
    both = Phrases(entries([("cleaning", ["清洗"]), ("washing", ["清洗"])]))
    assert next(both.scan("怎么清洗")).meanings == ("cleaning", "washing")


def test_what_is_left_without_phrases() -> None:
    assert PHRASES.without("帽子拆得掉吗") == "帽子吗"


@pytest.mark.parametrize("pattern", [".{0,3}运费", "(退|.)货", "(了)?"])
def test_a_pattern_that_may_begin_with_anything_is_refused(pattern: str) -> None:
    with pytest.raises(Config, match="any character"):
        Phrases({pattern: ("x",)})


def test_an_optional_beginning_leaves_what_follows_it() -> None:
    assert set(beginnings("(券)?(也|都)?用不了")) == {
        "券也用不了",
        "券都用不了",
        "券用不了",
        "也用不了",
        "都用不了",
        "用不了",
    }


def test_a_word_is_no_pattern() -> None:
    assert is_word("type-c")
    assert not is_word("多久.{0,4}一次")


@given(st.text("卸拆取得不下来掉退货帽", max_size=24))
def test_nothing_that_the_pattern_matches_is_missed(text: str) -> None:
    found = PHRASES.meanings(text)
    assert ("removable" in found) == (re.search(PATTERN, text) is not None or "拆卸" in text)
    assert ("return" in found) == ("退" in text)
