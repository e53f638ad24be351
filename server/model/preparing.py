"""Loads what a model needs before anybody asks for it."""

from __future__ import annotations

import logging
from threading import Thread
from typing import Protocol, runtime_checkable

from server.reply.ports import Model

_log = logging.getLogger(__name__)


@runtime_checkable
class Preparable(Protocol):
    """A model whose first call would otherwise wait for its library."""

    def prepare(self) -> None: ...


def prepare_model(model: Model | None) -> Thread:
    """Prepare the model beside whatever else starts; without one, or with one that is always ready, do nothing.

    The thread is a daemon: nobody waits for it at the end. A library that cannot be loaded shows at the first call,
    as the failure of that call, and the instant drafts are given all the same.
    """
    thread = Thread(target=_prepare, args=(model,), name="prepare-model", daemon=True)
    thread.start()
    return thread


def _prepare(model: object) -> None:
    try:
        if isinstance(model, Preparable):
            model.prepare()
    except Exception as error:  # the thread's edge: the first call will fail in the same way, and say so to its caller
        _log.warning("the model is not ready", extra={"error": type(error).__name__})
