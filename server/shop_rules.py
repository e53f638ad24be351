"""What a shop's settings say of its voice, its authority by role and its manners of offering, as one value.

In the database they are keys and values (`authority.agent.compensation`), as `shop.yaml` writes them.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace

from knowledge.errors import BadInput
from knowledge.store.keys import KeyRole
from knowledge.types import Shop
from server.reply.checks.roles import authority_of
from server.reply.checks.subject import Authority
from server.reply.upsell import OFFERS, offers_wanted

_AUTHORITY = "authority."


@dataclass(frozen=True, slots=True)
class ShopRules:
    """`authority` is what each role may commit to by itself; a role may also what those below it may."""

    name: str
    platform: str
    voice: str
    authority: Mapping[KeyRole, Authority]
    offers: bool


def rules_of(shop: Shop) -> ShopRules:
    """Raises `Config` when the shop's settings make no sense."""
    authority = {role: authority_of([role.value], shop.settings) for role in KeyRole}
    return ShopRules(shop.name, shop.platform, shop.voice, authority, offers_wanted(shop.settings))


def with_rules(shop: Shop, rules: ShopRules) -> Shop:
    """The shop with these rules; settings that they say nothing of stay. What is as usual is left out."""
    settings = {key: value for key, value in shop.settings.items() if key != OFFERS and not key.startswith(_AUTHORITY)}
    if not rules.offers:
        settings[OFFERS] = "false"
    usual = asdict(Authority())
    for role, authority in rules.authority.items():
        changed = {limit: value for limit, value in asdict(authority).items() if value != usual[limit]}
        settings |= {f"{_AUTHORITY}{role}.{limit}": str(value).lower() for limit, value in changed.items()}
    return replace(shop, name=rules.name, platform=rules.platform, voice=rules.voice, settings=settings)


def version_of(shop: Shop) -> str:
    """Changes with all that a shop's settings say, so that of two who edit at once the second is told."""
    values = [shop.name, shop.platform, shop.voice, shop.brand, shop.settings]
    return hashlib.sha256(json.dumps(values, sort_keys=True).encode()).hexdigest()[:16]


def require_voice(voice: str, known: Mapping[str, object]) -> None:
    """Raises `BadInput` for a voice that there is no file of."""
    if voice not in known:
        raise BadInput(f"there is no voice “{voice[:80]}”: use {', '.join(known)}")
