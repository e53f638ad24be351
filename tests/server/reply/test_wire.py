"""Personal data on the model's wire: the whole suggester, real litellm, a loopback server that keeps what it saw."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import pytest

from server.model import ModelConfig, open_model
from server.reply.checks import run_checks
from server.reply.types import Order
from tests.support.scripted_model import Say, ScriptedModel
from tests.support.words import packs

pytestmark = pytest.mark.anyio
CHATS = 20
_PLACEHOLDER = re.compile(r"〔[^〔〕]{2,6}\d{1,3}〕")
_ANSWER = "现货订单付款后48小时内发货[1]。"


@dataclass(frozen=True)
class Chat:
    """What a customer wrote, with every personal value in it and in the order."""

    bubbles: tuple[str, ...]
    order: Order
    values: tuple[str, ...]


def made_up(rng: random.Random) -> Chat:
    number = "".join(rng.choices("0123456789", k=24))
    mobile = "1" + rng.choice("3456789") + number[:9]
    written = rng.choice(
        [mobile, f"{mobile[:3]} {mobile[3:7]} {mobile[7:]}", f"{mobile[:3]}-{mobile[3:7]}-{mobile[7:]}"]
    )
    identity = f"42010619{rng.randint(50, 99)}0{rng.randint(1, 9)}1{rng.randint(0, 9)}{number[:3]}X"
    card = "62" + number[:17]
    mail = f"user{number[:6]}@example.com"
    street = rng.choice(["珞喻路", "人民南路", "中山大道", "文一西路"])
    address = f"武汉市洪山区{street}{rng.randint(1, 999)}号{rng.randint(1, 30)}栋{rng.randint(101, 3302)}室"
    tracking = "SF" + number[:13]
    order = Order(
        number="28" + number[:14],
        status="已付款",
        tracking_number="YT" + number[3:16],
        facts=(("收货人", "欧阳若兰"), ("收货地址", f"{address}附近"), ("联系电话", mobile)),
    )
    bubbles = [
        f"我的手机号{written}，{rng.choice(['记一下', '别打错', ''])}",
        f"身份证{identity} 退款卡号{card}",
        f"邮箱 {mail}，地址改成{address}",
        f"订单号{order.number} 快递单号{tracking}",
    ]
    rng.shuffle(bubbles)
    values = (written, mobile, identity, card, mail, address, tracking, order.number, order.tracking_number, "欧阳若兰")
    return Chat((*bubbles, "现货付款后多久发货"), order, values)


def echo(body: dict[str, Any]) -> Say:
    """Answers with a fact and reads every placeholder of the customer's words back."""
    asked = str(body["messages"])
    found = dict.fromkeys(_PLACEHOLDER.findall(asked))
    return Say((_ANSWER, *(f"已登记{one}。" for one in list(found)[:3])))


async def test_no_personal_value_is_ever_on_the_wire_and_the_draft_has_it_back(
    desk: Any, talk: Any, scripted_model: ScriptedModel
) -> None:
    scripted_model.default = echo
    desk = replace(desk, checker=partial(run_checks, packs=packs()))
    config = ModelConfig("openai/scripted", scripted_model.base_url, "sk-test", max_retries=0)
    model = open_model(config)
    rng = random.Random(11)
    asked = restored = 0
    for _ in range(CHATS):
        chat = made_up(rng)
        before = len(scripted_model.requests)
        suggestion = await desk.ask(*chat.bubbles, model=model, order=chat.order)
        sent = "\n".join(str(request.body) + request.raw for request in scripted_model.requests[before:])
        if not sent:
            continue  # the order in view answered it
        asked += 1
        leaked = [value for value in chat.values if value in sent or "".join(value.split()) in sent]
        assert leaked == []
        restored += any(value in suggestion.draft.text for value in chat.values)
        assert _PLACEHOLDER.search(suggestion.draft.text) is None
    assert restored == asked >= CHATS / 4
