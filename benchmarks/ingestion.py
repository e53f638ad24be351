"""How much of the time of reading documents is the encoder's: `python -m benchmarks.ingestion 2000`.

Files of a made-up shop go the whole way: read in a process of their own, split, stored, embedded, indexed. All that is
not the encoder is ours to keep small: the budget gives it 15 % of the time.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from pathlib import Path

from benchmarks.made_up_shop import write_shop
from benchmarks.suggestion import Clocked
from ingestion.folder import ShopProfile, collect_sources, ensure_shop
from ingestion.ingest import IngestOptions
from knowledge.types import ShopId
from server.compose import composed, open_configured_encoder
from server.settings import Settings

_SHOP = ShopId("bench")


def measure(folder: Path, chunks: int) -> None:
    (folder / "shop").mkdir()
    write_shop(folder / "shop", chunks)
    settings = Settings(data_dir=folder / "data")
    encoder = Clocked(open_configured_encoder(settings))
    with composed(settings, encoder=encoder) as services:
        ensure_shop(services.database, _SHOP, ShopProfile(), services.clock())
        stages: dict[str, float] = {}
        begun, encoded = time.perf_counter(), encoder.spent

        def note(stage: str, done: int, total: int) -> None:
            del done, total
            stages[stage] = time.perf_counter() - begun

        files = collect_sources([folder / "shop"])
        results = services.ingestor.ingest_all(files, _SHOP, IngestOptions(publish=True), note)
        total_s, encoder_s = time.perf_counter() - begun, (encoder.spent - encoded).wall / 1000
    held = sum(result.chunks for result in results)
    print(f"{len(files)} files, {held} chunks in {total_s:.1f} s: {held / total_s:.0f} chunks a second")
    print(f"reading, splitting and storing {stages['read']:.1f} s, indexing {total_s - stages['read']:.1f} s")
    print(f"the encoder's share {100 * encoder_s / total_s:.1f} %")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("chunks", type=int, nargs="?", default=2000)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="huashu-bench-") as folder:
        measure(Path(folder), arguments.chunks)


if __name__ == "__main__":
    main()
