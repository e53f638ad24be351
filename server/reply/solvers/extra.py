"""What carrying upstairs, keeping or extra length costs for the number that the customer states."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from knowledge.text import comparable
from knowledge.types import Passage, Product
from server.reply.evidence.catalogue import money
from server.reply.evidence.given import Evidence, PartEvidence, Style
from server.reply.solvers.charges import Charge, Unit, charges_of
from server.reply.solvers.goods import is_for, kind_of
from server.reply.solvers.quantities import in_base, plain
from server.reply.solvers.solved import Solved
from server.reply.solvers.topics import asks
from server.reply.types import Role, Sentence

_NO_LIFT = re.compile(r"(?:没有?|无|不带|没装|没得)(?:有)?电梯|步梯|楼梯|爬楼|走楼|电梯(?:进不去|坏|太小|装不下)")
_FLOOR = re.compile(r"(\d+)(?:楼|层)(?![以及])")
_DAY = re.compile(r"(\d+)(?:天|日)(?!内|之内)")
_LONG = re.compile(r"(?<![\d.])(?P<n>\d+(?:\.\d+)?)(?P<u>米|公分|厘米|cm|m)(?P<half>半)?(?P<tail>\d{1,2})?(?!\d)")
_HELD = 0.5  # of the question's words beside the number that the rule's own sentence must hold
_WITH_ANOTHER = re.compile(r"运费|邮费|快递费|安装费|组装费|货款|连同|带上")


def solve_extra(part: PartEvidence, evidence: Evidence, style: Style, passages: Sequence[Passage]) -> Solved | None:
    """None unless such a fee is asked, one number is stated and one rule of the shop decides."""
    words = style.wording.solving
    if not asks(words, "extra", part.part) or _WITH_ANOTHER.search(comparable(part.part)):
        return None
    charges = charges_of(passages)
    told = comparable(" ".join(m.text for m in evidence.conversation.messages[-4:] if m.role is Role.CUSTOMER))
    product = evidence.products[0] if evidence.products else None
    for unit in Unit:
        stated = _stated(unit, comparable(part.part), part.part)
        able = [one for one in charges if one.unit is unit]
        if stated is None or not able or (unit is Unit.FLOOR and not _NO_LIFT.search(told)):
            continue
        chosen = _chosen(able, part.part, product, passages, style)
        cost = chosen.cost(stated[0]) if chosen else None
        if chosen is None or cost is None or stated[1] not in told:
            return None  # a number that was mended (三米五) cannot be handed back, and a sum needs it
        key = "extra_free" if cost == 0 else "extra"
        line = words.lines[key].format(rule=chosen.said, stated=stated[1], total=money(cost))
        return Solved((Sentence(line, (chosen.number,)),))
    return None


def _stated(unit: Unit, text: str, written: str) -> tuple[Decimal, str] | None:
    """The one number of this unit that the question states, with its words."""
    if unit is Unit.METRE:
        lengths = list(_LONG.finditer(plain(written)))
        if len(lengths) != 1:
            return None
        match = lengths[0]
        tail = match["tail"] or ("5" if match["half"] else "")
        return in_base(match["n"], match["u"].lower(), tail) / 100, comparable(match[0])
    pattern = {Unit.FLOOR: _FLOOR, Unit.DAY: _DAY}.get(unit)
    found = list(pattern.finditer(text)) if pattern else []
    return (Decimal(found[0][1]), found[0][0]) if len(found) == 1 else None


def _chosen(
    charges: Sequence[Charge], question: str, product: Product | None, passages: Sequence[Passage], style: Style
) -> Charge | None:
    """The rule for these goods before the general one; of several, the one that holds the question's words."""
    own = [one for one in charges if one.goods and _is_about(one.goods, comparable(question), product, passages)]
    able = own or [one for one in charges if not one.goods]
    terms = style.reader.terms(question).all
    weight = sum(term.weight for term in terms)
    if able and able[0].unit not in (Unit.FLOOR, Unit.DAY):
        able = [one for one in able if weight and sum(t.weight * t.met(one.line) for t in terms) / weight >= _HELD]
    return able[0] if len({(one.free, one.fee, one.whole) for one in able}) == 1 else None


def _is_about(goods: str, question: str, product: Product | None, passages: Sequence[Passage]) -> bool:
    if product is not None and is_for(goods, kind_of(product, passages), product):
        return True
    return any(piece in question for piece in re.split(r"[、和及与]", goods) if len(piece) > 1)
