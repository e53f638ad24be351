"""Retrieval measured apart: a BEIR folder -> nDCG, MRR and recall of every stage, through the production retriever."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eval.metrics.intervals import mean
from eval.metrics.ranking import ndcg, recall, reciprocal_rank
from knowledge.errors import BadInput


@dataclass(frozen=True, slots=True)
class Collection:
    """`qrels` maps a query to its relevant documents with their relevance (above 0)."""

    documents: Mapping[str, tuple[str, str]]  # id -> (title, text)
    queries: Mapping[str, str]
    qrels: Mapping[str, Mapping[str, float]]


def load_collection(folder: Path) -> Collection:
    """Read corpus.jsonl, queries.jsonl and qrels.tsv or qrels/*.tsv. Raises `BadInput` naming what is bad."""
    corpus = {row["_id"]: (str(row.get("title") or ""), str(row["text"])) for row in _lines(folder / "corpus.jsonl")}
    queries = {row["_id"]: str(row["text"]) for row in _lines(folder / "queries.jsonl")}
    qrels: dict[str, dict[str, float]] = {}
    for query, document, relevance in _judgements(folder):
        if relevance > 0 and query in queries:
            qrels.setdefault(query, {})[document] = relevance
    if not qrels:
        raise BadInput(f"“{folder.name}” has no query with a relevant document")
    return Collection(corpus, queries, qrels)


def measure(rankings: Mapping[str, list[str]], collection: Collection) -> dict[str, float | None]:
    """Figures of one stage: `rankings` maps each query to document ids, best first, 100 at most."""
    rows: dict[str, list[float]] = {"ndcg@10": [], "mrr@10": [], "recall@5": [], "recall@100": []}
    for query, relevant in collection.qrels.items():
        gains = [relevant.get(document, 0.0) for document in rankings[query]]
        rows["ndcg@10"].append(ndcg(gains, 10, list(relevant.values())))
        rows["mrr@10"].append(reciprocal_rank(gains, 10))
        rows["recall@5"].append(recall(gains, 5, len(relevant)))
        rows["recall@100"].append(recall(gains, 100, len(relevant)))
    return {name: mean(values).value for name, values in rows.items()}


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    try:
        with path.open(encoding="utf-8-sig") as file:
            for number, line in enumerate(file, start=1):
                if line.strip():
                    row = json.loads(line)
                    if not isinstance(row, dict) or "_id" not in row or "text" not in row:
                        raise BadInput(f"“{path.name}” line {number} needs “_id” and “text”")
                    yield {**row, "_id": str(row["_id"])}
    except (OSError, ValueError) as error:
        raise BadInput(f"“{path.name}” cannot be read: {error}") from error


def _judgements(folder: Path) -> Iterator[tuple[str, str, float]]:
    paths = sorted(folder.glob("qrels/*.tsv")) or [folder / "qrels.tsv"]
    for path in paths:
        try:
            with path.open(encoding="utf-8-sig", newline="") as file:
                for number, row in enumerate(csv.reader(file, delimiter="\t"), start=1):
                    if not row or (number == 1 and not row[-1].replace(".", "", 1).isdigit()):
                        continue  # the header
                    yield row[0], row[1], float(row[2])
        except (OSError, IndexError, ValueError) as error:
            raise BadInput(f"“{path.name}” is no table of query, document and relevance: {error}") from error
