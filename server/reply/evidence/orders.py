"""What the order in view says: its status, carrier, tracking number and the workbench's further fields."""

from __future__ import annotations

import re
from collections.abc import Sequence

from knowledge.text import comparable
from prompts.lexicons import Need
from prompts.wording import Wording
from server.reply.evidence.terms import Terms
from server.reply.types import Order

_TRACE = re.compile(
    r"(?:快递|物流|包裹|货|东西|订单|单子?|件)[^，。？]{0,6}(?:到哪|在哪(?!.{0,3}(?:申请|填|点|开|领|弄|改|选|找))|没到|不到|没动|不动|没更新|不更新|停)"
    r"|^(?:现在|都|目前)?到哪了?|单号|(?:查|看)[^，。？]{0,4}(?:物流|快递|进度)|(?:物流|快递)(?:信息|进度|状态)"
    r"|(?<![能会可以得])(?:发货|发出|寄出|出库|发走|寄走)了?(?:吗|没有?|么)(?!发)|发没发|寄没寄|(?:发|寄)(?:出去?|走)?了?没(?:有)?$|(?:还|怎么)没(?:到(?!我|网点|当地|仓|你)|发|动|更新|收到)"
    r"|(?:什么|啥|哪家|哪个)(?:快递|物流)|(?:快递|物流)是?(?:什么|哪家|哪个)"
)


def order_facts(part: str, terms: Terms, order: Order, wording: Wording) -> list[str]:
    """Sentences from the order that answer `part`; empty when it is not about this order or the order does not say."""
    text = comparable(part)
    facts: list[str] = []
    if _TRACE.search(text):
        if order.status:
            facts.append(wording.order_status.format(status=order.status))
        carrier = [wording.order_carrier.format(carrier=order.carrier)] if order.carrier else []
        tracking = [wording.order_tracking.format(tracking=order.tracking_number)] if order.tracking_number else []
        if shipped := [*carrier, *tracking]:
            facts.append(wording.row_joint.join(shipped))
    named = [(header, value) for header, value in order.facts if _named(header, terms) and value.strip()]
    facts += [wording.order_fact.format(header=header, value=value) for header, value in named]
    return facts


def asks_for_order(part: str, needs: Sequence[Need]) -> bool:
    """Whether only an order can answer: "my parcel", "has it been sent"."""
    text = comparable(part)
    return any(need.needs_order and any(pattern.search(text) for pattern in need.patterns) for need in needs)


def _named(header: str, terms: Terms) -> bool:
    plain = comparable(header)
    return any(term.weight >= 0.5 and term.met(plain) >= 0.99 for term in terms.focus)
