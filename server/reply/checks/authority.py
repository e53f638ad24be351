"""Authority: every commitment of the text against what passages grant, what the agent may, and the price floor.

What a passage grants to customers is no commitment beyond it. The floor is the catalogue's: below it nobody sells.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from knowledge.text.figures import find_figures
from knowledge.text.figures import types as kinds
from server.reply.checks.commitments import Amounts, Commitment, amounts_of, find_commitments
from server.reply.checks.examination import Examination
from server.reply.checks.floors import floor_of
from server.reply.checks.matching import finding
from server.reply.checks.subject import Authority
from server.reply.types import Finding

_LINE = re.compile(r"[。；;\n]")
_FINAL_PRICE = re.compile(r"算|改[价成到]|拍下|到手|卖")


def check_authority(exam: Examination) -> Iterator[Finding]:
    subject = exam.subject
    for made in find_commitments(exam):
        if made.rule.id == "authority.claimed_step" and not subject.sentences:
            continue  # an agent's own words: only they know what they did
        if _granted_by_source(exam, made):
            continue
        if made.rule.id == "authority.discount" and (floor := _undercut(exam, made)) is not None:
            rule = exam.packs.rule("authority.floor")
            yield finding(rule, made.start, made.end, subject.text, floor=f"{floor:f}")
        elif not _allowed(made, subject.authority):
            yield finding(made.rule, made.start, made.end, subject.text)


def _granted_by_source(exam: Examination, made: Commitment) -> bool:
    """A source speaks of the same kind of commitment, and of the same amount when the text names one."""
    for part in exam.parts:
        if not part.start <= made.start < part.end:
            continue
        for source in (*part.sources, exam.standing):
            for line in _LINE.split(source):
                if any(grant.search(line) for grant in made.rule.grants) and _covers(line, made.amounts):
                    return True
    return False


def _covers(line: str, claimed: Amounts) -> bool:
    granted, figures = amounts_of(line), find_figures(line)
    yuan = claimed.yuan is None or any(f.kind == kinds.MONEY and f.value == claimed.yuan for f in figures)
    percent = claimed.percent is None or granted.percent == claimed.percent
    months = claimed.months is None or any(f.kind == kinds.MONTHS and f.value == claimed.months for f in figures)
    return yuan and percent and months


def _undercut(exam: Examination, made: Commitment) -> Decimal | None:
    """The floor of the product in view, when what is offered lies below it."""
    product = next(iter(exam.subject.products), None)
    floor = None if product is None else floor_of(product)
    if product is None or floor is None:
        return None
    words = exam.subject.text[made.start : made.end]
    yuan, percent, price = made.amounts.yuan, made.amounts.percent, product.price
    if yuan is not None and _FINAL_PRICE.search(words):
        return floor if yuan < floor else None
    if price is None:
        return None
    left = price - (yuan or 0) - price * (percent or 0) / 100
    return floor if left < floor else None


def _allowed(made: Commitment, may: Authority) -> bool:
    yuan, percent, months = made.amounts.yuan, made.amounts.percent, made.amounts.months
    limits = {
        "authority.compensation": yuan is not None and yuan <= may.compensation,
        "authority.refund": yuan is not None and yuan <= may.refund,
        "authority.discount": (yuan is not None and yuan <= may.discount)
        or (percent is not None and percent <= may.discount_percent),
        "authority.gift": may.gifts,
        "authority.price_match": may.price_match,
        "authority.delivery_date": may.delivery_dates,
        "authority.resend": may.resends,
        "authority.warranty": months is not None and months <= may.warranty_months,
    }
    return limits.get(made.rule.id, False)
