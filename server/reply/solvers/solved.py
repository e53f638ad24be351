"""What a solver says."""

from __future__ import annotations

from dataclasses import dataclass

from server.reply.types import Outcome, Sentence


@dataclass(frozen=True, slots=True)
class Solved:
    """Sentences that answer, citing the numbered passages; or an `outcome` other than a reply with its `line`."""

    sentences: tuple[Sentence, ...] = ()
    outcome: Outcome | None = None
    line: str = ""
