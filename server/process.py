"""The server as a process: composed once, the worker beside it, its address left for the command line."""

from __future__ import annotations

import gc
import logging
import os
import signal
import socket
import sys
from threading import Thread
from typing import TYPE_CHECKING

from knowledge.errors import Config, HuashuError
from knowledge.store.keys import KeyRole, create_key, revoke_key
from knowledge.store.shops import list_shops
from server.logs import configure_logs
from server.presence import RunningServer, announce, withdraw
from server.settings import Settings
from server.welcome import first_link

if TYPE_CHECKING:
    from server.compose import Services

_log = logging.getLogger(__name__)
_BACKLOG = 2048
_GRACE_S = 10  # an open event stream may not hold up the end for longer
_KEEP_ALIVE_S = 75  # an agent reads and types for longer than uvicorn's 5 s; connecting anew costs each of them time


def run_server(settings: Settings) -> None:
    """Serve until told to stop. Raises `Config` when the address is taken, `Conflict` when the data folder is."""
    import uvicorn

    from ingestion.jobs import running_worker
    from server.api.app import create_app
    from server.compose import composed
    from server.model import prepare_model

    gc.disable()  # what a start builds stays; see `warm`
    configure_logs(settings.log_level, settings.log_format)
    # uvicorn ends its own work and raises the signal anew: that must unwind what is opened here, not end the process.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    with _listen(settings) as listening, composed(settings) as services, running_worker(services):
        with services.database.write() as connection:
            key = create_key(connection, None, KeyRole.ADMIN, "command line", services.clock())
        port = listening.getsockname()[1]
        url = f"http://{settings.host}:{port}"
        try:
            announce(settings.data_dir, RunningServer(url, key.secret, os.getpid()))
            _log.info("listening", extra={"url": url})
            _welcome(services, url)
            prepare_model(services.suggester.model)
            Thread(target=_warm, args=(services,), name="warm", daemon=True).start()
            config = uvicorn.Config(
                create_app(services),
                log_config=None,
                access_log=False,
                timeout_graceful_shutdown=_GRACE_S,
                timeout_keep_alive=_KEEP_ALIVE_S,
            )
            uvicorn.Server(config).run(sockets=[listening])
        finally:
            withdraw(settings.data_dir)
            with services.database.write() as connection:
                revoke_key(connection, key.key.id, services.clock())


def _welcome(services: Services, url: str) -> None:
    """On standard error and not in the log, which others may read: the link signs an administrator in."""
    with services.database.write() as connection:
        link = first_link(connection, url, services.clock())
    if link is not None:
        sys.stderr.write(f"\nNobody has signed in yet. This link works once, within a day:\n  {link}\n\n")
        sys.stderr.flush()


def _warm(services: Services) -> None:
    try:
        warm(services)
    finally:
        gc.enable()


def warm(services: Services) -> None:
    """Load what each shop's first question would wait for. A shop that cannot be read says so when it is asked.

    All that lives by then lives on: frozen, it is not searched for garbage again, which would stop every suggestion
    for a tenth of a second now and then.
    """
    from ingestion.conflicts.words import load_words

    load_words()  # some 140 patterns, of which drafting makes use where two sources answer
    with services.database.read() as connection:
        shops = list_shops(connection)
    for shop in shops:
        try:
            services.knowledge.warm(shop.id)
        except HuashuError as error:
            _log.warning("a shop is not ready", extra={"shop": shop.id, "reason": error.reason})
    gc.collect()
    gc.freeze()


def _listen(settings: Settings) -> socket.socket:
    """Listening before anything is announced, so that an early caller waits in the queue instead of being refused."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((settings.host, settings.port))
    except OSError as error:
        listening.close()
        raise Config(
            f"{settings.host}:{settings.port} cannot be used ({error.strerror}): set HUASHU_PORT to a free port"
        ) from error
    listening.listen(_BACKLOG)
    return listening
