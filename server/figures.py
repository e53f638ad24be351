"""Messages and decisions -> the figures that service is measured by. Values in, values out; times in seconds.

Definitions are those that platforms count by: a response runs from the first customer message that waits to the agent's
next one; a chat that nobody answered has no response time, and lowers the reply rate.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from statistics import fmean, median

from knowledge.store.adoption import Decided
from knowledge.store.messages import Written
from server.service_rules import ServiceRules

_WITHHELD = frozenset({"abstain", "handoff"})


@dataclass(frozen=True, slots=True)
class Adoption:
    """Of the drafts that agents saw. `withheld` had no answer to adopt and are in none of the other counts."""

    shown: int
    sent: int
    light: int
    heavy: int
    rejected: int
    taken_over: int
    ignored: int
    withheld: int
    overridden: int
    reasons: dict[str, int]
    median_ms: float | None


@dataclass(frozen=True, slots=True)
class Service:
    """None where there is nothing to measure."""

    chats: int
    answered: int
    first_response_s: float | None
    average_response_s: float | None
    median_response_s: float | None
    slow_chats: int
    long_chats: int
    most_at_once: int


def adoption(decided: Sequence[Decided]) -> Adoption:
    answering = [one for one in decided if one.outcome not in _WITHHELD]
    actions = Counter(one.action for one in answering)
    edits = Counter(one.edit for one in answering if one.action == "edited")
    times = [one.elapsed_ms for one in answering if one.elapsed_ms is not None]
    return Adoption(
        shown=len(answering),
        sent=actions["sent"] + edits["none"],
        light=edits["light"],
        heavy=edits["heavy"] + edits[None],
        rejected=actions["rejected"],
        taken_over=actions["taken_over"],
        ignored=actions["ignored"],
        withheld=len(decided) - len(answering),
        overridden=sum(one.overridden for one in decided),
        reasons=dict(Counter(one.reason_code for one in decided if one.reason_code)),
        median_ms=median(times) if times else None,
    )


def service(messages: Iterable[Written], rules: ServiceRules) -> Service:
    """`messages` by conversation, oldest first, as `messages_between` gives them."""
    chats = [list(chat) for _, chat in groupby(messages, key=lambda message: message.conversation_id)]
    chats = [chat for chat in chats if any(message.role == "customer" for message in chat)]
    waits = [list(_waits(chat)) for chat in chats]
    every = [wait for chat in waits for wait in chat]
    first = [chat[0] for chat in waits if chat]
    return Service(
        chats=len(chats),
        answered=len(first),
        first_response_s=fmean(first) if first else None,
        average_response_s=fmean(every) if every else None,
        median_response_s=median(every) if every else None,
        slow_chats=sum(sum(wait > rules.slow_after_s for wait in chat) > rules.slow_times for chat in waits),
        long_chats=sum((chat[-1].at - chat[0].at).total_seconds() > rules.long_reception_s for chat in chats),
        most_at_once=_most_at_once(chats, timedelta(seconds=rules.live_s)),
    )


def _waits(chat: Sequence[Written]) -> Iterator[float]:
    """How long the customer waited for each reply."""
    since: datetime | None = None
    for message in chat:
        if message.role == "customer":
            since = since or message.at
        elif since is not None:
            yield (message.at - since).total_seconds()
            since = None


def _most_at_once(chats: Sequence[Sequence[Written]], live: timedelta) -> int:
    """The most chats that were live at one moment; a chat is live for a while after each of its messages."""
    changes = Counter[tuple[datetime, int]]()
    for chat in chats:
        for start, end in _spans([message.at for message in chat], live):
            changes[start, 1] += 1
            changes[end, -1] += 1
    most = now = 0
    for (_, step), count in sorted(changes.items()):  # an end before a start of the same moment
        now += step * count
        most = max(most, now)
    return most


def _spans(moments: Sequence[datetime], live: timedelta) -> Iterator[tuple[datetime, datetime]]:
    start, last = moments[0], moments[0]
    for moment in moments[1:]:
        if moment - last > live:
            yield start, last + live
            start = moment
        last = moment
    yield start, last + live
