"""The one door to litellm: imports it quietly and offline, and turns its exceptions into ours.

The import takes seconds, so it happens at the first use and never at start-up.
"""

from __future__ import annotations

import importlib
import logging
import os
from dataclasses import dataclass
from functools import cache
from typing import Any

from knowledge.errors import (
    HuashuError,
    Upstream,
    UpstreamBadOutput,
    UpstreamRateLimited,
    UpstreamTimeout,
    UpstreamUnavailable,
)

_LOGGERS = ("LiteLLM", "LiteLLM Router", "LiteLLM Proxy", "openai")


@dataclass(frozen=True, slots=True)
class _Rule:
    """What failures with one of these HTTP statuses, or of one of these classes, are to us."""

    kind: type[Upstream]
    words: str
    statuses: frozenset[int] = frozenset()
    classes: frozenset[str] = frozenset()


# The first that matches wins: a status says more than a class, which is often only the broad base.
_RULES = (
    _Rule(
        UpstreamTimeout,
        "took too long to answer",
        frozenset({408, 504}),
        frozenset({"Timeout", "APITimeoutError", "TimeoutException", "TimeoutError"}),
    ),
    _Rule(
        UpstreamRateLimited,
        "is receiving too many requests, or its quota is used up",
        frozenset({429}),
        frozenset({"RateLimitError"}),
    ),
    _Rule(
        UpstreamBadOutput,
        "answered with something that is no answer",
        classes=frozenset({"APIResponseValidationError", "JSONDecodeError", "ValidationError"}),
    ),
    _Rule(Upstream, "was refused: check its key", frozenset({401, 403})),
    _Rule(Upstream, "is not served here: check its name and address", frozenset({404})),
    _Rule(Upstream, "was refused: the account has no balance", frozenset({402})),
    _Rule(Upstream, "did not accept the request: check its parameters and the length", frozenset({400, 413, 422})),
    _Rule(
        UpstreamUnavailable,
        "cannot be reached, failed, or broke off",
        frozenset(range(500, 600)),
        frozenset({"APIConnectionError", "APIError", "TransportError", "ServiceUnavailableError", "ConnectionError"}),
    ),
)


@cache
def load_litellm() -> Any:  # litellm is untyped where it matters
    """The module, configured. Safe to call from several threads."""
    # Before the import: without it, litellm fetches a price list from the network.
    os.environ["LITELLM_LOCAL_MODEL_COST_MAP"] = "True"
    for name in _LOGGERS:
        # Its records quote requests, and those hold customer text. Failures reach us as exceptions.
        logger = logging.getLogger(name)
        logger.setLevel(logging.CRITICAL + 1)
        logger.propagate = False
    litellm: Any = importlib.import_module("litellm")
    for name in _LOGGERS:
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)  # the import sets levels of its own
    litellm.telemetry = False
    litellm.suppress_debug_info = True
    litellm.drop_params = True  # a parameter that a provider lacks must not cost the draft
    litellm.DEFAULT_MAX_RETRIES = 0  # it takes an explicit 0 for "unset" and would multiply the retries of our doors
    # httpx closes the connection when a stream is closed; the alternative keeps reading in the background.
    litellm.disable_aiohttp_transport = True
    return litellm


def translate(error: Exception, model: str) -> HuashuError:
    """The one classifier: what any exception out of a litellm call means to us.

    The message names the model and what to do. It never quotes the provider, whose words may quote the customer.
    """
    if isinstance(error, HuashuError):
        return error
    classes = {kind.__name__ for kind in type(error).__mro__}
    status = getattr(error, "status_code", None)
    for rule in _RULES:
        if status in rule.statuses or classes & rule.classes:
            return rule.kind(f"model {model!r} {rule.words}")
    return Upstream(f"model {model!r} failed with {type(error).__name__}")
