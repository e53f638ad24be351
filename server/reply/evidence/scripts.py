"""Approved scripts (话术): used word for word when the scenario truly matches and every slot can be filled."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from knowledge.text import comparable
from knowledge.types import ChunkKind, Passage, Product, Script
from server.reply.evidence.catalogue import money
from server.reply.evidence.fitting import fits
from server.reply.evidence.terms import Reader, Terms
from server.reply.evidence.units import Unit, quotable
from server.reply.types import Order

_SLOT = re.compile(r"\{([^{}]{1,20})\}")
# What script writers leave for the agent to fill in; such a line is not ready to be sent.
_BLANK = re.compile(r"x{2,}|×{2,}|_{2,}|\*{3,}|【\s*】|（\s*）|\(\s*\)|某某|…{2,}天", re.I)
_SLOT_NAMES = {
    "order_number": ("订单号", "订单编号", "order", "order_number"),
    "status": ("订单状态", "状态", "status"),
    "carrier": ("快递", "快递公司", "物流公司", "carrier"),
    "tracking": ("运单号", "快递单号", "物流单号", "单号", "tracking_number"),
    "product": ("商品", "商品名", "商品名称", "产品", "产品名", "宝贝", "product"),
    "price": ("价格", "售价", "到手价", "price"),
    "benefit": ("优惠", "活动", "赠品", "benefit"),
    "address": ("称呼", "客户", "买家", "昵称", "客户昵称", "name"),
}
_ALTERNATIVES = re.compile(r"\s*[/|｜；;\n]\s*")
_COMMA = re.compile(r"[，,]")
# Both directions: the scenario is what the question says, and the question says nothing that the scenario leaves out.
_COVERS, _COVERED = 0.7, 0.55
# Lines that open, close or follow up a chat answer nothing that a customer asks.
_NO_ANSWER = re.compile(r"招呼|问候|欢迎|进店|道别|结束语|跟进|回访|催付|未下单|未付款")
_LIKELIEST = 4  # scripts that stand as candidates beside sentences


@dataclass(frozen=True, slots=True)
class Filled:
    """A script ready to be sent; `script.passage` is its source when it has one."""

    script: Script
    text: str
    match: float


def known_slots() -> tuple[str, ...]:
    """Every name that a slot may have, for writers of scripts."""
    return tuple(name for names in _SLOT_NAMES.values() for name in names)


def main_slots() -> tuple[str, ...]:
    """One name for each thing that a slot can hold: what to offer to writers."""
    return tuple(names[0] for names in _SLOT_NAMES.values())


def slots_of(text: str) -> tuple[str, ...]:
    """The names of the slots in a text, each once, in their order."""
    return tuple(dict.fromkeys(name.strip() for name in _SLOT.findall(text)))


def slot_values(order: Order | None, product: Product | None, address: str) -> dict[str, str]:
    """What is known now, under every name that script writers give it."""
    known = {
        "order_number": order.number if order else "",
        "status": order.status if order else "",
        "carrier": order.carrier if order else "",
        "tracking": order.tracking_number if order else "",
        "product": product.name if product else "",
        "price": money(product.price) if product and product.price is not None else "",
        "benefit": product.benefit if product else "",
        "address": address,
    }
    return {name: value for key, value in known.items() if value for name in _SLOT_NAMES[key]}


def choose_script(scripts: Sequence[Script], terms: Terms, reader: Reader, values: Mapping[str, str]) -> Filled | None:
    """The best script whose scenario is the question's; None when none truly matches or can be filled."""
    best: Filled | None = None
    for script in scripts:
        if script.passage is not None and not quotable(script.passage):
            continue
        match = _match(script, terms, reader)
        text = fill(script.text, values)
        if match and text is not None and fits(text, terms, reader)[0] and (best is None or match > best.match):
            best = Filled(script, text, match)
    return best


def script_units(scripts: Sequence[Script], passages: Sequence[Passage], values: Mapping[str, str]) -> list[Unit]:
    """The likeliest scripts that can be filled, as candidates beside sentences; `scripts` come best first."""
    numbers = {passage.chunk.id: number for number, passage in enumerate(passages, start=1)}
    units: list[Unit] = []
    answering = (script for script in scripts if not _NO_ANSWER.search(f"{script.stage}｜{script.scenario}"))
    for script in islice(answering, _LIKELIEST):
        text = fill(script.text, values)
        if text is None or script.passage is None or not quotable(script.passage):
            continue
        scenario, plain = comparable(script.scenario), comparable(text)
        units.append(
            Unit(
                body=text,
                lead="",
                number=numbers.get(script.passage.chunk.id, 0),
                position=0,
                heading=scenario,
                around=plain,
                plain=plain,
                kind=ChunkKind.SCRIPT,
                skus=script.passage.chunk.skus,
                question=scenario,
                compared=text,
            )
        )
    return units


def fill(text: str, values: Mapping[str, str]) -> str | None:
    """`text` with its slots filled; None when one cannot be, or a blank was left for the agent."""
    names = _SLOT.findall(text)
    if any(name.strip() not in values for name in names) or _BLANK.search(text):
        return None
    return _SLOT.sub(lambda match: values[match[1].strip()], text)


def _match(script: Script, terms: Terms, reader: Reader) -> float:
    """The best of the scenario's alternatives ("催发货/什么时候发货")."""
    ways = [way for way in _ALTERNATIVES.split(script.scenario) if way.strip()]
    return max((_match_one(way, script.text, terms, reader) for way in ways), default=0.0)


def _match_one(scenario: str, text: str, terms: Terms, reader: Reader) -> float:
    way, said = comparable(scenario), comparable(text)
    weight = sum(term.weight for term in terms.focus)
    if not weight:
        return 0.0
    by_scenario = sum(t.weight * t.met(way) for t in terms.focus) / weight
    covered = sum(t.weight * max(t.met(way), 0.8 * t.met(said)) for t in terms.all) / terms.weight
    wanted = [t for t in reader.terms(_COMMA.sub(" ", scenario)).focus if not t.required]
    total = sum(t.weight for t in wanted)
    reached = sum(t.weight * t.met(terms.text) for t in wanted) / total if total else 0.0
    good = covered >= _COVERS and by_scenario > 0 and reached >= _COVERED
    return (by_scenario + covered + reached) / 3 if good else 0.0
