"""A first guess at what a document is about, from its name, title, headings and the columns of its tables.

The editor decides; a guess that has little to go on says OTHER. The words are data (`categories.yaml`).
"""

from __future__ import annotations

import functools
import importlib.resources
import re
from collections import Counter
from dataclasses import dataclass
from pathlib import PurePath

import yaml

from ingestion.column_values import columns_in
from ingestion.reading import Heading, Reading, Table
from ingestion.tables import Meaning, upright, with_headers
from knowledge.text import normalise
from knowledge.types import Category

# A name is chosen to tell the file from others, so it says more than a title, and that more than all headings.
_NAME, _TITLE, _HEADINGS = 3.0, 2.0, 2.0
# The longest known ending says what kind of text it is, whatever it is about: 七日无理由退货暂行办法 is a rule.
_ENDING = 12.0
_TABLE = 8.0
_ENOUGH = 4.0
_HEADINGS_READ = 60
_TAIL = re.compile(r"[\s\d_\-.()\[\]【】年月日版vV至起]+$|[(（【\[][^)）】\]]*[)）】\]]$")


def guess_category(name: str, reading: Reading) -> Category:
    """The category that the most speaks for; OTHER when little speaks for any."""
    path = PurePath(name.replace("\\", "/"))
    scores = dict.fromkeys(Category, 0.0)
    for text, weight in ((str(path.with_suffix("")), _NAME), (reading.title, _TITLE)):
        _count(scores, normalise(text.replace("_", " ")), weight)
    for title in (_core(path.stem), _core(reading.title)):
        endings = [
            (len(end), category) for category, words in _words().items() for end in words.endings if title.endswith(end)
        ]
        if endings:
            scores[max(endings)[1]] += _ENDING
    headings = [normalise(block.text) for block in reading.blocks if isinstance(block, Heading)][:_HEADINGS_READ]
    for heading in headings:
        _count(scores, heading, _HEADINGS / len(headings))
    for category in _tables(reading):
        scores[category] += _TABLE
    best = max(Category, key=lambda category: scores[category])
    return best if scores[best] >= _ENOUGH else Category.OTHER


def _tables(reading: Reading) -> list[Category]:
    """What most of the document's rows are: products to sell, or approved replies."""
    rows: Counter[Category] = Counter()
    total = 0
    for table in (block for block in reading.blocks if isinstance(block, Table)):
        table = upright(table) or with_headers(table)  # noqa: PLW2901  the same table, better read
        columns = columns_in(table)
        total += len(table.rows)
        if {Meaning.SCENARIO, Meaning.QUESTION} & columns.keys() and Meaning.SCRIPT in columns:
            rows[Category.SCRIPTS] += len(table.rows)
        elif Meaning.SKU in columns and {Meaning.NAME, Meaning.PRICE} & columns.keys():
            rows[Category.PRODUCT] += len(table.rows)
    texts = sum(not isinstance(block, Table) for block in reading.blocks)
    return [category for category, count in rows.items() if 2 * count > total and 2 * count > texts]


def _count(scores: dict[Category, float], text: str, weight: float) -> None:
    for category, words in _words().items():
        found = [word for word in words.weights if _occurs(word, text)]
        # A word inside a longer one that was found (话术 in 话术库) says nothing new.
        whole = [word for word in found if not any(word != other and word in other for other in found)]
        scores[category] += weight * sum(words.weights[word] for word in whole)


def _occurs(word: str, text: str) -> bool:
    if not word.isascii():
        return word in text
    return re.search(rf"(?<![a-z]){re.escape(word)}(?![a-z])", text) is not None


def _core(title: str) -> str:
    """A title without the version, year or bracket at its end."""
    text, before = normalise(title), ""
    while text != before:
        before, text = text, _TAIL.sub("", text)
    return text


@dataclass(frozen=True, slots=True)
class _Words:
    weights: dict[str, float]
    endings: tuple[str, ...]


@functools.cache
def _words() -> dict[Category, _Words]:
    text = (importlib.resources.files("ingestion") / "categories.yaml").read_text("utf-8")
    return {
        Category(name): _Words(
            {normalise(word): float(weight) for word, weight in entry["words"].items()},
            tuple(map(normalise, entry["endings"])),
        )
        for name, entry in yaml.safe_load(text).items()
    }
