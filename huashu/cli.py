"""`huashu`: the one command line. Thin: parse, compose, print. Heavy imports wait inside the commands."""

from __future__ import annotations

import sys

import typer

from huashu.commands import asking, documents, evaluation, keys, people, serving, shops, upkeep
from huashu.output import complain
from knowledge.errors import HuashuError

app = typer.Typer(
    name="huashu",
    help="Huashu (话术): checked reply suggestions for e-commerce customer service, from a shop's own documents.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.command("demo")(serving.demo)
app.command("serve")(serving.serve)
app.command("stop")(serving.stop)
app.command("ingest")(documents.ingest)
app.command("ask")(asking.ask)
app.command("search")(asking.search)
app.command("reindex")(upkeep.reindex)
app.command("doctor")(upkeep.doctor)
app.command("backup")(upkeep.backup)
app.command("restore")(upkeep.restore)
app.command("settings")(upkeep.settings)
app.command("pair")(people.pair)
app.add_typer(keys.app, name="keys")
app.add_typer(shops.app, name="shops")
app.add_typer(people.app, name="people")
app.add_typer(evaluation.app, name="eval")


def main() -> None:
    """Entry point. An error of ours ends with its message and status 1; anything else is a bug and shows its trace."""
    try:
        app()
    except HuashuError as error:
        complain(error)
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)
