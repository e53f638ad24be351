"""Compliance: the packs of the platform and of the goods' category against the text."""

from __future__ import annotations

from collections.abc import Iterator

from prompts.rule_packs import RulePacks
from server.reply.checks.matching import Matcher
from server.reply.checks.subject import Subject
from server.reply.types import Finding


def check_compliance(subject: Subject, packs: RulePacks) -> Iterator[Finding]:
    matcher = Matcher(subject, packs)
    platform = subject.conversation.context.platform
    for rule in packs.rules("compliance", platform=platform, category=subject.category):
        yield from matcher.findings(rule)
