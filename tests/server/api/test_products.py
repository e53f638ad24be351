from __future__ import annotations

import io
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from knowledge.store.keys import KeyRole
from tests.support.http import Api, finished, question, upload

pytestmark = [pytest.mark.anyio, pytest.mark.usefixtures("working")]

SHEET = """商品编码,商品名称,售价,原价,库存,类目,材质
AC-1001,云境空调挂机,2599,2999,12,空调,铜管
AC-1002,栖木空调柜机,5299,,3,空调,铜管
"""


async def stocked(api: Api, sheet: str = SHEET) -> Any:
    client = api.client(KeyRole.EDITOR, "rules")
    await finished(client, await upload(client, {"商品.csv": sheet.encode()}, publish="true"))
    return client


async def workbook(client: Any, **change: Any) -> Any:
    exported = await client.get("/v1/products/export")
    assert exported.status_code == 200
    return load_workbook(io.BytesIO(exported.content))


async def imported(client: Any, book: Workbook, **fields: str) -> Any:
    out = io.BytesIO()
    book.save(out)
    return await client.post("/v1/products/import", files=[("file", ("商品.xlsx", out.getvalue()))], data=fields)


async def test_the_list_is_searched_and_paged(api: Api) -> None:
    client = await stocked(api)
    found = (await client.get("/v1/products", params={"q": "空调 ac-1002"})).json()
    assert ([one["sku"] for one in found["products"]], found["total"]) == (["AC-1002"], 1)
    second = (await client.get("/v1/products", params={"limit": 1, "offset": 1})).json()
    assert ([one["sku"] for one in second["products"]], second["total"]) == (["AC-1002"], 2)
    assert second["categories"] == ["空调"]


async def test_every_value_says_its_document_and_row(api: Api) -> None:
    client = await stocked(api)
    detail = (await client.get("/v1/products/AC-1001")).json()
    price = next(one for one in detail["fields"] if one["field"] == "price")
    row = detail["rows"][price["row"]]
    assert (price["value"], row["document"], row["version"], row["place"]["row"]) == ("2599", "商品.csv", 1, 2)


async def test_a_new_price_counts_at_once_and_keeps_the_old_one(api: Api) -> None:
    client = await stocked(api)
    changed = await client.patch("/v1/products/AC-1001", json={"price": "2399.00"})
    assert changed.json()["product"]["price"] == "2399.00"
    assert [(one["field"], one["old"], one["new"], one["source"]) for one in changed.json()["changes"]] == [
        ("price", "2599", "2399.00", "api")
    ]
    asked = await client.post("/v1/suggestions", json=question("云境空调挂机多少钱"))
    assert "2399" in asked.json()["text"]
    assert "2599" not in asked.json()["text"]
    assert not [one for one in asked.json()["findings"] if one["level"] == "block"]


async def test_the_quoted_row_says_the_new_price_too(api: Api) -> None:
    client = await stocked(api)
    await client.patch("/v1/products/AC-1001", json={"price": "2399", "stock": 0})
    found = (await client.get("/v1/search", params={"q": "云境空调挂机 售价 库存"})).json()
    row = next(one for one in found["passages"] if one["skus"] == ["AC-1001"])
    assert "售价：2399" in row["text"]
    assert "库存：0" in row["text"]


async def test_the_same_update_twice_changes_once(api: Api) -> None:
    client = await stocked(api)
    body = {"updates": [{"sku": "AC-1001", "stock": 5}, {"sku": "AC-9999", "stock": 1}]}
    first = (await client.post("/v1/products/updates", json=body)).json()["results"]
    assert [one["status"] for one in first] == ["changed", "unknown"]
    again = (await client.post("/v1/products/updates", json=body)).json()["results"]
    assert [one["status"] for one in again] == ["unchanged", "unknown"]
    assert len((await client.get("/v1/products/AC-1001")).json()["changes"]) == 1


async def test_an_edit_lasts_until_a_document_says_something_new(api: Api) -> None:
    client = await stocked(api)
    await client.patch("/v1/products/AC-1001", json={"price": "2399"})
    other = SHEET.replace("AC-1002,栖木空调柜机,5299", "AC-1002,栖木空调柜机,4999")
    await finished(client, await upload(client, {"商品.csv": other.encode()}, publish="true"))
    assert (await client.get("/v1/products/AC-1001")).json()["product"]["price"] == "2399"
    newer = other.replace("2599", "2499")
    await finished(client, await upload(client, {"商品.csv": newer.encode()}, publish="true"))
    detail = (await client.get("/v1/products/AC-1001")).json()
    price = next(one for one in detail["fields"] if one["field"] == "price")
    assert (detail["product"]["price"], price["edit"], price["overruled"]["value"]) == ("2499", None, "2399")


async def test_who_edits_what_another_has_changed_meanwhile_is_told(api: Api) -> None:
    client = await stocked(api)
    await client.patch("/v1/products/AC-1001", json={"price": "2399", "expected": {"price": "2599"}})
    late = await client.patch("/v1/products/AC-1001", json={"price": "2299", "expected": {"price": "2599"}})
    assert (late.status_code, late.json()["error"]["code"]) == (409, "stale")
    back = await client.patch("/v1/products/AC-1001", json={"reset": ["price"]})
    assert (back.json()["product"]["price"], back.json()["product"]["edited"]) == ("2599", [])


async def test_a_withdrawn_product_is_no_longer_offered(api: Api) -> None:
    client = await stocked(api)
    await client.patch("/v1/products/AC-1002", json={"withdrawn": True})
    assert [one["sku"] for one in (await client.get("/v1/products")).json()["products"]] == ["AC-1001"]
    gone = (await client.get("/v1/products", params={"withdrawn": True})).json()["products"]
    assert [one["sku"] for one in gone] == ["AC-1002"]
    found = (await client.get("/v1/search", params={"q": "栖木空调柜机"})).json()["passages"]
    assert not [one for one in found if "AC-1002" in one["skus"]]


async def test_what_goes_out_comes_back_without_a_change(api: Api) -> None:
    client = await stocked(api)
    preview = (await imported(client, await workbook(client))).json()
    assert (preview["added"], preview["changed"], preview["missing"], preview["problems"]) == ([], [], [], [])
    assert preview["unchanged"] == 2


async def test_an_import_is_previewed_and_then_done(api: Api) -> None:
    client = await stocked(api)
    book = await workbook(client)
    sheet = book.worksheets[0]
    heads = [cell.value for cell in sheet[1]]
    sheet.cell(2, heads.index("售价") + 1, 2199)
    sheet.delete_rows(3)
    sheet.append(["AC-2001", "远山新风机", 1899, None, 7])
    preview = (await imported(client, book)).json()
    assert [(one["sku"], one["fields"]) for one in preview["changed"]] == [
        ("AC-1001", [{"field": "price", "old": "2599", "new": "2199"}])
    ]
    assert [one["sku"] for one in preview["added"]] == ["AC-2001"]
    assert [one["sku"] for one in preview["missing"]] == ["AC-1002"]
    assert (await client.get("/v1/products/AC-1001")).json()["product"]["price"] == "2599"
    done = await imported(client, book, fingerprint=preview["fingerprint"], withdraw_missing="true")
    assert done.json()["applied"], done.text
    listed = (await client.get("/v1/products")).json()["products"]
    assert [(one["sku"], one["price"], one["stock"]) for one in listed] == [
        ("AC-1001", "2199", 12),
        ("AC-2001", "1899", 7),
    ]
    again = await imported(client, book, fingerprint=preview["fingerprint"])
    assert (again.status_code, again.json()["error"]["code"]) == (409, "stale")


async def test_rows_that_cannot_be_meant_are_named_and_left_out(api: Api) -> None:
    client = await stocked(api)
    book = Workbook()
    sheet = book.worksheets[0]
    for row in (
        ["商品编码", "商品名称", "售价", "库存"],
        ["AC-1001", "甲", -1, 3],
        ["AC-1002", "=cmd|' /C calc'!A0", 10, 3],
        ["AC-3001", "乙", "很便宜", 3],
        ["AC-3002", "丙", 5, 1.5],
        ["AC-3003", "丁", 5, 1],
        ["AC-3003", "丁", 6, 1],
    ):
        sheet.append(row)
    preview = (await imported(client, book)).json()
    found = [(one["row"], one["sku"], one["code"]) for one in preview["problems"]]
    assert found == [
        (2, "AC-1001", "negative"),
        (3, "AC-1002", "formula"),
        (4, "AC-3001", "no_number"),
        (5, "AC-3002", "no_whole_number"),
        (7, "AC-3003", "duplicate_sku"),
    ]
    assert [one["sku"] for one in preview["missing"]] == []
    assert [one["sku"] for one in preview["added"]] == []  # of two rows for one code none counts


async def test_exported_texts_run_nowhere(api: Api) -> None:
    client = await stocked(api)
    await client.patch("/v1/products/AC-1001", json={"benefit": "=HYPERLINK(1)", "attributes": {"备注": "+1"}})
    book = await workbook(client)
    cells = [cell for row in book.worksheets[0].iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]
    assert "'=HYPERLINK(1)" in [cell.value for cell in cells]
    assert (await imported(client, book)).json()["changed"] == []


async def test_only_an_editor_changes_products(api: Api) -> None:
    await stocked(api)
    agent = api.client(KeyRole.AGENT, "rules")
    assert (await agent.patch("/v1/products/AC-1001", json={"price": "1"})).status_code == 403
    assert (await api.client(KeyRole.EDITOR, "other").get("/v1/products/AC-1001")).status_code == 404
