"""Total deletion: after it, the text is in no byte on disk; and what the ledger keeps, it keeps on purpose."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import httpx
import pytest
from sqlalchemy import insert

from knowledge.store.keys import KeyRole
from knowledge.store.records import forget_before
from knowledge.store.tables import gaps, jobs, messages
from tests.server.api.test_documents import stored
from tests.support.http import Api, finished, question
from tests.support.suggestions import NOW

pytestmark = pytest.mark.anyio
SECRET = "朱雀玄武青龙白虎"
TEXT = f"# 赔付口径{SECRET}\n\n本政策自2026年1月1日起施行。\n\n{SECRET}破损包赔，最多赔付88元，签收后七天内联系客服。\n"
# The file name is a label that its uploader chose: the record of who deleted it keeps it.
NAME = "赔付.md"


def holding(folder: Path, text: str) -> list[Path]:
    """Files that hold the text, or two neighbours of it, as any of the encodings that a library of ours writes."""
    pairs = [text, *(text[at : at + 2] for at in range(len(text) - 1))]
    needles = [pair.encode(encoding) for pair in pairs for encoding in ("utf-8", "utf-16-le", "unicode-escape")]
    files = [path for path in folder.rglob("*") if path.is_file()]
    return [path for path in files if any(needle in path.read_bytes() for needle in needles)]


async def suggested(client: httpx.AsyncClient) -> dict[str, str]:
    made: dict[str, str] = (await client.post("/v1/suggestions", json=question(f"{SECRET[:4]}破损怎么赔"))).json()
    return made


async def test_a_deleted_documents_text_is_in_no_file(api: Api, working: None) -> None:
    folder = api.services.settings.data_dir
    async with api.client() as client:
        document = await stored(client, NAME, TEXT, publish="true")
        await stored(client, NAME, TEXT.replace("88", "99"), publish="true")  # a superseded version holds it too
        path = f"/v1/documents/{document}"
        await client.patch(path, json={"title": f"新{SECRET}"})
        await client.post(f"{path}/reviews", json={"note": f"请看{SECRET}"})
        made = await suggested(client)
        assert holding(folder, SECRET)
        job = await finished(client, await client.delete(path))
        shown = (await client.get(f"/v1/suggestions/{made['id']}")).json()["suggestion"]
        history = (await client.get("/v1/changes", params={"shop": "rules"})).json()["changes"]
    assert job["status"] == "done", job
    # What the customer wrote is the customer's text: it goes when customer texts expire.
    assert not holding(folder, SECRET[4:])
    assert {passage["text"] for passage in shown["passages"] if passage["document_id"] == document} <= {""}
    assert history[0]["action"] == "deleted"
    assert all(change["detail"] == {} for change in history)


async def test_what_was_sent_to_a_customer_stays_until_it_expires(api: Api, working: None) -> None:
    async with api.client() as client:
        document = await stored(client, NAME, TEXT, publish="true")
        sent, unused = await suggested(client), await suggested(client)
        decided = await client.post(
            f"/v1/suggestions/{sent['id']}/decision", json={"action": "sent", "elapsed_ms": 900, "override": False}
        )
        await finished(client, await client.delete(f"/v1/documents/{document}"))
        texts = [
            (await client.get(f"/v1/suggestions/{each['id']}")).json()["suggestion"]["text"] for each in (sent, unused)
        ]
    assert "88元" in sent["text"], sent["text"]
    assert decided.status_code == 201, decided.text
    assert texts[0] == sent["text"]
    assert "88元" not in texts[1]


async def test_a_deleted_shop_leaves_no_byte_and_others_all_of_theirs(api: Api, working: None) -> None:
    folder = api.services.settings.data_dir
    async with api.client() as client, api.client(KeyRole.ADMIN, "other") as bound:
        await stored(client, NAME, TEXT, publish="true")
        kept = await stored(client, "别家.md", "# 别家\n\n付款后48小时内发货。\n", shop="other", publish="true")
        await suggested(client)
        unsure = await client.delete("/v1/shops/rules", params={"confirm": "other"})
        alien = await bound.delete("/v1/shops/rules", params={"confirm": "rules"})
        narrow = await bound.delete("/v1/shops/other", params={"confirm": "other"})
        gone = await client.delete("/v1/shops/rules", params={"confirm": "rules"})
        again = await client.delete("/v1/shops/rules", params={"confirm": "rules"})
        shops = [shop["id"] for shop in (await client.get("/v1/shops")).json()["shops"]]
        found = (await client.get("/v1/search", params={"shop": "other", "q": "多久发货"})).json()["passages"]
    assert (unsure.status_code, alien.status_code, narrow.status_code) == (403, 404, 403)
    assert (gone.json(), again.status_code) == ({"deleted": "rules"}, 404)
    assert shops == ["other"]
    assert [each["document_id"] for each in found] == [kept]
    assert not holding(folder, SECRET)
    assert not [path for path in folder.rglob("*") if re.match(r"rules\.g\d", path.name)]


async def test_customer_texts_expire_everywhere(api: Api) -> None:
    old, new = NOW - timedelta(days=40), NOW - timedelta(days=2)
    common = {"shop": "rules", "reason": "x", "stage": ""}
    job = {"shop": "rules", "kind": "ingest", "status": "done", "done": 1, "total": 1, "stage": "", "payload": {}}
    with api.services.database.write() as connection:
        for name, at in (("old", old), ("new", new)):
            connection.execute(insert(gaps).values(id=name, question=f"{name}问", created_at=at, **common))
            connection.execute(
                insert(messages).values(
                    id=name, shop="rules", conversation_id="c", role="customer", at=at, text=f"{name}说"
                )
            )
            connection.execute(insert(jobs).values(id=name, created_at=at, finished_at=at, **job))
        forget_before(connection, NOW - timedelta(days=30))
        left = [list(connection.execute(table.select()).all()) for table in (gaps, messages, jobs)]
    assert [[row.id for row in rows] for rows in left] == [["new"], ["new"], ["new"]]
