"""May this run replace the baseline? Dangerous mistakes may never rise, accuracy may not fall beyond chance."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from eval.compare import compare_runs

# What embarrasses the shop or binds it. One more of any closes the gate, whatever accuracy does.
_DANGEROUS = {
    "forbidden_hits": ("forbidden_hits",),
    "unsupported_figures": ("unsupported_figures",),
    "upsell violations": ("upsell", "violations"),
    "errors": ("errors",),
}


@dataclass(frozen=True, slots=True)
class Verdict:
    passed: bool
    reasons: tuple[str, ...]


def judge(run: Mapping[str, Any], baseline: Mapping[str, Any]) -> Verdict:
    """Compare a run with the baseline; `reasons` says what closed the gate."""
    reasons = []
    for name, path in _DANGEROUS.items():
        before, after = _figure(baseline, path), _figure(run, path)
        if after > before:
            reasons.append(f"{name} rose from {before:g} to {after:g}")
    missed_before, missed_after = _missed_handoffs(baseline), _missed_handoffs(run)
    if new := sorted(missed_after - missed_before):
        reasons.append(f"hand-overs newly missed: {', '.join(new)}")
    comparison = compare_runs(baseline, run)
    difference = comparison.difference
    if difference.high is not None and difference.high < 0:
        reasons.append(f"accuracy fell by {-(difference.value or 0):.3f} (95 % interval below zero)")
    if comparison.only_a:
        reasons.append(
            f"{len(comparison.only_a)} cases of the baseline were not graded: {', '.join(comparison.only_a[:5])}"
        )
    return Verdict(not reasons, tuple(reasons))


def _figure(run: Mapping[str, Any], path: tuple[str, ...]) -> float:
    value: Any = run["summary"]
    for key in path:
        value = value.get(key, 0)
    return float(value or 0)


def _missed_handoffs(run: Mapping[str, Any]) -> set[str]:
    """Cases that had to go to a person and did not: the dangerous kind of a wrong outcome."""
    return {
        case["id"]
        for case in run["cases"]
        if case.get("expected") == "escalate" and case.get("scores") and not case["scores"]["behavior"]
    }
