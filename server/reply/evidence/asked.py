"""Which cells of a product's row a question asks for: by the attribute that its words name, by a heading that it
repeats, or by a remark that holds what is asked. None rather than a neighbour.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from knowledge.text import comparable
from prompts.attributes import Attribute
from server.reply.evidence.aim import attributes_of, is_aimed_at, measures, states_amount
from server.reply.evidence.variants import sizes_named

if TYPE_CHECKING:
    from server.reply.evidence.rows import RowChoice

Column = tuple[str, str]
_CLAUSE = re.compile(r"[；;。]")
_PART = re.compile(
    r"(?<![\u4e00-\u9fff])(?:请问|问下|这|那|个|款|件|条|双|台|的|你家|你们|想知道)*"
    r"(?P<what>(?!(?:请问|里面|外面|大概|到底|一般|具体|整体|整个|总共|本身|产品|商品|它|是|有|买|选|想|能|要|这|那|你|我|的|个|款|多少|什么|啥|怎|几|哪))"
    r"[\u4e00-\u9fff]+?(?P<head>[\u4e00-\u9fff])子?)(?:的|有|是|大概|到底|大约|能|到|要|得|会|差不多|一般|具体|做|用|什么|啥|哪种|几|多少)*$"
)
_HALF, _LEFT_OPEN = 0.5, 0.8
_YES_OR_NO = re.compile(r"[吗么嘛不没]|是否|能否|可否")
_LONG_CELL = 40  # a longer cell is said by the clause that answers
_MEASURING = re.compile(r"多[大长宽高深厚重]")
_BRACKETS = re.compile(r"[(（\[【].*?[)）\]】]+")
_BARE_NUMBER = re.compile(r"[\d.,～~\-—≤≥<>×x*/]+")
_REMARK_HOLDS = 0.75  # of what is asked, for a remark to answer
_LEAST_WEIGHT = 0.6
_REPEATED = 0.6  # of a cell's pairs of characters
_SHORTEST_STRETCH, _SHORTEST_HEADING = 2, 2
_WORD, _OF_HEADING, _OF_CELL = re.compile(r"[\u3400-\u9fff]+"), 2, 3  # characters that a question repeats


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell that answers; `at` is where the question asks for it, `value` the cell or the clause of it that does.

    `headed`: its heading says what was asked; else its words do, and may speak of another measure.
    """

    at: int
    header: str
    value: str
    headed: bool = True


def asked_cells(
    name: str, columns: Sequence[Column], text: str, choice: RowChoice, *, by_policy: bool = True
) -> list[Cell]:
    """The cells that the comparable question `text` asks for, in its order; each column once.

    `by_policy` false leaves out what an order's own terms decide. `name` is the product's: its words ask for nothing.
    """
    words = choice.wording.attributes
    if not by_policy:
        decided = [attribute.headers for attribute in words.attributes if attribute.by_policy]
        columns = [one for one in columns if not any(headers.search(comparable(one[0])) for headers in decided)]
    bare = without_names(text, (name,))
    found: dict[str, Cell] = {}
    asking = [(attribute, match) for attribute in words.attributes if (match := attribute.found(bare))]
    if not asking:  # "纯羊毛吗" of a 羊毛衫: the name's own words are asked about
        whole = (one for one in words.attributes if not one.literal)
        asking = [(attribute, match) for attribute in whole if (match := attribute.found(text))]
    # "How long is the warranty" asks for no length: a measuring word belongs to the thing that is named.
    aimed: dict[str, bool] = {}
    for attribute, asked in [one for one in asking if not _MEASURING.fullmatch(one[1][0])] or asking:
        means = choice.reader.terms(asked[0]).all
        for header, value in _holding(columns, attribute, asked[0], bare, words.generic_levels):
            headed = attribute.headers.search(_telling(header, words.generic_levels)) is not None
            if header not in found and _is_it(attribute, asked, bare, name, f"{header}｜{value}"):
                found[header] = Cell(asked.start(), header, value, headed)
                own = asked[0] in comparable(value)
                aimed[header] = own or is_aimed_at(choice.terms, f"{name}｜{header}｜{value}", (attribute,), means)
    if not any(aimed.values()):  # of several questions in one, one head is enough
        found.clear()
    for header, value in columns:
        plain = _without_brackets(_telling(header, words.generic_levels))
        heading = len(plain) >= _SHORTEST_HEADING and plain in bare and not words.remarks.search(plain)
        if heading and _left_open(name, f"{header}｜{value}", choice) < _LEFT_OPEN:
            found.setdefault(header, Cell(bare.index(plain), header, value))
    cells = sorted(found.values(), key=lambda cell: cell.at)
    return cells or _remarks(name, columns, bare, choice)


def _is_it(attribute: Attribute, asked: re.Match[str], bare: str, name: str, told: str) -> bool:
    """Whether a cell of the attribute is about the very thing asked."""
    plain, cell = comparable(f"{name}｜{told}"), comparable(told)
    if any(word.search(bare) and not word.search(plain) for word in attribute.literal):
        return False
    if any(one.asked.search(bare) and not one.told.search(cell) for one in attribute.measures):
        return False
    if not attribute.of_whole:
        return True
    part = _PART.search(bare[: asked.start()])
    return part is None or part["head"] in plain


def _left_open(name: str, told: str, choice: RowChoice) -> float:
    """The weight of what is asked that neither the product's name nor the cell holds; a size is no further matter."""
    sizes = "｜".join(f"{size}码｜尺码" for size in sizes_named(choice.terms.text))
    known = comparable(f"{name}｜{told}｜{sizes}")
    return sum(term.weight for term in choice.terms.focus if term.met(known) < _HALF)


def without_names(text: str, names: Sequence[str]) -> str:
    """The comparable text with the stretches that only repeat a name struck out, each once, its length kept: what is
    said again is asked ("防水冲锋衣防水吗").
    """
    out = text
    for name in map(comparable, names):
        start, seen = 0, set[str]()
        while start < len(text) - 1:
            end = start + 1
            while end < len(text) and text[start : end + 1] in name:
                end += 1
            stretch = text[start:end]
            if len(stretch) >= _SHORTEST_STRETCH and not any(stretch in other for other in seen):
                seen.add(stretch)
                out = f"{out[:start]}{'｜' * len(stretch)}{out[end:]}"
            start = end
    return out


def _holding(
    columns: Sequence[Column], attribute: Attribute, asked: str, text: str, generic: re.Pattern[str]
) -> list[Column]:
    """The columns under a heading of the attribute, those that the question names first, else cells that do."""
    headed = [(header, value) for header, value in columns if attribute.headers.search(_telling(header, generic))]
    named = [(header, value) for header, value in headed if _last_level(header) in text]
    if headed:
        alike = [len(set(comparable(header)) & set(text)) for header, _ in headed]
        nearest = [one for one, score in zip(headed, alike, strict=True) if score == max(alike)]
        return named or nearest[:2]
    return [
        (header, _clause_with(value, attribute, asked))
        for header, value in columns
        if _speaks_of(comparable(value), attribute, asked)
    ][:2]


def _speaks_of(value: str, attribute: Attribute, asked: str) -> bool:
    told = attribute.headers.search(value) or attribute.asked.search(value)
    return told is not None or (len(asked) > 1 and asked in value)


def _clause_with(value: str, attribute: Attribute, asked: str) -> str:
    if len(value) <= _LONG_CELL and not _CLAUSE.search(value):
        return value
    clauses = [clause.strip() for clause in _CLAUSE.split(value) if clause.strip()]
    holding = (one for one in clauses if _speaks_of(comparable(one), attribute, asked))
    return next(holding, value)


def _remarks(name: str, columns: Sequence[Column], bare: str, choice: RowChoice) -> list[Cell]:
    """The one cell that holds most of what is asked, where it holds enough of it."""
    plain_name = comparable(name)
    asked = [t for t in choice.terms.focus if t.weight >= _LEAST_WEIGHT and t.met(plain_name) < 0.5]
    weight = sum(term.weight for term in asked)
    if not asked:
        return []
    best: tuple[float, Column] | None = None
    for header, value in columns:
        if _BARE_NUMBER.fullmatch(value) or not can_answer(name, (header, value), bare, choice):
            continue
        plain = comparable(f"{header}｜{value}")
        held = sum(term.weight * term.met(plain) for term in asked) / weight
        if held >= _REMARK_HOLDS and (best is None or held > best[0]):
            best = held, (header, value)
    return [Cell(len(bare), *best[1], headed=False)] if best else []


def repeats(name: str, column: Column, bare: str) -> bool:
    """Whether the comparable question `bare`, without the product's `name`, repeats a part of a cell's heading or more
    of the cell, and the cell may answer it: with an amount where one is asked for.
    """
    header, value = map(comparable, column)
    repeated = _shares(bare, header, _OF_HEADING) or _shares(bare, value, _OF_CELL)
    return repeated and not _repeats(column[1], name) and measures(bare, column[1])


def _shares(bare: str, text: str, least: int) -> bool:
    return any(
        _WORD.fullmatch(text, at, at + least) and text[at : at + least] in bare for at in range(len(text) - least + 1)
    )


def can_answer(name: str, column: Column, bare: str, choice: RowChoice) -> bool:
    """Whether a cell that no word of the question names may hold the answer: it speaks of what the question's head
    names, with an amount or a yes or no where that is asked for, and does not only repeat the product's `name`.
    """
    header, value = column
    attributes = attributes_of(header, choice.wording.attributes.attributes)
    permits = choice.reader.expectation("polarity").evidence if _YES_OR_NO.search(bare) else None
    return (
        not _repeats(value, name)
        and measures(bare, value)
        and (permits is None or permits.search(value) is not None or states_amount(value))
        and is_aimed_at(choice.terms, f"{header}｜{value}", attributes)
    )


def _repeats(value: str, name: str) -> bool:
    pairs = list(pairwise(comparable(value)))
    known = set(pairwise(comparable(name)))
    return bool(pairs) and sum(pair in known for pair in pairs) >= _REPEATED * len(pairs)


def _telling(header: str, generic: re.Pattern[str]) -> str:
    """The heading without upper levels that say nothing."""
    *upper, last = header.split() or [""]
    return "".join(map(comparable, [*(level for level in upper if not generic.match(comparable(level))), last]))


def _last_level(header: str) -> str:
    return _without_brackets(comparable(header.rsplit(maxsplit=1)[-1] if header.strip() else ""))


def _without_brackets(plain: str) -> str:
    return _BRACKETS.sub("", plain)
