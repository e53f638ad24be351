"""What a catalogue row keeps for the shop itself: the lowest price, the cost. None of it is told to a customer."""

from __future__ import annotations

import re
from decimal import Decimal

from knowledge.text.figures import find_figures
from knowledge.types import Product

_INTERNAL = re.compile(r"底价|最低(?:售|限|成交)价|限价|成本|进价|进货价|供货价|毛利|利润|内部")
_FLOOR = re.compile(r"底价|最低(?:售|限|成交)价|限价")


def is_internal(column: str) -> bool:
    """Whether a column of the catalogue is the shop's own business."""
    return _INTERNAL.search(column) is not None


def floor_of(product: Product) -> Decimal | None:
    """The price in yuan below which the shop does not sell; None when the catalogue names none."""
    for name, value in product.attributes:
        if _FLOOR.search(name) and (figures := find_figures(value)):
            return figures[0].raw
    return None
