"""What an instant draft is made from: the question's parts with what was found for each, and how the shop speaks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from knowledge.retrieval.goods_words import GoodsWords
from knowledge.retrieval.settlements import NOTHING_SETTLED, Settled
from knowledge.types import Passage, Product, Retrieval, Script
from prompts.strategies import Strategy
from prompts.voice import Voice
from prompts.wording import Wording
from server.reply.evidence.deciding import ANSWER_FLOOR
from server.reply.evidence.nearness import Likeness, Nearness, nothing_alike, nothing_near
from server.reply.evidence.terms import Reader
from server.reply.types import Conversation, Question


@dataclass(frozen=True, slots=True)
class PartEvidence:
    """One standalone question with what was found for it; `related` are rules and tables that a sum may need."""

    part: str
    retrieval: Retrieval
    scripts: tuple[Script, ...] = ()
    related: tuple[Passage, ...] = ()
    near: Nearness = nothing_near


@dataclass(frozen=True, slots=True)
class Beyond:
    """What can be had beside what the question finds, only when it is wanted: the passages of another look-up with the
    product in view, and the words by which the shop's goods are known.
    """

    passages: Callable[[str], Sequence[Passage]] = lambda _: ()
    goods: Callable[[], GoodsWords] = GoodsWords


NOTHING_BEYOND = Beyond()


@dataclass(frozen=True, slots=True)
class Evidence:
    """Everything an instant draft may rest on. `products` are those in view, the one asked about first; `shelf` those
    whose rows were found: a sum or a comparison may need several; `goods` all of the catalogue, where a recommendation
    is asked for; `settled` is what editors decided on contradicting passages; `beyond` is asked for what more is said.
    """

    question: Question
    conversation: Conversation
    parts: tuple[PartEvidence, ...]
    products: tuple[Product, ...] = ()
    shelf: tuple[Product, ...] = ()
    alike: Likeness = nothing_alike
    goods: tuple[Product, ...] = ()
    settled: Settled = NOTHING_SETTLED
    beyond: Beyond = NOTHING_BEYOND


@dataclass(frozen=True, slots=True)
class Style:
    """How this shop speaks, and when it stays silent: below `answer_floor`, a probability, nothing is drafted."""

    voice: Voice
    wording: Wording
    reader: Reader
    answer_floor: float = ANSWER_FLOOR
    strategies: tuple[Strategy, ...] = ()
