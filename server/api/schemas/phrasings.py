"""A draft said otherwise."""

from __future__ import annotations

from server.api.schemas.strict import Shown, Strict
from server.api.schemas.suggestion import FindingOut
from server.reply.phrasing import Tone
from server.reply.types import Origin


class PhrasingRequest(Strict):
    tone: Tone


class PhrasingOut(Shown):
    """changed 为假：没有更好的说法，text 就是草稿。与草稿同样检查过；有 block 的说法不会给出。"""

    tone: Tone
    text: str
    changed: bool
    origin: Origin
    findings: list[FindingOut]
