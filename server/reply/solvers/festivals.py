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
_OF_DISPATCH = re.compile(r"发|出库|寄")
# From the first presale day to the days after, as the platforms set them year by year.
_SEASONS = (((5, 20), (6, 24)), ((10, 20), (11, 16)), ((12, 8), (12, 16)))


def in_festival(moment: datetime, passages: Sequence[Passage]) -> bool:
    """Within a period that a rule states; by season only where the shop states none; never where it loosens nothing."""
    rules = [period_in(sentence, moment) for sentence in _looser(passages)]
    dated = [(starts, ends) for starts, ends in rules if starts is not None and ends is not None]
    if dated:
        return any(starts <= moment < ends for starts, ends in dated)
    return bool(rules) and any(first <= (moment.month, moment.day) <= last for first, last in _SEASONS)


def _looser(passages: Sequence[Passage]) -> Iterator[str]:
    """The sentences that set other times of dispatch for a festival."""
    for passage in passages:
        if not quotable(passage) or not _FESTIVAL.search(passage.text):
            continue
        for sentence in re.split(r"[。；;\n]", normalise(passage.text)):
            if _LOOSER.search(sentence) and _OF_DISPATCH.search(sentence):
                yield sentence
