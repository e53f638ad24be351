"""The words of a question that say what it is about. Pure."""

from __future__ import annotations

import functools
import importlib.resources
import re

import yaml

from knowledge.index.terms import terms
from knowledge.text import normalise

_CHINESE = re.compile(r"[\u3400-\u9fff]")


def content_terms(text: str) -> list[str]:
    """Pairs of characters, words and numbers between the function characters; single characters where one is left."""
    found: dict[str, None] = {}
    for piece in _function_characters().split(normalise(text)):
        single = terms(piece)
        longer = [term for term in single if len(term) > 1 or term.isascii()]
        found.update(dict.fromkeys(longer or single))
    return list(found)


def is_chinese(text: str) -> bool:
    return bool(_CHINESE.search(text))


@functools.cache
def _function_characters() -> re.Pattern[str]:
    text = (importlib.resources.files("knowledge.retrieval") / "function_characters.yaml").read_text("utf-8")
    return re.compile(rf"(?:[{''.join(yaml.safe_load(text).values())}]|[^\w.\-/])+")
