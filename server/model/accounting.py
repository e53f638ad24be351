"""What a model call used and cost: as the provider says, else counted by us."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from knowledge.litellm_loader import load_litellm
from knowledge.tokens import count_tokens
from server.reply.ports import Prompt
from server.reply.types import Usage

_MESSAGE_OVERHEAD = 4  # tokens of the marks around a message, about the same in all chat templates


def usage_of(reported: Any, prompt: Prompt, answer: str, model: str) -> Usage:
    """Usage of one call. `reported` is the provider's own count, or None; an unknown price counts as 0."""
    prompt_tokens = getattr(reported, "prompt_tokens", None) or _prompt_tokens(prompt)
    completion_tokens = getattr(reported, "completion_tokens", None) or count_tokens(answer)
    cost = _cost(model, prompt_tokens, completion_tokens)
    return Usage(prompt_tokens=prompt_tokens, completion_tokens=completion_tokens, cost=cost, calls=1)


def _prompt_tokens(prompt: Prompt) -> int:
    return sum(count_tokens(text) + _MESSAGE_OVERHEAD for _, text in prompt.messages)


def _cost(model: str, prompt_tokens: int, completion_tokens: int) -> Decimal:
    """In US dollars, by litellm's own table of prices. Own and local models are not in it."""
    try:
        parts = load_litellm().cost_per_token(
            model=model, prompt_tokens=prompt_tokens, completion_tokens=completion_tokens
        )
    except Exception:  # litellm raises a bare Exception for a model without a price; the answer matters more
        return Decimal(0)
    return sum((Decimal(str(part)) for part in parts), Decimal(0))
