"""What a question is about, as terms that an answering sentence has to meet.

A term is a concept (any near-synonym meets it), a literal (model, number) or a residue (words that no list knows, met
by what they share with the text). Residues matter most when a question cannot be answered: they are what is missing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import reduce

from knowledge.text import comparable, digits, normalise
from prompts.lexicons import Expectation, Lexicon, longest_first

# A model number (kfr-35gw, xy-s01) or a short code on a display (e1, f03).
_MODEL = re.compile(r"[a-z]\d{1,2}(?![a-z0-9])|(?=[a-z0-9\-_/.]*[a-z])(?=[a-z0-9\-_/.]*\d)[a-z0-9][a-z0-9\-_/.]{2,}")
_NUMBER = re.compile(
    r"\d+(?:\.\d+)?(?:%|kg|cm|mm|ml|db|hz|匹|寸|升|l|w|斤|公斤|厘米|平方米|平米|平|米|岁|个月|月|天|日|年|元|件|级|小时|片|包|g|克|码|号|人|折|楼|层|个|台|次|瓶|盒|双|条)?"
)
# Characters that most sentences hold: alone they tell no topic.
_LIGHT = frozenset(
    "上下去来出进开收送拿放做弄搞打到买卖用看想叫起回走点些种样能会要可有没不是在被把给让再还也都就才又很太好大小多少新老人家"
    "天日年月时个次件款发行位中间自己等先改找完寄退剪拆换洗修坏选穿戴吃喝装贴挂停带钱搬弹拍付加减满算办填写"
)
_WORD = re.compile(r"[a-z]+")
_HEAVIEST_RESIDUE = 2.0
_CHAR = re.compile(r"[0-9\u3400-\u9fff]")


@dataclass(frozen=True, slots=True)
class Term:
    """`words` are alternatives. `required`: without it a text speaks of something else (a model number)."""

    words: tuple[str, ...]
    weight: float
    residue: bool = False
    required: bool = False
    tells: tuple[float, ...] = ()  # of a residue: what each character tells

    def met(self, text: str) -> float:
        """How much of the term the comparable text holds, 0 to 1."""
        if any(word in text for word in self.words):
            return 1.0
        return _shared(self.words[0], self.tells, text) if self.residue else 0.0


@dataclass(frozen=True, slots=True)
class Terms:
    """`focus` is what is asked, `told` what the customer explained beside it; `kinds` the answer types asked for."""

    focus: tuple[Term, ...]
    told: tuple[Term, ...]
    kinds: tuple[str, ...]
    text: str

    @property
    def all(self) -> tuple[Term, ...]:
        return (*self.focus, *self.told)

    @property
    def weight(self) -> float:
        return sum(term.weight for term in self.all)


@dataclass(frozen=True, slots=True)
class Reader:
    """Built once from the lexicon; `terms` is pure."""

    lexicon: Lexicon
    _scan: re.Pattern[str] = field(init=False)
    _concepts: dict[str, tuple[str, ...]] = field(init=False)
    _kinds: dict[str, re.Pattern[str]] = field(init=False)
    _asks: frozenset[str] = field(init=False)
    _weightless: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        concepts: dict[str, tuple[str, ...]] = {}
        for group in self.lexicon.synonyms.groups:
            plain = tuple(dict.fromkeys(comparable(word) for word in group))
            for word in plain:
                concepts[word] = tuple(dict.fromkeys((*concepts.get(word, ()), *plain)))
        asks = {comparable(word) for kind in self.lexicon.expectations.values() for word in kind.ask}
        unasking = {comparable(word) for word in (*self.lexicon.function_words, *self.lexicon.synonyms.generic)}
        # A single character is a word only beside words: the 用 of 信用卡 must not cut it. It weighs nothing instead.
        weightless = frozenset(word for word in unasking if len(word) == 1 and not word.isascii())
        silent = (unasking - weightless) | asks
        # The longest known word at a position wins, whatever its list; a Latin word must not be cut.
        known = longest_first({*map(re.escape, {*concepts, *silent} - asks), *asks})
        pattern = "|".join(f"{word}(?![a-z])" if word.isascii() else word for word in known)
        object.__setattr__(self, "_scan", re.compile(f"{_MODEL.pattern}|{pattern}|{_NUMBER.pattern}|{_WORD.pattern}"))
        object.__setattr__(self, "_concepts", concepts)
        object.__setattr__(self, "_weightless", weightless)
        object.__setattr__(self, "_asks", frozenset(asks))
        kinds = {
            name: re.compile("|".join(longest_first(map(comparable, kind.ask))))
            for name, kind in self.lexicon.expectations.items()
        }
        object.__setattr__(self, "_kinds", kinds)

    def terms(self, part: str) -> Terms:
        """`part` is a standalone question as understanding wrote it: the last piece asks, those before explain."""
        # Spaces stay between Latin words here; texts are compared without them.
        pieces = [digits(normalise(piece)) for piece in re.split(r"[，,。;；\n]", part) if piece.strip()] or [""]
        at = max((at for at, piece in enumerate(pieces) if self._asked(piece)), default=len(pieces) - 1)
        focus, told = pieces[at], [*pieces[:at], *pieces[at + 1 :]]
        asked, explained = self._read(focus), [term for piece in told for term in self._read(piece)]
        if not asked:
            # "…，多少钱": the topic was carried from an earlier turn and is what is asked.
            asked, explained = explained, []
        seen = {term.words for term in asked}
        softer = [replace(t, weight=0.3 * t.weight) for t in explained if t.words not in seen]
        return Terms(_distinct(asked), _distinct(softer), self._asked(focus), comparable(part))

    def expectation(self, kind: str) -> Expectation:
        return self.lexicon.expectations[kind]

    def _asked(self, text: str) -> tuple[str, ...]:
        """Kinds whose words stand in the text as words: the 几天 of 好几天 asks nothing."""
        plain = set(self.lexicon.function_words)
        said = "｜".join(match[0] for match in self._scan.finditer(text) if match[0] not in plain)
        return tuple(name for name, pattern in self._kinds.items() if pattern.search(said))

    def _read(self, text: str) -> list[Term]:
        out: list[Term] = []
        also_asks: list[Term] = []
        rest = 0
        for match in self._scan.finditer(text):
            out += self._residues(text[rest : match.start()])
            rest = match.end()
            word = match[0]
            if word in self._concepts:
                # 多大 asks for a size only where nothing else is asked about.
                (also_asks if word in self._asks else out).append(Term(self._concepts[word], 1.0))
            elif _MODEL.fullmatch(word):
                out.append(Term((word,), 2.0, required=True))
            elif word[0].isdigit():
                out.append(Term(_amount_words(word), 0.4 if not word.isdigit() else 0.2))
            elif word.isascii() and word.isalpha() and not self._silent(word):
                out.append(Term((word,), 1.0))
        out += self._residues(text[rest:])
        return out or also_asks

    def _residues(self, text: str) -> list[Term]:
        """Unknown words between known ones; a term weighs what its characters tell."""
        kept = "".join(_CHAR.findall(text)).strip("".join(self._weightless))
        tells = tuple(0.0 if char in self._weightless else _tells(char) for char in kept)
        return [Term((kept,), min(sum(tells), _HEAVIEST_RESIDUE), residue=True, tells=tells)] if kept else []

    def _silent(self, word: str) -> bool:
        return len(word) < 2 or word in self.lexicon.function_words


def _amount_words(amount: str) -> tuple[str, ...]:
    """七日 and 7天 are one time."""
    return (amount, f"{amount[:-1]}日") if amount.endswith("天") else (amount,)


def _tells(char: str) -> float:
    return 0.15 if char in _LIGHT else 0.6


def _shared(words: str, tells: Sequence[float], text: str) -> float:
    """The share of `words` that `text` holds in pieces of at least two characters, longest first, by what they tell."""
    covered, start = 0.0, 0
    while start < len(words) - 1:
        end = start + 1
        while end < len(words) and words[start : end + 1] in text:
            end += 1
        if end - start >= 2:
            covered += sum(tells[start:end])
            start = end
        else:
            start += 1
    return covered / sum(tells)


def _distinct(terms: list[Term]) -> tuple[Term, ...]:
    return tuple(reduce(lambda kept, term: kept if term in kept else [*kept, term], terms, list[Term]()))
