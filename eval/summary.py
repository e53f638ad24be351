"""Scores -> the summary of a run: every figure over the cases that are eligible for it, shares with their interval."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any

from eval.cases import Behavior, Case
from eval.metrics.intervals import Estimate, mean, percentile, share
from eval.scoring import RetrievalScore, Score


@dataclass(frozen=True, slots=True)
class Graded:
    """A case with what came of it. `score` is None when the run failed on it: not graded, and counted apart."""

    case: Case
    outcome: str
    score: Score | None
    latency_ms: float
    cost: Decimal = Decimal(0)


def summarise(results: Sequence[Graded]) -> dict[str, Any]:
    """The `summary` of run.json; its keys are a contract."""
    graded = [(r.case, r.score, r.outcome) for r in results if r.score is not None]
    scores = [score for _, score, _ in graded]
    accuracy = share([score.correct for score in scores])
    precision, recall = _abstain(graded)
    retrieval, retrieval_intervals = _retrieval(scores)
    latencies = [result.latency_ms for result in results]
    return {
        "cases": len(results),
        "errors": len(results) - len(graded),
        "accuracy": accuracy.value,
        "by_behavior": _by((case.expect.behavior.value, score) for case, score, _ in graded),
        "by_tag": _by((tag, score) for case, score, _ in graded for tag in case.tags),
        "by_shop": _by((case.shop, score) for case, score, _ in graded),
        "retrieval": retrieval,
        "abstain": {"precision": precision.value, "recall": recall.value},
        "forbidden_hits": sum(bool(score.forbidden) for score in scores),
        "unsupported_figures": sum(score.unsupported_figures for score in scores),
        "upsell": _upsell(scores),
        "latency_ms": {"p50": percentile(latencies, 0.50), "p95": percentile(latencies, 0.95)},
        "cost": float(sum((result.cost for result in results), Decimal(0))),
        "intervals": {
            "accuracy": asdict(accuracy),
            "abstain.precision": asdict(precision),
            "abstain.recall": asdict(recall),
            **retrieval_intervals,
        },
    }


def _by(pairs: Iterable[tuple[str, Score]]) -> dict[str, dict[str, Any]]:
    groups: dict[str, list[bool]] = {}
    for name, score in pairs:
        groups.setdefault(name, []).append(score.correct)
    return {name: {"cases": len(hits), "accuracy": share(hits).value} for name, hits in sorted(groups.items())}


def _abstain(graded: Sequence[tuple[Case, Score, str]]) -> tuple[Estimate, Estimate]:
    """Precision: of what was held back, how much should be. Recall: of what should be, how much was not answered."""
    held = [case.expect.behavior is Behavior.DECLINE for case, _, outcome in graded if outcome == "abstain"]
    wanted = [score.behavior for case, score, _ in graded if case.expect.behavior is Behavior.DECLINE]
    return share(held), share(wanted)


def _retrieval(scores: Sequence[Score]) -> tuple[dict[str, Any], dict[str, Any]]:
    ranked = [score.retrieval for score in scores if score.retrieval is not None]
    found = [score.facts_in_passages for score in scores if score.facts_in_passages is not None]
    figures: dict[str, Callable[[RetrievalScore], float]] = {
        "hit@1": lambda s: s.hit_1,
        "hit@5": lambda s: s.hit_5,
        "mrr@10": lambda s: s.mrr_10,
        "ndcg@10": lambda s: s.ndcg_10,
    }
    estimates = {name: mean([figure(score) for score in ranked]) for name, figure in figures.items()}
    estimates["facts_in_passages"] = share(found)
    values = {name: estimate.value for name, estimate in estimates.items()}
    return values, {f"retrieval.{name}": asdict(estimate) for name, estimate in estimates.items()}


def _upsell(scores: Sequence[Score]) -> dict[str, Any]:
    eligible = [score for score in scores if score.upsell_right is not None]
    offered = [bool(score.upsell_right) for score in scores if score.upsell_offered]
    return {
        "precision": share(offered).value,
        "recall": share([bool(score.upsell_right) for score in eligible]).value,
        "violations": sum(score.upsell_violation for score in scores),
    }
