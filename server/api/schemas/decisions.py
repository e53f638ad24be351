"""What an agent did with a suggestion, and the checks of a text before it is used."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Self

from pydantic import Field, model_validator

from server.api.schemas.conversation import ContextIn, MessageIn
from server.api.schemas.strict import Shown, Strict
from server.api.schemas.suggestion import FindingOut, SuggestionOut


class Action(StrEnum):
    """照发、改后发、不用、人接手。"""

    SENT = "sent"
    EDITED = "edited"
    REJECTED = "rejected"
    TAKEN_OVER = "taken_over"


class DecisionRequest(Strict):
    """sent 不带 final_text 表示原样发出；文字里有 block 时必须 override 并写明 reason。"""

    action: Action
    final_text: str | None = Field(None, min_length=1, description="实际发出的文字")
    reason: str | None = Field(None, max_length=500, description="为什么不用，或为什么坚持要发")
    elapsed_ms: int | None = Field(None, ge=0, description="从看到建议到作出决定")
    override: bool = False

    @model_validator(mode="after")
    def _hangs_together(self) -> Self:
        if self.action is Action.EDITED and self.final_text is None:
            raise ValueError("an edited reply needs its final_text")
        if self.override and not (self.reason or "").strip():
            raise ValueError("an override needs a reason")
        return self


class DecisionOut(Shown):
    id: str
    suggestion_id: str
    action: Action
    final_text: str | None
    reason: str | None
    elapsed_ms: int | None
    overridden: bool
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
