"""The order in view, as workbenches send it: our names, the other common ones, and everything else as facts."""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated, Any

from pydantic import Field, model_validator

from knowledge.types import Sku
from server.api.schemas.strict import Moment, Strict
from server.reply.types import Order, OrderLine

Short = Annotated[str, Field(max_length=200)]
_FACT_CHARS = 2000

# Workbenches and exports name the same things differently; an order is never refused for that.
_ORDER_NAMES = {
    "number": ("id", "order_id", "order_no", "order_number", "order_sn", "订单号", "订单编号"),
    "status": ("state", "order_status", "订单状态", "状态"),
    "paid_at": ("pay_time", "paid_time", "payment_time", "paid", "付款时间", "支付时间"),
    "created_at": ("create_time", "order_time", "ordered_at", "placed_at", "下单时间", "创建时间"),
    "shipped_at": ("ship_time", "delivery_time", "sent_at", "dispatched_at", "发货时间"),
    "received_at": ("receive_time", "signed_at", "sign_time", "delivered_at", "签收时间", "收货时间"),
    "amount": ("total", "total_amount", "pay_amount", "paid_amount", "实付", "实付金额", "金额"),
    "carrier": ("express", "express_company", "logistics_company", "快递", "快递公司", "物流公司"),
    "tracking_number": ("tracking_no", "express_no", "waybill", "logistics_no", "快递单号", "物流单号", "运单号"),
    "lines": ("items", "products", "goods", "skus", "商品"),
}
_LINE_NAMES = {
    "sku": ("sku_id", "id", "product_id", "code", "商品编码", "货号"),
    "name": ("title", "product_name", "商品名称"),
    "quantity": ("qty", "count", "num", "数量"),
    "price": ("unit_price", "pay_price", "单价"),
}


class OrderLineIn(Strict):
    sku: Short = ""
    name: Short = ""
    quantity: int = Field(1, ge=1, le=100_000)
    price: Decimal | None = Field(None, ge=0)

    @model_validator(mode="before")
    @classmethod
    def _accept(cls, value: Any) -> Any:
        if isinstance(value, str):
            return {"sku": value}
        if not isinstance(value, Mapping):
            return value
        known, _ = _renamed(value, _LINE_NAMES)
        return known


class OrderIn(Strict):
    """工作台里正在看的订单。不认识的字段原样放进 facts，不会因此被拒绝。"""

    number: Short = ""
    status: Short = ""
    paid_at: Moment | None = None
    created_at: Moment | None = None
    shipped_at: Moment | None = None
    received_at: Moment | None = None
    amount: Decimal | None = Field(None, ge=0)
    carrier: Short = ""
    tracking_number: Short = ""
    lines: list[OrderLineIn] = Field(default_factory=list, max_length=200)
    facts: dict[Short, str] = Field(default_factory=dict, max_length=100)

    @model_validator(mode="before")
    @classmethod
    def _accept(cls, value: Any) -> Any:
        if isinstance(value, str):
            return {"number": value}
        if not isinstance(value, Mapping):
            return value
        facts = value.get("facts", {})
        known, rest = _renamed({name: each for name, each in value.items() if name != "facts"}, _ORDER_NAMES)
        told = {str(name): _text(each) for name, each in rest.items() if each not in (None, "", [], {})}
        return {**known, "facts": {**told, **facts} if isinstance(facts, Mapping) else facts}

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


def _renamed(value: Mapping[Any, Any], names: Mapping[str, tuple[str, ...]]) -> tuple[dict[str, Any], dict[Any, Any]]:
    """What is known under our names, and the rest. Our own name wins over another for the same thing."""
    known = {ours: value[ours] for ours in names if value.get(ours) is not None}
    used: set[Any] = set(names)
    for ours, others in names.items():
        for other in others:
            if ours not in known and value.get(other) is not None:
                known[ours] = value[other]
                used.add(other)
    return known, {name: each for name, each in value.items() if name not in used}


def _text(value: Any) -> str:
    return (value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))[:_FACT_CHARS]
