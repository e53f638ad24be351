"""Bubbles that ask nothing: greeting, thanks, farewell, a lone picture, only emoji."""

from __future__ import annotations

import re
from collections.abc import Sequence

from prompts.lexicons import Courtesy
from server.reply.types import Intent
from server.reply.understanding.mending import Mended

_NOISE = re.compile(r"[^0-9a-z\u3400-\u9fff]+")
_REPEATED = re.compile(r"^(.{1,6}?)\1+$")  # 在吗在吗
_PARTICLES = "呀啊哦呢哈啦噢哟呐哇滴吖"


def small_talk(bubbles: Sequence[Mended], courtesy: Courtesy) -> Intent | None:
    """What kind of small talk the bubbles are; None as soon as one of them may ask something."""
    kinds: list[Intent] = []
    for bubble in bubbles:
        kind = _kind(bubble, courtesy)
        if kind is None:
            return None
        kinds.append(kind)
    spoken = [kind for kind in kinds if kind is not Intent.EMPTY]
    if Intent.PICTURE in spoken:
        return Intent.PICTURE
    return spoken[-1] if spoken else Intent.EMPTY


def _kind(bubble: Mended, courtesy: Courtesy) -> Intent | None:
    core = _NOISE.sub("", bubble.text)
    if not core:
        return Intent.PICTURE if bubble.placeholders else Intent.EMPTY
    pieces = [piece for piece in (_trim(part) for part in _NOISE.split(bubble.text)) if piece]
    joined = _trim(_REPEATED.sub(r"\1", core) if len(core) > 2 else core)
    for kind, words in (
        (Intent.THANKS, courtesy.thanks),
        (Intent.GREETING, courtesy.greeting),
        (Intent.FAREWELL, courtesy.farewell),
    ):
        if joined in words or (pieces and all(piece in words for piece in pieces)):
            return Intent.PICTURE if bubble.placeholders else kind
    every = (courtesy.greeting, courtesy.thanks, courtesy.farewell)
    if pieces and all(any(piece in words for words in every) for piece in pieces):
        thanks = any(piece in courtesy.thanks for piece in pieces)
        return Intent.THANKS if thanks else Intent.GREETING
    return None


def _trim(text: str) -> str:
    trimmed = text.rstrip(_PARTICLES)
    return trimmed if len(trimmed) > 1 else text[:2]
