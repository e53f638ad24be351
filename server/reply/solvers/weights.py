"""The weight of a parcel that a customer states. Pure."""

from __future__ import annotations

import re
from decimal import Decimal

from server.reply.solvers.quantities import in_base

_MASS = r"(?:kg|公斤|千克|斤)"
_STATED = re.compile(rf"(?P<n>\d+(?:\.\d+)?)(?P<u>{_MASS})(?P<half>半)?(?P<more>多(?:[1一]?点)?|出头)?")
_BIT_MORE = Decimal("0.01")


def kilograms(text: str) -> tuple[Decimal, str] | None:
    """The one weight that a comparable text states (1公斤多 is more), in kg and as written; None unless it is one."""
    found = list(_STATED.finditer(text))
    if len(found) != 1:
        return None
    match = found[0]
    half = Decimal("0.5") if match["half"] else Decimal(0)
    weight = in_base(str(Decimal(match["n"]) + half), match["u"])
    return weight + (_BIT_MORE if match["more"] else 0), match[0]
