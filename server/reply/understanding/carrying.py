"""Elliptical follow-ups and corrections made standalone: "那2匹的呢", "多少钱", "打错了 是175"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from prompts.lexicons import Turns
from server.reply.understanding.asking import EDGE, Asker
from server.reply.understanding.facts import AMOUNT, BARE_NUMBER, MODEL, PLACE, SIZE
from server.reply.understanding.in_view import Naming
from server.reply.understanding.pieces import Piece

_JOINT = "，"
_AND_THIS = re.compile(r"^(那|那么|如果|要是|换成|还有)?(?P<what>.{1,16}?)(的话)?(的)?呢$")
_LAST_CHARS = 60  # of a story that goes on: its last pieces
_SHORT = 14  # characters of a question that may lean on the one before though nothing in it is known
_RIGHT_CHARS = 24  # a longer "correction" tells a story
_BETWEEN_NAMES = re.compile(r"[，,。!?；;\n]|的")
_SWAPPED = (PLACE, MODEL, SIZE, AMOUNT)


@dataclass(frozen=True, slots=True)
class Carrier:
    """Built once from the lexicon; pure."""

    asker: Asker
    turns: Turns

    def standalone(self, part: str, before: str, naming: Naming) -> str:
        """`part` with what it leaves out and `before`, the customer's last question, has. Both are mended.

        The carried topic comes first and the customer's own words last: the last piece that asks is what is asked.
        """
        if not self.asker.topic(before):
            return part
        if right := self._right(part):
            return self.swapped(before, right, naming)
        if (what := self.and_this(part)) is not None:
            return self.swapped(before, what, naming) if self.asker.rest(what) else before
        if self._leans(part):
            return _JOINT.join(filter(None, [_tail(before), part]))
        return part

    def and_this(self, text: str) -> str | None:
        """What 那…呢 puts in place of something said before; None when `text` is no such question."""
        found = _AND_THIS.match(text.strip(EDGE))
        return found["what"] if found and not self.asker.asks(found["what"]) else None

    def corrected(self, said: Sequence[Piece]) -> list[Piece]:
        """The pieces with every correction put where it belongs; a correction of nothing stays as it is."""
        out: list[Piece] = []
        waiting = False
        for piece in said:
            found = self.turns.correcting.match(piece.text)
            right = self._right(piece.text) if found else piece.text if waiting and not piece.asks else ""
            if found and found.end() == len(piece.text) and out:
                waiting = True
                continue
            at = next((at for at in reversed(range(len(out))) if right and _replaced(out[at].text, right)), None)
            waiting = False
            if at is None:
                out.append(piece)
            else:
                out[at] = replace(out[at], text=_replaced(out[at].text, right) or out[at].text)
        return out

    def _right(self, part: str) -> str:
        """What the customer meant instead; empty when `part` corrects nothing."""
        found = self.turns.correcting.match(part)
        if found is None:
            return ""
        right = self.turns.not_this.sub("", part[found.end() :], count=1).strip(f"{EDGE}是的")
        return right if 0 < len(right) <= _RIGHT_CHARS and not self.asker.asks(right) else ""

    def swapped(self, before: str, what: str, naming: Naming) -> str:
        """The earlier question about `what`: a value of the same kind or another product's name is replaced, anything
        else is put in front.
        """
        return _replaced(before, what) or self._renamed(before, what, naming) or f"{what}{_JOINT}{before}"

    def _renamed(self, before: str, what: str, naming: Naming) -> str | None:
        """`before` with `what` in place of the one stretch that names other products."""
        meant = {product.sku for product in naming(what)}
        if not meant:
            return None
        named = [name for piece in _BETWEEN_NAMES.split(before) if (name := self.asker.named(piece))]
        others = [name for name in named if (skus := {one.sku for one in naming(name)}) and skus.isdisjoint(meant)]
        return before.replace(others[0], what, 1) if len(others) == 1 else None

    def _leans(self, part: str) -> bool:
        """It has no topic, nothing in it is known and it is short, or its words say that it goes on."""
        asker = self.asker
        if not asker.topic(part) or asker.prices(part) or self.turns.continuing.match(part):
            return True
        return (len(part) <= _SHORT and not asker.known(part)) or not asker.asks(part)


def _replaced(before: str, what: str) -> str | None:
    for pattern in _SWAPPED:
        new, old = pattern.search(what), pattern.search(before)
        if new and old:
            return before[: old.start()] + new[0] + before[old.end() :]
    number = BARE_NUMBER.fullmatch(what.strip("是的"))
    if number is None:
        return None
    olds = [old for old in BARE_NUMBER.finditer(before) if len(old[0]) == len(number[0])]
    if not olds:
        return None
    # Of several numbers the one that it was mistyped for is the nearest.
    old = min(olds, key=lambda each: abs(float(each[0]) - float(number[0])))
    return before[: old.start()] + number[0] + before[old.end() :]


def _tail(text: str) -> str:
    """The last pieces of `text`, whole ones; none where a single one is too long."""
    kept: list[str] = []
    for piece in reversed([piece for piece in re.split(r"[，,。!?；;\n]", text) if piece.strip()]):
        if sum(map(len, kept)) + len(piece) > _LAST_CHARS:
            break
        kept.insert(0, piece.strip())
    return _JOINT.join(kept)
