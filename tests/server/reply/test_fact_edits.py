from __future__ import annotations

import pytest

from server.reply.fact_edits import EditKind, changes_a_fact, changes_between
from server.reply.types import Finding, Level


@pytest.mark.parametrize(
    ("draft", "final", "reason"),
    [
        ("亲，付款后48小时内发货哦", "亲，付款后24小时内发货哦", "figures"),
        ("亲，活动到11月11日", "亲，活动到11月12日", "figures"),
        ("亲，这款支持七天无理由退货~", "亲，这款不支持七天无理由退货~", "polarity"),
        ("亲，运费由买家承担哦", "亲，运费由我们承担哦", "polarity"),
        ("可以的亲", "可以的亲，还送您一个收纳袋", "added"),
        ("可以的亲，满300减50", "可以的亲", "removed"),
    ],
)
def test_figures_dates_and_yes_or_no_are_facts(draft: str, final: str, reason: str) -> None:
    changes = changes_between(draft, final)
    assert changes_a_fact(changes)
    assert reason in {each for change in changes for each in change.reasons}


@pytest.mark.parametrize(
    ("draft", "final"),
    [
        ("好的亲，已为您登记", "您好，已为您登记哈"),
        ("亲，付款后48小时内发货哦", "您好~付款后48 小时内发货"),
        ("亲，付款后48小时内发货，请耐心等待", "付款后四十八小时内发货，请您耐心等待一下呢"),
    ],
)
def test_other_words_are_tone(draft: str, final: str) -> None:
    assert {change.kind for change in changes_between(draft, final)} <= {EditKind.TONE}


def test_a_phone_number_is_personal_and_no_fact() -> None:
    (change,) = changes_between("好的亲，这就安排", "好的亲，这就安排，13800138000")[-1:]
    assert change.kind is EditKind.PERSONAL


def test_what_a_check_refused_was_corrected_for_compliance() -> None:
    draft = "亲，全网最低价，放心买"
    finding = Finding("compliance", "compliance.absolute", Level.BLOCK, 2, 7, "绝对化用语")
    kinds = {change.kind for change in changes_between(draft, "亲，价格很实惠，放心买", [finding])}
    assert kinds == {EditKind.COMPLIANCE}


def test_the_same_text_changed_nothing() -> None:
    assert changes_between("亲，可以的哦~", "亲，可以的哦~") == ()
