"""What an imported table of products would change, or has changed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import Field

from ingestion.product_plan import Plan, ProductChange
from ingestion.product_sheet import SheetRow
from server.api.schemas.products import FieldChangeOut
from server.api.schemas.strict import Shown


class ProblemOut(Shown):
    """row 是表里的行号，0 表示整张表。"""

    row: int
    sku: str
    code: str
    message: str


class AddedOut(Shown):
    row: int
    sku: str
    values: Mapping[str, Any]

    @classmethod
    def of(cls, row: SheetRow) -> AddedOut:
        return cls(row=row.number, sku=row.sku, values={k: v for k, v in row.values.items() if v is not None})


class ProductChangeOut(Shown):
    row: int
    sku: str
    name: str
    fields: list[FieldChangeOut]

    @classmethod
    def of(cls, change: ProductChange) -> ProductChangeOut:
        return cls.model_validate(change)


class MissingOut(Shown):
    sku: str
    name: str


class ImportOut(Shown):
    """导入会改什么（applied 为假）或改了什么。照这份预览执行时把 fingerprint 一起发来。"""

    added: list[AddedOut]
    changed: list[ProductChangeOut]
    unchanged: int
    missing: list[MissingOut] = Field(description="表里没有的商品：不动，除非要求停售")
    problems: list[ProblemOut] = Field(description="有问题的行不会导入")
    fingerprint: str
    applied: bool
    waits: bool = Field(False, description="新增的商品要第二个人复核后才发布")

    @classmethod
    def of(cls, plan: Plan, *, applied: bool, waits: bool = False) -> ImportOut:
        return cls(
            added=[AddedOut.of(row) for row in plan.added],
            changed=[ProductChangeOut.of(change) for change in plan.changed],
            unchanged=plan.unchanged,
            missing=[MissingOut(sku=sku, name=name) for sku, name in plan.missing],
            problems=[ProblemOut.model_validate(problem) for problem in plan.problems],
            fingerprint=plan.fingerprint,
            applied=applied,
            waits=waits,
        )
