"""Local models of any kind through sentence-transformers (extra `[models]`): encoders and cross-encoder rerankers.

The one door to sentence-transformers and torch. A model is a folder or a hub name; a folder needs no network.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

import numpy as np

from knowledge.encoders.encoder import Vectors
from knowledge.encoders.families import prefixes_for
from knowledge.errors import Config

if TYPE_CHECKING:
    from knowledge.encoders.opening import EncoderConfig

_BATCH = 32
_SAMPLE_BYTES = 1 << 20


class SentenceTransformersEncoder:
    """Satisfies `Encoder`. Calls take turns: torch uses all cores for one, and tokenizers may not be thread-safe."""

    def __init__(self, config: EncoderConfig) -> None:
        library = _library()
        _limit_threads(config.threads)
        self._model: Any = _load(library.SentenceTransformer, config.model)
        self._prefixes = prefixes_for(config.model, config.query_prefix, config.passage_prefix)
        self._batch_size = config.batch_size or _BATCH
        self._turn = Lock()
        self.dimension = len(self.encode_query(""))
        if config.dimension not in (None, self.dimension):
            raise Config(f"encoder {config.model!r} gives {self.dimension} dimensions, not {config.dimension}")
        prepared = hashlib.sha256(repr(self._prefixes).encode()).hexdigest()[:8]
        self.fingerprint = f"sentence-transformers/{_identity(config.model)}/{self._model.max_seq_length}/{prepared}"

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        if not texts:
            return np.empty((0, self.dimension), np.float32)
        return self._encode([self._prefixes.passage + text for text in texts])

    def encode_query(self, text: str) -> Vectors:
        vector: Vectors = self._encode([self._prefixes.query + text])[0]
        return vector

    def _encode(self, texts: list[str]) -> Vectors:
        with self._turn:
            vectors = self._model.encode(
                texts,
                batch_size=self._batch_size,
                prompt="",  # prefixes are ours to set: a model's own default prompt would come on top
                normalize_embeddings=True,
                show_progress_bar=False,
                convert_to_numpy=True,
            )
        return np.asarray(vectors, np.float32)


class CrossEncoderReranker:
    """Satisfies `Reranker` with any cross-encoder, e.g. BAAI/bge-reranker-v2-m3."""

    def __init__(self, model: str, *, batch_size: int = _BATCH, threads: int = 0) -> None:
        library = _library()
        _limit_threads(threads)
        self._model: Any = _load(library.CrossEncoder, model)
        self._batch_size = batch_size
        self._turn = Lock()
        self.fingerprint = f"cross-encoder/{_identity(model)}"

    def rerank(self, query: str, texts: Sequence[str]) -> Sequence[float]:
        if not texts:
            return []
        pairs = [(query, text) for text in texts]
        with self._turn:
            scores = self._model.predict(pairs, batch_size=self._batch_size, show_progress_bar=False)
        if scores.ndim != 1:
            raise Config(f"{self.fingerprint} is no reranker: it gives {scores.shape[1]} scores a pair instead of one")
        return [float(score) for score in scores]


def _library() -> Any:  # optional, so a type checker may not see it
    try:
        import sentence_transformers
    except ImportError as error:
        raise Config(
            f"local models need the extra [models]: run `make setup-models` ({error.name} is missing)"
        ) from error
    return sentence_transformers


def _load(kind: Any, model: str) -> Any:
    if Path(model).is_dir():
        model = str(Path(model).resolve())
    try:
        return kind(model, local_files_only=Path(model).is_dir())
    except (
        Exception
    ) as error:  # a loader's edge: wrong name, no network, damaged or foreign files, each with its own class
        raise Config(
            f"model {model!r} cannot be loaded ({type(error).__name__}): give a folder or a hub name"
        ) from error


def _limit_threads(threads: int) -> None:
    """torch has one thread pool a process; 0 leaves it as it is."""
    if threads:
        import torch

        torch.set_num_threads(threads)


def _identity(model: str) -> str:
    """The name, and for a folder what is in it: every file's name and size, and its first and last megabyte."""
    folder = Path(model)
    if not folder.is_dir():
        return model
    digest = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        size = path.stat().st_size
        digest.update(f"{path.relative_to(folder).as_posix()}\0{size}\0".encode())
        with path.open("rb") as file:
            digest.update(file.read(_SAMPLE_BYTES))
            file.seek(max(size - _SAMPLE_BYTES, 0))
            digest.update(file.read(_SAMPLE_BYTES))
    return f"{folder.resolve().name}@{digest.hexdigest()[:12]}"
