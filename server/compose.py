"""The composition root: settings in, connected services out. The only place that picks concrete classes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache, partial
from typing import TYPE_CHECKING

from knowledge.store.database import Database, open_database
from server.settings import Settings, load_settings

if TYPE_CHECKING:
    from ingestion.books import Books
    from ingestion.conflicts.radar import Radar
    from ingestion.ingest import Ingestor
    from ingestion.readers.isolation import IsolatedPages
    from ingestion.sources import SourceStore
    from knowledge.encoders import Encoder, Reranker
    from knowledge.index.index import KnowledgeIndex
    from knowledge.retrieval.glossary import Glossaries
    from knowledge.retrieval.retriever import Retriever
    from knowledge.types import DocumentId, ShopId
    from prompts.rule_packs import RulePacks
    from server.reply.kit import Kit, Options, Words
    from server.reply.ports import Model
    from server.reply.suggest import Suggester


_LOOK_S = 20.0  # to draw a page for somebody who waits for it


def utc_now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Services:
    """Everything that a server, a worker, a command or an evaluation works with."""

    settings: Settings
    clock: Callable[[], datetime]
    database: Database
    encoder: Encoder
    index: KnowledgeIndex
    knowledge: Retriever
    sources: SourceStore
    pages: IsolatedPages
    ingestor: Ingestor
    packs: RulePacks
    suggester: Suggester
    glossaries: Glossaries
    books: Books
    radar: Radar

    def forget_quotes(self, shops: Sequence[ShopId], document: DocumentId) -> int:
        """Take a deleted document's text out of the suggestions of these shops; returns out of how many."""
        from server.forgetting import forget_quotes

        return forget_quotes(self.database, shops, document)


def open_store(settings: Settings | None = None) -> Database:
    """The database alone, for commands that need no index; safe beside a running server."""
    return open_database((settings or load_settings()).database_address)


def open_configured_encoder(settings: Settings) -> Encoder:
    """Raises `Config` when the model cannot be loaded."""
    from knowledge.encoders import EncoderConfig, default_cache_dir, open_encoder

    config = EncoderConfig(
        provider=settings.encoder,
        model=settings.encoder_model,
        api_base=settings.encoder_api_base,
        api_key=settings.encoder_api_key.get_secret_value(),
        dimension=settings.encoder_dimension,
        threads=settings.encoder_threads,
    )
    return open_encoder(config, settings.cache_dir or default_cache_dir())


@contextmanager
def composed(
    settings: Settings,
    *,
    encoder: Encoder | None = None,
    clock: Callable[[], datetime] = utc_now,
    rebuilding: bool = False,
) -> Iterator[Services]:
    """Open everything on the data folder, and close it at the end.

    `rebuilding` opens indexes that do not fit the settings, for `reindex` to replace. Raises `Conflict` when another
    process holds the folder, `Config` and `IndexMismatch` when the settings do not fit the data.
    """
    from knowledge.index.lock import DataFolderLock

    with ExitStack() as closing:
        closing.enter_context(DataFolderLock(settings.data_dir, clock()))
        # Its second of loading needs no interpreter, so the rest is imported and read beside it.
        beside = closing.enter_context(ThreadPoolExecutor(1, "open-encoder"))
        opened = (lambda: encoder) if encoder else beside.submit(open_configured_encoder, settings).result
        database = open_store(settings)
        closing.callback(database.close)
        yield _connect(settings, database, opened, clock, closing, rebuilding)


def _connect(
    settings: Settings,
    database: Database,
    opened: Callable[[], Encoder],
    clock: Callable[[], datetime],
    closing: ExitStack,
    rebuilding: bool,
) -> Services:
    from ingestion.books import Books
    from ingestion.conflicts.radar import Radar
    from ingestion.ingest import Ingestor
    from ingestion.readers.isolation import IsolatedPages, IsolatedReader
    from ingestion.readers.limits import ReadingLimits
    from ingestion.sources import SourceStore
    from ingestion.splitting import SPLITTER
    from knowledge.index.index import open_index
    from knowledge.retrieval.glossary import Glossaries
    from knowledge.retrieval.retriever import Retriever
    from knowledge.retrieval.settlements import Settlements
    from server.reply.checks import run_checks
    from server.reply.kit import Kit

    packs, words = _packs(), _words()
    limit = settings.upload_limit_mb << 20
    reader = closing.enter_context(IsolatedReader(ReadingLimits(max_bytes=limit, timeout_s=settings.reading_timeout_s)))
    encoder = opened()
    index = open_index(settings.data_dir, database, encoder, clock, splitter=SPLITTER, rebuilding=rebuilding)
    closing.callback(index.close)
    sources = SourceStore(settings.data_dir / "sources", limit)
    retriever = Retriever(database, index, encoder, clock, reranker=_reranker(settings))
    ingestor, glossaries = Ingestor(database, sources, index, reader, clock), Glossaries(database)
    kit = Kit(retriever, partial(run_checks, packs=packs), words, _options(settings), glossaries, Settlements(database))
    return Services(
        settings=settings,
        clock=clock,
        database=database,
        encoder=encoder,
        index=index,
        knowledge=retriever,
        sources=sources,
        pages=closing.enter_context(IsolatedPages(ReadingLimits(max_bytes=limit, timeout_s=_LOOK_S))),
        ingestor=ingestor,
        packs=packs,
        suggester=_suggester(settings, kit, clock),
        glossaries=glossaries,
        books=Books(database, sources, ingestor),
        radar=Radar(database, index, encoder.fingerprint, clock),
    )


@cache  # files of this release, which do not change while it runs
def _packs() -> RulePacks:
    from prompts.rule_packs import load_rule_packs

    return load_rule_packs()


@cache
def _words() -> Words:
    from prompts.lexicons import load_lexicon
    from prompts.loading import load_model_prompts
    from prompts.strategies import load_strategies
    from prompts.voice import load_voices
    from prompts.wording import load_wording
    from server.reply.kit import Words

    return Words(load_lexicon(), load_wording(), load_voices(), load_strategies(), load_model_prompts())


def _options(settings: Settings) -> Options:
    from server.reply.evidence.deciding import ANSWER_FLOOR
    from server.reply.kit import Options

    return Options(
        passages=settings.passages,
        budget_tokens=settings.passages_tokens,
        answer_floor=ANSWER_FLOOR if settings.confidence_floor is None else settings.confidence_floor,
        model_budget_s=settings.model_timeout_s,
    )


def _suggester(settings: Settings, kit: Kit, clock: Callable[[], datetime]) -> Suggester:
    from knowledge.identifiers import new_id
    from server.reply.suggest import Suggester

    return Suggester(kit, clock, new_id, open_configured_model(settings) if settings.model else None)


def _reranker(settings: Settings) -> Reranker | None:
    if not settings.reranker_model:
        return None
    from knowledge.encoders.sentence_transformers import CrossEncoderReranker

    return CrossEncoderReranker(settings.reranker_model, threads=settings.encoder_threads)


def open_configured_model(settings: Settings) -> Model:
    """Opens no connection yet; the first call does."""
    from server.model import ModelConfig, open_model

    return open_model(
        ModelConfig(
            model=settings.model,
            api_base=settings.model_api_base,
            api_key=settings.model_api_key.get_secret_value(),
            timeout_s=settings.model_timeout_s,
            first_token_timeout_s=settings.model_first_token_timeout_s,
            max_retries=settings.model_max_retries,
            fallbacks=settings.model_fallbacks,
            temperature=settings.model_temperature,
            max_tokens=settings.model_max_tokens,
        )
    )
