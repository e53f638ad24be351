"""Thoughts in a streamed answer."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.reply.thinking import ThoughtFilter


def said(pieces: list[str]) -> tuple[str, str]:
    """(what was given out while it streamed, what counts in the end)."""
    reader = ThoughtFilter()
    streamed = "".join([*(reader.feed(piece) for piece in pieces), reader.finish()])
    return streamed, reader.text


@pytest.mark.parametrize(
    ("written", "aloud"),
    [
        ("<think>客户问发货</think>48小时内发货[1]。", "48小时内发货[1]。"),
        ("<THINKING>\n...\n</THINKING>\n\n可以的", "\n\n可以的"),
        ("<reasoning>一</reasoning>可以<think>二</think>的", "可以的"),
        ("先想想，应该是48小时。</think>48小时内发货", "48小时内发货"),
        ("可以的<think>还没想完", "可以的"),
        ("<think>只有想法", ""),
        ("尺寸<50cm的可以", "尺寸<50cm的可以"),
        ("尺寸<", "尺寸<"),
        ("<thin", "<thin"),
        ("", ""),
    ],
)
def test_only_what_is_said_aloud_counts_at_any_cut(written: str, aloud: str) -> None:
    for cut in range(len(written) + 1):
        assert said([written[:cut], written[cut:]])[1] == aloud
    assert said(list(written))[1] == aloud


def test_no_thought_is_ever_given_out_when_its_opening_is_marked() -> None:
    written = "亲，<think>成本价12元</think>包邮哦"
    for cut in range(len(written) + 1):
        assert said([written[:cut], written[cut:]])[0] == "亲，包邮哦"


_WRITTEN = st.lists(
    st.one_of(
        st.sampled_from(["<think>", "</think>", "<thi", "nk>", "<", "/", "</reasoning>", "<THINK>", "发货", "[1]"]),
        st.text(max_size=4),
    ),
    max_size=10,
).map("".join)


@given(_WRITTEN, st.lists(st.integers(0, 60), max_size=10))
def test_the_result_is_the_same_however_the_stream_is_cut(written: str, cuts: list[int]) -> None:
    borders = sorted({0, len(written), *(cut for cut in cuts if cut < len(written))})
    assert said([written[start:end] for start, end in pairwise(borders)])[1] == said([written])[1]
