"""A chat model over litellm's Router: streams pieces, keeps time limits, and fails only with `Upstream` errors."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Awaitable
from threading import Lock
from typing import Any, TypeVar

from knowledge.errors import HuashuError, UpstreamBadOutput, UpstreamTimeout
from knowledge.litellm_loader import translate
from server.model.accounting import usage_of
from server.model.config import ModelConfig
from server.reply.ports import Piece, Prompt

_T = TypeVar("_T")
_log = logging.getLogger(__name__)


class LiteLLMModel:
    """Satisfies `server.reply.ports.Model`.

    Nothing is imported or connected before `prepare` or the first stream. Closing the iterator, or cancelling its
    consumer, closes the connection. A stream that ends without text is an `UpstreamBadOutput`; one that breaks off is
    an `UpstreamUnavailable` and is never continued by another deployment, because its first words are already out.
    """

    def __init__(self, config: ModelConfig) -> None:
        self._config = config
        self._router: Any = None
        self._opening = Lock()
        self.name = config.model
        self.parameters = _parameters(config)

    def prepare(self) -> None:
        """Loads litellm (seconds, once). For a thread at start-up, so that the first customer does not wait for it."""
        from server.model.routing import open_router

        with self._opening:
            if self._router is None:
                self._router = open_router(self._config)

    async def stream(self, prompt: Prompt, *, operation: str) -> AsyncIterator[Piece]:
        """Pieces of the answer as they come; the last one is empty and carries the usage. `operation` tags the log."""
        if self._router is None:
            await asyncio.to_thread(self.prepare)
        started = time.monotonic()
        patience = _Patience(started + self._config.timeout_s, self._config.first_token_timeout_s)
        answer: list[str] = []
        reported: Any = None
        model = self.name
        chunks: Any = None
        try:
            chunks = await patience.overall(self._router.acompletion(**self._request(prompt)))
            model = self._answering(chunks)
            while (chunk := await patience.silence(anext(chunks, None))) is not None:
                reported = getattr(chunk, "usage", None) or reported
                text = _text(chunk)
                if text:
                    answer.append(text)
                    yield Piece(text)
        except Exception as error:  # the door's edge: litellm raises what its many providers' clients raise
            failure = self._failure(error)
            _log_call(operation, model, started, failure.reason)
            raise failure from None  # the provider's words may quote the customer
        finally:
            if chunks is not None:
                await chunks.aclose()
        if not "".join(answer).strip():
            _log_call(operation, model, started, UpstreamBadOutput.code)
            raise UpstreamBadOutput(f"model {self.name!r} ended its answer without a word")
        usage = await asyncio.to_thread(usage_of, reported, prompt, "".join(answer), model)
        _log_call(operation, model, started, "ok")
        yield Piece("", usage)

    def _request(self, prompt: Prompt) -> dict[str, Any]:
        from server.model.routing import group

        config = self._config
        limit = min(prompt.max_tokens, config.max_tokens or prompt.max_tokens)
        return {
            "model": group(0),
            "messages": [{"role": role, "content": text} for role, text in prompt.messages],
            "temperature": prompt.temperature if config.temperature is None else config.temperature,
            "max_tokens": limit,
            "stream": True,
            "stream_options": {"include_usage": True},
            **dict(config.extra),
        }

    def _answering(self, chunks: Any) -> str:
        """The name of the deployment that answers: the model's own, or a fallback's."""
        number = str(getattr(chunks, "_hidden_params", {}).get("model_id", "")).rpartition("-")[2]
        deployments = self._config.deployments
        return deployments[int(number)].model if number.isdigit() else self.name

    def _failure(self, error: Exception) -> HuashuError:
        if isinstance(error, TimeoutError):
            return UpstreamTimeout(f"model {self.name!r} took too long to answer")
        return translate(error, self.name)


def open_model(config: ModelConfig) -> LiteLLMModel:
    """Costs nothing: litellm is loaded by `prepare` or by the first call."""
    return LiteLLMModel(config)


class _Patience:
    """Two limits on waiting: until a moment for everything, and for any single silence."""

    def __init__(self, deadline: float, silence_s: float) -> None:
        self._deadline = deadline
        self._silence_s = silence_s

    async def overall(self, waiting: Awaitable[_T]) -> _T:
        return await asyncio.wait_for(waiting, self._left())

    async def silence(self, waiting: Awaitable[_T]) -> _T:
        return await asyncio.wait_for(waiting, min(self._left(), self._silence_s))

    def _left(self) -> float:
        return max(self._deadline - time.monotonic(), 0.0)


def _text(chunk: Any) -> str:
    """The words of a chunk; reasoning and tool calls are none."""
    choices = getattr(chunk, "choices", None)
    return (choices[0].delta.content or "") if choices else ""


def _parameters(config: ModelConfig) -> tuple[tuple[str, str], ...]:
    """What shapes the answer, for the record of a suggestion; never the key."""
    named = {"temperature": config.temperature, "max_tokens": config.max_tokens, **dict(config.extra)}
    named["fallbacks"] = ",".join(deployment.model for deployment in config.deployments[1:]) or None
    return tuple((name, str(value)) for name, value in sorted(named.items()) if value is not None)


def _log_call(operation: str, model: str, started: float, outcome: str) -> None:
    elapsed_ms = round((time.monotonic() - started) * 1000)
    _log.info("model call %s: %s by %s in %d ms", operation, outcome, model, elapsed_ms)
