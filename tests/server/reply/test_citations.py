"""Citation marks in a streamed answer."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.reply.citations import CitationReader, Mark, cited_sentences


def read(pieces: list[str]) -> tuple[str, list[Mark]]:
    reader = CitationReader()
    shown = [reader.feed(piece) for piece in pieces]
    shown.append(reader.finish())
    assert "".join(shown) == reader.text
    return reader.text, reader.marks


@pytest.mark.parametrize("mark", ["[1]", "【1】", "［1］", "[ 1 ]", "[^1]"])
def test_every_bracket_style_is_a_mark(mark: str) -> None:
    text, marks = read([f"48小时内发货{mark}。"])
    assert text == "48小时内发货。"
    assert marks == [Mark(7, (1,))]


@pytest.mark.parametrize("mark", ["[1][3]", "[1,3]", "【1、3】", "[1，3]"])
def test_several_numbers_belong_to_one_sentence(mark: str) -> None:
    text, marks = read([f"包邮{mark}。"])
    (sentence,) = cited_sentences(text, marks, passages=3)
    assert sentence.text == "包邮。"
    assert sentence.citations == (1, 3)


@pytest.mark.parametrize(
    "words", ["【无答案】", "[图片]", "见【售后】", "[", "[12", "【", "[1x]", "【现货】48小时[999]"]
)
def test_other_brackets_stay_in_the_text(words: str) -> None:
    assert read([words]) == (words, [])


def test_a_mark_before_or_behind_the_full_stop_cites_the_sentence_it_follows() -> None:
    text, marks = read(["可以退。[1]七天内[2]。谢谢。"])
    sentences = cited_sentences(text, marks, passages=2)
    assert [(s.text, s.citations) for s in sentences] == [("可以退。", (1,)), ("七天内。", (2,)), ("谢谢。", ())]


def test_numbers_of_no_passage_are_dropped() -> None:
    text, marks = read(["可以退[7]。"])
    assert cited_sentences(text, marks, passages=2)[0].citations == ()


_WRITTEN = st.lists(
    st.one_of(
        st.sampled_from(
            ["[1]", "【2】", "［3］", "[1,2]", "[1][2]", "【无答案】", "[图", "[1", "【", "]", "，", "。", " "]
        ),
        st.text(max_size=6),
    ),
    max_size=12,
).map("".join)


@given(_WRITTEN, st.lists(st.integers(0, 40), max_size=12))
def test_the_result_is_the_same_however_the_stream_is_cut(written: str, cuts: list[int]) -> None:
    borders = sorted({0, len(written), *(cut for cut in cuts if cut < len(written))})
    pieces = [written[start:end] for start, end in pairwise(borders)]
    assert read(pieces) == read([written]) == read(list(written))


@given(_WRITTEN)
def test_no_word_is_lost_between_text_and_sentences(written: str) -> None:
    text, marks = read([written])
    said = "".join(sentence.text for sentence in cited_sentences(text, marks, passages=9))
    assert "".join(said.split()) == "".join(text.split())
