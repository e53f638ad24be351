"""Fits the weights of `ingestion/conflicts/weighing.py`: `python -m benchmarks.contradictions [--write]`.

Pairs of passages that were written for it (tests/data/conflicts, without the halves that are set aside), under their
own headings and under others, so that headings which happen to differ teach nothing; and every two passages of
development shops, and sentences of different documents of other trades' shops (benchmarks/pairs), that differ, which
were written without contradictions. Logistic regression with an L2
penalty, by Newton's method. Two texts that contradict each other do so in one of their pairs of claims: the likeliest
one stands for it, chosen anew after each fit (multiple-instance learning; Andrews et al., 2003).
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import yaml
from numpy.typing import NDArray

from benchmarks.conflict_pairs import Pair, load
from ingestion.conflicts.circumstances import meet
from ingestion.conflicts.compare import Candidate, candidates
from ingestion.conflicts.passages import chunk_claims
from ingestion.conflicts.statements import Claim, claims
from ingestion.conflicts.weighing import KINDS, WEIGHTS, Weights, weigh
from ingestion.conflicts.words import load_words
from ingestion.folder import collect_sources
from ingestion.ingest import IngestOptions, Ingestor
from ingestion.readers.opening import read
from ingestion.sources import SourceStore
from knowledge.index.lexical import Entry, LexicalIndex
from knowledge.store.comparing import Comparable, load_comparables, published_keys
from knowledge.store.database import open_database
from knowledge.store.shops import create_shop
from knowledge.types import Shop, ShopId

ROOT = Path(__file__).parents[1]
FITTED, ASIDE = ("tuned", "natural_tuned", "trades_tuned"), ("unseen", "natural_aside", "trades_aside")
FITTED_SHOPS, OTHER_SHOPS = ("apparel", "home", "samples"), ("digital", "pet", "fruit")
_NOW = datetime(2026, 11, 20, tzinfo=UTC)
_NEAREST = 20
_EACH_TRADE = 3  # of the shops in benchmarks/pairs, that one of so many is learnt from; the next one is measured on
_PENALTY, _ROUNDS, _STEPS, _SHORTEST_STEP = 4.0, 4, 12, 1e-3
_OF_A_PAIR = 0.4  # the weight of one of a pair's four rows: they are hardly more than one
# How sure a report is; a yes beside a no in other words is the most doubtful one.
_REPORTED = {"figure": 0.2, "polarity": 0.3, "figure_reworded": 1.0, "polarity_reworded": 2.0}
_LIMITS = (-1.0, -0.5, 0.0, 0.5, 1.0)  # beside the one that is shipped
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Text:
    """What two texts may contradict each other in; `conflict` whether they do."""

    conflict: bool
    found: tuple[Candidate, ...]
    written: bool  # for this purpose, not a shop's


def of_pairs(name: str, *, varied: bool) -> Iterator[Text]:
    """`varied` also under other headings."""
    for pair in load(name):
        if pair.left.overlaps(pair.right):
            for left, right in _headings(pair) if varied else [(pair.left.above, pair.right.above)]:
                yield Text(pair.conflict, _candidates((pair.left.text, left), (pair.right.text, right)), written=True)


def _headings(pair: Pair) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    left, right = pair.left.above, pair.right.above
    if pair.conflict:
        return [(left, right), (left, left), (right, right), ((), ())]
    return [(left, right), (left[-1:], ("客服问答",)), (("说明书",), right[-1:]), ((), ())]


def _candidates(left: tuple[str, tuple[str, ...]], right: tuple[str, tuple[str, ...]]) -> tuple[Candidate, ...]:
    words = load_words()
    ours, theirs = (tuple(claims(text, above, words, sections=above)) for text, above in (left, right))
    return tuple(candidates(ours, theirs, words))


class _NoIndex:
    def catch_up(self, *_: object) -> int:
        return 0


def of_shop(name: str) -> Iterator[Text]:
    """Passages of different documents of a development shop; none of them contradicts another one."""
    folder = ROOT / "samples" / "shop" if name == "samples" else ROOT / "benchmarks" / "shops" / name / "knowledge"
    with tempfile.TemporaryDirectory() as place:
        found = _read(folder, ShopId(name), Path(place))
        index = LexicalIndex(Path(place) / "terms")
        index.write(add=[Entry(one.chunk.id, one.chunk.text) for one in found])
        at = {one.chunk.id: number for number, one in enumerate(found)}
        said = [chunk_claims(one.chunk, load_words()) for one in found]
        for number, one in enumerate(found):
            near = {at[hit.id] for hit in index.search(one.chunk.text[:160], _NEAREST)}
            for other in sorted(near):
                if other > number and _comparable(one, found[other]):
                    yield _of_claims(said[number], said[other])


def _read(folder: Path, shop: ShopId, place: Path) -> list[Comparable]:
    database = open_database(f"sqlite:///{place / 'huashu.db'}")
    ingestor = Ingestor(database, SourceStore(place / "sources", 1 << 26), _NoIndex(), read, lambda: _NOW)
    with database.write() as connection:
        create_shop(connection, Shop(shop, shop), _NOW)
    for file in collect_sources([folder]):
        ingestor.ingest(file, shop, IngestOptions(publish=True))
    with database.read() as connection:
        keys = published_keys(connection, shop)
        found = list(load_comparables(connection, [key.id for key in keys]).values())
    database.close()
    return found


def _comparable(one: Comparable, other: Comparable) -> bool:
    return one.chunk.document_id != other.chunk.document_id and meet(one, other, _NOW)


def _of_claims(ours: Sequence[Claim], theirs: Sequence[Claim]) -> Text:
    return Text(False, tuple(candidates(ours, theirs, load_words())), written=False)


def of_trades(first: int) -> Iterator[Text]:
    """Sentences of different documents of some other trades' shops; none of them contradicts another one."""
    for file in sorted((ROOT / "benchmarks" / "pairs").glob("*.txt"))[first::_EACH_TRADE]:
        said = list(_sentences(file.read_text("utf-8")))
        for number, (above, ours) in enumerate(said):
            for other, theirs in said[number + 1 :]:
                if above[0] != other[0]:
                    yield _of_claims(ours, theirs)


def _sentences(text: str) -> Iterator[tuple[tuple[str, ...], tuple[Claim, ...]]]:
    above: tuple[str, ...] = ("",)
    for line in text.splitlines():
        if line.startswith("## "):
            above = tuple(part.strip() for part in line[3:].split("›"))
        elif line.startswith("= "):
            yield above, tuple(claims(line[2:].strip(), above, load_words(), sections=above))


def fit(texts: Sequence[Text], kind: str) -> Weights:
    rows = [[one.found for one in text.found if one.kind == kind] for text in texts]
    names = sorted({name for row in rows for found in row for name in found})
    seen = [(text, np.array([_vector(names, found) for found in row])) for text, row in zip(texts, rows, strict=True)]
    seen = [(text, vectors) for text, vectors in seen if len(vectors)]
    weights = -np.array([0.0, *(float(name in {"less_left", "more_left"}) for name in names)])
    for _ in range(_ROUNDS):
        chosen = [vectors[[np.argmax(vectors @ weights)]] if text.conflict else vectors for text, vectors in seen]
        of = list(zip([text for text, _ in seen], map(len, chosen), strict=True))
        truth = np.concatenate([np.full(count, text.conflict) for text, count in of])
        counted = np.concatenate([np.full(count, _OF_A_PAIR if text.written else 1.0) for text, count in of])
        weights = _regressed(np.concatenate(chosen), truth.astype(np.float64), counted)
    by = {name: round(float(weight), 3) for name, weight in zip(names, weights[1:], strict=True) if abs(weight) > 1e-3}
    return Weights(_REPORTED[kind], round(float(weights[0]), 3), by)


def _vector(names: Sequence[str], found: Mapping[str, float]) -> list[float]:
    return [1.0, *(found.get(name, 0.0) for name in names)]


def _regressed(rows: Floats, truth: Floats, counted: Floats) -> Floats:
    middle, spread = rows.mean(axis=0), rows.std(axis=0) + 1e-9
    middle[0], spread[0] = 0.0, 1.0
    scaled = (rows - middle) / spread
    penalty = np.diag([1e-6, *([_PENALTY] * (rows.shape[1] - 1))])
    weights = np.zeros(rows.shape[1])
    for _ in range(_STEPS):
        likely = 1.0 / (1.0 + np.exp(-np.clip(scaled @ weights, -30.0, 30.0)))
        slope = scaled.T @ (counted * (likely - truth)) + penalty @ weights
        curve = (scaled * (counted * likely * (1.0 - likely))[:, None]).T @ scaled + penalty
        step = np.linalg.solve(curve, slope)
        before, whole = _loss(scaled, truth, counted, penalty, weights), 1.0
        while whole > _SHORTEST_STEP and _loss(scaled, truth, counted, penalty, weights - whole * step) > before:
            whole /= 2  # Newton's step may overshoot where a feature tells all apart
        weights = weights - whole * step
        if np.abs(whole * step).max() < _SHORTEST_STEP:
            break
    out: Floats = weights / spread
    out[0] = weights[0] - float((weights[1:] * middle[1:] / spread[1:]).sum())
    return out


def _loss(rows: Floats, truth: Floats, counted: Floats, penalty: Floats, weights: Floats) -> float:
    odds = rows @ weights
    return float((counted * (np.logaddexp(0.0, odds) - truth * odds)).sum() + weights @ penalty @ weights / 2)


def reported(text: Text, weights: Mapping[str, Weights], more: float = 0.0) -> bool:
    """`more` than the weights ask for."""
    return any(weigh(one.found, weights[one.kind]) > more for one in text.found)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true", help="replace the shipped weights")
    parser.add_argument("--aside", action="store_true", help="measure on what is set aside as well")
    asked = parser.parse_args()
    of_shops = {name: list(of_shop(name)) for name in (*FITTED_SHOPS, *OTHER_SHOPS)}
    seen = [text for name in FITTED for text in of_pairs(name, varied=True)]
    seen += [text for name in FITTED_SHOPS for text in of_shops[name]] + list(of_trades(0))
    others = list(of_trades(1))
    weights = {kind: fit(seen, kind) for kind in KINDS}
    measured = {name: list(of_pairs(name, varied=False)) for name in (*FITTED, *(ASIDE if asked.aside else ()))}
    for more in _LIMITS:
        print(f"reported from {more:+} on")
        for name, texts in (measured | of_shops | {"other trades": others}).items():
            hits = [text for text in texts if reported(text, weights, more)]
            right = sum(text.conflict for text in hits)
            print(f"  {name}: {right} of {sum(text.conflict for text in texts)} found, {len(hits) - right} false")
    if asked.write:
        shipped = {
            kind: {"reported": one.reported, "base": one.base, "by": dict(one.by)} for kind, one in weights.items()
        }
        told = "# Fitted by `python -m benchmarks.contradictions --write`; weighing.py says what the names stand for.\n"
        WEIGHTS.write_text(told + yaml.safe_dump(shipped, sort_keys=False), encoding="utf-8")


if __name__ == "__main__":
    main()
