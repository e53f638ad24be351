"""`huashu keys`: who may call the server. A key is shown once, when it is made."""

from __future__ import annotations

from typing import Annotated

import typer

from huashu.output import AsJson, print_json, print_table

app = typer.Typer(help="Keys for agents, editors, supervisors and administrators.", no_args_is_help=True)


@app.command("create")
def create(
    name: Annotated[str, typer.Option(help="Whose key it is, to recognise it in the list.")],
    role: Annotated[str, typer.Option(help="agent, editor, supervisor or admin.")] = "agent",
    shop: Annotated[str | None, typer.Option(help="The one shop that it opens; without: every shop.")] = None,
    as_json: AsJson = False,
) -> None:
    """Make a key and print it. It cannot be shown again."""
    from knowledge.errors import BadInput
    from knowledge.store.keys import KeyRole, create_key
    from knowledge.store.shops import get_shop
    from knowledge.types import ShopId
    from server.compose import open_store, utc_now

    if role not in set(KeyRole):
        raise BadInput(f"“{role}” is no role: use {', '.join(KeyRole)}")
    database = open_store()
    with database.write() as connection:
        if shop is not None:
            get_shop(connection, ShopId(shop))
        new = create_key(connection, None if shop is None else ShopId(shop), KeyRole(role), name, utc_now())
    if as_json:
        print_json({"id": new.key.id, "role": role, "shop": shop, "name": name, "key": new.secret})
    else:
        typer.echo(new.secret)


def new_secret(shop: str, name: str, role: str = "agent") -> str:
    """The secret of a new key for one shop."""
    from knowledge.store.keys import KeyRole, create_key
    from knowledge.store.shops import get_shop
    from knowledge.types import ShopId
    from server.compose import open_store, utc_now

    with open_store().write() as connection:
        get_shop(connection, ShopId(shop))
        return create_key(connection, ShopId(shop), KeyRole(role), name, utc_now()).secret


@app.command("list")
def list_(as_json: AsJson = False) -> None:
    """Every key, without its secret."""
    from knowledge.store.keys import list_keys
    from server.compose import open_store

    with open_store().read() as connection:
        keys = list_keys(connection)
    if as_json:
        names = ("id", "role", "shop", "name", "created_at", "revoked_at")
        print_json({"keys": [{name: getattr(key, name) for name in names} for key in keys]})
        return
    rows = [(key.id, key.role, key.shop or "every shop", key.name, "revoked" if key.revoked_at else "") for key in keys]
    print_table("", ("id", "role", "shop", "name", ""), rows)


@app.command("revoke")
def revoke(key: Annotated[str, typer.Argument(help="The key's id, from `huashu keys list`.")]) -> None:
    """Take a key out of use at once."""
    from knowledge.store.keys import revoke_key
    from server.compose import open_store, utc_now

    with open_store().write() as connection:
        revoke_key(connection, key, utc_now())
    typer.echo(f"revoked {key}")
