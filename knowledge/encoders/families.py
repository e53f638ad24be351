"""What families of embedding models want in front of a text, for models that do not say it themselves."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Prefixes:
    query: str = ""
    passage: str = ""


# From the models' own cards. The first that matches the model's name wins; bge-m3 wants none.
_FAMILIES = (
    (re.compile(r"e5-.*instruct"), Prefixes("Instruct: Retrieve passages that answer the question\nQuery: ", "")),
    (re.compile(r"(^|[/_-])e5[_-]"), Prefixes("query: ", "passage: ")),
    (re.compile(r"bge-(small|base|large)-zh"), Prefixes("为这个句子生成表示以用于检索相关文章：", "")),
    (
        re.compile(r"bge-(small|base|large)-en"),
        Prefixes("Represent this sentence for searching relevant passages: ", ""),
    ),
)


def prefixes_for(model: str, query: str | None = None, passage: str | None = None) -> Prefixes:
    """The prefixes for a model's name (or folder); what is given explicitly, even "", stands."""
    name = model.lower()
    family = next((prefixes for pattern, prefixes in _FAMILIES if pattern.search(name)), Prefixes())
    return Prefixes(family.query if query is None else query, family.passage if passage is None else passage)
