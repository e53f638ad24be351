"""A run as one HTML file that needs nothing else: summary, plots as inline SVG, and every case with its passages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from eval.metrics.intervals import percentile

_BAR_WIDTH = 420
_CURVE = (420, 180)  # width and height of the curve's box


def render_report(run: Mapping[str, Any]) -> str:
    """HTML of a run.json. Everything from cases and documents is escaped: both are data from outside."""
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"), autoescape=True, undefined=StrictUndefined
    )
    cases = sorted(run["cases"], key=lambda case: bool(case.get("scores") and case["scores"]["correct"]))
    return environment.get_template("report.html").render(
        summary=run["summary"],
        provenance=run["provenance"],
        cases=cases,
        behaviors=_bars(run["summary"]["by_behavior"]),
        tags=_bars(run["summary"]["by_tag"]),
        curve=_curve([case for case in run["cases"] if case.get("scores")]),
        latency=_latency([case["latency_ms"] for case in run["cases"]]),
    )


def _bars(groups: Mapping[str, Mapping[str, Any]]) -> list[dict[str, Any]]:
    return [
        {
            "name": name,
            "cases": group["cases"],
            "accuracy": group["accuracy"],
            "width": round(_BAR_WIDTH * (group["accuracy"] or 0), 1),
        }
        for name, group in groups.items()
    ]


def _curve(cases: Sequence[Mapping[str, Any]]) -> list[tuple[float, float]]:
    """Coverage against precision while the confidence floor falls: points of an SVG polyline, origin top left."""
    width, height = _CURVE
    points, right = [], 0
    for shown, case in enumerate(sorted(cases, key=lambda case: -case["confidence"]), start=1):
        right += case["scores"]["correct"]
        points.append((round(width * shown / len(cases), 1), round(height * (1 - right / shown), 1)))
    return points


def _latency(values: Sequence[float]) -> list[dict[str, float]]:
    """Heights of twelve bars from 0 to the 99th percentile; slower cases fall into the last one."""
    top = percentile(values, 0.99) or 1.0
    counts = [0] * 12
    for value in values:
        counts[min(11, int(12 * value / top))] += 1
    highest = max(counts) or 1
    return [
        {"from_ms": top * number / 12, "count": count, "height": round(120 * count / highest, 1)}
        for number, count in enumerate(counts)
    ]
