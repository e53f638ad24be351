"""`huashu serve`, `stop` and `demo`: the server in the foreground, and the whole way once for somebody new."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from huashu.output import say

if TYPE_CHECKING:
    from server.presence import RunningServer
    from server.settings import Settings

DEMO_SHOP = "demo"
_QUESTION = "空调装好了还能七天无理由退吗"
_START_TIMEOUT_S = 60.0
_STOP_TIMEOUT_S = 20.0


def serve(
    host: Annotated[str | None, typer.Option(help="Address to listen on.")] = None,
    port: Annotated[int | None, typer.Option(help="Port to listen on; 0 takes a free one.")] = None,
) -> None:
    """Run the server with its worker until it is told to stop (Ctrl-C)."""
    from server.process import run_server
    from server.settings import load_settings

    run_server(load_settings(host=host, port=port))


def stop() -> None:
    """Ask the server of this data folder to end, and wait until it has."""
    from server.presence import find_server
    from server.settings import load_settings

    settings = load_settings()
    server = find_server(settings.data_dir)
    if server is None:
        typer.echo("no server is running on this data folder")
        return
    os.kill(server.pid, signal.SIGTERM)
    deadline = time.monotonic() + _STOP_TIMEOUT_S
    while time.monotonic() < deadline:
        if not _alive(server.pid):
            typer.echo("stopped")
            return
        time.sleep(0.1)
    say(f"the server (process {server.pid}) has not ended yet")
    raise typer.Exit(1)


def _alive(pid: int) -> bool:
    """Until the process is gone it holds the data folder, even when it answers no more."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def demo(
    samples: Annotated[Path, typer.Option(help="Folder of the sample shop's documents.")] = Path("samples/shop"),
    question: Annotated[str, typer.Option(help="What the customer asks.")] = _QUESTION,
) -> None:
    """Load the sample shop, start the server in the background and print a first suggestion with its sources."""
    from huashu.calling import call_server
    from huashu.commands.asking import print_suggestion
    from huashu.commands.documents import ingest
    from huashu.commands.keys import new_secret
    from server.presence import find_server
    from server.settings import load_settings

    settings = load_settings()
    ingest([samples], DEMO_SHOP, publish=True)
    server = find_server(settings.data_dir) or _start(settings)
    request = {
        "shop": DEMO_SHOP,
        "conversation_id": "demo",
        "messages": [{"role": "customer", "text": question}],
    }
    suggestion = call_server(server, "POST", "/v1/suggestions", json=request)
    typer.echo(f"\n顾客：{question}\n")
    print_suggestion(suggestion)
    _tell(server, new_secret(DEMO_SHOP, "demo"))


def _start(settings: Settings) -> RunningServer:
    """The server as a process of its own, its log in the data folder; returns once it answers."""
    from knowledge.errors import UpstreamUnavailable
    from server.presence import find_server

    log = settings.data_dir / "server.log"
    with log.open("ab") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "huashu", "serve"],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=True,
        )
    deadline = time.monotonic() + _START_TIMEOUT_S
    while time.monotonic() < deadline:
        if server := find_server(settings.data_dir):
            return server
        if process.poll() is not None:
            break
        time.sleep(0.1)
    raise UpstreamUnavailable(f"the server did not start; see {log}")


def _tell(server: RunningServer, secret: str) -> None:
    lines = (
        ("server", f"{server.url} (process {server.pid}; `huashu stop` ends it)"),
        ("API docs", f"{server.url}/docs"),
        ("console", _console(server)),
        ("extension", "load the folder extension/ unpacked, or download it in the console"),
        ("try it on", f"{server.url}/workbench/"),
        ("agent key", secret),
        ("next", f'huashu ask "信用卡退款几天到账" --shop {DEMO_SHOP}'),
    )
    typer.echo("")
    for name, value in lines:
        typer.echo(f"  {name:10} {value}")


def _console(server: RunningServer) -> str:
    """A link that signs the first administrator in, while nobody has signed in yet."""
    from server.compose import open_store, utc_now
    from server.console.addresses import console_address
    from server.welcome import first_link

    with open_store().write() as connection:
        link = first_link(connection, server.url, utc_now())
    return link or console_address(server.url)
