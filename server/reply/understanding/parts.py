"""Pieces -> parts: one standalone question each, with the story that explains it.

A statement explains the question that follows, or the one before when none does. A question without a topic of its own
goes on with the one before. Parts share the product and what was given (place, measures) where they have none.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from prompts.lexicons import Lexicon
from server.reply.types import Intent
from server.reply.understanding.asking import Asker
from server.reply.understanding.carrying import Carrier
from server.reply.understanding.facts import CODE, MODEL, PLACE, destination, gives, has_kinds_of
from server.reply.understanding.in_view import Naming
from server.reply.understanding.pieces import Piece, pieces
from server.reply.understanding.topic import intent_of

MAX_PARTS = 4  # more questions than an agent answers in one reply; the rest is still in the text
_JOINT = "，"
# What costs something beside the product: 多少钱 after one of these asks for its fee.
_SERVICES = {Intent.LOGISTICS, Intent.WAREHOUSE, Intent.USAGE, Intent.MONEY, Intent.SERVICE}
_OF_THE_PRODUCT = {Intent.PRODUCT, Intent.OTHER}
_SHARED_CHARS = 16  # a longer statement is a story and belongs to its own question


@dataclass(slots=True)
class _Part:
    """`near`: it stands in one sentence with the only other question. `closed`: it has all that it needs."""

    told: list[str]
    asked: list[str]
    near: bool = False
    closed: bool = False
    shared: list[str] = field(default_factory=list)

    @property
    def own(self) -> str:
        return _JOINT.join([*self.told, *self.asked])

    @property
    def text(self) -> str:
        return _JOINT.join([*self.shared, *self.told, *self.asked])


@dataclass(frozen=True, slots=True)
class Splitter:
    """Built once from the lexicon; `parts` is pure."""

    asker: Asker
    lexicon: Lexicon
    carrier: Carrier

    def parts(self, bubbles: Sequence[str], naming: Naming) -> tuple[str, ...]:
        """The standalone questions in order; a text without any question is one part by itself."""
        told: list[str] = []
        found: list[_Part] = []
        said = self.carrier.corrected(pieces(bubbles, self.asker))
        for piece in said:
            if not piece.asks and not self.asker.requests(piece.text):
                told.append(piece.text)
                continue
            if found and not told and (what := self.carrier.and_this(piece.text)) and self.asker.rest(what):
                found.append(_Part([], [self.carrier.swapped(found[-1].own, what, naming)], closed=True))
            elif found and self._goes_on(found[-1], piece, told):
                found[-1].asked += [*told, piece.text]
            else:
                found.append(_Part(told, [piece.text], piece.of_pair and not (piece.apart or piece.turns or told)))
            told = []
        if not found:
            return (_JOINT.join(told),) if told else ()
        found[-1].told += told
        self._share(found)
        if told:
            self._share_after(found, told)
        return tuple(dict.fromkeys(part.text for part in found[:MAX_PARTS]))

    def _goes_on(self, last: _Part, piece: Piece, told: Sequence[str]) -> bool:
        """Whether `piece` asks on about the matter of `last`."""
        asker, question = self.asker, last.asked[-1]
        if piece.turns:
            return False
        if asker.prices(piece.text):
            return self._intent(question) in _SERVICES and not asker.prices(question)
        known, rest = asker.known(piece.text), asker.rest(piece.text)
        priced = self.lexicon.turns.price.search(question) is not None
        if not known and self._intent(piece.text) is Intent.OTHER and (not rest or (len(rest) == 1 and not priced)):
            return True
        if piece.apart or told or priced:
            return False
        before = asker.known(question)
        # 顶得住不, 防水数值多少: the first question says with other words what the second one asks.
        lead_in = piece.of_pair and not before and bool(known)
        return lead_in or (bool(before & known) and not asker.named(piece.text))

    def _share(self, found: Sequence[_Part]) -> None:
        """What the parts before give, to those that lack it."""
        for at, part in enumerate(found[1:], start=1):
            before = found[at - 1]
            if part.closed:
                continue
            if self._is_bare(part) or (part.near and not self.asker.known(part.own)):
                about = [self.asker.named(question) for question in before.asked]
                part.shared = [
                    *before.shared,
                    *(one for one in [*before.told, *about] if 0 < len(one) <= _SHARED_CHARS),
                ]
                continue
            given = [one for one in [*before.shared, *before.told] if gives(one) and not has_kinds_of(part.own, one)]
            if self._intent(part.own) in _SERVICES and not any(map(PLACE.search, [part.own, *given])):
                given += filter(None, [destination(before.own)])
            code = CODE.search(before.own)
            if code and self._intent(part.own) in _OF_THE_PRODUCT and not MODEL.search(part.own):
                given.append(code[0])
            part.shared = [one for one in given if len(one) <= _SHARED_CHARS and one not in part.own]

    def _share_after(self, found: Sequence[_Part], told: Sequence[str]) -> None:
        """What is given behind the last question counts for all."""
        for part in found[:-1]:
            part.shared += [one for one in told if gives(one) and not has_kinds_of(part.text, one)]

    def _is_bare(self, part: _Part) -> bool:
        """Asks for a price or an attribute and names no thing that has it."""
        if part.told and any(self.asker.named(one) for one in part.told):
            return False
        question = part.asked[0]
        return not self.asker.named(question) and self._intent(question) in _OF_THE_PRODUCT

    def _intent(self, text: str) -> Intent:
        return intent_of(text, self.lexicon)
