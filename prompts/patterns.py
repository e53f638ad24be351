"""What a pattern can begin with, so that it is tried only where it can match."""

from __future__ import annotations

import re
from functools import lru_cache

from knowledge.errors import Config

_SYNTAX = re.compile(r"[()\[\]|?*+.{}\\^$]")
_QUANTIFIER = re.compile(r"[?*+]|\{\d*,?\d*\}")
_DIGITS = "0123456789"
_MOST = 48  # beginnings of one pattern: more of them find no more, and fill the memory


def is_word(phrase: str) -> bool:
    """Whether the phrase is a plain word rather than a pattern."""
    return _SYNTAX.search(phrase) is None


@lru_cache(maxsize=8192)
def beginnings(pattern: str) -> tuple[str, ...]:
    """Texts of which every match of `pattern` begins with one.

    Groups, classes of single characters, \\d and quantifiers are understood. Raises Config where a match could begin
    with anything.
    """
    found = tuple(dict.fromkeys(_beginnings(pattern)[0]))
    if not all(found):
        raise Config(f"the phrase “{pattern}” may begin with any character: write which")
    return found


def _beginnings(pattern: str) -> tuple[list[str], bool]:
    """Beginnings of all alternatives, and whether each is a whole match."""
    out: list[str] = []
    whole = True
    for alternative in _alternatives(pattern):
        texts, complete = _of_sequence(alternative)
        out, whole = [*out, *texts], whole and complete
    return out, whole


def _of_sequence(sequence: str) -> tuple[list[str], bool]:
    texts, settled, at = [""], list[str](), 0
    while at < len(sequence):
        end = _atom_end(sequence, at)
        atom, quantifier = sequence[at:end], _QUANTIFIER.match(sequence, end)
        choices, whole = _of_atom(atom)
        repeat = quantifier[0] if quantifier else ""
        if repeat.startswith(("?", "*", "{0", "{,")):
            choices = [*choices, ""]
        if len(texts) * len(choices) > _MOST:
            # What has begun need not be followed any further; what is still empty must be.
            settled, texts = [*settled, *filter(None, texts)], [""] if "" in texts else []
        if not choices or not texts:
            return [*settled, *texts], False
        texts = [text + choice for text in texts for choice in choices]
        if not whole or repeat not in {"", "?"}:
            return [*settled, *texts], False
        at = quantifier.end() if quantifier else end
    return [*settled, *texts], not settled


def _of_atom(atom: str) -> tuple[list[str], bool]:
    """No choices where anything may stand."""
    if atom.startswith("(?") and not atom.startswith("(?:"):
        return [], False
    if atom.startswith("("):
        return _beginnings(atom[1:-1].removeprefix("?:"))
    if atom.startswith("[") and "^" not in atom:
        return [*re.sub(r"0-9|\\d", _DIGITS, atom[1:-1])], True
    if atom == r"\d":
        return [*_DIGITS], True
    return ([], False) if _SYNTAX.search(atom) else ([atom], True)


def _atom_end(sequence: str, at: int) -> int:
    if sequence[at] == "\\":
        return at + 2
    if sequence[at] == "[":
        return sequence.index("]", at) + 1
    depth = 0
    for end in range(at, len(sequence)):
        depth += {"(": 1, ")": -1}.get(sequence[end], 0)
        if depth == 0:
            return end + 1
    raise Config(f"a bracket is left open in “{sequence}”")


def _alternatives(pattern: str) -> list[str]:
    """Parted at every | outside of brackets."""
    out, depth = [""], 0
    for char in pattern:
        depth += {"(": 1, ")": -1}.get(char, 0)
        if char == "|" and depth == 0:
            out.append("")
        else:
            out[-1] += char
    return out
