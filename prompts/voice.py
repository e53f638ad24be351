"""A shop's voice: how it addresses customers, opens, closes, and its fixed lines. One file in voices/ each."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from pydantic import ConfigDict

from knowledge.errors import Config
from prompts.data import HOME, STRICT, load_yaml

_HANDOFFS = ("safety", "legal", "compensation", "wants_human", "anger")
_LINES = frozenset(
    {
        "greeting",
        "thanks",
        "farewell",
        "picture",
        "picture_asked",
        "empty",
        "abstain",
        "abstain_product",
        "abstain_order",
        "abstain_sorry",
        "abstain_partial",
        "off_platform",
        "injection",
    }
    | {"clarify", "clarify_product", "clarify_choice", "clarify_reference"}
    | {f"handoff_{reason}" for reason in _HANDOFFS}
)
_MOMENTS = frozenset({"presale", "in_sale", "aftersale", "unknown", "sorry"})


@dataclass(frozen=True, slots=True)
class Voice:
    """`opening` and `closing` are keyed by stage or "sorry"; `lines` are whole replies; `max_chars` caps a draft."""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT
    id: str
    name: str
    description: str
    address: str
    tone: str
    emoji: tuple[str, ...]
    forbidden: tuple[str, ...]
    favourite: tuple[str, ...]
    max_chars: int
    opening: dict[str, str]
    closing: dict[str, str]
    lines: dict[str, str]


def load_voices(folder: Path = HOME / "voices") -> dict[str, Voice]:
    """Every voice by id, "default" among them. Raises Config when a line is missing or unknown."""
    voices: dict[str, Voice] = {}
    for path in sorted(folder.glob("*.yaml")):
        voice = load_yaml(path, Voice)
        if voice.id != path.stem:
            raise Config(f"{path.name}: id is {voice.id!r}, the file name says {path.stem!r}")
        if set(voice.lines) != _LINES:
            raise Config(f"{path.name}: lines: {', '.join(sorted(_LINES ^ set(voice.lines)))} missing or unknown")
        if set(voice.opening) != _MOMENTS or set(voice.closing) != _MOMENTS:
            raise Config(f"{path.name}: opening and closing need exactly {', '.join(sorted(_MOMENTS))}")
        voices[voice.id] = voice
    if "default" not in voices:
        raise Config(f"{folder.name}/: default.yaml is missing")
    return voices
