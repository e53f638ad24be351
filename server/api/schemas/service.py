"""What the extension is told of its shop, and what it reports."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from knowledge.store.keys import KeyRole
from server.api.schemas.shops import ShopOut
from server.api.schemas.strict import Moment, Shown, Strict
from server.reply.types import Role
from server.service_rules import ServiceRules

_Seconds = Annotated[int, Field(ge=1, le=86_400)]


class ServiceRulesIO(Strict):
    """店铺对接待的要求；时间单位都是秒。"""

    masking: bool = Field(False, description="上传前隐去电话、地址、单号等个人信息")
    reports: bool = Field(True, description="记录消息时间，用于接待数据")
    keeps_texts: bool = Field(False, description="连同消息文字一起保存")
    reply_limit_s: _Seconds = Field(180, description="平台要求的回复时限")
    slow_after_s: _Seconds = Field(120, description="超过即算一次慢响应")
    slow_times: _Seconds = Field(3, description="一个会话慢响应超过这么多次，算慢响应会话")
    long_reception_s: _Seconds = Field(1800, description="超过即算长接待")
    live_s: _Seconds = Field(120, description="最后一条消息之后多久仍算在接待")

    def to_rules(self) -> ServiceRules:
        return ServiceRules(**self.model_dump())


class ExtensionOut(Shown):
    """浏览器扩展开工所需：是谁、哪家店、要不要脱敏、回复时限。"""

    name: str
    role: KeyRole
    shop: ShopOut
    masking: bool
    reports: bool
    keeps_texts: bool
    reply_limit_s: int
    version: str = Field(description="服务端版本")


class MessageTimeIn(Strict):
    id: str = Field(pattern=r"^[0-9a-f]{32}$", description="由内容得出的编号；重复上报只记一次")
    role: Role
    at: Moment
    text: str | None = Field(None, description="只有店铺要求保存文字时才会留下")


class MessagesIn(Strict):
    """一个会话里新出现的消息。"""

    shop: str | None = Field(None, max_length=200)
    conversation_id: str = Field(min_length=1, max_length=200)
    messages: list[MessageTimeIn] = Field(min_length=1, max_length=500)


class MessagesOut(Shown):
    kept: int = Field(description="新记下的条数；已有的不重复计")
