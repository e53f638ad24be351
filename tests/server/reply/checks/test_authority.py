"""What is promised to a customer is held against documents, the role's limits and the price floor."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest

from knowledge.errors import Config
from knowledge.types import Product, Sku
from prompts.rule_packs import RulePacks
from server.reply.checks import Authority, Subject, run_checks
from server.reply.checks.roles import authority_of

Rules = Callable[..., list[str]]
Make = Callable[..., Subject]
LAMP = Product(Sku("L1"), "护眼台灯", price=Decimal(200), attributes=(("底价", "170元"), ("色温", "4000K")))


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("给您延长一年质保吧", "authority.warranty"),
        ("我们帮您多质保2年", "authority.warranty"),
        ("马上给您补发一个", "authority.resend"),
        ("这边直接给您换新", "authority.resend"),
        ("我给您重新寄一份", "authority.resend"),
    ],
)
def test_more_kinds_of_commitment_need_a_source_or_authority(rules: Rules, text: str, rule: str) -> None:
    assert rule in rules(text, "有问题请联系客服", of="authority")


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("给您延长1年质保", "注册会员后整机质保延长1年"),
        ("给您补发一个", "少件漏发的，核实后2天内补发"),
        ("核实后给您换新", ""),
        ("我帮您申请换新看看", ""),
        ("不能给您补发的", ""),
    ],
)
def test_what_a_source_grants_or_nobody_promises_passes(rules: Rules, text: str, source: str) -> None:
    assert rules(text, source, of="authority") == []


def test_a_draft_may_not_say_that_something_was_done(rules: Rules) -> None:
    for text in ("已经为您登记了。", "我帮您申请加急。", "刚才已经联系仓库了。", "已帮您备注优先。"):
        assert "authority.claimed_step" in rules(text, "我们会尽快处理", cite=[[1]], of="authority"), text
    assert rules("已经为您登记了。", "已经为您登记了，请留意消息", cite=[[1]], of="authority") == []


def test_an_agent_may_say_what_they_did(rules: Rules) -> None:
    assert rules("已经为您登记了", "我们会尽快处理", of="authority") == []


def _found(text: str, may: Authority, subject: Make, packs: RulePacks) -> list[str]:
    checked = run_checks(replace(subject(text, products=[LAMP]), authority=may), packs)
    return [finding.rule for finding in checked if finding.check == "authority"]


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        ("给您优惠30元", []),
        ("给您优惠31元", ["authority.floor"]),
        ("帮您打9折", []),
        ("帮您打8折", ["authority.floor"]),
        ("给您改价到175元", []),
        ("给您改价到165元", ["authority.floor"]),
    ],
)
def test_nobody_sells_below_the_floor(text: str, rules: list[str], packs: RulePacks, subject: Make) -> None:
    may = Authority(discount=Decimal(500), discount_percent=Decimal(50))
    assert _found(text, may, subject, packs) == rules


def test_the_floor_is_no_price_for_customers(rules: Rules) -> None:
    assert rules("护眼台灯170元", products=[LAMP], of="fidelity") == ["fidelity.price"]
    assert rules("护眼台灯200元", products=[LAMP], of="fidelity") == []


def test_warranty_and_resending_are_limits_of_a_role(packs: RulePacks, subject: Make) -> None:
    may = Authority(resends=True, warranty_months=Decimal(6))
    assert _found("给您补发一个", may, subject, packs) == []
    assert _found("给您延长6个月质保", may, subject, packs) == []
    assert _found("给您延长1年质保", may, subject, packs) == ["authority.warranty"]


def test_a_role_may_what_the_roles_below_it_may() -> None:
    settings = {
        "authority.agent.compensation": "20",
        "authority.agent.gifts": "true",
        "authority.supervisor.compensation": "100",
        "colour": "red",
    }
    assert authority_of(["agent"], settings) == Authority(compensation=Decimal(20), gifts=True)
    assert authority_of(["agent", "supervisor"], settings) == Authority(compensation=Decimal(100), gifts=True)
    assert authority_of(["agent"], {}) == Authority()


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("authority.agent.presents", "1"),
        ("authority.agent.refund", "much"),
        ("authority.agent.refund", "-1"),
        ("authority.agent.gifts", "maybe"),
        ("authority.supervisor.refund", "NaN"),
    ],
)
def test_a_limit_that_makes_no_sense_is_refused(key: str, value: str) -> None:
    with pytest.raises(Config, match=key):
        authority_of(["agent"], {key: value})
