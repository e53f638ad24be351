"""Products as editors and other systems see and change them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any, Self

from pydantic import BeforeValidator, Field, model_validator

from knowledge.store.product_edits import ATTRIBUTE, WITHDRAWN, Change, Edit, Source, Value
from knowledge.store.product_origins import FieldOrigin, ProductOrigins, RowOrigin
from knowledge.types import Sku
from server.api.schemas.passages import PlaceOut, ValidityOut
from server.api.schemas.strict import Shown, Strict
from server.product_updates import Status, Update, Updated

_Name = Annotated[str, Field(max_length=500)]
_Code = Annotated[str, Field(min_length=1, max_length=120)]
_Amount = Annotated[Decimal, Field(ge=0, max_digits=14, decimal_places=2)]
_TABLED = ("price", "list_price")


class ProductParams(Strict):
    shop: str | None = None
    q: str = ""
    category: str = ""
    withdrawn: bool = Field(False, description="只看已停售的")
    limit: int = Field(100, ge=1, le=500)
    offset: int = Field(0, ge=0)


class ProductOut(Shown):
    """金额为元，用字符串表示，免得丢失精度。edited 是在资料之上改过、正在生效的几项。"""

    sku: str
    name: str
    price: Decimal | None
    list_price: Decimal | None
    stock: int | None
    category: str
    brand: str
    companions: list[str]
    benefit: str
    attributes: Annotated[dict[str, str], BeforeValidator(dict)]
    currency: str
    edited: list[str] = Field(default_factory=list)
    withdrawn: bool = False


class ProductsOut(Shown):
    """total 是符合条件的总数，可能多于列出的。"""

    products: list[ProductOut]
    total: int
    categories: list[str] = Field(description="全部类目，供筛选")


class RowOriginOut(Shown):
    """商品在一个已发布版本里的那一行；valid 为假时此刻不在有效期内。"""

    document_id: str
    document: str
    version: int
    published_at: datetime | None
    validity: ValidityOut
    valid: bool
    place: PlaceOut | None
    values: dict[str, Any]

    @classmethod
    def of(cls, row: RowOrigin) -> RowOriginOut:
        return cls(
            document_id=row.document_id,
            document=row.document,
            version=row.version,
            published_at=row.published_at,
            validity=ValidityOut.of(row.validity),
            valid=row.valid,
            place=None if row.place is None else PlaceOut.model_validate(row.place),
            values={name: value for name, value in row.values.items() if value is not None},
        )


class EditOut(Shown):
    """资料之上的改动：base 是改的时候资料里写的。"""

    value: Any
    base: Any
    actor: str | None
    source: Source
    edited_at: datetime


class FieldOut(Shown):
    """一项的值从哪里来：edit 有值则以它为准，否则是 row 那一行；overruled 是资料后来另有说法而失效的改动。"""

    field: str
    value: Any
    row: int | None = Field(description="rows 里的第几个，从 0 数起")
    edit: EditOut | None
    overruled: EditOut | None

    @classmethod
    def of(cls, origin: FieldOrigin, rows: list[RowOrigin]) -> FieldOut:
        return cls(
            field=origin.field,
            value=origin.value,
            row=None if origin.row is None else rows.index(origin.row),
            edit=_edit(origin.edit),
            overruled=_edit(origin.overruled),
        )


class ChangeOut(Shown):
    field: str
    old: Any
    new: Any
    actor: str | None
    actor_name: str | None
    source: Source
    changed_at: datetime

    @classmethod
    def of(cls, change: Change, names: Mapping[str, str]) -> ChangeOut:
        return cls(
            field=change.field,
            old=change.old,
            new=change.new,
            actor=change.actor,
            actor_name=names.get(change.actor or ""),
            source=change.source,
            changed_at=change.changed_at,
        )


class ProductDetail(Shown):
    """一个商品、每一项的出处、改过什么（新的在前）。"""

    product: ProductOut
    fields: list[FieldOut]
    rows: list[RowOriginOut]
    changes: list[ChangeOut]

    @classmethod
    def of(cls, found: ProductOrigins, changes: list[Change], names: Mapping[str, str]) -> ProductDetail:
        rows = list(found.rows)
        edited = [origin.field for origin in found.fields if origin.edit is not None]
        withdrawn = any(
            origin.field == WITHDRAWN and origin.edit is not None and bool(origin.edit.value) for origin in found.fields
        )
        shown = ProductOut.model_validate(found.product)
        return cls(
            product=shown.model_copy(update={"edited": edited, "withdrawn": withdrawn}),
            fields=[FieldOut.of(origin, rows) for origin in found.fields if origin.field != WITHDRAWN],
            rows=[RowOriginOut.of(row) for row in rows],
            changes=[ChangeOut.of(change, names) for change in changes],
        )


class ProductPatch(Strict):
    """只改写出的几项，立即生效；写 null 表示没有这一项。reset 里的几项恢复为资料所写。

    expected 写看到的旧值：如果已被别人改过，则不改并回答 409 `stale`。withdrawn 为真表示不再卖。
    """

    name: _Name | None = None
    price: _Amount | None = Field(None, examples=["2399.00"])
    list_price: _Amount | None = None
    stock: int | None = Field(None, ge=0, le=1_000_000_000)
    category: _Name | None = None
    brand: _Name | None = None
    companions: list[_Code] | None = Field(None, max_length=50)
    benefit: str | None = Field(None, max_length=2000)
    attributes: dict[Annotated[str, Field(min_length=1, max_length=180)], _Name | None] = Field(
        default_factory=dict, max_length=300
    )
    withdrawn: bool | None = None
    reset: list[str] = Field(default_factory=list, max_length=300)
    expected: dict[str, Any] = Field(default_factory=dict, max_length=300)

    def to_update(self, sku: str) -> Update:
        return Update(Sku(sku), self._values(), self.expected, tuple(self.reset))

    def _values(self) -> dict[str, Value]:
        said = self.model_fields_set - {"attributes", "reset", "expected", "sku"}
        values: dict[str, Value] = {}
        for name in said:
            value = getattr(self, name)
            values[name] = f"{value:f}" if name in _TABLED and value is not None else value or _nothing(value)
        return values | {f"{ATTRIBUTE}{heading}": value or None for heading, value in self.attributes.items()}


class ProductUpdate(ProductPatch):
    sku: _Code


class ProductUpdates(Strict):
    """一次改许多商品：每条各自生效，重复发送结果不变。"""

    shop: str | None = None
    updates: list[ProductUpdate] = Field(min_length=1, max_length=5000)

    @model_validator(mode="after")
    def _each_once(self) -> Self:
        skus = [update.sku for update in self.updates]
        again = sorted({sku for sku in skus if skus.count(sku) > 1}) if len(set(skus)) < len(skus) else []
        if again:
            raise ValueError(f"the same product twice: {', '.join(again[:5])}")
        return self


class FieldChangeOut(Shown):
    field: str
    old: Any
    new: Any


class UpdatedOut(Shown):
    """changed 改了 · unchanged 本来就是这样 · unknown 没有这个商品 · stale 看过之后被别人改了。"""

    sku: str
    status: Status
    changes: list[FieldChangeOut]


class UpdatesOut(Shown):
    results: list[UpdatedOut]

    @classmethod
    def of(cls, results: list[Updated]) -> UpdatesOut:
        return cls(results=[UpdatedOut.model_validate(result) for result in results])


def _edit(edit: Edit | None) -> EditOut | None:
    return None if edit is None else EditOut.model_validate(edit)


def _nothing(value: Any) -> Any:
    """0 is a stock and an empty text is none."""
    return value if value == 0 and not isinstance(value, bool) else None
