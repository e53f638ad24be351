"""Products: the catalogue with the origin of every value, live updates, and the way to Excel and back."""

from __future__ import annotations

from typing import Annotated, Any
from urllib.parse import quote

from anyio.to_thread import run_sync
from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import Response

from ingestion.product_plan import Plan, ProductChange
from ingestion.product_sheet import write_products
from ingestion.work import drop_unused
from knowledge.errors import Conflict, NotFound
from knowledge.store.names import names_of
from knowledge.store.product_edits import Author, Source, Value, changes_of, edits_of, in_force
from knowledge.store.product_origins import origins_of
from knowledge.store.products import catalogue, documented
from knowledge.types import Product, ShopId, Sku
from server.api.access import Agent, Caller, Editor, shop_for
from server.api.book_publishing import publish_or_ask, refuse_lone_prices
from server.api.editing import actor_of
from server.api.errors import RESPONSES, answer
from server.api.running import Running, RunningDep
from server.api.schemas.product_imports import ImportOut
from server.api.schemas.products import (
    ProductDetail,
    ProductOut,
    ProductParams,
    ProductPatch,
    ProductsOut,
    ProductUpdates,
    UpdatesOut,
)
from server.api.uploads import Form, file_form, receive_form, sole_file
from server.product_import import add_products, apply_changes, preview
from server.product_updates import Status, Update, counting, is_withdrawn, update_products

router = APIRouter(prefix="/v1/products", tags=["商品"], responses=RESPONSES)
_WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_STALE: dict[int | str, dict[str, Any]] = {409: answer("`stale`：看过之后已被改动，重新打开再改")}
_FORM = file_form(
    fingerprint={"type": "string", "description": "预览里的；写了就执行"},
    withdraw_missing={"type": "boolean", "description": "表里没有的商品停售"},
)


@router.get("", response_model=ProductsOut, summary="商品目录")
def list_products(params: Annotated[ProductParams, Query()], caller: Agent, running: RunningDep) -> ProductsOut:
    """q 在商品编码、名称、品牌、类目中查找，可写几个词。"""
    now = running.services.clock()
    with running.services.database.read() as connection:
        where = shop_for(connection, caller, params.shop).id
        edits = edits_of(connection, where)
        said = documented(connection, where, now)
    shown = [
        ProductOut.model_validate(counting(product, edits.get(sku, ()))).model_copy(
            update={"edited": sorted(in_force(product, edits.get(sku, ()))), "withdrawn": params.withdrawn}
        )
        for sku, product in sorted(said.items())
        if is_withdrawn(product, edits.get(sku, ())) == params.withdrawn
    ]
    words, category = params.q.lower().split(), params.category
    wanted = [one for one in shown if _matches(one, words) and (not category or one.category == category)]
    categories = sorted({one.category for one in shown if one.category})
    return ProductsOut(
        products=wanted[params.offset : params.offset + params.limit], total=len(wanted), categories=categories
    )


@router.get("/export", summary="导出为 Excel", response_class=Response, responses={200: {"content": {_WORKBOOK: {}}}})
def export(caller: Agent, running: RunningDep, shop: str | None = None) -> Response:
    """改好后原样导入即可；以 = + - @ 开头的文字前面加了引号，表格软件不会执行它。"""
    with running.services.database.read() as connection:
        known = shop_for(connection, caller, shop)
        products: list[Product] = list(catalogue(connection, known.id, running.services.clock()).values())
    name = quote(f"商品-{known.id}.xlsx")
    headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{name}", "X-Content-Type-Options": "nosniff"}
    return Response(write_products(products), media_type=_WORKBOOK, headers=headers)


@router.post("/import", response_model=ImportOut, responses=_STALE, openapi_extra=_FORM, summary="导入 Excel")
async def import_products(request: Request, caller: Editor, running: RunningDep) -> ImportOut:
    """先只看会改什么；把同一个文件连同预览里的 fingerprint 再发一次才执行。目录在这之间变了就回答 409。"""
    form = await receive_form(request, running.services.sources, running.upload_places)
    return await run_sync(_import, running, caller, form)


@router.post("/updates", response_model=UpdatesOut, summary="批量更新价格、库存等")
def update_many(body: ProductUpdates, request: Request, caller: Editor, running: RunningDep) -> UpdatesOut:
    """给其他系统同步价格和库存用。各条互不影响，立即生效，重复发送结果不变。"""
    with running.services.database.write() as connection:
        shop = shop_for(connection, caller, body.shop)
        updates = [update.to_update(update.sku) for update in body.updates]
        refuse_lone_prices(shop, caller, updates)
        return UpdatesOut.of(update_products(connection, shop.id, updates, _author(running, caller, request)))


@router.get("/{sku:path}", response_model=ProductDetail, summary="一个商品：每一项的出处和改动")
def read_product(sku: str, caller: Agent, running: RunningDep, shop: str | None = None) -> ProductDetail:
    with running.services.database.read() as connection:
        where = shop_for(connection, caller, shop).id
        found = origins_of(connection, where, Sku(sku), running.services.clock())
        if found is None:
            raise NotFound(f"the catalogue has no product “{sku}”")
        changes = changes_of(connection, where, Sku(sku))
        return ProductDetail.of(found, changes, names_of(connection, [change.actor for change in changes]))


@router.patch("/{sku:path}", response_model=ProductDetail, responses=_STALE, summary="改一个商品，立即生效")
def change_product(
    sku: str, body: ProductPatch, request: Request, caller: Editor, running: RunningDep, shop: str | None = None
) -> ProductDetail:
    """记下谁在什么时候改的，旧值留着。发布了另有说法的新资料后，以新资料为准。"""
    with running.services.database.write() as connection:
        known, update = shop_for(connection, caller, shop), body.to_update(sku)
        refuse_lone_prices(known, caller, [update])
        result = update_products(connection, known.id, [update], _author(running, caller, request))[0]
    if result.status is Status.UNKNOWN:
        raise NotFound(f"the catalogue has no product “{sku}”")
    if result.status is Status.STALE:
        raise Conflict(f"“{sku}” was changed since you looked: open it again", code="stale")
    return read_product(sku, caller, running, shop)


def _import(running: Running, caller: Caller, form: Form) -> ImportOut:
    services = running.services
    hashes = [upload.content_hash for upload in form.uploads]
    try:
        path = sole_file(form, services.sources)
        with services.database.read() as connection:
            known = shop_for(connection, caller, form.fields.get("shop"))
        shop = known.id
        plan = preview(services, shop, path)
        agreed = form.fields.get("fingerprint")
        if agreed:
            if agreed != plan.fingerprint:
                raise Conflict("the catalogue or the file changed since the preview: look again", code="stale")
            refuse_lone_prices(known, caller, [Update(one.sku, _new_values(one)) for one in plan.changed])
            waits = plan.added and not _add(running, caller, shop, plan)
            author = Author(caller.actor, Source.IMPORT, services.clock())
            apply_changes(services, shop, path, author, withdraw_missing=_says(form, "withdraw_missing"))
            return ImportOut.of(plan, applied=True, waits=bool(waits))
        return ImportOut.of(plan, applied=False)
    finally:
        drop_unused(services, hashes)


def _add(running: Running, caller: Caller, shop: ShopId, plan: Plan) -> bool:
    """New products are published at once: the editor has just agreed to each of them. False where a second person has
    to.
    """
    result = add_products(running.services, shop, plan.added, actor_of(caller))
    return publish_or_ask(running, caller, str(result.document_id), f"{len(plan.added)} 个新商品")


def _new_values(change: ProductChange) -> dict[str, Value]:
    return {one.field: one.new for one in change.fields}


def _says(form: Form, name: str) -> bool:
    return form.fields.get(name, "").lower() in {"1", "true", "yes"}


def _author(running: Running, caller: Caller, request: Request) -> Author:
    """A key is another system's; a person's browser sends none."""
    source = Source.API if "authorization" in request.headers else Source.CONSOLE
    return Author(caller.actor, source, running.services.clock())


def _matches(product: ProductOut, words: list[str]) -> bool:
    return all(
        any(word in field.lower() for field in (product.sku, product.name, product.brand, product.category))
        for word in words
    )
