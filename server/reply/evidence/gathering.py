"""The passages of several retrievals as one numbered list, so that a citation means the same in every part."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import chain, zip_longest

from knowledge.text import comparable
from knowledge.types import Category, Passage, Product, Retrieval, Script
from server.reply.types import Sentence


def numbered(retrievals: Sequence[Retrieval], scripts: Sequence[Script] = ()) -> tuple[Passage, ...]:
    """Best first: the first passage of every part, then the second …; scripts' own sources last. No chunk twice."""
    ranks = zip_longest(*(retrieval.passages for retrieval in retrievals))
    found = [passage for rank in ranks for passage in rank if passage is not None]
    found += [script.passage for script in scripts if script.passage is not None]
    return tuple(
        {passage.chunk.id: passage for passage in reversed(found)}[id]
        for id in dict.fromkeys(p.chunk.id for p in found)
    )


def as_bought(now: Retrieval, then: Retrieval, bought: datetime) -> Retrieval:
    """After-sale terms hold for an order as they were on the day it was paid; all else as it is `now`.

    `then` is the same question put to the knowledge of that day.
    """
    terms = [one for one in now.passages if one.category is Category.AFTERSALE]
    if all(one.validity.covers(bought) for one in terms):
        return now
    binding = [one for one in then.passages if one.category is Category.AFTERSALE]
    others = [one for one in now.passages if one.category is not Category.AFTERSALE]
    merged = [one for pair in zip_longest(binding, others) for one in pair if one is not None]
    return replace(now, passages=tuple(merged[: len(now.passages)]))


def with_related(passages: Sequence[Passage], related: Sequence[Sequence[Passage]]) -> tuple[Passage, ...]:
    """The numbered passages, and behind them what computed answers may need. No chunk twice."""
    known = {passage.chunk.id for passage in passages}
    further = {passage.chunk.id: passage for each in related for passage in each if passage.chunk.id not in known}
    return (*passages, *further.values())


def texts_of(passages: Sequence[Passage], products: Sequence[Product]) -> Iterator[str]:
    """All that was found, as comparable text: a passage with what stands above it, a product with its columns."""
    for one in passages:
        yield comparable("｜".join((one.title, *one.chunk.place.section, one.text)))
    for product in products:
        yield comparable("｜".join((product.name, *chain.from_iterable(product.attributes))))


def cited_only(
    sentences: Sequence[Sentence], passages: Sequence[Passage], found: int
) -> tuple[tuple[Sentence, ...], tuple[Passage, ...]]:
    """The first `found` passages and, of those behind them, the cited ones, with the citations counted anew."""
    cited = {number for sentence in sentences for number in sentence.citations}
    kept = [number for number in range(1, len(passages) + 1) if number <= found or number in cited]
    place = {number: at for at, number in enumerate(kept, start=1)}
    counted = tuple(replace(one, citations=tuple(place[number] for number in one.citations)) for one in sentences)
    return counted, tuple(passages[number - 1] for number in kept)
