"""Which document speaks where, and over which other."""

from __future__ import annotations

import pytest

from knowledge.scope import NOTHING_IN_VIEW, Place, View, categories_of, goods_of, level_of, replaces, rivals, speaks_of
from knowledge.types import DocumentId, Scope, ScopeLevel, ShopId, Sku


def place(name: str, scope: Scope | None = None, *, own: bool = True, overrides: str = "") -> Place:
    scope = scope or Scope()
    identity = DocumentId(f"{name}{scope}{own}")
    level = level_of(scope, own=own)
    return Place(identity, name, ShopId("s" if own else "b"), overrides, level, own, goods_of(scope))


@pytest.mark.parametrize(
    ("scope", "own", "level"),
    [
        (Scope(), False, ScopeLevel.BRAND),
        (Scope(platform="tmall"), False, ScopeLevel.PLATFORM),
        (Scope(), True, ScopeLevel.SHOP),
        (Scope(platform="tmall"), True, ScopeLevel.SHOP),
        (Scope(categories=("冰箱",)), False, ScopeLevel.CATEGORY),
        (Scope(categories=("冰箱",), skus=(Sku("A1"),)), True, ScopeLevel.SKU),
    ],
)
def test_the_level_is_the_narrowest_thing_said(scope: Scope, own: bool, level: ScopeLevel) -> None:
    assert level_of(scope, own=own) is level


def test_the_same_name_further_down_overrides_and_never_the_other_way() -> None:
    brand, platform, shop = place("a", own=False), place("a", Scope("tmall"), own=False), place("a")
    every = [brand, platform, shop]
    assert [set(rivals(one, every)) for one in every] == [{platform, shop}, {shop}, set()]


def test_a_document_may_name_the_one_that_it_overrides() -> None:
    general, special = place("保修.md", own=False), place("直播间保修.md", overrides="保修.md")
    assert rivals(general, [general, special]) == (special,)
    assert rivals(special, [general, special]) == ()


def test_a_narrow_document_speaks_only_of_its_goods_and_replaces_only_for_them() -> None:
    narrow = place("保修.md", Scope(categories=("家电/冰箱",), skus=(Sku("KT-1"),)))
    fridge, fan, code = (
        View(categories=categories_of(["家电/冰箱/三门"])),
        View(frozenset({"fs2"})),
        View(frozenset({"kt1"})),
    )
    assert [speaks_of(narrow, view) for view in (fridge, code, fan, NOTHING_IN_VIEW)] == [True, True, False, True]
    assert [replaces(narrow, view) for view in (fridge, code, fan, NOTHING_IN_VIEW)] == [True, True, False, False]


def test_a_category_is_met_by_its_own_name_and_by_the_way_to_it() -> None:
    assert categories_of(["家电 > 冰箱"]) == {"家电", "冰箱", "家电/冰箱"}
    assert not place("a", Scope(categories=("家电/洗衣机",))).goods.meets(View(categories=categories_of(["家电/冰箱"])))
