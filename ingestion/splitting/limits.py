"""How large a chunk may be, and how that is counted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from knowledge.tokens import count_tokens

TokenCounter = Callable[[str], int]


@dataclass(frozen=True, slots=True)
class Limits:
    """Sizes in tokens as `count_tokens` counts them.

    Neighbouring paragraphs of a section are joined until `target`, and no prose exceeds `prose`. What answers only as a
    whole (an article, a question with its answer) may be as long as `whole`: the bundled encoder reads 512 of its own
    tokens, about 700 Chinese characters. A script is never cut, because half a reply cannot be sent.
    """

    target: int = 160
    prose: int = 350
    whole: int = 480
    count_tokens: TokenCounter = count_tokens

    def __post_init__(self) -> None:
        if not 16 <= self.target <= self.prose <= self.whole:
            raise ValueError("limits must satisfy 16 <= target <= prose <= whole")
