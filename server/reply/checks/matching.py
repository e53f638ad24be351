"""Rules of the packs against a text: every match that no exemption covers becomes a finding."""

from __future__ import annotations

import re
from collections.abc import Iterator

from prompts.rule_packs import Exemptions, Rule, RulePacks, ViewName
from server.reply.checks.view import CLAUSE_ENDS, SENTENCE_ENDS, View, make_view
from server.reply.types import Finding, Level


class Matcher:
    """A text with its views, each made once."""

    def __init__(self, text: str, packs: RulePacks) -> None:
        self._text = text
        self._lookalikes = packs.lookalikes
        self._views: dict[ViewName, View] = {}

    def findings(self, rule: Rule) -> Iterator[Finding]:
        view = self.view(rule.view)
        for pattern in rule.patterns:
            for match in pattern.finditer(view.text):
                if match.end() > match.start() and not _exempt(rule.unless, view, match):
                    start, end = view.span(match.start(), match.end())
                    yield finding(rule, start, end, self._text, match.group())

    def view(self, name: ViewName) -> View:
        if name not in self._views:
            self._views[name] = make_view(self._text, name, self._lookalikes)
        return self._views[name]


def finding(rule: Rule, start: int, end: int, text: str, found: str = "", **more: str) -> Finding:
    """`found` is the words as the rule read them, by which `rewrites` are chosen; the reason quotes the original."""
    reason = rule.reason.format(found=text[start:end], **more)
    return Finding(
        check=rule.check,
        rule=rule.id,
        level=Level(rule.level),
        start=start,
        end=end,
        reason=f"{reason}（{rule.basis}）" if rule.basis else reason,
        suggestion=rule.rewrites.get(found, rule.suggestion),
    )


def _exempt(unless: Exemptions, view: View, match: re.Match[str]) -> bool:
    start, end = match.span()
    text = view.text
    for pattern in unless.within:
        for cover in pattern.finditer(text):
            if cover.start() <= start and end <= cover.end():
                return True
    left, right = view.around(start, end, SENTENCE_ENDS)
    if any(pattern.search(text, left, start) for pattern in unless.before):
        return True
    if any(pattern.match(text, end, right) for pattern in unless.after):
        return True
    if any(pattern.search(text, left, right) for pattern in unless.sentence):
        return True
    left, right = view.around(start, end, CLAUSE_ENDS)
    return any(pattern.search(text, left, right) for pattern in unless.clause)
