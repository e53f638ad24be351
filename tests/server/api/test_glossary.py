from __future__ import annotations

from typing import Any

import pytest

from knowledge.store.keys import KeyRole
from tests.support.http import Api, finished, question, upload

pytestmark = [pytest.mark.anyio, pytest.mark.usefixtures("working")]

SHEET = "商品编码,商品名称,售价\nPOT-0012,麦饭石不粘奶锅,89\nPOT-0031,铸铁炖锅,329\n".encode()


async def stocked(api: Api) -> Any:
    client = api.client(KeyRole.EDITOR, "rules")
    await finished(client, await upload(client, {"商品.csv": SHEET}, publish="true"))
    return client


async def test_a_nickname_is_understood_at_once(api: Api) -> None:
    client = await stocked(api)
    before = (await client.post("/v1/suggestions", json=question("小奶白多少钱", "c-1"))).json()
    assert "89" not in before["text"]
    body = {"term": "小奶白", "means": ["麦饭石不粘奶锅"], "kind": "product"}
    assert (await client.post("/v1/glossary", json=body)).status_code == 201
    after = (await client.post("/v1/suggestions", json=question("小奶白多少钱", "c-2"))).json()
    assert "89" in after["text"]
    assert after["question"]["text"] == "小奶白多少钱"
    found = (await client.get("/v1/search", params={"q": "小奶白"})).json()["passages"]
    assert found[0]["skus"] == ["POT-0012"]


async def test_a_glossary_is_of_one_shop_and_says_who_wrote_it(api: Api) -> None:
    client = await stocked(api)
    await client.post("/v1/glossary", json={"term": "小奶白", "means": ["麦饭石不粘奶锅"]})
    read = await api.client(KeyRole.EDITOR, "other").post("/v1/glossary/read", json={"text": "小奶白有货吗"})
    assert read.json() == {"read": "小奶白有货吗", "also": []}
    ours = await client.post("/v1/glossary/read", json={"text": "小奶白有货吗"})
    assert ours.json()["read"] == "麦饭石不粘奶锅有货吗"
    (term,) = (await client.get("/v1/glossary")).json()["terms"]
    assert term["actor_name"]


async def test_collisions_say_what_stands_against_an_entry(api: Api) -> None:
    client = await stocked(api)
    found = (await client.post("/v1/glossary", json={"term": "yf", "means": ["预付"]})).json()["collisions"]
    assert {"code": "builtin_spelling", "other": "运费"} in found
    found = (await client.post("/v1/glossary", json={"term": "铸铁炖锅", "means": ["炖锅"]})).json()["collisions"]
    assert {"code": "product", "other": "铸铁炖锅"} in found


@pytest.mark.parametrize(("term", "means"), [("锅", "奶锅"), ("奶锅", "奶锅"), ("1299", "价格")])
async def test_terms_that_would_be_found_everywhere_are_refused(api: Api, term: str, means: str) -> None:
    body = {"term": term, "means": [means]}
    assert (await api.client(KeyRole.EDITOR, "rules").post("/v1/glossary", json=body)).status_code == 422


async def test_a_term_is_in_the_table_once_however_it_is_written(api: Api) -> None:
    client = api.client(KeyRole.EDITOR, "rules")
    made = (await client.post("/v1/glossary", json={"term": "XNB", "means": ["小奶白"]})).json()
    again = await client.post("/v1/glossary", json={"term": "ｘｎｂ", "means": ["别的"]})
    assert (again.status_code, again.json()["error"]["code"]) == (409, "term_taken")
    changed = await client.patch(f"/v1/glossary/{made['id']}", json={"term": "xnb", "means": ["麦饭石不粘奶锅"]})
    assert changed.json()["means"] == ["麦饭石不粘奶锅"]
    assert (await client.delete(f"/v1/glossary/{made['id']}")).status_code == 204
    assert (await client.get("/v1/glossary")).json()["terms"] == []


async def test_the_table_goes_out_and_comes_back_the_same(api: Api) -> None:
    client = api.client(KeyRole.EDITOR, "rules")
    await client.post("/v1/glossary", json={"term": "小奶白", "means": ["麦饭石不粘奶锅", "POT-0012"], "note": "=1+1"})
    table = (await client.get("/v1/glossary/export")).content
    assert "'=1+1" in table.decode("utf-8-sig")
    sent = await client.post("/v1/glossary/import", files=[("file", ("t.csv", table))])
    assert [(one["outcome"], one["term"]) for one in sent.json()["lines"]] == [("unchanged", "小奶白")]


async def test_an_import_tells_of_every_row_before_it_writes(api: Api) -> None:
    client = api.client(KeyRole.EDITOR, "rules")
    await client.post("/v1/glossary", json={"term": "小奶白", "means": ["奶锅"]})
    table = "用语,含义,类型\n小奶白,麦饭石不粘奶锅,商品昵称\n大铁锅,铸铁炖锅、炖锅,\n锅,奶锅,\n".encode("gb18030")
    seen = (await client.post("/v1/glossary/import", files=[("file", ("t.csv", table))])).json()
    assert [one["outcome"] for one in seen["lines"]] == ["changed", "added", "refused"]
    assert (await client.get("/v1/glossary")).json()["terms"][0]["means"] == ["奶锅"]
    await client.post("/v1/glossary/import", files=[("file", ("t.csv", table))], data={"apply": "true"})
    terms = {one["term"]: one["means"] for one in (await client.get("/v1/glossary")).json()["terms"]}
    assert terms == {"小奶白": ["麦饭石不粘奶锅"], "大铁锅": ["铸铁炖锅", "炖锅"]}
