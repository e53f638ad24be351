"""Fidelity of not: a clause that is a source's own but for a 不 or 没 says the opposite of it (不掉色, 掉色).

Only near quotations are judged, for which the rest of the clause decides: paraphrases are grounding's matter. What a
source denies (不可浸泡) and nowhere affirms may not be affirmed in other words either (机身可以浸泡).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from knowledge.text.clauses import clauses, is_negated, pairs, stated_clauses, without_negation
from server.reply.checks.examination import Examination
from server.reply.checks.matching import finding
from server.reply.checks.stated import as_quoted
from server.reply.types import Finding

_FILLER = re.compile(r"[的了呢哦啊呀哈吧亲您你我们也都就还有得\s（）()「」“”\"：:、·\-*]")
_NEAR = 0.7  # of the pairs of both clauses together: one word more or less, not another statement
_HEDGED = re.compile(r"可能|也许|如果|若|要是|担心|怕|避免|防止|以免")
# What stands behind the 不 to the end of its clause: short enough to be one thing, and Chinese.
_DENIAL = re.compile(
    r"(?:不(?:可以?|能|支持|得|予|提供|接受|会)?|无法|禁止|请勿|切勿)(?P<what>[\u4e00-\u9fff]{2,6})\s*$"
)
_FEWEST = 3  # pairs; of shorter clauses the very same words are needed
_SHORTEST = 2
_LEAST = 0.5  # of each other's length; clauses further apart are not near, whatever they share


@dataclass(frozen=True, slots=True)
class _Claim:
    text: str
    negated: bool
    pairs: frozenset[str]


def check_negation(exam: Examination) -> Iterator[Finding]:
    text = exam.subject.text
    for part in exam.parts:
        said = [(clause, _claim(clause.text)) for clause in clauses(text, part.start, part.end)]
        if not said:
            continue
        held = [one.text for source in (*part.sources, exam.standing) for one in stated_clauses(source)]
        for clause, claim in said:
            if not claim.negated and not _HEDGED.search(clause.text) and (denial := _denied(clause.text, held)):
                rule = exam.packs.rule("fidelity.polarity")
                yield finding(rule, clause.start, clause.end, text, source=denial.strip())
                continue
            if len(claim.pairs) < _SHORTEST:
                continue
            near = _NEAR if len(claim.pairs) >= _FEWEST else 1.0
            alike = [_claim(one) for one in held if _LEAST * len(clause.text) < len(one) < len(clause.text) / _LEAST]
            against = max(
                ((_nearness(claim, one), one.text) for one in alike if one.negated != claim.negated), default=(0.0, "")
            )
            if _led_in(clause.text, against[1]):
                continue
            if against[0] >= near and against[0] > max(
                (_nearness(claim, one) for one in alike if one.negated == claim.negated), default=0.0
            ):
                rule = exam.packs.rule("fidelity.polarity")
                yield finding(rule, clause.start, clause.end, text, source=against[1].strip())


def _denied(said: str, held: Sequence[str]) -> str:
    """The clause of a source whose denied end recurs here, when no clause affirms it; empty when there is none."""
    for source in held:
        if (
            (match := _DENIAL.search(source)) is None
            or match["what"] not in said
            or len(said.strip()) < len(match["what"]) + _SHORTEST
        ):
            continue
        if not any(match["what"] in one and not is_negated(one) for one in held):
            return source
    return ""


def _led_in(said: str, source: str) -> bool:
    """A cell quoted behind words that say not (不予安装的说明是…) is still quoted."""
    value = as_quoted(source.rpartition("：")[2])
    bare = as_quoted(said)
    return len(value) > _FEWEST and bare.endswith(value) and bare[: -len(value)].endswith(("是", "为", "：", ":"))


@lru_cache(maxsize=8192)  # the same passages are read for every draft
def _claim(clause: str) -> _Claim:
    return _Claim(clause, is_negated(clause), pairs(_FILLER.sub("", without_negation(clause))))


def _nearness(one: _Claim, other: _Claim) -> float:
    shared = len(one.pairs & other.pairs)
    return shared / (len(one.pairs) + len(other.pairs) - shared) if shared else 0.0
