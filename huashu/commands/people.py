"""`huashu people`: who may sign in to the console. `huashu pair`: a code that gives a browser its key."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from huashu.output import AsJson, print_json, print_table, say

if TYPE_CHECKING:
    from knowledge.store.database import Connection
    from knowledge.store.keys import KeyRole
    from knowledge.store.people import Person

app = typer.Typer(help="People who sign in to the console.", no_args_is_help=True)
_Login = Annotated[str, typer.Argument(help="The login, as in `huashu people list`.")]


@app.command("create")
def create(
    login: Annotated[str, typer.Argument(help="What the person types to sign in, e.g. a name.")],
    name: Annotated[str, typer.Option(help="How colleagues see the person; without: the login.")] = "",
    role: Annotated[str, typer.Option(help="agent, editor, supervisor or admin.")] = "agent",
    shop: Annotated[str | None, typer.Option(help="The one shop; without: every shop.")] = None,
    as_json: AsJson = False,
) -> None:
    """Add a person and print a link that signs them in once, within a day."""
    from knowledge.store.people import create_person
    from knowledge.store.shops import get_shop
    from knowledge.types import ShopId
    from server.compose import open_store, utc_now

    with open_store().write() as connection:
        if shop is not None:
            get_shop(connection, ShopId(shop))
        wanted = None if shop is None else ShopId(shop)
        person = create_person(connection, login, name or login, _role(role), wanted, utc_now())
        _print_link(_link(connection, person), person, as_json)


@app.command("link")
def link(login: _Login, as_json: AsJson = False) -> None:
    """Print a link that signs a person in once, within a day. An earlier link ends."""
    from server.compose import open_store

    with open_store().write() as connection:
        person = _find(connection, login)
        _print_link(_link(connection, person), person, as_json)


@app.command("list")
def list_(as_json: AsJson = False) -> None:
    """Everybody who may sign in or once could."""
    from knowledge.store.people import list_people
    from server.compose import open_store

    with open_store().read() as connection:
        people = list_people(connection)
    if as_json:
        names = ("id", "login", "name", "role", "shop", "created_at", "signed_in_at", "disabled_at")
        print_json({"people": [{name: getattr(person, name) for name in names} for person in people]})
        return
    rows = [
        (each.login, each.name, each.role, each.shop or "every shop", "disabled" if each.disabled_at else "")
        for each in people
    ]
    print_table("", ("login", "name", "role", "shop", ""), rows)


@app.command("disable")
def disable(login: _Login) -> None:
    """Take a person's access away at once: sessions, links and the keys of their browsers."""
    from knowledge.store.people import change_person, shut_out
    from server.compose import open_store, utc_now

    with open_store().write() as connection:
        person = _find(connection, login)
        change_person(connection, person.id, {"disabled_at": utc_now()})
        shut_out(connection, person.id, utc_now())
    typer.echo(f"disabled {person.login}")


@app.command("enable")
def enable(login: _Login) -> None:
    """Give a disabled person access again; `huashu people link` signs them in."""
    from knowledge.store.people import change_person
    from server.compose import open_store

    with open_store().write() as connection:
        person = _find(connection, login)
        change_person(connection, person.id, {"disabled_at": None})
    typer.echo(f"enabled {person.login}")


def pair(
    shop: Annotated[str, typer.Option(help="The shop whose chats the browser is for.")],
    role: Annotated[str, typer.Option(help="agent, editor, supervisor or admin.")] = "agent",
    name: Annotated[str, typer.Option(help="Whose browser it is, to recognise its key.")] = "extension",
    as_json: AsJson = False,
) -> None:
    """Print a code to type into the browser extension. It works once, within ten minutes."""
    from knowledge.store.pairings import Pairing, offer_pairing
    from knowledge.store.shops import get_shop
    from knowledge.types import ShopId
    from server.compose import open_store, utc_now

    with open_store().write() as connection:
        get_shop(connection, ShopId(shop))
        offered = offer_pairing(connection, Pairing(ShopId(shop), _role(role), name), utc_now())
    if as_json:
        print_json({"code": offered.code, "shop": shop, "role": role, "expires_at": offered.expires_at})
        return
    typer.echo(f"{offered.code[:4]}-{offered.code[4:]}")
    say(f"type it into the extension's options, server {_server()}, within ten minutes")


def _role(text: str) -> KeyRole:
    from knowledge.errors import BadInput
    from knowledge.store.keys import KeyRole

    if text not in set(KeyRole):
        raise BadInput(f"“{text}” is no role: use {', '.join(KeyRole)}")
    return KeyRole(text)


def _find(connection: Connection, login: str) -> Person:
    from knowledge.errors import NotFound
    from knowledge.store.people import clean_login, find_login

    person = find_login(connection, clean_login(login))
    if person is None:
        raise NotFound(f"nobody has the login “{login[:80]}”: see `huashu people list`")
    return person


def _link(connection: Connection, person: Person) -> str:
    from knowledge.errors import Conflict
    from knowledge.store.sessions import make_link
    from server.compose import utc_now
    from server.console.addresses import sign_in_address

    if person.disabled_at is not None:
        raise Conflict(f"“{person.login}” is disabled: `huashu people enable {person.login}` first")
    return sign_in_address(_server(), make_link(connection, person.id, utc_now()))


def _server() -> str:
    """Where the server answers, or will once it is started."""
    from server.presence import find_server
    from server.settings import load_settings

    settings = load_settings()
    running = find_server(settings.data_dir)
    return running.url if running else f"http://{settings.host}:{settings.port}"


def _print_link(link: str, person: Person, as_json: bool) -> None:
    if as_json:
        print_json({"id": person.id, "login": person.login, "link": link})
        return
    typer.echo(link)
    say(f"signs {person.login} in once, within a day")
