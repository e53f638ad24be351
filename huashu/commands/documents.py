"""`huashu ingest`: files and folders into a shop's knowledge, through the running server when there is one."""

from __future__ import annotations

import time
from collections.abc import Sequence
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from huashu.output import AsJson, print_json, print_table, progress_bar

if TYPE_CHECKING:
    from ingestion.ingest import IngestOptions, Progress
    from ingestion.reading import SourceFile
    from knowledge.types import ShopId
    from server.presence import RunningServer
    from server.settings import Settings

_PER_UPLOAD = 20  # files in one request: few enough for true progress, many enough to be quick
_POLL_S = 0.2


def ingest(
    paths: Annotated[list[Path], typer.Argument(help="Files, or folders with everything below them.")],
    shop: Annotated[str, typer.Option(help="The shop's short name; it is created when new.")],
    category: Annotated[str | None, typer.Option(help="What the files are about; without: guessed per file.")] = None,
    starts: Annotated[
        datetime | None, typer.Option("--from", formats=["%Y-%m-%d"], help="First day on which the text counts.")
    ] = None,
    ends: Annotated[
        datetime | None, typer.Option("--to", formats=["%Y-%m-%d"], help="Last day on which the text counts.")
    ] = None,
    publish: Annotated[bool, typer.Option("--publish", help="Use it in replies at once, not only as a draft.")] = False,
    as_json: AsJson = False,
) -> None:
    """Read documents (PDF, DOCX, PPTX, XLSX, CSV, HTML, Markdown, text) into a shop's knowledge.

    A file that was read before and did not change is left alone; a changed one becomes its next version.
    Files that cannot be read are listed with the reason and the others go on. Status 1 when any failed.
    """
    from ingestion.folder import collect_sources
    from ingestion.ingest import IngestOptions
    from knowledge.days import day_range
    from knowledge.errors import BadInput
    from knowledge.identifiers import shop_id
    from knowledge.store.history import Actor
    from knowledge.types import Category
    from server.presence import find_server
    from server.settings import load_settings

    if category is not None and category not in set(Category):
        raise BadInput(f"“{category}” is no category: use {', '.join(Category)}")
    validity = day_range(starts and starts.date(), ends and ends.date()) if starts or ends else None
    options = IngestOptions(publish, Category(category) if category else None, validity, Actor("", "command line"))
    wanted, files, settings = shop_id(shop), collect_sources(paths), load_settings()
    if not files:
        raise BadInput("there is no file in what you named")
    server = find_server(settings.data_dir)
    with progress_bar() as report:
        if server is None:
            results = _ingest_here(settings, wanted, paths, files, options, report)
        else:
            results = _upload(server, wanted, files, options, report)
    _print(results, as_json)
    if any(result["status"] == "failed" for result in results):
        raise typer.Exit(1)


def _ingest_here(
    settings: Settings,
    shop: ShopId,
    paths: Sequence[Path],
    files: Sequence[SourceFile],
    options: IngestOptions,
    report: Progress,
) -> list[dict[str, Any]]:
    from ingestion.folder import ShopProfile, ensure_shop, load_profile
    from server.compose import composed

    profile = next((load_profile(path) for path in paths if path.is_dir()), ShopProfile())
    with composed(settings) as services:
        ensure_shop(services.database, shop, profile, services.clock())
        return [result.shown() for result in services.ingestor.ingest_all(files, shop, options, report)]


def _upload(
    server: RunningServer, shop: ShopId, files: Sequence[SourceFile], options: IngestOptions, report: Progress
) -> list[dict[str, Any]]:
    """Through the server, some files at a time; waits for each batch, so that the bar is true."""
    from huashu.calling import call_server

    known = {each["id"] for each in call_server(server, "GET", "/v1/shops")["shops"]}
    if shop not in known:
        call_server(server, "POST", "/v1/shops", json={"id": shop, "name": shop})
    results: list[dict[str, Any]] = []
    for start in range(0, len(files), _PER_UPLOAD):
        report("files", start, len(files))
        results.extend(_upload_some(server, shop, files[start : start + _PER_UPLOAD], options))
    report("files", len(files), len(files))
    return results


def _upload_some(
    server: RunningServer, shop: ShopId, files: Sequence[SourceFile], options: IngestOptions
) -> list[dict[str, Any]]:
    from huashu.calling import call_server
    from knowledge.days import first_day, last_day

    fields = {"shop": shop, "publish": str(options.publish).lower()}
    if options.category is not None:
        fields["category"] = options.category.value
    if options.validity is not None:
        days = {"from": first_day(options.validity), "to": last_day(options.validity)}
        fields |= {name: day.isoformat() for name, day in days.items() if day is not None}
    with ExitStack() as opened:
        parts = [("files", (file.name, opened.enter_context(file.path.open("rb")))) for file in files]
        job = call_server(server, "POST", "/v1/documents", data=fields, files=parts)["job"]
    while job["finished_at"] is None:
        time.sleep(_POLL_S)
        job = call_server(server, "GET", f"/v1/jobs/{job['id']}")
    return [{name: value for name, value in file.items() if value is not None} for file in job["files"]]


def _print(results: Sequence[dict[str, Any]], as_json: bool) -> None:
    if as_json:
        print_json({"files": results})
        return
    rows = []
    for result in results:
        error = result.get("error")
        remark = error["message"] if error else "; ".join(note["message"] for note in result["notes"])
        rows.append((result["path"], result["status"], result["chunks"], result["products"] or "", remark))
    print_table("", ("file", "status", "chunks", "products", "remarks"), rows)
