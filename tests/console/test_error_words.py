"""Whatever code the server refuses with, the console has words for it in both languages."""

from __future__ import annotations

import re
from pathlib import Path

from knowledge.errors import HuashuError
from server.api.errors import _CODES as STATUS_CODES

ROOT = Path(__file__).parents[2]
WORDS = ROOT / "server/console/static/lib/error-words.js"


def family(cls: type[HuashuError]) -> set[str]:
    return {cls.code}.union(*(family(child) for child in cls.__subclasses__()))


def codes() -> set[str]:
    """Of the classes, and those that are given where an error is raised."""
    sources = [path for folder in ("knowledge", "ingestion", "server") for path in (ROOT / folder).rglob("*.py")]
    given = re.findall(r'\bcode="(\w+)"', "\n".join(path.read_text("utf-8") for path in sources))
    return family(HuashuError) | set(given) | set(STATUS_CODES.values())


def test_every_code_has_words_in_both_languages_and_no_words_are_for_nothing() -> None:
    chinese, english = re.split(r"^  en: ", WORDS.read_text("utf-8"), flags=re.MULTILINE)
    for words in (chinese, english):
        assert set(re.findall(r"^    (\w+): ", words, flags=re.MULTILINE)) == codes()
