"""A document's file: taken along as it was sent, and looked at page by page."""

from __future__ import annotations

import io

import pytest
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from knowledge.store.keys import KeyRole
from tests.server.api.conftest import POLICY
from tests.support.http import Api, finished, upload

pytestmark = [pytest.mark.anyio, pytest.mark.usefixtures("working")]


def two_pages() -> bytes:
    data = io.BytesIO()
    canvas = Canvas(data, pagesize=(300, 400))
    for text in ("Returns within seven days.", "Delivery within 48 hours."):
        canvas.drawString(40, 300, text)
        canvas.showPage()
    canvas.save()
    return data.getvalue()


async def test_a_download_is_the_file_as_it_was_sent_and_never_runs_in_the_browser(api: Api) -> None:
    page = "<script>alert(1)</script><p>签收后七天内可以退货。</p>".encode()
    async with api.client() as client:
        job = await finished(client, await upload(client, {"规则/退货 😀.html": page}, shop="rules"))
        document = job["files"][0]["document_id"]
        answer = await client.get(f"/v1/documents/{document}/source")
    assert answer.content == page
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["x-content-type-options"] == "nosniff"
    disposition = answer.headers["content-disposition"]
    assert disposition == "attachment; filename*=UTF-8''%E9%80%80%E8%B4%A7%20%F0%9F%98%80.html"


async def test_each_version_keeps_its_own_bytes(api: Api) -> None:
    async with api.client() as client:
        await finished(client, await upload(client, {"退货.md": POLICY.encode()}, shop="rules"))
        changed = POLICY.replace("七天", "十五天").encode()
        job = await finished(client, await upload(client, {"退货.md": changed}, shop="rules"))
        place = f"/v1/documents/{job['files'][0]['document_id']}/source"
        first, second = [await client.get(place, params={"version": number}) for number in (1, 2)]
        missing = await client.get(place, params={"version": 3})
    assert (first.content, second.content) == (POLICY.encode(), changed)
    assert missing.status_code == 404


async def test_a_page_is_drawn_as_wide_as_asked(api: Api) -> None:
    async with api.client() as client:
        job = await finished(client, await upload(client, {"手册.pdf": two_pages()}, shop="rules"))
        document = job["files"][0]["document_id"]
        page = await client.get(f"/v1/documents/{document}/pages/2", params={"width": 600})
        beyond = await client.get(f"/v1/documents/{document}/pages/3")
    assert Image.open(io.BytesIO(page.content)).size == (600, 800)
    assert page.headers["content-type"] == "image/png"
    assert beyond.status_code == 422


async def test_a_format_without_pages_and_a_key_of_another_shop_get_none(api: Api) -> None:
    async with api.client() as client:
        job = await finished(client, await upload(client, {"退货.md": POLICY.encode()}, shop="rules"))
        place = f"/v1/documents/{job['files'][0]['document_id']}"
        assert (await client.get(f"{place}/pages/1")).status_code == 422
    async with api.client(KeyRole.EDITOR, "other") as stranger:
        assert (await stranger.get(f"{place}/source")).status_code == 404
        assert (await stranger.get(f"{place}/pages/1")).status_code == 404
    async with api.client(KeyRole.AGENT, "rules") as agent:
        assert (await agent.get(f"{place}/source")).status_code == 403
