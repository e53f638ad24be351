"""Compliance: the packs of the platform and of the goods' category against the text, and what reads like it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from prompts.rule_files import CheckName
from server.reply.checks.examination import Examination
from server.reply.types import Finding


def check_compliance(exam: Examination) -> Iterator[Finding]:
    yield from findings_of(exam, "compliance")


def findings_of(exam: Examination, check: CheckName) -> list[Finding]:
    """What patterns find, and sentences in which they find nothing of a family that they are like."""
    platform = exam.subject.conversation.context.platform
    rules = exam.packs.rules(check, platform=platform, category=exam.subject.category)
    found = [finding for rule in rules for finding in exam.matcher.findings(rule)]
    alike = [one for rule in rules if rule.alike for one in exam.matcher.alike(rule) if not _is_known(one, found)]
    return [*found, *alike]


def _is_known(sentence: Finding, found: Iterable[Finding]) -> bool:
    family = sentence.rule.rpartition(".")[0]
    return any(sentence.start <= one.start < sentence.end and one.rule.startswith(family) for one in found)
