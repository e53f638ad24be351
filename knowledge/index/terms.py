"""Text as terms for the lexical index: what must match word for word, also when it is typed carelessly.

Chinese needs no word list here: single characters find everything, pairs make it precise (on real shop titles they beat
segmented words). A code is a term as a whole without its separators, so that KFR-35GW and kfr35gw meet, and its parts
are terms too. A number makes a pair with the Chinese character beside it: 1.5匹 is neither 15匹 nor 2匹.
Documents and queries pass through the same function; pure.
"""

from __future__ import annotations

import re
from functools import lru_cache

from knowledge.text import digits, normalise

TERMS = "cjk-pairs-codes/1"
"""Part of an index's manifest: an index over other terms answers nothing."""

_MAX_TERM = 40  # a longer run is an address or noise; its parts still count
_CJK = r"\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_UNIT = re.compile(rf"(?P<code>[a-z0-9]+(?:[-_./+#*'&][a-z0-9]+)*)|(?P<cjk>[{_CJK}])|(?P<word>[^\W_a-z0-9{_CJK}]+)")
_DECIMAL = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_SEPARATOR = re.compile(r"(?<![0-9])\.|\.(?![0-9])|[-_/+#*'&]")  # a decimal point separates nothing
_NO_WORD = re.compile(r"[\W_]")
_RUN = re.compile(r"[a-z]+|[0-9]+(?:\.[0-9]+)?")


def terms(text: str) -> list[str]:
    """Terms in reading order, repeated as often as they occur (BM25 counts them)."""
    return list((_remembered_terms if len(text) <= _SHORT else _terms)(text))


def _terms(text: str) -> tuple[str, ...]:
    out: list[str] = []
    previous, end = "", -1  # the unit just before, when it may begin a pair, and where it ended
    for match in _UNIT.finditer(digits(normalise(text))):
        unit = match.group()
        before = previous if match.start() == end else ""
        end = match.end()
        cjk = match.lastgroup == "cjk"
        out.extend(_code_terms(unit) if match.lastgroup == "code" else [unit[:_MAX_TERM]])
        pairs = cjk or bool(_DECIMAL.fullmatch(unit))
        if pairs and before:
            out.append(before + unit)
        previous = unit if pairs else ""
    return tuple(out)


def compact(code: str) -> str:
    """A code as it is compared: normalised, without separators."""
    return (_remembered if len(code) <= _SHORT else _compact)(code)


def _compact(code: str) -> str:
    return _NO_WORD.sub("", normalise(code))


# Codes and headings are compared for every hit of every question, and a question is read by every search.
_SHORT = 64
_remembered = lru_cache(maxsize=16_384)(_compact)
_remembered_terms = lru_cache(maxsize=4096)(_terms)


def _code_terms(code: str) -> list[str]:
    """The code without separators, its pieces, and the letter and number runs in them; each once."""
    pieces = _SEPARATOR.split(code)
    found = dict.fromkeys(["".join(pieces), *pieces])
    for piece in pieces:
        runs = _RUN.findall(piece)
        if len(runs) > 1:
            found.update(dict.fromkeys(runs))
    return [term for term in found if 0 < len(term) <= _MAX_TERM]
