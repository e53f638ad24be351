"""Which product a chat is about: named now, else shown by the workbench, else named before, else of the order."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import pairwise

from knowledge.text import comparable
from knowledge.types import Product, Sku
from server.reply.types import Conversation, Order

Naming = Callable[[str], Sequence[Product]]
"""Products of the catalogue that a text names."""
_COMPARES = re.compile("和|跟|与|还是|区别|哪个|哪款|对比|相比|比起|差(多少|价|别|在)|各(一|要|来)")
_HISTORY = 12  # messages before the present ones in which a product may have been named
_SAID_CHARS = 400  # of each


def product_in_view(conversation: Conversation, asked: str, naming: Naming) -> Sku | None:
    """None when several are meant, or none is known. A short name that fits several means the one in view."""
    now = [product.sku for product in naming(asked)] if asked else []
    shown = conversation.context.sku
    if now:
        if len(now) == 1:
            return now[0]
        return shown if shown in now and not _COMPARES.search(asked) else None
    if shown:
        return shown
    before = conversation.messages[: len(conversation.messages) - len(conversation.asked)]
    for message in reversed(before[-_HISTORY:]):
        named = [product.sku for product in naming(message.text[:_SAID_CHARS])]
        if named:
            return named[0] if len(named) == 1 else None
    return _of_order(conversation.context.order, asked)


def _of_order(order: Order | None, asked: str) -> Sku | None:
    """The only line, or the only one whose name shares words with what was asked."""
    if order is None:
        return None
    if len(order.lines) == 1:
        return order.lines[0].sku
    said = comparable(asked)
    meant = [line.sku for line in order.lines if any(a + b in said for a, b in pairwise(comparable(line.name)))]
    return meant[0] if len(meant) == 1 else None
