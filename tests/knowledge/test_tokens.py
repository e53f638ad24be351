from __future__ import annotations

import subprocess
import sys

from hypothesis import given
from hypothesis import strategies as st

from knowledge.tokens import count_tokens


def test_an_empty_text_has_no_tokens() -> None:
    assert count_tokens("") == 0


def test_chinese_counts_about_a_token_a_character() -> None:
    text = "拆封了还能七天无理由退货吗"
    assert len(text) // 2 <= count_tokens(text) <= len(text) + 2


def test_marks_of_models_are_counted_as_text() -> None:
    assert count_tokens("<|endoftext|>") > 1


def test_a_megabyte_without_a_space_and_half_an_emoji_are_counted() -> None:
    assert count_tokens("啊" * 300_000) >= 30_000
    assert count_tokens("\ud83d") >= 1


@given(st.text(min_size=1, max_size=200))
def test_a_text_has_at_least_one_token_and_at_most_one_a_byte(text: str) -> None:
    assert 1 <= count_tokens(text) <= len(text.encode())


def test_counting_needs_no_network_and_does_not_import_litellm() -> None:
    code = """
import socket, sys
def refuse(*arguments, **named):
    raise OSError("no network in this test")
socket.socket.connect = refuse
socket.getaddrinfo = refuse
from knowledge.tokens import count_tokens
assert count_tokens("有货吗") > 0
assert "litellm" not in sys.modules
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
