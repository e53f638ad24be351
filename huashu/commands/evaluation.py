"""`huashu eval`: how well it works, on cases that the knowledge base has never seen."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from huashu.output import AsJson, print_json, print_table, progress_bar, say

app = typer.Typer(help="Offline evaluation: run, retrieval, compare, gate, harvest.", no_args_is_help=True)


@app.command("run")
def run(
    cases: Annotated[Path, typer.Argument(help="Cases in JSON Lines.")],
    knowledge: Annotated[Path, typer.Option(help="A folder with one folder of documents per shop.")],
    model: Annotated[str | None, typer.Option(help="Chat model in litellm's words; without: no model at all.")] = None,
    out: Annotated[Path | None, typer.Option(help="Folder for run.json and report.html.")] = None,
    as_json: AsJson = False,
) -> None:
    """Run every case through the production path on a throw-away knowledge base, and grade the replies."""
    import json

    from eval.cases import load_cases
    from eval.report import render_report
    from eval.run import run_cases
    from server.settings import load_settings

    loaded = load_cases(cases)
    settings = load_settings(model=model or "")
    with progress_bar() as report:
        result = run_cases(loaded, cases, knowledge, settings, report)
    if out is not None:
        out.mkdir(parents=True, exist_ok=True)
        (out / "run.json").write_text(json.dumps(result, ensure_ascii=False, indent=1, default=str), encoding="utf-8")
        (out / "report.html").write_text(render_report(result), encoding="utf-8")
        say(f"written: {out / 'run.json'}, {out / 'report.html'}")
    if as_json:
        print_json(result)
    else:
        _print_summary(result["summary"])


@app.command("retrieval")
def retrieval(
    folder: Annotated[Path, typer.Argument(help="A BEIR folder: corpus.jsonl, queries.jsonl, qrels.tsv.")],
    as_json: AsJson = False,
) -> None:
    """Measure every stage of retrieval on a BEIR collection."""
    from eval.beir import load_collection
    from eval.stages import measure_stages
    from server.settings import load_settings

    collection = load_collection(folder)
    with progress_bar() as report:
        stages = measure_stages(collection, load_settings(), report)
    if as_json:
        print_json({"stages": stages})
        return
    names = ("ndcg@10", "mrr@10", "recall@5", "recall@100")
    print_table("", ("stage", *names), [(s, *(_share(figures[n]) for n in names)) for s, figures in stages.items()])


@app.command("compare")
def compare(a: Path, b: Path, as_json: AsJson = False) -> None:
    """Compare run B with run A case by case."""
    from eval.compare import compare_runs, load_run

    comparison = compare_runs(load_run(a), load_run(b))
    if as_json:
        print_json(comparison.shown())
        return
    difference = comparison.difference
    typer.echo(f"accuracy B − A: {_signed(difference.value)} [{_signed(difference.low)}, {_signed(difference.high)}]")
    typer.echo(f"cases in both: {difference.count}")
    for name in ("better", "worse", "only_a", "only_b"):
        found = getattr(comparison, name)
        typer.echo(f"{name:8} {len(found):4}  {', '.join(found)}")


@app.command("gate")
def gate(
    run: Path,
    baseline: Annotated[Path, typer.Option(help="The run that this one would replace.")],
    as_json: AsJson = False,
) -> None:
    """Status 0 when the run may replace the baseline: no more dangerous mistakes, and no loss beyond chance."""
    from eval.compare import load_run
    from eval.gate import judge

    verdict = judge(load_run(run), load_run(baseline))
    if as_json:
        print_json({"passed": verdict.passed, "reasons": verdict.reasons})
    else:
        typer.echo("passed" if verdict.passed else "closed:\n" + "\n".join(f"- {why}" for why in verdict.reasons))
    if not verdict.passed:
        raise typer.Exit(1)


@app.command("harvest")
def harvest(
    shop: Annotated[str, typer.Option(help="Whose decisions.")],
    out: Annotated[
        Path | None, typer.Option(help="File for the cases; without: where trials of new answers look for them.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Make cases of what agents decided, without personal data. Keep them out of the knowledge base."""
    from eval.harvest import harvest as gather
    from knowledge.identifiers import shop_id
    from knowledge.store.shops import get_shop
    from server.compose import open_store
    from server.settings import load_settings

    settings = load_settings()
    database, wanted = open_store(settings), shop_id(shop)
    with database.read() as connection:
        get_shop(connection, wanted)
    found = gather(database, wanted)
    database.close()
    path = out or settings.data_dir / "cases" / f"{wanted}.jsonl"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(f"{case.model_dump_json(exclude_defaults=True)}\n" for case in found.cases), "utf-8")
    if as_json:
        print_json({"path": str(path), "cases": len(found.cases), "left_out": found.left_out})
        return
    typer.echo(f"{len(found.cases)} cases written to {path}")
    for reason, count in sorted(found.left_out.items()):
        typer.echo(f"  left out, {reason}: {count}")


def _print_summary(summary: dict[str, Any]) -> None:
    interval = summary["intervals"]["accuracy"]
    figures = [
        ("cases", summary["cases"]),
        ("not graded", summary["errors"]),
        ("left out: question in the knowledge base", summary["excluded"]),
        ("accuracy", f"{_share(summary['accuracy'])} [{_share(interval['low'])}, {_share(interval['high'])}]"),
        *((f"retrieval {name}", _share(value)) for name, value in summary["retrieval"].items()),
        ("abstention precision", _share(summary["abstain"]["precision"])),
        ("abstention recall", _share(summary["abstain"]["recall"])),
        ("forbidden hits", summary["forbidden_hits"]),
        ("unsupported figures", summary["unsupported_figures"]),
        ("upsell precision", _share(summary["upsell"]["precision"])),
        ("upsell recall", _share(summary["upsell"]["recall"])),
        ("upsell violations", summary["upsell"]["violations"]),
        ("latency p50 / p95 ms", " / ".join(f"{summary['latency_ms'][p] or 0:.0f}" for p in ("p50", "p95"))),
        ("cost", summary["cost"]),
    ]
    print_table("", ("figure", ""), figures)
    for group in ("by_behavior", "by_tag"):
        rows = [(name, row["cases"], _share(row["accuracy"])) for name, row in summary[group].items()]
        if rows:
            print_table("", (group.removeprefix("by_"), "cases", "accuracy"), rows)


def _share(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"


def _signed(value: float | None) -> str:
    return "–" if value is None else f"{value:+.3f}"
