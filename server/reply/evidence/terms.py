"""What a question is about, as terms that an answering sentence has to meet.

A term is a concept (any of its words meets it), a literal (model, number) or a residue (words that no list knows, met
by what they share with the text). Residues matter most when a question cannot be answered: they are what is missing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import chain

from knowledge.text import comparable, digits, normalise
from prompts.concepts import Concept
from prompts.lexicons import Expectation, Lexicon
from prompts.phrases import Found, Phrases, entries
from server.reply.evidence.heads import Said, heads
from server.reply.evidence.literals import LITERAL, literal_term
from server.reply.evidence.term import Term

__all__ = ["Reader", "Term", "Terms"]

_PIECE = re.compile(r"[，,。;；\n]")
_CHAR = re.compile(r"[0-9\u3400-\u9fff]")
_TELLING = re.compile(r"[\u3400-\u9fff]|[a-z0-9][a-z0-9.\-]*")
_HEAVIEST_RESIDUE = 1.5
# 罐子 is what a name calls 骨灰罐; but not every 子 is such an ending (电子, 亲子).
_NAMED_BY_ONE = re.compile(r"(?P<of>[^电亲男女妻弟分原量粒饺])子")
_TELLS, _TELLS_LITTLE = 0.6, 0.1  # a character of a residue; one that most sentences hold
_TOLD = 0.3  # of what the customer explains beside the question
_READ = 2048  # texts whose terms are kept: a question meets the same scripts and FAQs as the one before
# Meanings of words without a topic, of words that ask, and of words that mean nothing here; no concept has such a name.
_SILENT, _ASKING, _STRAY = "", "?", "-"
_VAGUE = 1  # characters


@dataclass(frozen=True, slots=True)
class Terms:
    """`focus` is what is asked, `told` what the customer explained beside it; `kinds` the answer types asked for.

    `heads` are what stands beside the asking words (海绵密度 in 沙发的海绵密度是多少): an answer speaks of them,
    whatever else it leaves out. Without an asking word they are the askable terms of the focus; there may be none.
    `telling` are its characters, numbers and Latin words but for those that ask or say nothing.
    """

    focus: tuple[Term, ...]
    told: tuple[Term, ...]
    kinds: tuple[str, ...]
    text: str
    heads: tuple[Term, ...] = ()
    telling: tuple[str, ...] = ()

    @property
    def all(self) -> tuple[Term, ...]:
        return (*self.focus, *self.told)

    @property
    def weight(self) -> float:
        return sum(term.weight for term in self.all)


@dataclass(frozen=True, slots=True)
class _Piece:
    terms: tuple[Term, ...]
    said: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Reader:
    """Built once from the lexicon; everything that it does is pure."""

    lexicon: Lexicon
    _phrases: Phrases = field(init=False)  # concepts, asking words and words without a topic
    _asks: Phrases = field(init=False)
    _terms: dict[str, Term] = field(init=False)  # of each concept
    _weightless: str = field(init=False)
    _light: frozenset[str] = field(init=False)
    _remembered: Callable[[str, frozenset[str]], Terms] = field(init=False, repr=False, compare=False)
    _guesses: Callable[[str], frozenset[str]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        lexicon, plain = self.lexicon, self.lexicon.function_words
        unasking = [_as_read(word) for word in (*plain.words, *plain.generic)]
        # A single character is a word only beside words: the 用 of 信用卡 must not cut it. It weighs nothing instead.
        weightless = {word for word in unasking if len(word) == 1 and not word.isascii()}
        asks = entries((name, map(_as_read, kind.ask)) for name, kind in lexicon.expectations.items())
        silent = [*(word for word in unasking if word not in weightless), *map(_as_read, plain.asides)]
        concepts = [(name, map(_as_read, concept.spoken)) for name, concept in lexicon.concepts.items()]
        object.__setattr__(self, "_phrases", Phrases(entries([*concepts, (_SILENT, silent), (_ASKING, asks)])))
        object.__setattr__(self, "_asks", Phrases(asks))
        object.__setattr__(self, "_terms", {name: _term(concept) for name, concept in lexicon.concepts.items()})
        object.__setattr__(self, "_weightless", "".join(sorted(weightless)))
        object.__setattr__(self, "_light", frozenset(plain.light))
        object.__setattr__(self, "_remembered", lru_cache(maxsize=_READ)(self._terms_of))
        object.__setattr__(self, "_guesses", lru_cache(maxsize=_READ)(self._guessed))

    def terms(self, part: str) -> Terms:
        """`part` is a standalone question as understanding wrote it: the last piece asks, those before explain."""
        return self._remembered(part, frozenset())

    def heard(self, part: str, texts: Iterable[str]) -> Terms:
        """`part` as a shop hears it that says the comparable `texts`: asking how much of a vague verb, for a matter of
        which none of them speaks, means something else there (烧多久 asked of a kiln is no cooking). Something is
        always left to answer.
        """
        open_ = set(self._guesses(part))
        if open_:
            for text in texts:
                open_ -= {name for name in open_ if self._terms[name].met(text)}
                if not open_:
                    break
        heard = self._remembered(part, frozenset(open_))
        return heard if heard.all else self.terms(part)

    def _guessed(self, part: str) -> frozenset[str]:
        """The askable concepts of which only vague words speak, and those ask for an amount or a time."""
        text = _as_read(part)
        known, guessed = set[str](), set[str]()
        for token in self._tokens(text):
            said = comparable(text[token.start : token.end])
            for name in token.meanings:
                if name in self._terms and self._terms[name].askable:
                    own = any(word in said for word in self._terms[name].words)
                    (guessed if self._is_vague(said) and not own else known).add(name)
        return frozenset(guessed - known)

    def _terms_of(self, part: str, unheard: frozenset[str]) -> Terms:
        pieces = [_as_read(piece) for piece in _PIECE.split(part) if piece.strip()] or [""]
        cut = [self._tokens(piece, unheard) for piece in pieces]
        kinds = [self._kinds(piece, tokens) for piece, tokens in zip(pieces, cut, strict=True)]
        read = [self._read(piece, tokens) for piece, tokens in zip(pieces, cut, strict=True)]
        at = max((at for at, asked in enumerate(kinds) if asked), default=len(pieces) - 1)
        others = chain.from_iterable(one.terms for one in (*read[:at], *read[at + 1 :]))
        asked, explained = read[at].terms, tuple(others)
        named = heads(read[at].said, self._weightless)
        if not asked:
            # "…，多少钱": the topic was carried from an earlier turn and is what is asked.
            asked, explained = explained, ()
        seen = {term.words for term in asked}
        softer = [replace(term, weight=_TOLD * term.weight) for term in explained if term.words not in seen]
        named = named or tuple(dict.fromkeys(term for term in asked if term.askable))
        telling = chain.from_iterable(map(self._telling, pieces, cut))
        return Terms(
            tuple(dict.fromkeys(asked)),
            tuple(dict.fromkeys(softer)),
            kinds[at],
            comparable(part),
            named,
            tuple(dict.fromkeys(telling)),
        )

    def expectation(self, kind: str) -> Expectation:
        return self.lexicon.expectations[kind]

    def formal(self, part: str, most: int = 2) -> tuple[str, ...]:
        """Words of documents for what the question says in other words, at most so many of each concept."""
        text = _as_read(part)
        names = dict.fromkeys(name for token in self._tokens(text) for name in token.meanings if name in self._terms)
        concepts = [self.lexicon.concepts[name] for name in names]
        other = [one for one in concepts if not any(_as_read(word) in text for word in one.means)]
        return tuple(dict.fromkeys(word.replace("+", "") for one in other for word in one.means[:most]))

    def _tokens(self, text: str, unheard: frozenset[str] = frozenset()) -> tuple[Found, ...]:
        """Phrases, and with no meaning the numbers, models and Latin words of which no phrase is part."""
        found: list[Found] = []
        at = 0
        while at < len(text):
            phrase, literal = self._phrases.at(text, at), LITERAL.match(text, at)
            if phrase is not None and unheard:
                phrase = self._as_heard(text, phrase, unheard)
            if literal is not None and (phrase is None or phrase.end < literal.end()):
                phrase = Found(at, literal.end(), ())
            if phrase is not None:
                found.append(phrase)
            at = phrase.end if phrase is not None else at + 1
        return tuple(found)

    def _as_heard(self, text: str, phrase: Found, unheard: frozenset[str]) -> Found:
        """The phrase without meanings that are `unheard`; it may still ask."""
        left = tuple(name for name in phrase.meanings if name not in unheard)
        asks = self._asks.meanings(text[phrase.start : phrase.end])
        return replace(phrase, meanings=left or ((_ASKING,) if asks else (_STRAY,)))

    def _is_vague(self, said: str) -> bool:
        """Whether a phrase asks for an amount and hardly a character tells of what (等多久, 烧多久)."""
        asked = self._asks.meanings(said)
        left = (char for char in self._asks.without(said) if char not in self._weightless)
        amounts = any(self.expectation(kind).strict for kind in asked)
        return amounts and sum(char not in self._light for char in left) <= _VAGUE

    def _kinds(self, text: str, tokens: Sequence[Found]) -> tuple[str, ...]:
        """Kinds whose words stand in the text as words: the 几天 of 好几天 asks nothing."""
        for token in tokens:
            if token.meanings == (_SILENT,):
                text = f"{text[: token.start]}{'｜' * (token.end - token.start)}{text[token.end :]}"
        asked = self._asks.meanings(text)
        return tuple(name for name in self.lexicon.expectations if name in asked)

    def _telling(self, text: str, tokens: Sequence[Found]) -> list[str]:
        plain = {_SILENT, _ASKING}
        for token in tokens:
            if token.meanings and plain.issuperset(token.meanings):
                text = f"{text[: token.start]}{' ' * (token.end - token.start)}{text[token.end :]}"
        return [one for one in _TELLING.findall(text) if one not in self._weightless]

    def _read(self, text: str, tokens: Sequence[Found]) -> _Piece:
        out: list[Term] = []
        also_asks: list[Term] = []
        said: list[Said] = []
        rest = 0
        for token in tokens:
            gap = self._between(text[rest : token.start])
            rest, names = token.end, [name for name in token.meanings if name in self._terms]
            word, asks = text[token.start : token.end], _ASKING in token.meanings
            known = _joined([self._terms[name] for name in names]) if names else None
            term = known if token.meanings else literal_term(word)
            said += (*gap, Said(term, asks or bool(names and self._asks.meanings(word)), only_asks=asks))
            # 多大 asks for a size only where nothing else is asked about.
            out += (one.term for one in gap if one.term is not None)
            if term is not None:
                (also_asks if asks else out).append(term)
        gap = self._between(text[rest:])
        out += (one.term for one in gap if one.term is not None)
        named = any(term.askable for term in out)
        return _Piece(tuple(out if named else [*out, *also_asks]), (*said, *gap))

    def _between(self, gap: str) -> list[Said]:
        """Unknown words between known ones; a term weighs what its characters tell."""
        kept = "".join(_CHAR.findall(gap))
        words = kept.strip(self._weightless)
        if not words:
            return [Said(ends=gap != kept)] if gap else []
        tells = tuple(0.0 if char in self._weightless else self._tells(char) for char in words)
        short = _NAMED_BY_ONE.fullmatch(words)
        said = (words, short["of"]) if short and short["of"] not in self._light else (words,)
        term = Term(said, min(sum(tells), _HEAVIEST_RESIDUE), residue=True, tells=tells)
        before, after = kept[: kept.index(words)], kept[kept.index(words) + len(words) :]
        marks = _CHAR.sub("", gap)
        opens, closes = gap[:1] in marks, gap[-1:] in marks
        return [*_plain(before, opens), Said(term), *_plain(after, closes)]

    def _tells(self, char: str) -> float:
        return _TELLS_LITTLE if char in self._light else _TELLS


def _plain(words: str, ends: bool) -> list[Said]:
    return [Said(ends=ends)] if words or ends else []


def _as_read(text: str) -> str:
    """The form in which questions and phrases meet: as texts are compared, but Latin words stay apart."""
    return digits(normalise(text))


def _term(concept: Concept) -> Term:
    pairs = tuple(tuple(map(comparable, pair)) for pair in concept.pairs)
    words = tuple(dict.fromkeys(map(comparable, concept.written)))
    return Term(words, concept.weight, pairs=pairs, askable=concept.askable)


def _joined(terms: Sequence[Term]) -> Term:
    """One word that stands for several concepts is met by the words of any."""
    if len(terms) == 1:
        return terms[0]
    words = dict.fromkeys(chain.from_iterable(term.words for term in terms))
    pairs = dict.fromkeys(chain.from_iterable(term.pairs for term in terms))
    weight, askable = max(term.weight for term in terms), any(term.askable for term in terms)
    return Term(tuple(words), weight, pairs=tuple(pairs), askable=askable)
