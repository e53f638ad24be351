"""Privacy: no personal data that neither this customer, nor the order in view, nor the shop's own texts gave."""

from __future__ import annotations

import re
from collections.abc import Iterator

from server.reply.checks.evidence import may_be_told
from server.reply.checks.examination import Examination
from server.reply.checks.matching import finding
from server.reply.masking import find_personal, placeholders
from server.reply.types import Finding

_SIGNS = re.compile(r"[\s\-.·_/—–~()（）+]")


def check_privacy(exam: Examination) -> Iterator[Finding]:
    subject, packs = exam.subject, exam.packs
    for start, end in placeholders(subject.text):
        yield finding(packs.rule("privacy.placeholder"), start, end, subject.text)
    found = find_personal(subject.text)
    if not found:
        return
    given = _plain(
        "\n".join(
            [
                exam.standing,
                *(message.text for message in subject.conversation.messages),
                *(passage.text for passage in subject.passages if may_be_told(passage)),
            ]
        )
    )
    for personal in found:
        if _plain(subject.text[personal.start : personal.end]) not in given:
            rule = packs.rule("privacy.foreign_data")
            yield finding(rule, personal.start, personal.end, subject.text, kind=personal.kind.value)


def _plain(text: str) -> str:
    return _SIGNS.sub("", text).lower()
