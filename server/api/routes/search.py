"""What a shop knows, looked at directly: the hit test."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import Field

from knowledge.types import Query as Question
from knowledge.types import Sku
from server.api.access import Agent, shop_for
from server.api.errors import RESPONSES
from server.api.running import RunningDep
from server.api.schemas.passages import SearchOut
from server.api.schemas.strict import Moment, Strict

router = APIRouter(prefix="/v1", tags=["查找"], responses=RESPONSES)


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
