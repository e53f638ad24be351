"""What a workbench sends: a conversation with its context."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Annotated

from pydantic import Field

from knowledge.types import Shop, Sku
from server.api.schemas.strict import Moment, Strict
from server.reply.types import Conversation, ConversationContext, Message, Order, OrderLine, Role

_Short = Annotated[str, Field(max_length=200)]


class MessageIn(Strict):
    role: Role
    text: str = Field(description="原文，可以只有表情或 [图片]", examples=["拆封了还能七天无理由退货吗"])
    at: Moment | None = Field(None, description="发送时间；不带时区时按北京时间")

    def to_message(self) -> Message:
        return Message(self.role, self.text, self.at)


class OrderLineIn(Strict):
    sku: _Short
    name: _Short = ""
    quantity: int = Field(1, ge=1, le=100_000)
    price: Decimal | None = Field(None, ge=0)


class OrderIn(Strict):
    """工作台里正在看的订单；facts 放其他字段，用工作台的原话。"""

    number: _Short = ""
    status: _Short = ""
    paid_at: Moment | None = None
    created_at: Moment | None = None
    shipped_at: Moment | None = None
    received_at: Moment | None = None
    amount: Decimal | None = Field(None, ge=0)
    carrier: _Short = ""
    tracking_number: _Short = ""
    lines: list[OrderLineIn] = Field(default_factory=list, max_length=200)
    facts: dict[_Short, str] = Field(default_factory=dict, max_length=100)

    def to_order(self) -> Order:
        return Order(
            number=self.number,
            status=self.status,
            paid_at=self.paid_at,
            created_at=self.created_at,
            shipped_at=self.shipped_at,
            received_at=self.received_at,
            amount=self.amount,
            carrier=self.carrier,
            tracking_number=self.tracking_number,
            lines=tuple(OrderLine(Sku(line.sku), line.name, line.quantity, line.price) for line in self.lines),
            facts=tuple(self.facts.items()),
        )


class CustomerIn(Strict):
    tags: list[_Short] = Field(default_factory=list, max_length=50, examples=[["老客户", "急性子"]])


class ContextIn(Strict):
    platform: _Short = Field("", description="tmall · taobao · jd · pdd · douyin · kuaishou；空则用店铺的")
    sku: _Short | None = Field(None, description="顾客正在看的商品", examples=["KFR-35GW"])
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

    shop: _Short | None = Field(None, description="店铺短名；密钥只属于一家店时可省略", examples=["rules"])
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
