"""What must match word for word, however it is typed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.index.terms import compact, terms


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("KFR-35GW/N8", "kfr35gwn8"),
        ("KFR-35GW", "ＫＦＲ－３５ＧＷ"),
        ("七天无理由", "7天無理由"),
        ("净含量500ml", "500 ML"),
        ("don't", "DONT"),
    ],
)
def test_spellings_of_one_thing_share_their_longest_term(written: str, typed: str) -> None:
    assert max(terms(typed), key=len) in terms(written)


def test_a_code_is_found_by_its_parts() -> None:
    assert {"kfr35gw", "kfr", "35gw", "35", "gw"} <= set(terms("KFR-35GW"))


def test_a_number_stays_with_its_unit() -> None:
    assert "1.5匹" in terms("大1.5匹空调")
    assert "5匹" not in terms("大1.5匹空调")
    assert "1.5匹" not in terms("1.5 KW 2匹")


def test_characters_pair_only_with_their_neighbours() -> None:
    assert "发货" in terms("48小时内发货")
    assert "货退" not in terms("发货，退款")


@given(st.text(max_size=80))
def test_any_text_gives_terms_without_spaces(text: str) -> None:
    assert all(term and not any(char.isspace() for char in term) for term in terms(text))


@given(st.text(max_size=40), st.text(max_size=40))
def test_terms_of_joined_lines_are_those_of_each(one: str, other: str) -> None:
    assert set(terms(one)) <= set(terms(f"{one}，\n，{other}"))


def test_a_compact_code_has_no_separators() -> None:
    assert compact(" Xy-G35 F1/ａ ") == "xyg35f1a"
