"""Cases -> Run: a throw-away knowledge base, every case through the production path, graded and summarised."""

from __future__ import annotations

import asyncio
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from eval.cases import Case
from eval.leakage import leaked_cases
from eval.provenance import provenance
from eval.scoring import Score, score
from eval.summary import Graded, summarise
from ingestion.folder import collect_sources, ensure_shop, load_profile
from ingestion.ingest import FileResult, FileStatus, IngestOptions, Progress
from knowledge.errors import BadInput, HuashuError
from knowledge.store.chunks import published_chunks, published_ids
from knowledge.store.shops import get_shop
from knowledge.types import ShopId
from server.api.schemas.conversation import ContextIn, MessageIn, make_conversation
from server.api.schemas.strict import Moment
from server.compose import Services, composed
from server.reply.events import Done
from server.reply.types import Conversation, Suggestion
from server.settings import Settings

_MOMENT: TypeAdapter[datetime] = TypeAdapter(Moment)


@dataclass(frozen=True, slots=True)
class _Result:
    graded: Graded
    suggestion: Suggestion | None
    error: str = ""


def run_cases(
    cases: Sequence[Case], cases_path: Path, knowledge: Path, settings: Settings, report: Progress
) -> dict[str, Any]:
    """The content of run.json. `knowledge` holds one folder of documents per shop, named as the cases name it.

    Cases whose question stands word for word in the documents are left out and counted; a case on which the path
    fails is not graded, and counted. Raises `BadInput` when a shop's folder is missing.
    """
    started = time.time()
    folders = _shop_folders(cases, knowledge)
    with tempfile.TemporaryDirectory(prefix="huashu-eval-") as data:
        own = settings.model_copy(update={"data_dir": Path(data), "database_url": ""})
        with composed(own) as services:
            shops, files = _build(services, folders, report)
            leaked = _leaked(services, cases, shops)
            wanted = [case for case in cases if case.id not in leaked]
            results = asyncio.run(_run_all(services, wanted, shops, report))
            sources = provenance(own, services, cases_path, knowledge)
    summary = {**summarise([result.graded for result in results]), "excluded": len(leaked)}
    return {
        "summary": summary,
        "cases": [_shown(result) for result in results],
        "excluded": sorted(leaked),
        "files": files,
        "provenance": {**sources, "seconds": round(time.time() - started, 1)},
    }


def _shop_folders(cases: Sequence[Case], knowledge: Path) -> dict[str, Path]:
    """Folder of every shop that the cases name."""
    missing = sorted({case.shop for case in cases if not (knowledge / case.shop).is_dir()})
    if missing:
        raise BadInput(
            f"“{knowledge}” has no folder for {', '.join(missing)}: it needs one folder of documents per shop"
        )
    return {case.shop: knowledge / case.shop for case in cases}


def _build(
    services: Services, folders: Mapping[str, Path], report: Progress
) -> tuple[dict[str, ShopId], list[dict[str, Any]]]:
    """Read every folder into a shop of its own. Folders may have any name, so shops are numbered."""
    shops: dict[str, ShopId] = {}
    results: list[tuple[str, FileResult]] = []
    for number, (name, folder) in enumerate(sorted(folders.items()), start=1):
        shops[name] = ShopId(f"shop-{number}")
        ensure_shop(services.database, shops[name], load_profile(folder), services.clock())
        read = services.ingestor.ingest_all(collect_sources([folder]), shops[name], IngestOptions(publish=True), report)
        results.extend((name, result) for result in read)
    if all(result.status is FileStatus.FAILED for _, result in results):
        raise BadInput("no document could be read: there is nothing to evaluate on")
    return shops, [{"shop": name, **result.shown()} for name, result in results]


def _leaked(services: Services, cases: Sequence[Case], shops: Mapping[str, ShopId]) -> set[str]:
    leaked: set[str] = set()
    with services.database.read() as connection:
        for name, shop in shops.items():
            ours = [case for case in cases if case.shop == name]
            leaked |= leaked_cases(ours, published_chunks(connection, shop, published_ids(connection, shop)))
    return leaked


async def _run_all(
    services: Services, cases: Sequence[Case], shops: Mapping[str, ShopId], report: Progress
) -> list[_Result]:
    """One after the other, so that latency is one suggestion's own."""
    results = []
    for number, case in enumerate(cases):
        report("cases", number, len(cases))
        results.append(await _run_one(services, case, shops[case.shop]))
    report("cases", len(cases), len(cases))
    return results


async def _run_one(services: Services, case: Case, shop: ShopId) -> _Result:
    started = time.perf_counter()
    try:
        suggestion = await _suggest(services, case, shop)
    except HuashuError as error:
        return _Result(Graded(case, "", None, _elapsed_ms(started)), None, error.message)
    latency, cost = _elapsed_ms(started), suggestion.trace.usage.cost
    return _Result(Graded(case, suggestion.outcome.kind, score(case, suggestion), latency, cost), suggestion)


async def _suggest(services: Services, case: Case, shop: ShopId) -> Suggestion:
    with services.database.read() as connection:
        known = get_shop(connection, shop)
    conversation = _conversation(services, case, shop)
    async for event in services.suggester.suggest(conversation, known):
        if isinstance(event, Done):
            return event.suggestion
    raise HuashuError(f"the case {case.id} ended without a suggestion")


def _conversation(services: Services, case: Case, shop: ShopId) -> Conversation:
    """Raises `BadInput` when the case's context is not what the server would accept."""
    context = dict(case.context)
    as_of = context.pop("as_of", None)
    try:
        with services.database.read() as connection:
            known = get_shop(connection, shop)
        messages = [MessageIn.model_validate(turn.model_dump()) for turn in case.conversation]
        moment = services.clock() if as_of is None else _MOMENT.validate_python(as_of)
        return make_conversation(known, f"case-{case.id}", messages, ContextIn.model_validate(context), moment)
    except ValidationError as error:
        raise BadInput(f"the case {case.id} has a context that the server would refuse: {error}") from error


def _shown(result: _Result) -> dict[str, Any]:
    case, suggestion = result.graded.case, result.suggestion
    shown: dict[str, Any] = {
        "id": case.id,
        "shop": case.shop,
        "expected": case.expect.behavior.value,
        "question": case.question,
        "outcome": result.graded.outcome,
        "text": suggestion.draft.text if suggestion else "",
        "origin": suggestion.draft.origin.value if suggestion else "",
        "passages": [
            {"document": p.document_name, "text": p.text, "score": p.scores.fused} for p in suggestion.passages
        ]
        if suggestion
        else [],
        "confidence": suggestion.confidence if suggestion else 0.0,
        "findings": [asdict(finding) for finding in suggestion.draft.findings] if suggestion else [],
        "model": suggestion.trace.verdict if suggestion else "",
        "scores": _scores(result.graded.score),
        "missing": _missing(case, result.graded.score),
        "latency_ms": round(result.graded.latency_ms, 2),
    }
    if suggestion and suggestion.upsell:
        shown["upsell"] = suggestion.upsell
    if result.error:
        shown["error"] = result.error
    return shown


def _scores(graded: Score | None) -> dict[str, Any] | None:
    return None if graded is None else asdict(graded)


def _missing(case: Case, graded: Score | None) -> list[str]:
    """The expected facts that the reply lacks, by their first alternative."""
    if graded is None:
        return []
    return [group[0] for group, present in zip(case.expect.facts, graded.facts, strict=True) if not present and group]


def _elapsed_ms(started: float) -> float:
    return (time.perf_counter() - started) * 1000
