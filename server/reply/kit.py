"""What every suggestion is made with: the shop's knowledge, the checks, the words, and what an operator may tune."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from knowledge.retrieval.settlements import NOTHING_SETTLED, Settled
from knowledge.types import ShopId
from prompts.lexicons import Lexicon
from prompts.loading import ModelPrompts
from prompts.strategies import Strategy
from prompts.voice import Voice
from prompts.wording import Wording
from server.reply.checks.subject import Subject
from server.reply.evidence.deciding import ANSWER_FLOOR
from server.reply.evidence.selecting import COVERAGE_FLOOR
from server.reply.evidence.terms import Reader
from server.reply.ports import Knowledge, Settling, ShopWords
from server.reply.types import Finding
from server.reply.understand import Understanding

Checker = Callable[[Subject], tuple[Finding, ...]]


class PlainWords:
    """A shop without words of its own."""

    def read(self, shop: ShopId, text: str) -> str:
        del shop
        return text

    def also(self, shop: ShopId, text: str) -> tuple[str, ...]:
        del shop, text
        return ()


class NothingSettled:
    """A shop whose editors decided on nothing."""

    def of(self, shop: ShopId) -> Settled:
        del shop
        return NOTHING_SETTLED


@dataclass(frozen=True, slots=True)
class Options:
    """What a shop's operator may tune; part of every suggestion's fingerprint."""

    passages: int = 8
    budget_tokens: int = 1800
    answer_floor: float = ANSWER_FLOOR
    coverage_floor: float = COVERAGE_FLOOR
    model_coverage_floor: float = 0.35  # of the question, below which no model is asked where nothing was found
    model_confidence_floor: float = 0.6  # of retrieval, likewise
    model_tokens: int = 600  # of passages shown to the model beside the instant draft's answer
    rescue_tokens: int = 1000  # of passages shown to it where there is none
    model_budget_s: float = 20.0


@dataclass(frozen=True, slots=True)
class Words:
    """Everything that prompts/ holds, loaded once, and the word lists made ready."""

    lexicon: Lexicon
    wording: Wording
    voices: Mapping[str, Voice]
    strategies: tuple[Strategy, ...]
    prompts: ModelPrompts
    understanding: Understanding = field(init=False, repr=False, compare=False)
    reader: Reader = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "understanding", Understanding(self.lexicon, self.strategies))
        object.__setattr__(self, "reader", Reader(self.lexicon))


@dataclass(frozen=True, slots=True)
class Kit:
    """The collaborators of a suggestion; built once."""

    knowledge: Knowledge
    checker: Checker
    words: Words
    options: Options = Options()
    glossary: ShopWords = field(default_factory=PlainWords)
    settlements: Settling = field(default_factory=NothingSettled)

    @property
    def understanding(self) -> Understanding:
        return self.words.understanding

    @property
    def reader(self) -> Reader:
        return self.words.reader
