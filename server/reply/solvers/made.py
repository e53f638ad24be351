"""The sizes that a product is made in, as its row lists them: "S～XL", "M、L". Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from knowledge.text import comparable
from server.reply.solvers.bands import label_key

_SPAN = re.compile(r"^(?P<low>[a-z0-9]+?)码?(?:-|~|至|到|—)(?P<high>[a-z0-9]+?)码?$")


def comes_in(label: str, made: str, labels: Sequence[str]) -> bool:
    """Whether a product made in "S～XL" or "M、L" comes in `label`; true when the list cannot be read."""
    key = label_key(label)
    order = [label_key(one) for one in labels]
    pieces = [comparable(piece) for piece in re.split(r"[、,，/]", made)]
    known = True
    for piece in pieces:
        match = _SPAN.match(piece)
        if match:
            low, high = label_key(match["low"]), label_key(match["high"])
            if low not in order or high not in order:
                known = False
                if low.isdigit() and high.isdigit() and key.isdigit():
                    return int(low) <= int(key) <= int(high)
            elif order.index(low) <= order.index(key) <= order.index(high):
                return True
        elif label_key(piece) == key:
            return True
        else:
            known = known and label_key(piece) in order
    return not known
