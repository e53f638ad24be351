"""Fidelity of rates: "110元/公斤" is another sum than the 110元 that a source asks for the whole parcel.

An amount said by weight, length, area, volume, time or person must stand by that measure in its sources. By the piece
is how goods are priced, whatever the source writes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from knowledge.text.figures import Figure
from knowledge.text.figures import types as kinds
from server.reply.checks.examination import Examination
from server.reply.checks.matching import finding
from server.reply.checks.support import supported
from server.reply.types import Finding

_MEASURED = {
    kinds.WEIGHT: "公斤|千克|kg|市斤|斤|克|g|吨",
    kinds.LENGTH: "公里|千米|km|厘米|cm|米|m",
    kinds.AREA: "平方米|平米|平方|平|㎡|m2|m²",
    kinds.VOLUME: "毫升|ml|升|l|立方米?",
    "hour": "小时|钟头|h",
    "day": "天|日|晚",
    "week": "周|星期",
    "month": "个?月",
    "year": "年",
    "person": "人|位",
}
_UNITS = "|".join(f"(?P<u{number}>{units})" for number, units in enumerate(_MEASURED.values()))
_BEHIND = re.compile(rf"\s*(?:/|／|每|一)\s*(?:{_UNITS})(?![a-z\u5185\u4ee5])", re.IGNORECASE)
_BEFORE = re.compile(rf"[每按]一?(?:{_UNITS})(?:[^，,。；;\d]{{0,6}})$", re.IGNORECASE)
_ANYWHERE = re.compile(rf"(?:/|／|每|一|按)\s*(?:{_UNITS})(?![a-z])", re.IGNORECASE)


def check_rates(exam: Examination) -> Iterator[Finding]:
    text = exam.subject.text
    for part in exam.parts:
        for claim in exam.figures:
            if not part.start <= claim.start < part.end or claim.kind != kinds.MONEY:
                continue
            measure = _measure_of(text, claim, part.start, part.end)
            sources = exam.sources(part) if measure else []
            places = [(one, fact) for one in sources for fact in one.figures if supported(claim, [fact], "")]
            if places and not any(measure in _rates(one.text) for one, _ in places):
                rule = exam.packs.rule("fidelity.rate")
                source, fact = places[0]
                yield finding(rule, claim.start, claim.end, text, source=source.sentence(fact).strip())


def _measure_of(text: str, claim: Figure, start: int, end: int) -> str:
    """What the amount is said by, as the table names it; empty when by nothing."""
    match = _BEHIND.match(text, claim.end, end) or _BEFORE.search(text, start, claim.start)
    return _named(match) if match else ""


@lru_cache(maxsize=1024)  # the same passages are read for every draft
def _rates(source: str) -> frozenset[str]:
    """What the source counts by; "续重" is by weight without saying so."""
    by_weight = {kinds.WEIGHT} if "续重" in source else set()
    return frozenset(map(_named, _ANYWHERE.finditer(source))) | by_weight


def _named(match: re.Match[str]) -> str:
    return list(_MEASURED)[int((match.lastgroup or "u0")[1:])]
