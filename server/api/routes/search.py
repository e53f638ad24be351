"""What a shop knows, looked at directly: the hit test, scripts, products and gaps."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import Field

from knowledge.store.records import list_gaps
from knowledge.store.scripts import published_scripts
from knowledge.types import Query as Question
from knowledge.types import Script, Sku
from server.api.access import Agent, Editor, shop_for
from server.api.errors import RESPONSES
from server.api.running import RunningDep
from server.api.schemas.passages import (
    GapOut,
    GapsOut,
    ScriptOut,
    ScriptsOut,
    SearchOut,
)
from server.api.schemas.strict import Moment, Strict

router = APIRouter(prefix="/v1", tags=["查找"], responses=RESPONSES)
_Text = Annotated[str, Query(max_length=20_000)]
_Limit = Annotated[int, Query(ge=1, le=500)]


class SearchParams(Strict):
    q: str = Field(min_length=1, examples=["拆封了还能七天无理由退货吗"])
    shop: str | None = None
    sku: str | None = Field(None, max_length=200, description="顾客正在看的商品，它的内容优先")
    limit: int = Field(8, ge=1, le=50)
    as_of: Moment | None = Field(None, description="按哪一刻的知识；空则为现在")


@router.get("/search", response_model=SearchOut, summary="命中测试：问一句，看找到哪些段落、为什么")
def search(params: Annotated[SearchParams, Query()], caller: Agent, running: RunningDep) -> SearchOut:
    services = running.services
    with services.database.read() as connection:
        where = shop_for(connection, caller, params.shop).id
    product = Sku(params.sku) if params.sku else None
    as_of = params.as_of or services.clock()
    # A hit test shows what there is, so nothing is cut off to fit a model.
    read, also = services.glossaries.read(where, params.q), services.glossaries.also(where, params.q)
    question = Question(where, read, as_of, product, params.limit, budget_tokens=100_000, also=also)
    return SearchOut.of(services.knowledge.retrieve(question))


@router.get("/scripts", response_model=ScriptsOut, summary="已发布的话术")
def scripts(caller: Agent, running: RunningDep, shop: str | None = None, q: _Text = "") -> ScriptsOut:
    """写了 q 则按与它的匹配程度排序。"""
    services = running.services
    now = services.clock()
    with services.database.read() as connection:
        where = shop_for(connection, caller, shop).id
        found: list[Script] = [] if q else published_scripts(connection, where, now)
    if q:
        found = list(services.knowledge.scripts(Question(where, q, now)))
    return ScriptsOut(scripts=[ScriptOut.of(script) for script in found])


@router.get("/gaps", response_model=GapsOut, summary="顾客问了、知识库没有的")
def gaps(caller: Editor, running: RunningDep, shop: str | None = None, limit: _Limit = 200) -> GapsOut:
    with running.services.database.read() as connection:
        found = list_gaps(connection, shop_for(connection, caller, shop).id, limit)
    return GapsOut(gaps=[GapOut.model_validate(gap) for gap in found])
