"""Upsell with manners: at most one proposal to buy, of goods in stock, and none where the customer is unhappy."""

from __future__ import annotations

import re
from collections.abc import Iterator

from server.reply.checks.examination import Examination
from server.reply.checks.matching import finding
from server.reply.types import Finding, Mood

_SENTENCE = re.compile(r"[^。！？!?\n]+")


def check_upsell(exam: Examination) -> Iterator[Finding]:
    subject, packs = exam.subject, exam.packs
    proposals = [found for rule in packs.rules("upsell") if rule.patterns for found in exam.matcher.findings(rule)]
    if not proposals:
        return
    if subject.mood in (Mood.UNHAPPY, Mood.ANGRY):
        for found in proposals:
            yield finding(packs.rule("upsell.unwelcome"), found.start, found.end, subject.text)
    sentences = [match.span() for match in _SENTENCE.finditer(subject.text)]
    with_proposal = [span for span in sentences if any(span[0] <= found.start < span[1] for found in proposals)]
    for start, end in with_proposal[1:]:
        yield finding(packs.rule("upsell.several"), start, end, subject.text)
    for product in subject.products:
        if product.stock == 0:
            at = subject.text.find(product.name)
            if product.name and any(start <= at < end for start, end in with_proposal):
                yield finding(packs.rule("upsell.out_of_stock"), at, at + len(product.name), subject.text)
