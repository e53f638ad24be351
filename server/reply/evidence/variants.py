"""A product's forms: the colours and sizes that it comes in, which of them a customer names, and cells that hold one
value for each size ("165/175/186/198g" for S～XL). Pure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from knowledge.text import comparable

_LETTERS = ("xxs", "xs", "s", "m", "l", "xl", "2xl", "3xl", "4xl", "5xl", "6xl")
_SAME = {"xxl": "2xl", "xxxl": "3xl", "xxxxl": "4xl", "均": "均码"}
_WORDS = {"小码": "s", "小号": "s", "中码": "m", "中号": "m", "大码": "l", "大号": "l", "加大码": "xl", "加大": "xl"}
_LETTER = r"(?:x{1,4}|[2-6]x)?[smlx]"
_SIZE = re.compile(rf"(?<![a-z0-9])({_LETTER})(?:码|号)?(?![a-z0-9])|(?<![\d.])(\d{{2}})码")
_SPAN = re.compile(rf"^({_LETTER}|\d{{2}})码?[～~\-—至到]({_LETTER}|\d{{2}})码?$")
_APART = re.compile(r"[、/，,;；和及\s]+")
_LIST = re.compile(
    r"(?P<values>\d+(?:\.\d+)?(?:/\d+(?:\.\d+)?)+)(?P<unit>[a-z%㎡]+|[克斤升米片只件条]|厘米|公分|毫升|千克)?", re.I
)
_COLOUR = re.compile(r"([红橙黄绿青蓝紫黑白灰粉棕金银米咖杏驼])(?:色|的)")
_COLOUR_END = re.compile(r"色$")


def sizes_named(text: str) -> tuple[str, ...]:
    """The sizes that a comparable text names, each as shops write it in lower case (小码 is s)."""
    found = [_size(match[1] or match[2]) for match in _SIZE.finditer(text)]
    found += [size for word, size in _WORDS.items() if word in text]
    return tuple(dict.fromkeys(found))


def sizes_of(columns: Sequence[tuple[str, str]]) -> tuple[str, ...]:
    """The sizes that one of the columns spans or lists, smallest first; empty where none does."""
    for _, value in columns:
        cell = comparable(value)
        if span := _SPAN.match(cell):
            return _spanned(_size(span[1]), _size(span[2]))
        listed = [_size(piece.removesuffix("码")) for piece in _APART.split(cell)]
        if len(listed) > 1 and all(size in _LETTERS for size in listed):
            return tuple(listed)
    return ()


def options_named(text: str, columns: Sequence[tuple[str, str]]) -> tuple[str, ...]:
    """The listed forms (colours, flavours) that a comparable text names, as the cells write them."""
    return tuple(option for option in _options(columns) if _stem(option) in text or _spoken(option) in text)


def names_another_colour(text: str, columns: Sequence[tuple[str, str]]) -> bool:
    """Whether a comparable text names a colour that the product's own cells do not hold: what they say of stock is of
    another form then.
    """
    cells = [comparable(value) for header, value in columns if header.strip().endswith("色")]
    named = [match[1] for match in _COLOUR.finditer(text)]
    return bool(cells) and bool(named) and not any(colour in cell for colour in named for cell in cells)


def value_for_size(value: str, size: str, sizes: Sequence[str]) -> str | None:
    """The one value of a list that belongs to `size`; None when the list has another length than the sizes."""
    for match in _LIST.finditer(value):
        values = match["values"].split("/")
        if len(values) == len(sizes) and size in sizes:
            return f"{values[sizes.index(size)]}{match['unit'] or ''}"
    return None


def _options(columns: Sequence[tuple[str, str]]) -> Iterator[str]:
    for _, value in columns:
        yield from (option for option in _APART.split(value.strip()) if len(_stem(option)) > 0)


def _spoken(option: str) -> str:
    """粉色 is asked for as 粉的."""
    plain = comparable(option)
    return f"{plain[0]}的" if len(plain) == 2 and plain.endswith("色") else plain


def _stem(option: str) -> str:
    plain = comparable(re.sub(r"[(（].*", "", option))
    return _COLOUR_END.sub("", plain) if len(plain) > 2 else plain


def _size(word: str) -> str:
    return _SAME.get(word, word)


def _spanned(first: str, last: str) -> tuple[str, ...]:
    if first in _LETTERS and last in _LETTERS:
        return _LETTERS[_LETTERS.index(first) : _LETTERS.index(last) + 1]
    if first.isdigit() and last.isdigit():
        return tuple(str(number) for number in range(int(first), int(last) + 1))
    return ()
