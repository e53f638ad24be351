"""Which of the ten customer types speaks: the workbench's tags first, else what is said."""

from __future__ import annotations

from collections.abc import Sequence

from prompts.strategies import Strategy, strategy_for
from server.reply.types import Mood


def customer_type(tags: Sequence[str], text: str, mood: Mood, strategies: Sequence[Strategy]) -> str:
    """The id of a strategy, or "" when nothing tells. An angry customer is of no type: only the matter counts."""
    if mood is Mood.ANGRY:
        return ""
    if tagged := strategy_for(tags, strategies):
        return tagged.id
    told = ((sum(len(found[0]) for said in one.said for found in said.finditer(text)), one.id) for one in strategies)
    weight, best = max(told, key=lambda each: each[0], default=(0, ""))
    return best if weight else ""
