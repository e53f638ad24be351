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
    r"(到哪|在哪|单号|物流|快递).{0,8}|(发货|发出|寄出|出库)了?(吗|没|没有|么)|(没|不)(到|发|动|更新)|什么快递|哪家快递"
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
