"""Picks an encoder from its configuration. Only this place knows all providers; each is imported in its own branch."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from knowledge.encoders.encoder import Encoder
from knowledge.errors import Config

Provider = Literal["bundled", "sentence-transformers", "litellm"]


@dataclass(frozen=True, slots=True)
class EncoderConfig:
    """Which encoder, and how it runs.

    `model` is a hub name or folder for sentence-transformers, "provider/name" for litellm, and unused for bundled.
    A prefix of None takes what the model's family wants (e5, bge), "" is no prefix. `dimension` None means: ask the
    model. `threads` 0 means one per core. `batch_size` 0 takes the provider's own. `api_base` and `api_key` "" leave
    the choice to litellm. `timeout_s` and `max_retries` are those of one hosted call.
    """

    provider: Provider = "bundled"
    model: str = ""
    api_base: str = ""
    api_key: str = field(default="", repr=False)
    dimension: int | None = None
    query_prefix: str | None = None
    passage_prefix: str | None = None
    batch_size: int = 0
    threads: int = 0
    timeout_s: float = 30.0
    max_retries: int = 2


def open_encoder(config: EncoderConfig, cache_dir: Path) -> Encoder:
    """Opens the configured encoder; `cache_dir` holds the assembled bundled one. Raises `Config` if it cannot work."""
    if config.provider == "bundled":
        from knowledge.encoders.bundled import open_bundled

        return open_bundled(cache_dir, threads=config.threads, batch_size=config.batch_size or 32)
    if not config.model:
        raise Config(f"encoder provider {config.provider!r} needs the name of a model")
    if config.provider == "sentence-transformers":
        from knowledge.encoders.sentence_transformers import SentenceTransformersEncoder

        return SentenceTransformersEncoder(config)
    if config.provider == "litellm":
        from knowledge.encoders.hosted import HostedEncoder

        return HostedEncoder(config)
    raise Config(f"unknown encoder provider {config.provider!r}: bundled, sentence-transformers or litellm")
