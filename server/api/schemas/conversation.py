"""What a workbench sends: a conversation with its context."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from pydantic import Field

from knowledge.types import Shop, Sku
from server.api.schemas.order import OrderIn, Short
from server.api.schemas.strict import Moment, Strict
from server.reply.types import Conversation, ConversationContext, Message, Role


class MessageIn(Strict):
    role: Role
    text: str = Field(description="原文，可以只有表情或 [图片]", examples=["拆封了还能七天无理由退货吗"])
    at: Moment | None = Field(None, description="发送时间；不带时区时按北京时间")

    def to_message(self) -> Message:
        return Message(self.role, self.text, self.at)


class CustomerIn(Strict):
    tags: list[Short] = Field(default_factory=list, max_length=50, examples=[["老客户", "急性子"]])


class ContextIn(Strict):
    platform: Short = Field("", description="tmall · taobao · jd · pdd · douyin · kuaishou；空则用店铺的")
    sku: Short | None = Field(None, description="顾客正在看的商品", examples=["KFR-35GW"])
    order: OrderIn | None = None
    customer: CustomerIn = CustomerIn()

    def to_context(self, shop: Shop) -> ConversationContext:
        return ConversationContext(
            platform=self.platform or shop.platform,
            sku=Sku(self.sku) if self.sku else None,
            order=None if self.order is None else self.order.to_order(),
            customer_tags=tuple(self.customer.tags),
        )


class SuggestionRequest(Strict):
    """一段对话，最后一条或几条是顾客的话。"""

    shop: Short | None = Field(None, description="店铺短名；密钥只属于一家店时可省略", examples=["rules"])
    conversation_id: str = Field(min_length=1, max_length=200, examples=["tb-20260718-0042"])
    messages: list[MessageIn] = Field(min_length=1, max_length=500)
    context: ContextIn = ContextIn()
    as_of: Moment | None = Field(None, description="按哪一刻的知识回答；空则为现在")

    def to_conversation(self, shop: Shop, now: datetime) -> Conversation:
        return make_conversation(shop, self.conversation_id, self.messages, self.context, self.as_of or now)


def make_conversation(
    shop: Shop, identity: str, messages: Sequence[MessageIn], context: ContextIn, as_of: datetime
) -> Conversation:
    texts = tuple(message.to_message() for message in messages)
    return Conversation(shop.id, identity, texts, as_of, context.to_context(shop))
