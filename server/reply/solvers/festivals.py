"""Whether a moment lies in a shopping festival for which a shop loosens its times of dispatch. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import datetime

from knowledge.text import normalise
from knowledge.types import Passage
from server.reply.evidence.units import quotable
from server.reply.solvers.promotions import period_in

_FESTIVAL = re.compile(r"大促|双11|双十一|618|年货节|双12")
_LOOSER = re.compile(r"付款后\d+小时|放宽|延长")
# From the first presale day to the days after, as the platforms set them year by year.
_SEASONS = (((5, 20), (6, 24)), ((10, 20), (11, 16)), ((12, 8), (12, 16)))


def in_festival(moment: datetime, passages: Sequence[Passage]) -> bool:
    """Within the period that the rule states, else by season; never where the shop loosens nothing."""
    season = any(first <= (moment.month, moment.day) <= last for first, last in _SEASONS)
    return any(_covers(sentence, moment, season=season) for sentence in _looser(passages))


def _looser(passages: Sequence[Passage]) -> Iterator[str]:
    for passage in passages:
        if not quotable(passage) or not _FESTIVAL.search(passage.text):
            continue
        for sentence in re.split(r"[。；;\n]", normalise(passage.text)):
            if _LOOSER.search(sentence):
                yield sentence


def _covers(sentence: str, moment: datetime, *, season: bool) -> bool:
    starts, ends = period_in(sentence, moment)
    return season if starts is None or ends is None else starts <= moment < ends
