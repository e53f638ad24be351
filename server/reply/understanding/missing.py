"""What only the customer knows and an answer hangs on: a size, a place, a product, an order. One need a question."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.text import comparable
from prompts.lexicons import Need
from server.reply.types import Conversation, Role
from server.reply.understanding.asking import Asker
from server.reply.understanding.facts import PLACE

_PIECE = re.compile(r"[，,。;；\n]")
_TOLD_CHARS = 4000  # of the chat's tail in which something may have been told


@dataclass(frozen=True, slots=True)
class Known:
    """What the chat already gives: the customer's own words, whether a product and whether an order is in view."""

    told: str
    product: bool
    order: bool


def known_of(conversation: Conversation, said: str, *, product: bool) -> Known:
    """`said` is the present turn as it was mended; the order's own fields count as told."""
    order = conversation.context.order
    before = [message.text for message in conversation.messages if message.role is Role.CUSTOMER]
    fields = [value for _, value in order.facts] if order else []
    told = "，".join([*before, said, *fields])[-_TOLD_CHARS:]
    return Known(_as_searched(told), product, order is not None)


def missing(part: str, known: Known, needs: Sequence[Need], asker: Asker) -> str:
    """The id of the first need of `part` that the chat does not meet; "" when nothing is missing."""
    text = _as_searched(part)
    return next((need.id for need in needs if _is_open(need, text, known, asker)), "")


def _as_searched(text: str) -> str:
    """Comparable, with the comma that the patterns know."""
    return comparable(text).replace(",", "，")


def _is_open(need: Need, text: str, known: Known, asker: Asker) -> bool:
    return (
        not (need.needs_product and known.product)
        and not (need.needs_order and known.order)
        and any(pattern.search(text) for pattern in need.patterns)
        and not any(pattern.search(text) for pattern in need.unless)
        and not any(pattern.search(known.told) for pattern in need.given)
        and not (need.place and PLACE.search(known.told))
        and (not need.bare or _names_nothing(text, need, asker))
    )


def _names_nothing(text: str, need: Need, asker: Asker) -> bool:
    """Neither the question nor its story names a thing that has what is asked for."""
    for pattern in need.patterns:
        text = pattern.sub(" ", text)
    return all(asker.is_chatter(piece) or len(asker.rest(piece)) < 2 for piece in _PIECE.split(text) if piece)
