"""What an agent did with a suggestion, and the checks of a text before it is used."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Self

from pydantic import Field, model_validator

from server.api.schemas.conversation import ContextIn, MessageIn
from server.api.schemas.strict import Moment, Shown, Strict
from server.api.schemas.suggestion import FindingOut, SuggestionOut
from server.reply.edits import Edit

_LONGEST_MS = 7 * 86_400_000  # past a week it is no time to decide


class Action(StrEnum):
    """照发、改后发、不用、人接手、看过没用。"""

    SENT = "sent"
    EDITED = "edited"
    REJECTED = "rejected"
    TAKEN_OVER = "taken_over"
    IGNORED = "ignored"


class RejectReason(StrEnum):
    """不用的原因：事实不对、答非所问、资料过时、语气不合适、太长、超出权限或违规、其他。"""

    WRONG_FACT = "wrong_fact"
    BESIDE_THE_POINT = "beside_the_point"
    OUTDATED = "outdated"
    TONE = "tone"
    TOO_LONG = "too_long"
    NOT_ALLOWED = "not_allowed"
    OTHER = "other"


class DecisionRequest(Strict):
    """sent 不带 final_text 表示原样发出；文字里有 block 时必须 override 并写明 reason，已经发出的（observed）照记。"""

    id: str | None = Field(None, pattern=r"^[0-9a-f]{32}$", description="客户端取的编号；同一编号重复上报只记一次")
    action: Action
    final_text: str | None = Field(None, min_length=1, description="实际发出的文字")
    reason: str | None = Field(None, max_length=500, description="为什么不用，或为什么坚持要发")
    reason_code: RejectReason | None = None
    elapsed_ms: int | None = Field(None, ge=0, le=_LONGEST_MS, description="从看到建议到作出决定")
    override: bool = False
    observed: bool = Field(False, description="发出之后从聊天页面读到的：检查已拦不住，照实记下")
    at: Moment | None = Field(None, description="作出决定的时刻；离线排队时早于上报，空则为现在")

    @model_validator(mode="after")
    def _hangs_together(self) -> Self:
        if self.action is Action.EDITED and self.final_text is None:
            raise ValueError("an edited reply needs its final_text")
        if self.override and not (self.reason or "").strip():
            raise ValueError("an override needs a reason")
        return self


class DecisionOut(Shown):
    """edit 说明改了多少：none 照发、light 小改、heavy 大改；没有发出时为空。rules 是发出的文字违反的规则。"""

    id: str
    suggestion_id: str
    action: Action
    final_text: str | None
    reason: str | None
    reason_code: RejectReason | None
    elapsed_ms: int | None
    overridden: bool
    observed: bool
    edit: Edit | None
    rules: list[str]
    actor: str | None
    decided_at: datetime


class SuggestionDetail(Shown):
    suggestion: SuggestionOut
    decisions: list[DecisionOut]


class CheckRequest(Strict):
    """要检查的文字，以及它可以依据什么：一条建议，或者对话本身。"""

    shop: str | None = Field(None, max_length=200)
    text: str = Field(min_length=1, examples=["加我微信，给您全国最低价"])
    suggestion_id: str | None = Field(None, max_length=64)
    messages: list[MessageIn] = Field(default_factory=list, max_length=500)
    context: ContextIn = ContextIn()


class CheckOut(Shown):
    """blocked 为真时，不写明理由不得使用。"""

    blocked: bool
    findings: list[FindingOut]
