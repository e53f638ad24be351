"""What a role may commit to, from the shop's settings: `authority.<role>.<limit>`, in yuan, per cent and months.

A role may what every role below it may. A shop that says nothing grants nothing beyond its documents.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields
from decimal import Decimal, InvalidOperation

from knowledge.errors import Config
from server.reply.checks.subject import Authority

_YES = frozenset({"true", "yes", "1", "是", "可以"})
_NO = frozenset({"false", "no", "0", "否", "不可以"})
_PREFIX = "authority."


def authority_of(roles: Sequence[str], settings: Mapping[str, str]) -> Authority:
    """`roles` are the caller's and those below it. Raises `Config` for a limit that is unknown or no number."""
    limits: dict[str, Decimal | bool] = {}
    for key, value in settings.items():
        if not key.startswith(_PREFIX):
            continue
        role, _, limit = key.removeprefix(_PREFIX).partition(".")
        read = _read(key, limit, value)
        if role in roles:
            limits[limit] = max(limits.get(limit, read), read)
    return Authority(**limits)  # type: ignore[arg-type]  # _read gives each limit its own type


def _read(key: str, limit: str, value: str) -> Decimal | bool:
    kinds = {field.name: type(field.default) for field in fields(Authority)}
    if limit not in kinds:
        raise Config(f"shop setting {key}: there is no such limit; known: {', '.join(kinds)}")
    written = value.strip().lower()
    if kinds[limit] is bool:
        if written not in _YES | _NO:
            raise Config(f"shop setting {key}: say true or false")
        return written in _YES
    try:
        amount = Decimal(written)
    except InvalidOperation:
        raise Config(f"shop setting {key}: “{value}” is no number") from None
    if not amount.is_finite() or amount < 0:
        raise Config(f"shop setting {key}: “{value}” is no amount")
    return amount
