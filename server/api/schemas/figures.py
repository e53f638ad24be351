"""The figures of a shop or of one agent, and the suggestions of one chat."""

from __future__ import annotations

from datetime import date, datetime

from pydantic import Field

from server.api.schemas.decisions import DecisionOut
from server.api.schemas.strict import Shown, Strict
from server.api.schemas.suggestion import OutcomeName


class FiguresParams(Strict):
    shop: str | None = None
    first: date | None = Field(None, description="北京时间的日子，含当天；空则为今天")
    last: date | None = Field(None, description="含当天；空则为今天")
    actor: str | None = Field(None, max_length=32, description="只看某人；客服只能看自己")


class AdoptionOut(Shown):
    """看到的草稿怎么用了；withheld 是没有给出答案的（资料里没有、转人处理），不计入其他各项。"""

    shown: int
    sent: int = Field(description="照发")
    light: int = Field(description="小改后发")
    heavy: int = Field(description="大改后发")
    rejected: int
    taken_over: int
    ignored: int
    withheld: int
    overridden: int = Field(description="写明理由坚持发出的")
    reasons: dict[str, int] = Field(description="不用的原因")
    median_ms: float | None = Field(description="从看到到决定的中位时间")


class ServiceOut(Shown):
    """接待数据，时间单位为秒；没有可计的为空。"""

    chats: int
    answered: int
    first_response_s: float | None = Field(description="首次响应时间，平均")
    average_response_s: float | None = Field(description="平均响应时间")
    median_response_s: float | None
    slow_chats: int = Field(description="慢响应会话")
    long_chats: int = Field(description="长接待会话")
    most_at_once: int = Field(description="最大同时接待数")


class FiguresOut(Shown):
    shop: str
    first: date
    last: date
    outcomes: dict[str, int] = Field(description="做出的建议，按结果；含提前备好而没有打开的会话")
    adoption: AdoptionOut
    service: ServiceOut


class PastOut(Shown):
    id: str
    created_at: datetime
    outcome: OutcomeName
    text: str
    decisions: list[DecisionOut]


class PastsOut(Shown):
    """新的在前。"""

    suggestions: list[PastOut]
