"""Two runs, case by case: what got better, what got worse, and whether the difference is more than chance."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from eval.metrics.intervals import Estimate, mean
from knowledge.errors import BadInput


@dataclass(frozen=True, slots=True)
class Comparison:
    """`difference` is B's accuracy minus A's over the cases that both graded, with its paired bootstrap interval."""

    difference: Estimate
    better: tuple[str, ...]
    worse: tuple[str, ...]
    only_a: tuple[str, ...]
    only_b: tuple[str, ...]

    def shown(self) -> dict[str, Any]:
        return asdict(self)


def load_run(path: Path) -> dict[str, Any]:
    """A run.json, or the folder that holds one. Raises `BadInput`."""
    file = path / "run.json" if path.is_dir() else path
    try:
        run = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise BadInput(f"“{path.name}” is no run: {error}") from error
    if not isinstance(run, dict) or not {"summary", "cases"} <= run.keys():
        raise BadInput(f"“{path.name}” is no run: it needs “summary” and “cases”")
    return run


def compare_runs(a: Mapping[str, Any], b: Mapping[str, Any]) -> Comparison:
    first, second = _correct(a), _correct(b)
    common = sorted(first.keys() & second.keys())
    return Comparison(
        difference=mean([float(second[case]) - float(first[case]) for case in common]),
        better=tuple(case for case in common if second[case] and not first[case]),
        worse=tuple(case for case in common if first[case] and not second[case]),
        only_a=tuple(sorted(first.keys() - second.keys())),
        only_b=tuple(sorted(second.keys() - first.keys())),
    )


def _correct(run: Mapping[str, Any]) -> dict[str, bool]:
    return {case["id"]: bool(case["scores"]["correct"]) for case in run["cases"] if case.get("scores")}
