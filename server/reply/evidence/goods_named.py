"""Whether a sentence speaks of goods other than those in view: by names and kinds of the catalogue, by known kinds."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass

from knowledge.retrieval.goods_words import STRETCH, kinds_in, stretches
from knowledge.text import comparable
from knowledge.types import ChunkKind
from server.reply.evidence.given import Evidence
from server.reply.evidence.terms import Reader
from server.reply.evidence.units import HEADING_JOINT, Unit

_HAN = re.compile(r"[\u3400-\u9fff]+")
_PAIR = 2
_KIND = 0.4  # weight of the concepts that are kinds of goods
_PIECE = re.compile(r"[，,。；;：:、]")
_MET = 0.5
_CODE = re.compile(r"[a-z]{1,6}[a-z0-9-]*\d[a-z0-9-]*")


def names_another(text: str, sku: str, codes: Set[str]) -> bool:
    """Whether a comparable text names one of the shop's comparable `codes` and not that of `sku`."""
    named = {code for code in _CODE.findall(text) if code in codes}
    return bool(named) and comparable(sku) not in named


@dataclass(frozen=True, slots=True)
class Goods:
    """`view` is what the customer speaks of, comparable; `names` are stretches of the names of all goods of the shop
    and `kinds` their kinds but for those in view, `general` words that stand in the names of any goods.
    """

    view: str
    own: str  # names and kinds of the products in view
    names: frozenset[str]
    kinds: tuple[str, ...]
    skus: frozenset[str]
    general: frozenset[str]
    reader: Reader

    @classmethod
    def of(cls, evidence: Evidence, general: Set[str], reader: Reader) -> Goods:
        mine = evidence.products
        own = comparable("｜".join(f"{one.name}｜{one.category}" for one in mine))
        view = comparable("\n".join([evidence.question.text, *evidence.question.parts, own]))
        skus = frozenset(str(one.sku) for one in mine)
        told = evidence.beyond.goods()
        kinds = tuple(kind for kind in told.kinds if kind not in view and kind not in general)
        return cls(view, own, told.stretches, kinds, skus, frozenset(general), reader)

    def names_another(self, unit: Unit) -> bool:
        """Whether the unit, or what stands above it, is about goods that are not in view."""
        if unit.skus and not self.skus.issuperset(map(str, unit.skus)):
            return True
        title, *above = unit.heading.split(HEADING_JOINT)
        text = comparable(unit.body)
        if any(kind in told for told in (text, title, *above) for kind in self.kinds):
            return True
        own_words = [text, *(one for one in above if title not in one)]
        return any(self.names_another_product(one) or self._names_another_kind(one) for one in own_words)

    def names_another_product(self, text: str) -> bool:
        """Whether a comparable text repeats a stretch of another product's name."""
        return any(one in self.names and one not in self.view for one in stretches(text, STRETCH))

    def without_others(self, units: Sequence[Unit]) -> list[Unit]:
        """The units less sentences behind the first that name another product; what continues its line stays."""
        first, *rest = units
        return [first, *(one for one in rest if not self._is_of_another(one, (first.number, first.line)))]

    def meets_view(self, text: str) -> bool:
        """Whether a comparable text may speak of a product in view: they share two characters that name goods. Where
        nothing is in view, whether it names any goods.
        """
        if not self.own:
            return self._names_another_kind(text) or self.names_another_product(text)
        return any(pair in text for pair in stretches(self.own, _PAIR) if pair not in self.general)

    def heads_view(self, unit: Unit) -> bool:
        """Whether what stands above the unit names the product in view or its kind."""
        named = {*stretches(self.own, STRETCH), *kinds_in(self.own)}
        return any(one in unit.heading for one in named - self.general)

    def _is_of_another(self, unit: Unit, line: tuple[int, int]) -> bool:
        apart = unit.kind is ChunkKind.PROSE and (unit.number, unit.line) != line
        return apart and self.names_another_product(unit.plain) and not self.meets_view(unit.plain)

    def _names_another_kind(self, text: str) -> bool:
        """Known kinds of goods weigh least of all concepts; a number may as well, and names nothing."""
        terms = (one for piece in _PIECE.split(text) for one in self.reader.terms(piece).focus)
        kinds = (one for one in terms if one.weight <= _KIND and not one.residue and _HAN.fullmatch(one.words[0]))
        return any(one.met(self.view) < _MET for one in kinds)
