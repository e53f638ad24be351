"""Injection: the text must not obey instructions hidden in the chat or in documents, nor speak of its own making."""

from __future__ import annotations

import re
from collections.abc import Iterator

from server.reply.checks.evidence import may_be_told
from server.reply.checks.examination import Examination
from server.reply.checks.matching import finding
from server.reply.types import Finding

_LINK = re.compile(
    r"(?:https?://|www\.)[^\s，。；、！？<>\"']+|(?<![\w.@])[a-z0-9\-]+(?:\.[a-z0-9\-]+)*\.(?:com|cn|net|top|xyz|cc|shop|vip|io|me|link|club)\b[^\s，。；、！？]*",
    re.IGNORECASE,
)
_COUPON = re.compile(
    r"(?:优惠码|折扣码|券码|兑换码|优惠券码|口令|暗号|邀请码|coupon|code)[是为:：“\"「【\s]{0,4}(?P<value>[A-Za-z0-9][A-Za-z0-9\-_]{2,23})",
    re.IGNORECASE,
)


def check_injection(exam: Examination) -> Iterator[Finding]:
    subject, packs = exam.subject, exam.packs
    for rule in packs.rules("injection"):
        yield from exam.matcher.findings(rule)
    held = "\n".join([exam.standing, *(passage.text for passage in subject.passages if may_be_told(passage))]).lower()
    for match in _LINK.finditer(subject.text):
        if match.group().lower().rstrip("/.") not in held:
            yield finding(packs.rule("injection.link"), *match.span(), subject.text)
    for match in _COUPON.finditer(subject.text):
        if match.group("value").lower() not in held:
            yield finding(packs.rule("injection.coupon"), *match.span("value"), subject.text)
