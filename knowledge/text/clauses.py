"""Clauses that state something, and whether they deny it: how two texts are compared by yes and no. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

_SENTENCE = re.compile(r"[^。！!；;\n？?]+[？?]?")
_CLAUSE = re.compile(r"[^，,；;]+")
_ASKS = re.compile(r"[吗嘛么][呢啊呀]?$|[？?]$|(?:是否|能不能|可不可以|会不会|要不要|是不是|有没有|能否|可否)")

_NOT = re.compile(
    r"不(?![仅但过同管论断少锈久至妨已曾]|好意思|得不)|没有?(?!问题|关系|事)|无(?![理论线痕忧锡绳缝叶火油极人机])|未(?!来)|勿|"
    r"(?<![识区级性类分个特告辨])别(?![的家人墅])|禁止|谢绝|拒绝|免(?=[收付除])"
)


@dataclass(frozen=True, slots=True)
class Clause:
    """[start, end) of the text that it was read from; `sentence` is the one that it stands in."""

    text: str
    sentence: str
    start: int
    end: int


def clauses(text: str, start: int = 0, end: int | None = None) -> Iterator[Clause]:
    """Those that state something: questions do not."""
    for sentence in _SENTENCE.finditer(text, start, len(text) if end is None else end):
        for clause in _CLAUSE.finditer(text, *sentence.span()):
            if not _ASKS.search(clause.group()):
                yield Clause(clause.group(), sentence.group(), *clause.span())


@lru_cache(maxsize=1024)  # the same passages are read for every draft and by every check
def stated_clauses(source: str) -> tuple[Clause, ...]:
    return tuple(clauses(source))


def pairs(text: str) -> frozenset[str]:
    return frozenset(text[at : at + 2] for at in range(len(text) - 1))


def is_negated(words: str) -> bool:
    return len(_NOT.findall(words)) % 2 == 1


def without_negation(words: str) -> str:
    return _NOT.sub("", words)
