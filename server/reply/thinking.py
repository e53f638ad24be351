"""Takes a model's thoughts out of its stream: <think>…</think>, wherever the pieces are cut."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

_NAMES = ("think", "thinking", "thought", "reasoning", "reflection")
_OPENINGS = tuple(f"<{name}>" for name in _NAMES)
_CLOSINGS = tuple(f"</{name}>" for name in _NAMES)
_TAG = re.compile("|".join(map(re.escape, (*_OPENINGS, *_CLOSINGS))), re.I)
_CLOSING = re.compile("|".join(map(re.escape, _CLOSINGS)), re.I)


@dataclass(slots=True)
class ThoughtFilter:
    """`text` is what was said aloud, the same however the stream was cut.

    Some chat templates write the opening mark themselves, so that the stream holds only the closing one: what stood
    before it was thought as well, and is taken out of `text` though `feed` has already given it out. Thoughts that
    never close end with the stream.
    """

    _said: list[str] = field(default_factory=list)
    _held: str = ""
    _thinking: bool = False

    @property
    def text(self) -> str:
        return "".join(self._said)

    def feed(self, piece: str) -> str:
        """The words said aloud that are certain by now; what may be half a mark is kept back."""
        self._held += piece
        out = ""
        while match := (_CLOSING if self._thinking else _TAG).search(self._held):
            before, self._held = self._held[: match.start()], self._held[match.end() :]
            if self._thinking:
                self._thinking = False
            elif match[0].startswith("</"):
                self._said.clear()
                out = ""
            else:
                out += self._say(before)
                self._thinking = True
        keep = _half_tag(self._held, _CLOSINGS if self._thinking else (*_OPENINGS, *_CLOSINGS))
        free, self._held = self._held[: len(self._held) - keep], self._held[len(self._held) - keep :]
        return out if self._thinking else out + self._say(free)

    def finish(self) -> str:
        """The rest, when the stream has ended."""
        rest, self._held = self._held, ""
        return "" if self._thinking else self._say(rest)

    def _say(self, words: str) -> str:
        if words:
            self._said.append(words)
        return words


def _half_tag(text: str, tags: tuple[str, ...]) -> int:
    """How many of the last characters may be the beginning of a tag."""
    at = text.rfind("<")
    tail = text[at:].lower() if at >= 0 else ""
    return len(tail) if tail and any(tag.startswith(tail) for tag in tags) else 0
