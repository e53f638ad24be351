"""Compliance: the packs of the platform and of the goods' category against the text."""

from __future__ import annotations

from collections.abc import Iterator

from server.reply.checks.examination import Examination
from server.reply.types import Finding


def check_compliance(exam: Examination) -> Iterator[Finding]:
    platform = exam.subject.conversation.context.platform
    for rule in exam.packs.rules("compliance", platform=platform, category=exam.subject.category):
        yield from exam.matcher.findings(rule)
