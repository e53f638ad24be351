"""What `huashu doctor` looks at: encoder, database, indexes, recognition, model; each finding says what to do."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from typing import Any

from knowledge.errors import HuashuError
from server.settings import Settings

_LITTLE_SPACE_BYTES = 1 << 30


@dataclass(frozen=True, slots=True)
class Finding:
    subject: str
    ok: bool
    message: str

    def shown(self) -> dict[str, Any]:
        return asdict(self)


def diagnose(settings: Settings) -> list[Finding]:
    """Every check, also after one has failed. Never raises for what it finds."""
    return list(_findings(settings))


def _findings(settings: Settings) -> Iterator[Finding]:
    yield _space(settings)
    yield _attempt("encoder", lambda: _encoder(settings))
    yield from _knowledge(settings)
    yield _recognition()
    if settings.model:
        yield _attempt("model", lambda: _model(settings))
    else:
        yield Finding("model", True, "none configured: instant drafts only")


def _space(settings: Settings) -> Finding:
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    free = shutil.disk_usage(settings.data_dir).free
    return Finding("disk", free > _LITTLE_SPACE_BYTES, f"{free / 1e9:.1f} GB free at “{settings.data_dir}”")


def _encoder(settings: Settings) -> str:
    from server.compose import open_configured_encoder

    encoder = open_configured_encoder(settings)
    dimension = encoder.encode_query("一句话").shape[0]
    return f"{encoder.fingerprint}, {dimension} dimensions"


def _recognition() -> Finding:
    from ingestion.readers.recognition import PACKAGES, languages

    known = languages()
    message = f"Tesseract with {', '.join(known)}" if known else f"none: pictures and scans are not read ({PACKAGES})"
    return Finding("text recognition", True, message)  # optional, so never wrong


def _model(settings: Settings) -> str:
    """One real answer, of a few tokens: an address or key that does not work shows here and not in a chat."""
    from server.compose import open_configured_model
    from server.reply.ports import Prompt

    model = open_configured_model(settings)

    async def ask() -> str:
        pieces = [piece.text async for piece in model.stream(Prompt((("user", "你好"),), 8), operation="doctor")]
        return "".join(pieces)

    asyncio.run(ask())
    return f"{model.name} answers"


def _knowledge(settings: Settings) -> Iterator[Finding]:
    from knowledge.store.documents import count_published
    from knowledge.store.shops import list_shops
    from server.compose import composed

    try:
        with composed(settings) as services:
            with services.database.read() as connection:
                shops = [(shop, count_published(connection, shop.id)) for shop in list_shops(connection)]
            if not shops:
                yield Finding("shops", True, "none yet: `huashu ingest PATH --shop NAME --publish`")
            for shop, (documents, chunks) in shops:
                wrong = services.index.verify(shop.id)
                message = f"{documents} documents, {chunks} chunks" + (
                    f"; {wrong}: run `huashu reindex`" if wrong else ""
                )
                yield Finding(f"shop {shop.id}", not wrong, message)
    except HuashuError as error:
        yield Finding("knowledge", False, error.message)


def _attempt(subject: str, check: Callable[[], str]) -> Finding:
    try:
        return Finding(subject, True, check())
    except HuashuError as error:
        return Finding(subject, False, error.message)
