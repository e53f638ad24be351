"""How long a suggestion takes without a model, by the size of the shop: `python -m benchmarks.suggestion 10000 100000`.

The whole way of production but for HTTP, on a made-up shop that is read, split, stored and indexed as any other: total
time, and what of it is not the encoder's, at the median and the 95th percentile, of questions of which most were never
asked before. The budget: 40 ms at 10,000 chunks and 60 ms at 100,000 at the 95th percentile, under 25 ms of it beyond
the encoder, and 900 MB at 100,000 chunks. Processor time is printed as well, because a busy machine hardly changes it.
"""

from __future__ import annotations

import argparse
import asyncio
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from benchmarks.made_up_shop import Recycled, questions, write_shop
from ingestion.folder import ShopProfile, collect_sources, ensure_shop
from ingestion.ingest import IngestOptions
from knowledge.encoders.encoder import Encoder, Vectors
from knowledge.store.shops import get_shop
from knowledge.types import Shop, ShopId
from server.compose import Services, composed, open_configured_encoder
from server.process import warm
from server.reply.types import Conversation, Message, Role
from server.settings import Settings

_SHOP = ShopId("bench")
_ENCODED = 2000  # passages with vectors of their own
_WARM_UP = 20


@dataclass(slots=True)
class Spent:
    """Milliseconds by the clock and of the processors."""

    wall: float = 0.0
    processor: float = 0.0

    def __add__(self, other: Spent) -> Spent:
        return Spent(self.wall + other.wall, self.processor + other.processor)

    def __sub__(self, other: Spent) -> Spent:
        return Spent(self.wall - other.wall, self.processor - other.processor)


def now() -> Spent:
    return Spent(time.perf_counter() * 1000, time.process_time() * 1000)


class Clocked:
    """An encoder that adds up the time that it takes."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self.fingerprint, self.dimension = encoder.fingerprint, encoder.dimension
        self.spent = Spent()

    def encode_query(self, text: str) -> Vectors:
        begun = now()
        vector = self._encoder.encode_query(text)
        self.spent += now() - begun
        return vector

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        begun = now()
        vectors = self._encoder.encode_passages(texts)
        self.spent += now() - begun
        return vectors


def measure(folder: Path, chunks: int, many: int) -> None:
    (folder / "shop").mkdir()
    write_shop(folder / "shop", chunks)
    settings = Settings(data_dir=folder / "data")
    encoder = Clocked(open_configured_encoder(settings))
    with composed(settings, encoder=Recycled(encoder, _ENCODED)) as services:
        held = _fill(services, folder / "shop")
    # Opened anew: what was written a moment ago lies in memory, and a server has been started since.
    with composed(settings, encoder=encoder) as services:
        with services.database.read() as connection:
            shop = get_shop(connection, _SHOP)
        warm(services)
        timed = asyncio.run(_time_all(services, shop, encoder, questions(many + _WARM_UP)))
        print(f"{held} chunks, {len(timed)} questions, {_resident_mb():.0f} MB")
        _report("in all", [total.wall for total, _ in timed])
        _report("beyond the encoder", [(total - encoded).wall for total, encoded in timed])
        _report("processor of that", [(total - encoded).processor for total, encoded in timed])


def _fill(services: Services, documents: Path) -> int:
    begun = time.perf_counter()
    ensure_shop(services.database, _SHOP, ShopProfile(), services.clock())
    results = services.ingestor.ingest_all(collect_sources([documents]), _SHOP, IngestOptions(publish=True))
    held = sum(result.chunks for result in results)
    print(f"{held} chunks read and indexed in {time.perf_counter() - begun:.0f} s")
    return held


async def _time_all(
    services: Services, shop: Shop, encoder: Clocked, asked: Sequence[str]
) -> list[tuple[Spent, Spent]]:
    """Of each question, all that it took and what the encoder took of that."""
    timed = []
    for number, text in enumerate(asked):
        said = (Message(Role.CUSTOMER, text),)
        conversation = Conversation(_SHOP, f"bench-{number}", said, services.clock())
        begun, encoded = now(), encoder.spent
        async for _ in services.suggester.suggest(conversation, shop):
            pass
        timed.append((now() - begun, encoder.spent - encoded))
    return timed[_WARM_UP:]


def _report(name: str, taken_ms: Sequence[float]) -> None:
    p50, p95 = np.percentile(taken_ms, [50, 95])
    print(f"  {name:20} {p50:6.1f} ms p50 {p95:6.1f} ms p95")


def _resident_mb() -> float:
    status = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in status if line.startswith("VmRSS")) / 1024


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("chunks", type=int, nargs="*", default=[10_000])
    parser.add_argument("--questions", type=int, default=300)
    arguments = parser.parse_args()
    for chunks in arguments.chunks:
        with tempfile.TemporaryDirectory(prefix="huashu-bench-") as folder:
            measure(Path(folder), chunks, arguments.questions)


if __name__ == "__main__":
    main()
