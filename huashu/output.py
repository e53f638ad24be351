"""How commands speak: results on standard output (a table, or JSON alone), everything else on standard error."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from ingestion.ingest import Progress
    from knowledge.errors import HuashuError

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON alone on standard output.")]


def print_json(value: Any) -> None:
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=2, default=str) + "\n")


def print_table(title: str, columns: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    table = Table(title=title or None, title_justify="left", box=None, pad_edge=False, header_style="bold")
    for column in columns:
        table.add_column(column, overflow="fold")
    for row in rows:
        table.add_row(*(escape("–" if cell is None else str(cell)) for cell in row))
    Console().print(table)


def say(message: str) -> None:
    """A line for the person who watches; never part of a result."""
    sys.stderr.write(message + "\n")


def complain(error: HuashuError) -> None:
    say(f"huashu: {error.message}")


@contextmanager
def progress_bar() -> Iterator[Progress]:
    """A bar on standard error while the body runs; it moves by the stages that the work itself reports."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description:<8}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        tasks: dict[str, Any] = {}

        def report(stage: str, done: int, total: int) -> None:
            if stage not in tasks:
                tasks[stage] = bar.add_task(stage, total=total)
            bar.update(tasks[stage], completed=done, total=total)

        yield report
