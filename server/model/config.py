"""How a chat model is reached. Values only; nothing here imports litellm."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Deployment:
    """One place that answers: `model` is "provider/name" in litellm's words; "" leaves base and key to litellm."""

    model: str
    api_base: str = ""
    api_key: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class ModelConfig:
    """The chat model, its limits, and who stands in for it.

    `timeout_s` bounds a whole call with its retries and fallbacks. `first_token_timeout_s` is the longest silence,
    before the first token and between later ones. A fallback that is only a name shares base and key with the model
    when both are of one provider, else litellm's own rules for that provider apply. `temperature` and `max_tokens`,
    when set, stand above a prompt's own (`max_tokens` only lowers it). `extra` goes to the provider as it is.
    """

    model: str
    api_base: str = ""
    api_key: str = field(default="", repr=False)
    timeout_s: float = 30.0
    first_token_timeout_s: float = 10.0
    max_retries: int = 1
    fallbacks: tuple[str | Deployment, ...] = ()
    temperature: float | None = None
    max_tokens: int | None = None
    extra: tuple[tuple[str, str | float | bool], ...] = ()

    @property
    def deployments(self) -> Sequence[Deployment]:
        """In the order in which they are tried."""
        first = Deployment(self.model, self.api_base, self.api_key)
        return [first, *(self._fallback(fallback) for fallback in self.fallbacks)]

    def _fallback(self, fallback: str | Deployment) -> Deployment:
        if isinstance(fallback, Deployment):
            return fallback
        if fallback.partition("/")[0] == self.model.partition("/")[0]:
            return Deployment(fallback, self.api_base, self.api_key)
        return Deployment(fallback)
