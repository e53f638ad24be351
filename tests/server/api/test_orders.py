from datetime import UTC, datetime
from decimal import Decimal

import pytest
from pydantic import ValidationError

from server.api.schemas.order import OrderIn


def test_other_workbenches_names_for_the_same_things_are_understood() -> None:
    order = OrderIn.model_validate(
        {
            "order_no": "A1",
            "状态": "已发货",
            "pay_time": "2026-01-02T08:00:00+08:00",
            "items": [{"sku_id": "X-1", "qty": 2}, "X-2"],
            "实付": "199.00",
        }
    ).to_order()
    assert (order.number, order.status, order.amount) == ("A1", "已发货", Decimal("199.00"))
    assert order.paid_at == datetime(2026, 1, 2, tzinfo=UTC)
    assert [(line.sku, line.quantity) for line in order.lines] == [("X-1", 2), ("X-2", 1)]


def test_what_is_not_known_becomes_a_fact_and_is_not_refused() -> None:
    order = OrderIn.model_validate({"gift": "杯子", "address": {"省": "新疆"}, "note": None, "facts": {"备注": "急"}})
    assert dict(order.to_order().facts) == {"gift": "杯子", "address": '{"省": "新疆"}', "备注": "急"}


def test_our_own_name_wins_over_another() -> None:
    assert OrderIn.model_validate({"number": "1", "id": "2"}).number == "1"


def test_a_time_that_is_no_time_is_refused() -> None:
    with pytest.raises(ValidationError, match="paid_at"):
        OrderIn.model_validate({"pay_time": "yesterday"})
