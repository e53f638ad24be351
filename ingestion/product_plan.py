"""What an imported product table would change, field by field, before anything is changed. Pure."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from decimal import Decimal

from ingestion.product_sheet import DOUBLED, Problem, Sheet, SheetRow
from knowledge.store.product_edits import WITHDRAWN, Author, Change, Value, values_of
from knowledge.types import Product, Sku

_MONEY = frozenset({"price", "list_price"})


@dataclass(frozen=True, slots=True)
class FieldChange:
    field: str
    old: Value
    new: Value


@dataclass(frozen=True, slots=True)
class ProductChange:
    row: int
    sku: Sku
    name: str
    fields: tuple[FieldChange, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """`missing` are products that the table does not have; they stay unless the editor withdraws them."""

    added: tuple[SheetRow, ...]
    changed: tuple[ProductChange, ...]
    unchanged: int
    missing: tuple[tuple[Sku, str], ...]
    problems: tuple[Problem, ...]

    @property
    def fingerprint(self) -> str:
        """Of all that the editor saw: what is applied has to be the same."""
        return hashlib.sha256(json.dumps(asdict(self), sort_keys=True, default=str).encode()).hexdigest()[:24]


def plan_import(sheet: Sheet, known: Mapping[Sku, Product]) -> Plan:
    """Rows with a problem are in no other list; of a code that stands twice no row counts: nobody could say which."""
    bad = {problem.row for problem in sheet.problems}
    twice = {problem.sku for problem in sheet.problems if problem.code == DOUBLED}
    added: list[SheetRow] = []
    changed: list[ProductChange] = []
    unchanged = 0
    for row in sheet.rows:
        if row.number in bad or row.sku in twice:
            continue
        product = known.get(row.sku)
        if product is None:
            added.append(row)
        elif fields := differences(product, row.values):
            changed.append(ProductChange(row.number, row.sku, product.name, fields))
        else:
            unchanged += 1
    listed = {row.sku for row in sheet.rows} | {problem.sku for problem in sheet.problems}
    missing = tuple((sku, product.name) for sku, product in known.items() if sku not in listed)
    return Plan(tuple(added), tuple(changed), unchanged, missing, sheet.problems)


def differences(product: Product, values: Mapping[str, Value]) -> tuple[FieldChange, ...]:
    """What these values would change; money is compared as amounts."""
    said = values_of(product)
    found = []
    for name, new in values.items():
        old = said.get(name)
        if _comparable(name, old) != _comparable(name, new):
            found.append(FieldChange(name, old, new))
    return tuple(found)


def changes_of_plan(plan: Plan, author: Author, *, withdraw_missing: bool) -> list[Change]:
    """The changes that the plan makes to products that are known."""
    fields = [(each.sku, one) for each in plan.changed for one in each.fields]
    if withdraw_missing:
        fields += [(sku, FieldChange(WITHDRAWN, None, True)) for sku, _ in plan.missing]
    return [Change(sku, one.field, one.old, one.new, author.actor, author.source, author.at) for sku, one in fields]


def _comparable(name: str, value: Value) -> Value:
    if value is None or value in ("", []):
        return None
    if name in _MONEY:
        return Decimal(value)
    return value.strip() if isinstance(value, str) else value
