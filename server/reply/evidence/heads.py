"""The head of a question: the words that name what is asked, “海绵密度” in “这沙发的海绵密度是多少”."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from server.reply.evidence.term import Term

_TELLING = 0.5  # a residue that weighs less is a stray verb or a remark, no name of anything


@dataclass(frozen=True, slots=True)
class Said:
    """A stretch of a question in its order: a word that asks, one with a term, or one without a topic.

    A word with a term may ask as well: either it holds its own asking word (保几年), or it `only_asks` where something
    else is named (承重多少公斤). `ends` where no phrase goes on: at a mark like ？ or a bracket.
    """

    term: Term | None = None
    asks: bool = False
    only_asks: bool = False
    ends: bool = False


def heads(said: Sequence[Said], weightless: str) -> tuple[Term, ...]:
    """What the asking words stand beside: what follows them first (什么材质), else what precedes them (材质是什么).

    Kinds of products, people and places only say whose attribute it is: they are heads only where nothing else is.
    Of an unknown phrase the last word is the head (坐垫的海绵密度: 海绵密度). Without an asking word, nothing.
    """
    found: dict[Term, None] = {}
    for at, one in enumerate(said):
        if one.asks:
            named = _beside(said, at) if one.term is None or one.only_asks else [one.term, *_object(said[at + 1 :])]
            own = [one.term] if one.term is not None else []
            found.update((_last_word(term, weightless), None) for term in named or own)
    telling = [term for term in found if _tells(term)]
    return tuple(telling or found)


def _beside(said: Sequence[Said], at: int) -> list[Term]:
    after, before = _named(said[at + 1 :]), _named(said[at - 1 :: -1] if at else [])
    return next((run for run in (after, before) if any(map(_tells, run))), after or before)


def _named(said: Sequence[Said]) -> list[Term]:
    """The terms of the nearest phrase; words without a topic that stand before it are passed over."""
    run: list[Term] = []
    for one in said:
        if one.ends or one.asks or (run and one.term is None):
            break
        if one.term is not None:
            run.append(one.term)
    return run


def _object(said: Sequence[Said]) -> list[Term]:
    """An unknown word right after one that asks by itself: 椅腿 in 能不能换椅腿."""
    return [one.term for one in said[:1] if one.term is not None and one.term.residue]


def _tells(term: Term) -> bool:
    return term.askable or (term.residue and term.weight >= _TELLING)


def _last_word(term: Term, weightless: str) -> Term:
    if not term.residue:
        return term
    word, tells = term.words[0], term.tells
    for at in range(len(word) - 2, 0, -1):
        if word[at - 1] in weightless:
            return replace(term, words=(word[at:],), weight=min(term.weight, sum(tells[at:])), tells=tells[at:])
    return term
