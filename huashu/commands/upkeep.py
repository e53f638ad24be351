"""Upkeep of the data folder: reindex, doctor, backup and restore, and what the settings are."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from huashu.output import AsJson, print_json, print_table, progress_bar, say


def reindex(
    shop: Annotated[str | None, typer.Option(help="The one shop to rebuild; without: every shop.")] = None,
) -> None:
    """Build the indexes anew beside the live ones, then switch. Needed after a change of encoder."""
    from knowledge.store.shops import get_shop, list_shops
    from knowledge.types import ShopId
    from server.compose import composed
    from server.settings import load_settings

    with composed(load_settings(), rebuilding=True) as services:
        with services.database.read() as connection:
            shops = [get_shop(connection, ShopId(shop))] if shop else list_shops(connection)
        for each in shops:
            with progress_bar() as report:
                services.index.reindex(each.id, lambda done, total: report("index", done, total))
            typer.echo(f"{each.id}: rebuilt")


def doctor(as_json: AsJson = False) -> None:
    """Check everything that a server needs and say what to do about what is wrong. Status 1 when something is."""
    from server.diagnosis import diagnose
    from server.settings import load_settings

    findings = diagnose(load_settings())
    if as_json:
        print_json({"ok": all(finding.ok for finding in findings), "findings": [f.shown() for f in findings]})
    else:
        rows = [("ok" if finding.ok else "✗", finding.subject, finding.message) for finding in findings]
        print_table("", ("", "what", ""), rows)
    if not all(finding.ok for finding in findings):
        raise typer.Exit(1)


def backup(
    target: Annotated[Path, typer.Argument(help="The archive to write, e.g. huashu-2026-11-21.tar.gz.")],
) -> None:
    """Copy database and source files into one archive; works while the server runs. The indexes can be rebuilt."""
    from server.backup import write_backup
    from server.settings import load_settings

    size = write_backup(load_settings(), target)
    typer.echo(f"{target}: {size / 1e6:.1f} MB")


def restore(
    source: Annotated[Path, typer.Argument(help="An archive that `huashu backup` wrote.")],
) -> None:
    """Put an archive into an empty data folder and rebuild the indexes."""
    from server.backup import read_backup
    from server.settings import load_settings

    read_backup(load_settings(), source)
    say("restored; building the indexes")
    reindex(shop=None)


def settings(as_json: AsJson = False) -> None:
    """Every setting with its value now; secrets are hidden."""
    from server.settings import Settings, load_settings

    values = load_settings().shown()
    if as_json:
        print_json(values)
        return
    rows = [
        (f"HUASHU_{name.upper()}", values[name], field.description or "")
        for name, field in Settings.model_fields.items()
    ]
    print_table("", ("setting", "value", ""), rows)
