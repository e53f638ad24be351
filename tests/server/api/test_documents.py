"""Documents over HTTP: in, published, found, changed, and gone without a trace."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import httpx
import pytest

from knowledge.store.keys import KeyRole
from tests.server.api.conftest import POLICY
from tests.support.http import Api, finished, parse_events, question, upload

pytestmark = pytest.mark.anyio
SHIPPING = "# 物流\n\n满99元包邮，偏远地区运费12元。\n"


async def stored(client: httpx.AsyncClient, name: str = "售后.md", text: str = POLICY, **fields: str) -> str:
    job = await finished(client, await upload(client, {name: text.encode()}, **{"shop": "rules"} | fields))
    assert job["status"] == "done", job
    identity: str = job["files"][0]["document_id"]
    return identity


async def found(client: httpx.AsyncClient, text: str) -> list[str]:
    response = await client.get("/v1/search", params={"shop": "rules", "q": text})
    return [passage["document"] for passage in response.json()["passages"]]


async def test_an_upload_answers_at_once_and_its_job_tells_the_rest(api: Api, working: None) -> None:
    files = {"售后.md": POLICY.encode(), "物流.md": SHIPPING.encode()}
    async with api.client(KeyRole.EDITOR, "rules") as client:
        accepted = await upload(client, files)
        job = await finished(client, accepted)
        listed = (await client.get("/v1/documents")).json()["documents"]
        jobs = (await client.get("/v1/jobs")).json()["jobs"]
    assert accepted.json()["job"]["status"] == "queued"
    assert [file["status"] for file in job["files"]] == ["added", "added"]
    assert [document["name"] for document in listed] == ["售后.md", "物流.md"]
    assert {document["status"] for document in listed} == {"draft"}
    assert all(document["current"]["chunks"] > 0 for document in listed)
    assert [each["id"] for each in jobs] == [job["id"]]


async def test_the_events_of_a_job_end_with_how_it_ended(api: Api, working: None) -> None:
    async with api.client() as client:
        accepted = await upload(client, {"坏.pdf": b"%PDF-1.7 broken"}, shop="rules")
        response = await client.get(f"/v1/jobs/{accepted.json()['job']['id']}/events")
    events = parse_events(response.text)
    assert {event.event for event in events[:-1]} <= {"progress"}
    assert (events[-1].event, events[-1].data["status"]) == ("done", "failed")
    assert events[-1].data["error"]["code"] == "corrupt"


async def test_a_draft_is_found_once_it_is_published_and_no_more_when_it_is_retired(api: Api, working: None) -> None:
    async with api.client() as client:
        document = await stored(client)
        assert await found(client, "多久发货") == []
        await finished(client, await client.post(f"/v1/documents/{document}/publish"))
        assert "售后.md" in await found(client, "多久发货")
        retired = await client.post(f"/v1/documents/{document}/retire")
        assert await found(client, "多久发货") == []  # at once, before any index has heard of it
        await finished(client, retired)
        again = await client.post(f"/v1/documents/{document}/retire")
    assert (again.status_code, again.json()["error"]["code"]) == (409, "conflict")


async def test_an_older_version_can_be_published_again(api: Api, working: None) -> None:
    async with api.client() as client:
        document = await stored(client, publish="true")
        await stored(client, text=POLICY.replace("48小时", "24小时"), publish="true")
        back = await client.post(f"/v1/documents/{document}/publish", params={"version": 1})
        await finished(client, back)
        versions = (await client.get(f"/v1/documents/{document}/versions")).json()["versions"]
        chunks = (await client.get(f"/v1/documents/{document}/chunks")).json()["chunks"]
        none = await client.post(f"/v1/documents/{document}/publish", params={"version": 9})
    assert [(version["number"], version["status"]) for version in versions] == [(2, "superseded"), (1, "published")]
    assert "48小时" in "".join(chunk["text"] for chunk in chunks)
    assert none.status_code == 404


async def test_days_are_days_in_china_and_the_last_one_counts(api: Api, working: None) -> None:
    days = {"from": "2026-06-01", "to": "2026-06-18"}
    async with api.client() as client:
        document = await stored(client, publish="true", **days)
        shown = (await client.get(f"/v1/documents/{document}")).json()["current"]["validity"]
        moments = ["2026-05-31T23:59:59", "2026-06-01T00:00:00", "2026-06-18T23:59:59", "2026-06-19T00:00:00"]
        hits = []
        for moment in moments:
            query = {"shop": "rules", "q": "多久发货", "as_of": moment}
            hits.append(bool((await client.get("/v1/search", params=query)).json()["passages"]))
    assert shown == days
    assert hits == [False, True, True, False]


@pytest.mark.parametrize("way", ["upload", "patch", "patch of one end"])
async def test_an_end_before_the_start_is_refused(api: Api, working: None, way: str) -> None:
    backwards = {"from": "2026-06-18", "to": "2026-06-17"}
    async with api.client() as client:
        if way == "upload":
            response = await upload(client, {"a.md": b"# a\n\ntext"}, shop="rules", **backwards)
        else:
            document = await stored(client, **{"from": "2026-06-18"})
            change = backwards if way == "patch" else {"to": "2026-06-17"}
            response = await client.patch(f"/v1/documents/{document}", json=change)
    assert (response.status_code, response.json()["error"]["code"]) == (422, "bad_validity")


async def test_a_patch_changes_what_it_names_and_nothing_else(api: Api, working: None) -> None:
    async with api.client() as client:
        document = await stored(client, category="rules", **{"from": "2026-06-01", "to": "2026-06-18"})
        path = f"/v1/documents/{document}"
        titled = (await client.patch(path, json={"title": "售后（新）"})).json()
        opened = (await client.patch(path, json={"to": None})).json()
        sorted_in = (await client.patch(path, json={"category": "aftersale"})).json()
    assert (titled["title"], titled["category"]) == ("售后（新）", "rules")
    assert titled["current"]["validity"] == {"from": "2026-06-01", "to": "2026-06-18"}
    assert opened["current"]["validity"] == {"from": "2026-06-01", "to": None}
    assert (sorted_in["title"], sorted_in["category"]) == ("售后（新）", "aftersale")


async def test_the_same_file_again_changes_nothing(api: Api, working: None) -> None:
    async with api.client() as client:
        document = await stored(client)
        job = await finished(client, await upload(client, {"售后.md": POLICY.encode()}, shop="rules"))
        versions = (await client.get(f"/v1/documents/{document}/versions")).json()["versions"]
    assert job["files"][0]["status"] == "unchanged"
    assert len(versions) == 1


async def test_deleted_means_deleted(api: Api, working: None) -> None:
    async with api.client() as client:
        gone = await stored(client, "秘密.md", "# 秘密\n\n内部代号朱雀玄武青龙的退款流程。\n", publish="true")
        kept = await stored(client, publish="true")
        accepted = await client.delete(f"/v1/documents/{gone}")
        assert await found(client, "朱雀玄武青龙") == await found(client, "多久发货")
        job = await finished(client, accepted)
        assert (await client.get(f"/v1/documents/{gone}")).status_code == 404
        assert (await client.get(f"/v1/documents/{kept}")).status_code == 200
        again = await client.delete(f"/v1/documents/{gone}")
    assert job["status"] == "done", job
    assert again.status_code == 404
    assert not _holding(api.services.settings.data_dir, "朱雀玄武青龙")


def _holding(folder: Path, text: str) -> list[Path]:
    """Files that hold the text, as any of the encodings that a library of ours writes."""
    needles = [text.encode(encoding) for encoding in ("utf-8", "utf-16-le", "unicode-escape")]
    files = [path for path in folder.rglob("*") if path.is_file()]
    return [path for path in files if any(needle in path.read_bytes() for needle in needles)]


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd.md", "passwd.md"),
        ("/etc/passwd.md", "passwd.md"),
        ("规则/退货.md", "规则/退货.md"),
        ("C:\\资料\\售后 政策.md", "售后 政策.md"),
        ("😀发货👍.md", "😀发货👍.md"),
        ("a\tb\x7f.md", "ab.md"),
        ("售后" * 200 + ".md", ("售后" * 200 + ".md")[-200:]),
    ],
)
async def test_a_file_name_is_a_label_and_never_a_path(api: Api, working: None, given: str, kept: str) -> None:
    boundary = "b0undary"
    body = (
        f'--{boundary}\r\nContent-Disposition: form-data; name="files"; filename="'.encode()
        + given.replace("\\", "\\\\").encode()
        + f'"\r\n\r\n{POLICY}\r\n--{boundary}\r\nContent-Disposition: form-data; name="shop"\r\n\r\nrules\r\n'.encode()
        + f"--{boundary}--\r\n".encode()
    )
    headers = {"Content-Type": f"multipart/form-data; boundary={boundary}"}
    async with api.client() as client:
        job = await finished(client, await client.post("/v1/documents", content=body, headers=headers))
    assert job["files"][0]["path"] == kept
    names = {path.name for path in api.services.settings.data_dir.rglob("*")}
    assert not names & {given, kept}


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"shop": "nowhere"}, "not_found"),
        ({"shop": "rules", "category": "cooking"}, "bad_input"),
        ({"shop": "rules", "from": "yesterday"}, "bad_input"),
        ({"shop": "rules", "publish": "perhaps"}, "bad_input"),
        ({"shop": "rules", "colour": "red"}, "bad_input"),
        ({}, "shop_missing"),
    ],
)
async def test_an_upload_that_is_refused_leaves_nothing_behind(idle: Api, fields: dict[str, str], code: str) -> None:
    async with idle.client() as client:
        response = await upload(client, {"a.md": b"# a\n\nsome text"}, **fields)
        jobs = (await client.get("/v1/jobs", params={"shop": "rules"})).json()["jobs"]
    assert response.json()["error"]["code"] == code
    assert jobs == []
    assert _files(idle) == []


@pytest.mark.parametrize(
    ("content_type", "body", "code"),
    [
        ("application/json", b"{}", "no_form"),
        ("multipart/form-data", b"", "no_form"),
        ("multipart/form-data; boundary=b", b"", "broken_form"),
        ("multipart/form-data; boundary=b", b"--b\r\nnonsense", "broken_form"),
        ("multipart/form-data; boundary=b", b"--b--\r\n", "no_file"),
        (
            "multipart/form-data; boundary=b",
            b'--b\r\nContent-Disposition: form-data; name="files"; filename="a.md"\r\n\r\nhalf of it',
            "broken_form",
        ),
        (
            "multipart/form-data; boundary=b",
            b'--b\r\nContent-Disposition: form-data; name="files"; filename="../"\r\n\r\nx\r\n--b--\r\n',
            "no_file_name",
        ),
    ],
)
async def test_a_broken_form_is_refused(idle: Api, content_type: str, body: bytes, code: str) -> None:
    async with idle.client(KeyRole.EDITOR, "rules") as client:
        response = await client.post("/v1/documents", content=body, headers={"Content-Type": content_type})
    assert (response.status_code, response.json()["error"]["code"]) == (422, code)
    assert _files(idle) == []


async def test_a_file_over_the_limit_is_stopped_while_it_arrives(idle: Api) -> None:
    sent = 0

    async def body() -> Any:
        nonlocal sent
        yield b'--b\r\nContent-Disposition: form-data; name="files"; filename="big.csv"\r\n\r\n'
        for _ in range(200 << 20 >> 16):
            sent += 65_536
            yield b"," * 65_536

    headers = {"Content-Type": "multipart/form-data; boundary=b"}
    async with idle.client(KeyRole.EDITOR, "rules") as client:
        response = await client.post("/v1/documents", content=body(), headers=headers)
    error = response.json()["error"]
    assert (response.status_code, error["code"]) == (413, "too_large")
    assert "1 MB" in error["message"]
    assert sent < 4 << 20
    assert _files(idle) == []


async def test_an_upload_that_says_it_is_huge_is_not_even_read(idle: Api) -> None:
    async with idle.client(KeyRole.EDITOR, "rules") as client:
        headers = {"Content-Type": "multipart/form-data; boundary=b", "Content-Length": str(200 << 20)}
        response = await client.post("/v1/documents", content=b"--b", headers=headers)
    assert (response.status_code, response.json()["error"]["code"]) == (413, "too_large")


async def test_questions_are_answered_from_what_is_valid_at_their_moment(api: Api, working: None) -> None:
    async with api.client() as client:
        await stored(client, publish="true", **{"to": "2026-06-17"})
        now = (await client.post("/v1/suggestions", json=question("付款后多久发货"))).json()
        then = (await client.post("/v1/suggestions", json=question("付款后多久发货", as_of="2026-06-17"))).json()
    assert "48小时" not in now["text"]
    assert "48小时" in then["text"]


def _files(api: Api) -> list[Path]:
    sources = api.services.settings.data_dir / "sources"
    return [path for path in sources.rglob("*") if path.is_file()]
