"""`huashu shops`: which shops there are, and the total deletion of one."""

from __future__ import annotations

from typing import Annotated

import typer

from huashu.output import AsJson, print_json, print_table

app = typer.Typer(help="Shops: list them, delete one with everything that it has.", no_args_is_help=True)


@app.command("list")
def list_(as_json: AsJson = False) -> None:
    """Every shop, with its brand and how much is published."""
    from knowledge.store.documents import count_published
    from knowledge.store.shops import list_shops
    from server.compose import open_store

    with open_store().read() as connection:
        shops = [(shop, *count_published(connection, shop.id)) for shop in list_shops(connection)]
    if as_json:
        print_json(
            {
                "shops": [
                    {"id": shop.id, "name": shop.name, "brand": shop.brand, "documents": documents, "chunks": chunks}
                    for shop, documents, chunks in shops
                ]
            }
        )
        return
    rows = [(shop.id, shop.name, shop.brand or "", documents, chunks) for shop, documents, chunks in shops]
    print_table("", ("shop", "name", "brand", "documents", "passages"), rows)


@app.command("delete")
def delete(
    shop: Annotated[str, typer.Argument(help="The shop's short name.")],
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
) -> None:
    """Delete a shop for good: documents, indexes, catalogue, suggestions, decisions, jobs. It cannot be undone."""
    from huashu.calling import call_server
    from knowledge.identifiers import shop_id
    from knowledge.store.shops import get_shop
    from server.compose import open_store
    from server.presence import find_server
    from server.settings import load_settings

    wanted, settings = shop_id(shop), load_settings()
    with open_store(settings).read() as connection:
        get_shop(connection, wanted)  # a mistyped name is told before anything else
    if not yes and typer.prompt(f"type “{wanted}” again to delete it with everything it has") != wanted:
        raise typer.Abort
    server = find_server(settings.data_dir)
    if server is None:
        from server.compose import composed
        from server.forgetting import forget_shop

        with composed(settings) as services:
            forget_shop(services, wanted)
    else:
        call_server(server, "DELETE", f"/v1/shops/{wanted}", params={"confirm": wanted})
    typer.echo(f"deleted {wanted}")
