"""What needs attention, as the console's first page shows it."""

from __future__ import annotations

from server.api.schemas.strict import Shown
from server.attention import Matter


class AttentionItemOut(Shown):
    """matter 的次序就是紧要程度；failed_jobs 算三天内的，expiring 算两周内的。"""

    matter: Matter
    count: int


class ServerReasonOut(Shown):
    code: str
    message: str


class AttentionOut(Shown):
    """items 按紧要程度；reasons 是服务器不能好好回答的原因；model 为空表示没有配置模型。"""

    items: list[AttentionItemOut]
    documents: int
    published: int
    working: int
    reasons: list[ServerReasonOut]
    model: str
    index_waiting: int
