"""Upsell with manners: at most one proposal to buy, of goods in stock with a price, and none where it is unwelcome.

A sentence proposes when it is worded so, or when it speaks of the product that the drafting chose to offer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from knowledge.text import comparable
from knowledge.types import Product
from server.reply.checks.evidence import said
from server.reply.checks.examination import Examination
from server.reply.checks.matching import finding
from server.reply.types import Finding, Mood, Role, Stage

_SENTENCE = re.compile(r"[^。！？!?\n]+")
_AFTER_PURCHASE = {Stage.IN_SALE, Stage.AFTERSALE}


def check_upsell(exam: Examination) -> Iterator[Finding]:
    subject, packs = exam.subject, exam.packs
    worded = list(exam.matcher.findings(packs.rule("upsell.proposal")))
    sentences = [match.span() for match in _SENTENCE.finditer(subject.text)]
    offered = _offered(exam)
    proposing = [
        (start, end)
        for start, end in sentences
        if any(start <= found.start < end for found in worded) or any(start <= at < end for at, _ in offered)
    ]
    if not proposing:
        return
    if subject.mood in (Mood.UNHAPPY, Mood.ANGRY):
        for start, end in proposing:
            yield finding(packs.rule("upsell.unwelcome"), start, end, subject.text)
    for start, end in proposing[1:]:
        yield finding(packs.rule("upsell.several"), start, end, subject.text)
    for product in subject.products:
        at = subject.text.find(product.name) if product.name else -1
        if product.stock == 0 and any(start <= at < end for start, end in proposing):
            yield finding(packs.rule("upsell.out_of_stock"), at, at + len(product.name), subject.text)
    for at, product in offered:
        if product.price is None:
            yield finding(packs.rule("upsell.unpriced"), at, at + len(product.name), subject.text)
        for name in _reasons(exam):
            yield finding(packs.rule(name), at, at + len(product.name), subject.text)


def _offered(exam: Examination) -> list[tuple[int, Product]]:
    """Where the text names the product that the drafting chose to offer, beyond the one asked about."""
    subject = exam.subject
    chosen = [product for product in subject.products[1:] if product.sku == subject.upsell and product.name]
    return [(at, product) for product in chosen if (at := subject.text.find(product.name)) >= 0]


def _reasons(exam: Examination) -> Iterator[str]:
    """The rules by which nothing may be offered now, whatever it is."""
    subject, packs = exam.subject, exam.packs
    if subject.stage in _AFTER_PURCHASE:
        yield "upsell.stage"
    told = comparable(said(subject.conversation, Role.CUSTOMER))
    for name in ("upsell.declined", "upsell.problem"):
        if any(pattern.search(told) for pattern in packs.rule(name).patterns):
            yield name
