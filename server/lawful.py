"""Whether a text that an editor writes for customers may be kept at all: the rule packs, before it is knowledge.

Figures and promises are not judged here: the text is to become the source that later drafts are judged by.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from knowledge.errors import Conflict
from knowledge.types import Shop
from server.api.checking import Grounds, check_text
from server.reply.types import Conversation, Finding, Level

if TYPE_CHECKING:
    from server.compose import Services

_JUDGED = frozenset({"compliance", "privacy", "injection", "voice"})
_REMARKED = frozenset({"privacy"})  # a shop's own address or number is its to give: worth a second look, no refusal
_SLOT = re.compile(r"\{[^{}]{1,20}\}")


def findings_on(services: Services, shop: Shop, text: str) -> list[Finding]:
    """What the rule packs say of the text, slots standing for harmless words."""
    conversation = Conversation(shop.id, "", (), services.clock())
    plain = _SLOT.sub(lambda slot: "某" * len(slot[0]), text)  # of the same length, so that spans stay true
    found = check_text(services, Grounds(shop, conversation, ()), plain)
    return [finding for finding in found if finding.check in _JUDGED]


def refuse_unlawful(services: Services, shop: Shop, text: str) -> list[Finding]:
    """The findings that do not forbid the text. Raises `Conflict` (blocked) with the reasons for one that it may not
    hold.
    """
    findings = findings_on(services, shop, text)
    refused = [one for one in findings if one.level is Level.BLOCK and one.check not in _REMARKED]
    blocked = dict.fromkeys(finding.reason for finding in refused)
    if blocked:
        raise Conflict("；".join(blocked), code="blocked")
    return findings
