"""Hosted embeddings of any provider through litellm: batches, a timeout, bounded retries, errors in our terms."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from knowledge.encoders.encoder import Vectors
from knowledge.encoders.families import prefixes_for
from knowledge.errors import UpstreamBadOutput
from knowledge.litellm_loader import load_litellm, translate

if TYPE_CHECKING:
    from knowledge.encoders.opening import EncoderConfig

_BATCH = 32
_FIRST_PAUSE_S = 0.5  # doubled with every further try
_EMPTY = " "  # providers refuse an empty text


class HostedEncoder:
    """Satisfies `Encoder`. Without a configured dimension, opening asks the model once."""

    def __init__(self, config: EncoderConfig, pause: Callable[[float], None] = time.sleep) -> None:
        self._config = config
        self._pause = pause
        self._prefixes = prefixes_for(config.model, config.query_prefix, config.passage_prefix)
        self.dimension = config.dimension or self._embed([_EMPTY]).shape[1]
        prefixes = f"{self._prefixes.query}|{self._prefixes.passage}"
        self.fingerprint = f"litellm/{config.model}/{self.dimension}/{prefixes}"

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        vectors = np.empty((len(texts), self.dimension), np.float32)
        step = self._config.batch_size or _BATCH
        for start in range(0, len(texts), step):
            batch = [self._prefixes.passage + text for text in texts[start : start + step]]
            vectors[start : start + len(batch)] = self._of_dimension(self._embed(batch))
        return vectors

    def encode_query(self, text: str) -> Vectors:
        vector: Vectors = self._of_dimension(self._embed([self._prefixes.query + text]))[0]
        return vector

    def _of_dimension(self, vectors: Vectors) -> Vectors:
        if vectors.shape[1] != self.dimension:
            raise UpstreamBadOutput(
                f"model {self._config.model!r} gave {vectors.shape[1]} dimensions instead of {self.dimension}"
            )
        return vectors

    def _embed(self, texts: Sequence[str]) -> Vectors:
        """One request, tried again when that can help. Returns unit vectors."""
        pause_s = _FIRST_PAUSE_S
        for left in range(self._config.max_retries, -1, -1):
            try:
                response = self._request(texts)
                break
            except Exception as error:  # the door's edge: litellm raises what its many providers' clients raise
                failure = translate(error, self._config.model)
                if not failure.retryable or not left:
                    raise failure from None  # the provider's words may quote the text
            self._pause(pause_s)
            pause_s *= 2
        return self._vectors(response, len(texts))

    def _request(self, texts: Sequence[str]) -> Any:
        config = self._config
        return load_litellm().embedding(
            model=config.model,
            input=[text or _EMPTY for text in texts],
            api_base=config.api_base or None,
            api_key=config.api_key or None,
            timeout=config.timeout_s,
            encoding_format="float",
            num_retries=0,  # ours, so that only what can help is tried again
            max_retries=0,
        )

    def _vectors(self, response: Any, count: int) -> Vectors:
        try:
            items = sorted(response["data"], key=lambda item: item["index"])
            vectors = np.array([item["embedding"] for item in items], np.float32)
        except (KeyError, TypeError, ValueError):
            raise UpstreamBadOutput(f"model {self._config.model!r} answered with no vectors") from None
        if vectors.ndim != 2 or len(vectors) != count:
            raise UpstreamBadOutput(f"model {self._config.model!r} gave {len(vectors)} vectors for {count} texts")
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        if not np.isfinite(vectors).all() or not lengths.all():
            raise UpstreamBadOutput(f"model {self._config.model!r} gave a vector without a direction")
        unit: Vectors = vectors / lengths
        return unit
