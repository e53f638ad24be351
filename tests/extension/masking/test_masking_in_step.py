"""The extension masks before upload what the server masks before the model: shared cases, and chats by chance."""

from __future__ import annotations

import json
import random
import shutil
import subprocess
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from knowledge.types import ShopId
from server.reply.masking import find_personal, mask_conversation
from server.reply.types import Conversation, Message, Role
from tests.support.personal import chats, harmless

HERE = Path(__file__).parent
CASES: list[dict[str, list[str]]] = json.loads((HERE / "cases.json").read_text(encoding="utf-8"))
MADE = 150


def in_extension(conversations: Sequence[Sequence[str]]) -> list[dict[str, Any]]:
    node = shutil.which("node")
    if node is None:
        pytest.skip("Node is not installed: the extension's masking cannot be run")
    done = subprocess.run(
        [node, str(HERE / "mask.js")], input=json.dumps(list(conversations)), capture_output=True, text=True, check=True
    )
    answers: list[dict[str, Any]] = json.loads(done.stdout)
    return answers


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["said"][0][:12])
def test_the_server_masks_the_shared_cases(case: dict[str, list[str]]) -> None:
    messages = tuple(Message(Role.CUSTOMER, text) for text in case["said"])
    masked = mask_conversation(Conversation(ShopId("s"), "c", messages, datetime(2026, 11, 22, tzinfo=UTC)))
    assert [message.text for message in masked.conversation.messages] == case["masked"]


def test_the_extension_masks_the_shared_cases_and_restores_them_exactly() -> None:
    answers = in_extension([case["said"] for case in CASES])
    assert [answer["masked"] for answer in answers] == [case["masked"] for case in CASES]
    assert [answer["restored"] for answer in answers] == [case["said"] for case in CASES]


def test_both_find_the_same_in_chats_made_up_by_chance() -> None:
    said = [list(chat.bubbles) for chat in chats(random.Random(20261122), MADE)] + [[text] for text in harmless()]
    for texts, answer in zip(said, in_extension(said), strict=True):
        for text, found in zip(texts, answer["found"], strict=True):
            assert found == [[each.kind.value, text[each.start : each.end]] for each in find_personal(text)]
        assert answer["restored"] == texts
