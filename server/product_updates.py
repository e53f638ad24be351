"""Changes of products that count at once: by a person in the console, by another system, by an imported table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from ingestion.product_plan import FieldChange, Plan, changes_of_plan, differences
from knowledge.store.database import Connection
from knowledge.store.product_edits import (
    WITHDRAWN,
    Author,
    Change,
    Edit,
    Value,
    edits_of,
    in_force,
    save_changes,
    values_of,
    with_values,
)
from knowledge.store.products import documented
from knowledge.types import Product, ShopId, Sku

PRICED = frozenset({"price", "list_price", "benefit"})  # what customers pay follows from these


class Status(StrEnum):
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    UNKNOWN = "unknown"  # no published document has the product
    STALE = "stale"  # it has changed since the caller looked


@dataclass(frozen=True, slots=True)
class Update:
    """`expected` is what the caller saw; where something else counts by now nothing is changed. `reset` names fields
    in which the documents shall count again.
    """

    sku: Sku
    values: Mapping[str, Value]
    expected: Mapping[str, Value] = field(default_factory=dict)
    reset: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Updated:
    sku: Sku
    status: Status
    changes: tuple[FieldChange, ...] = ()


def update_products(connection: Connection, shop: ShopId, updates: Sequence[Update], author: Author) -> list[Updated]:
    """Each update by itself: one that cannot be made does not keep back the others. Doing it twice changes nothing."""
    skus = [update.sku for update in updates]
    said = documented(connection, shop, author.at, skus)
    edits = edits_of(connection, shop, skus)
    results: list[Updated] = []
    changes: dict[tuple[Sku, str], Change] = {}
    for update in updates:
        product = said.get(update.sku)
        if product is None:
            results.append(Updated(update.sku, Status.UNKNOWN))
            continue
        result = _updated(product, edits.get(update.sku, []), update)
        results.append(result)
        for one in result.changes:
            change = Change(update.sku, one.field, one.old, one.new, author.actor, author.source, author.at)
            changes[update.sku, one.field] = change  # of several for one field the last one counts
    save_changes(connection, shop, said, list(changes.values()))
    return results


def apply_plan(connection: Connection, shop: ShopId, plan: Plan, author: Author, *, withdraw_missing: bool) -> int:
    """Make what the plan changes of known products count; returns how many values."""
    changes = changes_of_plan(plan, author, withdraw_missing=withdraw_missing)
    said = documented(connection, shop, author.at, [change.sku for change in changes])
    known = [change for change in changes if change.sku in said]
    save_changes(connection, shop, said, known)
    return len(known)


def counting(product: Product, edits: Sequence[Edit]) -> Product:
    """The product with its edits, also when it is withdrawn."""
    forced = in_force(product, edits)
    return with_values(product, {name: edit.value for name, edit in forced.items() if name != WITHDRAWN})


def is_withdrawn(product: Product, edits: Sequence[Edit]) -> bool:
    edit = in_force(product, edits).get(WITHDRAWN)
    return edit is not None and bool(edit.value)


def _updated(product: Product, edits: Sequence[Edit], update: Update) -> Updated:
    now = counting(product, edits)
    withdrawn = is_withdrawn(product, edits)
    if differences(now, {name: value for name, value in update.expected.items() if name != WITHDRAWN}):
        return Updated(update.sku, Status.STALE)
    said = values_of(product)
    wanted = {**{name: said.get(name) for name in update.reset}, **update.values}
    found = list(differences(now, {name: value for name, value in wanted.items() if name != WITHDRAWN}))
    if WITHDRAWN in wanted and bool(wanted[WITHDRAWN]) != withdrawn:
        found.append(FieldChange(WITHDRAWN, withdrawn or None, bool(wanted[WITHDRAWN]) or None))
    return Updated(update.sku, Status.CHANGED if found else Status.UNCHANGED, tuple(found))
