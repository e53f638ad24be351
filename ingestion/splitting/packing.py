"""Groups of paragraphs -> texts within the token budget. Short neighbours are joined, long groups are cut."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from ingestion.splitting.groups import Group
from ingestion.splitting.limits import Limits
from ingestion.splitting.sentence_windows import sentence_windows
from knowledge.types import Audience


@dataclass(frozen=True, slots=True)
class Packed:
    text: str
    page: int | None
    audience: Audience


# What is left over at the end of a section is not worth a chunk of its own below this many tokens.
_STUB = 40


def packed(groups: Iterable[Group], limits: Limits) -> Iterator[Packed]:
    """Texts in the order of the groups of one section. Groups of different audience are never joined."""
    waiting: Packed | None = None
    for group in groups:
        for text, joinable in _fitted(group, limits):
            here = Packed(text, group.page, group.audience)
            joined = _joined(waiting, here, limits) if joinable and waiting else None
            if joined:
                waiting = joined
                continue
            if waiting:
                yield waiting
            waiting = here
            if not joinable:
                yield here
                waiting = None
    if waiting:
        yield waiting


def _joined(before: Packed, here: Packed, limits: Limits) -> Packed | None:
    if before.audience is not here.audience:
        return None
    text = f"{before.text}\n{here.text}"
    size = limits.count_tokens(text)
    stub = limits.count_tokens(here.text) < _STUB
    if limits.count_tokens(before.text) >= limits.target and not stub:
        return None
    return replace(before, text=text) if size <= limits.prose else None


def _fitted(group: Group, limits: Limits) -> Iterator[tuple[str, bool]]:
    """The group's text in one piece or several, and whether it may be joined with its neighbours."""
    size = limits.count_tokens(group.text)
    if size <= (limits.whole if group.whole else limits.prose):
        yield group.text, not group.whole
        return
    if not group.again:
        # Nothing holds the parts together but that they follow each other.
        for part in group.parts:
            for window in sentence_windows(part, limits.prose, limits.count_tokens):
                yield window, True
        return
    for window in windows(group.parts, group.again, limits):
        yield window, False


def windows(parts: tuple[str, ...], again: str, limits: Limits) -> Iterator[str]:
    """Parts joined by lines into texts of at most `limits.prose` tokens; all but the first begin with `again`."""
    # A lead that would fill half of each chunk is not repeated.
    prefix = f"{again}\n" if again and limits.count_tokens(again) <= limits.prose // 2 else ""
    room = limits.prose - limits.count_tokens(prefix)
    pieces = [window for part in parts for window in sentence_windows(part, room, limits.count_tokens)]
    total = sum(map(limits.count_tokens, pieces))
    even = total / -(-total // room)
    text = ""
    for number, piece in enumerate(pieces):
        longer = f"{text}\n{piece}" if text else piece
        size = limits.count_tokens(longer)
        rest_is_stub = number == len(pieces) - 1 and limits.count_tokens(piece) < _STUB
        if text.removeprefix(prefix) and (
            size > limits.prose or (limits.count_tokens(text) >= even and not rest_is_stub)
        ):
            yield text
            text = prefix + piece
        else:
            text = longer
    if text:
        yield text
