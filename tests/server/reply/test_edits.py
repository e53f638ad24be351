"""How much an agent changed a draft."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.reply.edits import Edit, edit_of

DRAFT = "亲，自签收之日起七天内可以申请退货，运费由买家承担。另外可以搭配支架，现在139元。"


@pytest.mark.parametrize(
    ("sent", "edit"),
    [
        (DRAFT.replace("，", "，\n"), Edit.NONE),
        (DRAFT.replace("七天", "7天"), Edit.NONE),
        ("自签收之日起七天内可以申请退货，运费由买家承担。", Edit.LIGHT),
        (DRAFT.replace("亲，", "您好，").replace("可以申请", "可申请"), Edit.LIGHT),
        (DRAFT.replace("七天", "十五天"), Edit.HEAVY),
        ("稍等，我帮您问一下主管再答复您。", Edit.HEAVY),
    ],
)
def test_an_edit_is_judged_by_how_much_is_left_and_by_new_figures(sent: str, edit: Edit) -> None:
    assert edit_of([DRAFT], sent) is edit


def test_the_nearest_of_the_drafts_that_were_shown_counts() -> None:
    assert edit_of([DRAFT, "好的亲"], "好的亲") is Edit.NONE


@given(st.text(max_size=80))
def test_a_text_is_never_an_edit_of_itself(text: str) -> None:
    assert edit_of([text], text) is Edit.NONE
