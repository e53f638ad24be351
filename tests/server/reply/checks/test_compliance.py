"""The packs find what is forbidden and leave alone what only looks like it; measured per family of rules."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from knowledge.types import Product, Sku
from server.reply.checks import run_checks
from server.reply.checks.compliance import check_compliance
from server.reply.checks.examination import Examination
from server.reply.checks.promise import check_promise
from server.reply.types import Finding
from tests.server.reply.checks.conftest import make_subject
from tests.support.words import packs

DATA = Path(__file__).parents[3] / "data" / "compliance"
Rules = Callable[..., list[str]]


def written_out(group: Mapping[str, Any]) -> Iterator[str]:
    """The sentences of a group: those written by hand and every filling of its templates."""
    yield from group.get("hand", ())
    fill: Mapping[str, Sequence[str]] = group.get("fill", {})
    for template in group.get("templates", ()):
        names = list(dict.fromkeys(re.findall(r"\{(\w+)\}", template)))
        for values in itertools.product(*(fill[name] for name in names)):
            yield template.format(**dict(zip(names, values, strict=True)))


POSITIVES = [
    (group["rule"], text)
    for path in sorted(DATA.glob("*positives.yaml"))
    for group in yaml.safe_load(path.read_text(encoding="utf-8"))
    for text in written_out(group)
]
NEGATIVES = [
    text
    for path in sorted(DATA.glob("*negatives.yaml"))
    for text in written_out(yaml.safe_load(path.read_text(encoding="utf-8")))
]


def test_there_are_enough_sentences_to_measure() -> None:
    assert len({text for _, text in POSITIVES}) >= 500
    assert len(set(NEGATIVES)) >= 500


@pytest.mark.parametrize("family", sorted({rule for rule, _ in POSITIVES}))
def test_a_family_of_rules_finds_what_is_forbidden(family: str) -> None:
    texts = [text for rule, text in POSITIVES if rule == family]
    missed = [text for text in texts if not any(f.rule.startswith(family) for f in compliance(text))]
    assert len(missed) <= 0.02 * len(texts), missed


def test_at_most_one_in_fifty_hard_negatives_is_flagged() -> None:
    flagged = [(text, [f.rule for f in found]) for text in NEGATIVES if (found := compliance(text))]
    assert len(flagged) <= 0.02 * len(NEGATIVES), flagged


@cache  # the same few wordings are suggested for thousands of sentences
def compliance(text: str) -> list[Finding]:
    exam = Examination(make_subject(text), packs())
    return [*check_compliance(exam), *check_promise(exam)]


def test_every_suggested_wording_passes_in_its_place() -> None:
    for _, text in POSITIVES:
        for found in compliance(text):
            if found.suggestion is not None:
                assert compliance(found.suggestion) == [], found


def test_a_span_is_that_of_the_original_words() -> None:
    text = "亲，这是國　家·級的品质"
    assert [text[f.start : f.end] for f in compliance(text)] == ["國　家·級"]


def test_a_sentence_is_known_by_what_it_is_like_where_no_pattern_fits(rules: Rules) -> None:
    text = "论省电程度，随便哪个大牌子来了也得认输，行业头名"
    assert "compliance.absolute.alike" in rules(text, of="compliance.absolute")


def test_words_of_a_source_are_not_forbidden_for_what_they_are_like(rules: Rules) -> None:
    text = "后天一早必须送到，到不了算我们担着"
    assert rules(text, of="promise") != []
    assert rules(text, text, of="promise.alike") == []


def test_names_of_the_catalogue_may_hold_any_words(rules: Rules) -> None:
    product = Product(Sku("A1"), "极品铁观音")
    assert rules("我们的茶是极品铁观音", products=[product], of="compliance") == []
    assert rules("我们的茶是极品铁观音", of="compliance") == ["compliance.absolute.extreme"]


def test_urgency_that_a_source_states_is_information(rules: Rules) -> None:
    assert rules("今天是最后一天", "11月21日是活动最后一天", of="compliance") == []
    assert rules("今天是最后一天", "活动长期有效", of="compliance") == ["compliance.price.urgency"]


def test_goods_that_may_treat_are_exempt(rules: Rules) -> None:
    assert rules("用于缓解关节炎的疼痛治疗", category="医疗器械", of="compliance.health.medical") == []
    assert rules("用于缓解关节炎的疼痛治疗", category="家居", of="compliance.health.medical") != []


def test_findings_come_sorted_and_once() -> None:
    found = run_checks(make_subject("加我微信，全网最低价，加我微信"), packs())
    assert list(found) == sorted(set(found), key=lambda f: (f.start, f.end, f.rule, f.reason))
    assert [f.rule for f in found].count("compliance.diversion.wechat") == 2


def test_a_space_parts_clauses_and_hides_no_word(rules: Rules) -> None:
    assert rules("银行卡号不用给我 退款原路回", of="compliance") == []
    assert "compliance.absolute.superlative" in rules("这款面霜是最 好的面霜", of="compliance")


def test_what_is_forbidden_is_found_in_english(rules: Rules) -> None:
    assert rules("Add me on WeChat, it is cheaper there", of="compliance.diversion.english") != []
    assert rules("We cannot add customers on WeChat, sorry", of="compliance") == []
