"""brand > platform > shop > category > SKU: which document speaks where, of which goods, over which other. Pure.

A document of a brand serves every shop of the brand, one for a platform only the shops on it. What stands lower
overrides what stands higher: the document of the same name, and the one that it says it overrides.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from knowledge.index.terms import compact
from knowledge.text import normalise
from knowledge.types import DocumentId, Scope, ScopeLevel, ShopId

_RANK = {level: rank for rank, level in enumerate(ScopeLevel)}


@dataclass(frozen=True, slots=True)
class View:
    """Goods, by compact codes and catalogue categories."""

    codes: frozenset[str] = frozenset()
    categories: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.codes or self.categories)

    def meets(self, other: View) -> bool:
        return not (self.codes.isdisjoint(other.codes) and self.categories.isdisjoint(other.categories))


NOTHING_IN_VIEW = View()


@dataclass(frozen=True, slots=True)
class Place:
    """A document as one shop sees it. `goods` is what it speaks of, empty for all goods."""

    document: DocumentId
    name: str
    home: ShopId
    overrides: str
    level: ScopeLevel
    own: bool  # of the shop itself, not of its brand
    goods: View

    @property
    def rank(self) -> tuple[int, bool]:
        """Lower levels rank higher; between two of a level the shop's own does."""
        return _RANK[self.level], self.own


def level_of(scope: Scope, *, own: bool) -> ScopeLevel:
    """`own` says that the document is the shop's and not its brand's."""
    if scope.skus:
        return ScopeLevel.SKU
    if scope.categories:
        return ScopeLevel.CATEGORY
    if own:
        return ScopeLevel.SHOP
    return ScopeLevel.PLATFORM if scope.platform else ScopeLevel.BRAND


def goods_of(scope: Scope) -> View:
    return View(
        frozenset(compact(sku) for sku in scope.skus), frozenset(normalise(name).strip() for name in scope.categories)
    )


def rivals(place: Place, others: Sequence[Place]) -> tuple[Place, ...]:
    """Those of `others` that override it where and when they are in force."""
    return tuple(
        other
        for other in others
        if other.document != place.document and place.name in (other.name, other.overrides) and other.rank > place.rank
    )


def speaks_of(place: Place, view: View) -> bool:
    """Whether a document may speak when these goods are in view. With none in view nothing is out of its scope."""
    return not place.goods or not view or place.goods.meets(view)


def replaces(place: Place, view: View) -> bool:
    """Whether a document that overrides another does so for the goods in view: a narrow one only for its own goods."""
    return not place.goods or place.goods.meets(view)


def categories_of(names: Collection[str]) -> frozenset[str]:
    """Every category that products are in: 家电/冰箱/三门 is a 三门, a 冰箱, and of 家电/冰箱."""
    found: set[str] = set()
    for name in names:
        parts = [part.strip() for part in normalise(name).replace(">", "/").replace("›", "/").split("/")]
        found.update(parts, ("/".join(parts[:end]) for end in range(1, len(parts) + 1)))
    return frozenset(found - {""})
