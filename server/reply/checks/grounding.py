"""Grounding: a sentence that cites passages is made of their words; one that hardly is gets a warning.

The measure is the share of the sentence's character pairs, courtesies aside, that its passages, the catalogue, the
order or the customer's words hold. It is a coarse net for what fidelity does not see: it warns and does not block.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from server.reply.checks.evidence import said
from server.reply.checks.examination import Examination
from server.reply.checks.matching import finding
from server.reply.types import Finding, Role

_COURTESY = re.compile(
    r"亲+爱?的?|您好?|你好?|哦|呢|呀|啊|哈|~|～|请|麻烦|谢谢|感谢|抱歉|不好意思|放心|可以|我们|咱们|这边|这款|我|的|了|是|[^\w]"
)
_SHORTEST = 6  # characters: shorter sentences assert little
_LEAST_SHARED = 0.34  # a third: paraphrases keep more of their source's words than that


def check_grounding(exam: Examination) -> Iterator[Finding]:
    subject = exam.subject
    if not subject.sentences:
        return
    cited = {sentence.text for sentence in subject.sentences if sentence.citations}
    always = exam.standing + said(subject.conversation, Role.CUSTOMER)
    for part in exam.parts:
        words = subject.text[part.start : part.end]
        pairs = _pairs(words)
        if words not in cited or len(pairs) < _SHORTEST:
            continue
        held = _pairs(always).union(*map(_pairs, part.sources))
        if len(pairs & held) < _LEAST_SHARED * len(pairs):
            yield finding(exam.packs.rule("grounding.weak"), part.start, part.end, subject.text)


@lru_cache(maxsize=512)  # the same passages are read for every draft made from them
def _pairs(text: str) -> frozenset[str]:
    bare = _COURTESY.sub("", text.lower())
    return frozenset(bare[at : at + 2] for at in range(len(bare) - 1))
