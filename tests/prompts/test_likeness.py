"""Likeness reads runs of characters with what a clause does to them: denies them, asks them, tells them of others."""

from __future__ import annotations

import math
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.errors import Config
from prompts.likeness import Likeness, load_likeness, runs_of


@pytest.fixture(scope="module")
def likeness() -> Likeness:
    return load_likeness()


def test_what_a_clause_denies_counts_as_denied_to_its_end_only() -> None:
    runs = set(runs_of("不能加微信，有问题在这里说"))
    assert "¬微信" in runs
    assert "¬问题" not in runs


def test_what_is_asked_or_told_of_others_counts_as_such() -> None:
    assert "¿会瘦" in set(runs_of("您担心会瘦吗？"))
    assert "«根治" in set(runs_of("您问根治，这个没有"))


def test_figures_are_all_one_figure() -> None:
    assert set(runs_of("返5元")) == set(runs_of("返20元")) == set(runs_of("返三元"))


@given(st.text())
def test_a_text_of_unknown_runs_is_lawful(text: str) -> None:
    assert Likeness(("compliance.absolute",), (3.0,), {}, {}).odds(text) == (-math.inf, "")


@given(st.text(min_size=1))
def test_odds_are_finite_or_none_at_all(likeness: Likeness, text: str) -> None:
    odds, family = likeness.odds(text)
    assert (odds == -math.inf and family == "") or (math.isfinite(odds) and family in likeness.families)


def test_every_family_has_a_floor(likeness: Likeness) -> None:
    assert set(likeness.floors) == set(likeness.families)


@pytest.mark.parametrize("head", ["run\trarity\ta", "run\trarity\ta\nbias\t0\t5", "run\trarity\ta\nfloor\t0\t5"])
def test_weights_without_biases_and_floors_are_refused(tmp_path: Path, head: str) -> None:
    path = tmp_path / "likeness.tsv"
    path.write_text(head + "\n", encoding="utf-8")
    with pytest.raises(Config, match=r"likeness\.tsv"):
        load_likeness(path)
