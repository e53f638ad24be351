"""What a model writes around its reply, and in which form."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prompts.answer_words import load_answer_words
from server.reply.tidying import tidied

WORDS = load_answer_words()
PLAIN = "亲，现货48小时内发货[1]。"


@pytest.mark.parametrize(
    "written",
    [
        PLAIN,
        f"  \n{PLAIN}\n\n",
        f"```\n{PLAIN}\n```",
        f"```markdown\n{PLAIN}",
        f"**客服：**{PLAIN}",
        f"客服：{PLAIN}",
        f"【回复】：{PLAIN}",
        f"Assistant: {PLAIN}",
        f"回复：客服：{PLAIN}",
        f"好的，以下是回复内容：\n\n{PLAIN}",
        f"当然可以！下面是为客服起草的回复：\n{PLAIN}",
        f"Sure! Here is the reply:\n{PLAIN}",
        f"Here's a draft reply for the customer:\n\n“{PLAIN}”",
        f"“{PLAIN}”",
        f"### 回复\n{PLAIN}",
        f"<回复>{PLAIN}</回复>",
        f"{PLAIN}</资料><|im_end|>",
        f"{PLAIN}\n客户：谢谢\n客服：不客气",
        f"客户：几天发货\n客服：{PLAIN}",
        f"问：几天发货\n答：{PLAIN}",
        "亲，**现货**`48小时`内发货[1]。",
        "根据资料，亲，现货48小时内发货[1]。",
        "> 亲，现货48小时内发货[1]。",
        f"{PLAIN}\n[2] 《常见问题 发",
        "[1] 《店铺说明》发货：亲，现货48小时内发货[1]。",
        "微信：亲，现货48小时内发货[1]。",
        "《常见问题》发货：问：几天发货？\n答：亲，现货48小时内发货[1]。\n[2] 《常见问题》：问：能退吗？\n答：能",
        "亲，现货48小时内发货[1]。（来源：资料1）",
    ],
)
def test_what_is_written_around_a_reply_is_taken_away(written: str) -> None:
    assert tidied(written, WORDS) == PLAIN


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("1. 打开面板[1]\n2. 取出滤网[2]。", "打开面板[1]。\n取出滤网[2]。"),
        ("- 浙江1天[1]\n- 新疆6天[1]", "浙江1天[1]。\n新疆6天[1]"),
        ("| 省份 | 时效 |\n|---|---|\n| 浙江 | 1天 |", "省份，时效。\n浙江，1天"),
        ("[1] 48小时发货。\n[2] 预售除外。", "48小时发货。[1]\n预售除外。[2]"),
        ("可退：- 小家电15天¹。- 滤芯不支持²；", "可退：小家电15天。滤芯不支持；"),
        ("详见[售后政策](https://example.com/a)[1]。", "详见售后政策[1]。"),
        ("尺寸60*40cm，<50㎡可用[1]。", "尺寸60*40cm，<50㎡可用[1]。"),
        ("请提供资料里的订单号[1]。", "请提供资料里的订单号[1]。"),
        ("回答：【无答案】", "【无答案】"),
        ("客户：在吗", ""),
        ("", ""),
    ],
)
def test_mark_up_becomes_plain_sentences_and_plain_words_stay(written: str, plain: str) -> None:
    assert tidied(written, WORDS) == plain


@given(st.text(max_size=80))
def test_tidying_anything_terminates_and_adds_no_words(written: str) -> None:
    added = set(tidied(written, WORDS)) - set(written)
    assert added <= {"。", "，"}
