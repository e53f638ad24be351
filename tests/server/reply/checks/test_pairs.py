"""Right sentences pass and wrong ones that look like them are blocked: five trades, one source to a group."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml

from prompts.rule_packs import RulePacks
from server.reply.checks import Subject, run_checks
from server.reply.types import Level

GROUPS: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parents[3] / "data" / "fidelity" / "pairs.yaml").read_text(encoding="utf-8")
)
Make = Callable[..., Subject]


def blocked(text: str, source: str, subject: Make, packs: RulePacks) -> bool:
    return any(found.level is Level.BLOCK for found in run_checks(subject(text, source, cite=[[1]]), packs))


def test_nine_of_ten_wrong_sentences_are_blocked(packs: RulePacks, subject: Make) -> None:
    wrong = [(text, group["source"]) for group in GROUPS for text in group["bad"]]
    missed = [text for text, source in wrong if not blocked(f"{text}。", source, subject, packs)]
    assert len(wrong) >= 120
    assert len(missed) <= 0.1 * len(wrong), missed


def test_no_right_sentence_is_blocked(packs: RulePacks, subject: Make) -> None:
    for group in GROUPS:
        for text in group["good"]:
            assert not blocked(f"{text}。", group["source"], subject, packs), text


def test_every_source_may_be_said_as_it_stands(packs: RulePacks, subject: Make) -> None:
    for group in GROUPS:
        assert not blocked(group["source"], group["source"], subject, packs), group["source"]
