"""A model made ready beside the server's start."""

from __future__ import annotations

import logging
import threading
from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest

from server.model import ModelConfig, open_model, prepare_model
from server.reply.ports import Piece, Prompt


@dataclass
class SlowToLoad:
    loaded: threading.Event
    error: Exception | None = None
    name: str = "slow"
    parameters: tuple[tuple[str, str], ...] = ()

    def prepare(self) -> None:
        self.loaded.wait()
        if self.error is not None:
            raise self.error

    async def stream(self, prompt: Prompt, *, operation: str) -> AsyncIterator[Piece]:
        yield Piece("")


def test_preparing_does_not_keep_the_starter_waiting_nor_the_process_alive() -> None:
    loaded = threading.Event()
    thread = prepare_model(SlowToLoad(loaded))
    assert thread.is_alive()
    assert thread.daemon
    loaded.set()
    thread.join(10)
    assert not thread.is_alive()


def test_a_library_that_cannot_be_loaded_ends_nothing(caplog: pytest.LogCaptureFixture) -> None:
    loaded = threading.Event()
    loaded.set()
    with caplog.at_level(logging.WARNING):
        prepare_model(SlowToLoad(loaded, ImportError("no such library"))).join(10)
    assert "the model is not ready" in caplog.text


def test_without_a_model_there_is_nothing_to_prepare() -> None:
    prepare_model(None).join(10)


def test_the_hosted_models_are_prepared_once() -> None:
    model = open_model(ModelConfig("openai/x", "http://127.0.0.1:1/v1"))
    prepare_model(model).join()
    router = model._router
    prepare_model(model).join()
    assert router is not None
    assert model._router is router
