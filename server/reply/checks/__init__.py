"""Draft -> Check*: pure functions that say what in a text must not reach a customer, where, why, and what would do."""

from __future__ import annotations

from prompts.rule_packs import RulePacks
from server.reply.checks.authority import check_authority
from server.reply.checks.binding import check_binding
from server.reply.checks.columns import check_columns
from server.reply.checks.compliance import check_compliance
from server.reply.checks.coupling import check_coupling
from server.reply.checks.discretion import check_discretion
from server.reply.checks.examination import Examination
from server.reply.checks.fidelity import check_fidelity
from server.reply.checks.grounding import check_grounding
from server.reply.checks.injection import check_injection
from server.reply.checks.negation import check_negation
from server.reply.checks.polarity import check_polarity
from server.reply.checks.privacy import check_privacy
from server.reply.checks.promise import check_promise
from server.reply.checks.rates import check_rates
from server.reply.checks.subject import Authority, Subject, VoiceRules
from server.reply.checks.upsell import check_upsell
from server.reply.checks.voice import check_voice
from server.reply.types import Finding

__all__ = ["Authority", "Subject", "VoiceRules", "run_checks"]

_CHECKS = (
    check_fidelity,
    check_polarity,
    check_negation,
    check_binding,
    check_coupling,
    check_columns,
    check_rates,
    check_compliance,
    check_promise,
    check_authority,
    check_grounding,
    check_upsell,
    check_privacy,
    check_discretion,
    check_injection,
    check_voice,
)


def run_checks(subject: Subject, packs: RulePacks) -> tuple[Finding, ...]:
    """Every finding of every check, sorted by span, each one once. Pure; takes a few milliseconds."""
    exam = Examination(subject, packs)
    found = {finding for check in _CHECKS for finding in check(exam)}
    return tuple(sorted(found, key=lambda finding: (finding.start, finding.end, finding.rule, finding.reason)))
