"""Voice: the shop's forbidden wording, the platform's length and the emoji that the shop allows."""

from __future__ import annotations

import re
from collections.abc import Iterator

from server.reply.checks.examination import Examination
from server.reply.checks.matching import finding
from server.reply.types import Finding

_EMOJI = re.compile("[\U0001f300-\U0001faff\u2600-\u27bf\u2b50\u2b55\U0001f1e6-\U0001f1ff]")


def check_voice(exam: Examination) -> Iterator[Finding]:
    text, rules, packs = exam.subject.text, exam.subject.voice, exam.packs
    for word in rules.forbidden:
        for match in re.finditer(re.escape(word), text):
            yield finding(packs.rule("voice.forbidden"), *match.span(), text)
    if rules.max_chars is not None and len(text) > rules.max_chars:
        yield finding(packs.rule("voice.length"), rules.max_chars, len(text), text, limit=str(rules.max_chars))
    if rules.emoji is not None:
        for match in _EMOJI.finditer(text):
            if match.group() not in rules.emoji:
                yield finding(packs.rule("voice.emoji"), *match.span(), text)
