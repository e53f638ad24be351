"""How much of an order points may pay where its sum sets the limit, by the shop's own rule.

"100分抵1元，一单最多抵实付的10%" for 3500 points on an order of 200 yuan: 20 yuan, not 35.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal

from knowledge.text import comparable, sentences
from knowledge.text.rowlines import without_row_lines
from knowledge.types import ChunkKind, Passage
from server.reply.evidence.catalogue import money
from server.reply.evidence.given import Evidence, PartEvidence, Style
from server.reply.evidence.units import quotable
from server.reply.solvers.solved import Solved
from server.reply.solvers.tables import unmarked
from server.reply.solvers.topics import asks
from server.reply.types import Sentence

_N = r"(\d+(?:\.\d+)?)"
_RATE = re.compile(rf"{_N}个?(?:积分|分)(?:可以?)?(?:抵扣?|兑换?|换|当|等于|=){_N}(?:元|块)")
_CAP = re.compile(rf"(?:最多|最高|不超过|上限)[^，,。；;%]{{0,14}}?{_N}%|{_N}%(?:为|是)?(?:上限|封顶)")
_MOST = re.compile(rf"(?:最多|最高|不超过|上限)[^，,。；;%]{{0,10}}?{_N}(?:元|块)")
_OWNED = re.compile(rf"{_N}(?:多)?个?(?:积分|分)(?!钟|期|之|抵|换|兑)")
_SUM = re.compile(rf"{_N}(?:元|块)")
_CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class _Rule:
    """`points` are worth `yuan`; `cap` is the share of an order that they may pay, `most` the sum. None: no limit."""

    points: Decimal
    yuan: Decimal
    cap: Decimal | None
    most: Decimal | None
    text: str
    number: int


def solve_points(part: PartEvidence, _: Evidence, style: Style, passages: Sequence[Passage]) -> Solved | None:
    """None unless the worth of a stated number of points is asked and one rule says it."""
    text = comparable(part.part)
    if not asks(style.wording.solving, "points", part.part):
        return None
    owned, amount = _OWNED.search(text), _SUM.search(text)
    rules = list(_rules(passages))
    if owned is None or len({(rule.points, rule.yuan, rule.cap, rule.most) for rule in rules}) != 1:
        return None
    rule = rules[0]
    if rule.cap is None:
        return _worth(rule, Decimal(owned[1]), style)
    if amount is None:
        return None
    most = (Decimal(amount[1]) * rule.cap).quantize(_CENT, ROUND_FLOOR)
    if worth_of(Decimal(owned[1]), rule.points, rule.yuan) < most:
        return None  # the points decide, not the order: the rule says it all
    line = style.wording.solving.lines["points_by_cap"].format(rule=rule.text, amount=amount[0], most=money(most))
    return Solved((Sentence(line, (rule.number,)),))


def _worth(rule: _Rule, owned: Decimal, style: Style) -> Solved:
    """Where no order's sum decides: what the points are worth, or the most that an order takes of them."""
    worth = worth_of(owned, rule.points, rule.yuan)
    is_beyond = rule.most is not None and worth > rule.most
    line = style.wording.solving.lines["points_beyond" if is_beyond else "points_worth"]
    shown = money(rule.most if rule.most is not None and is_beyond else worth)
    return Solved((Sentence(line.format(rule=rule.text, owned=money(owned), worth=shown), (rule.number,)),))


def worth_of(owned: Decimal, points: Decimal, yuan: Decimal) -> Decimal:
    """Only whole lots of `points` count."""
    return (owned / points).to_integral_value(ROUND_FLOOR) * yuan


def _rules(passages: Sequence[Passage]) -> Iterator[_Rule]:
    for number, passage in enumerate(passages, start=1):
        chunk = passage.chunk
        if not quotable(passage) or chunk.kind in (ChunkKind.SCRIPT, ChunkKind.TABLE_ROW):
            continue
        text = dict(chunk.fields).get("answer", "") or without_row_lines(chunk.text)
        whole = comparable(text)
        for sentence in sentences(text):
            flat = comparable(sentence)
            rate = _RATE.search(flat)
            cap = _CAP.search(flat) or _CAP.search(whole)
            if rate is None:
                continue
            share = Decimal(cap[1] or cap[2]) / 100 if cap else None
            limit = _MOST.search(flat) or _MOST.search(whole)
            most = Decimal(limit[1]) if limit else None
            yield _Rule(Decimal(rate[1]), Decimal(rate[2]), share, most, unmarked(sentence).rstrip("。；;"), number)
