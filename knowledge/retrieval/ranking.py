"""Order and thin out hydrated passages: product in view, near-duplicates, limits and token budget. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from functools import lru_cache
from operator import itemgetter

from knowledge.index.terms import compact
from knowledge.retrieval.scored import with_fused
from knowledge.text.sameness import Wording, first_same, wording
from knowledge.types import Audience, ChunkKind, Passage, Sku

# Fused scores lie in [0, 1]. What is about the product in view passes all but clearly better general passages, and what
# is about other products only has to be clearly better to stay.
_IN_VIEW_BONUS = 0.5
_OTHER_PRODUCT_MALUS = 0.5
_NO_WORD = re.compile(r"[\W_]+")
_KEPT = 4096  # texts: the same ones are found again and again
_STAFF_PASSAGES = 2  # beside the customer-facing ones: guidance must not crowd out what may be said


def in_view_first(passages: Sequence[Passage], skus: Collection[str]) -> list[Passage]:
    """Raise passages about the products in view and lower those about other products only; best first.

    `skus` are compact codes. Ties keep their order.
    """
    if not skus:
        return list(passages)
    codes = frozenset(skus)
    weighed = [(passage.scores.fused + _weight(passage, codes), passage) for passage in passages]
    weighed.sort(key=itemgetter(0), reverse=True)
    return [one if one.scores.fused == fused else with_fused(one, fused) for fused, one in weighed]


def fold_duplicates(passages: Sequence[Passage], most: int) -> list[Passage]:
    """One of passages that say the same in nearly the same words: the first, best-ranked one, with the names of the
    other documents; at most `most`. Another figure, or a 不, is not the same.

    A text for staff does not stand in for the same text for customers, nor one product's for another's.
    """
    kept: list[Passage] = []
    also: list[dict[str, None]] = []
    written: dict[tuple[Audience, tuple[Sku, ...], str], int] = {}
    prose: dict[tuple[Audience, tuple[Sku, ...]], tuple[list[int], list[Wording]]] = {}
    for passage in passages:
        chunk = passage.chunk
        about = (chunk.audience, chunk.skus)
        exactly = (*about, _said(chunk.text))
        at = written.get(exactly)
        # Two rows of a table differ by one word, and by all that it means.
        words = None if at is not None or chunk.kind is ChunkKind.TABLE_ROW else wording(chunk.text)
        if words is not None:
            places, told = prose.setdefault(about, ([], []))
            same = first_same(words, told)
            at = None if same is None else places[same]
        if at is not None:
            also[at][passage.document_name] = None
        elif len(kept) < most:
            written[exactly] = len(kept)
            if words is not None:
                places.append(len(kept))
                told.append(words)
            kept.append(passage)
            also.append({})
    return [_with_names(passage, names) for passage, names in zip(kept, also, strict=True)]


def _with_names(passage: Passage, names: Iterable[str]) -> Passage:
    others = tuple(name for name in names if name != passage.document_name)
    return replace(passage, also_in=others) if others else passage


def within_budget(passages: Sequence[Passage], limit: int, budget_tokens: int) -> list[Passage]:
    """The first `limit` customer-facing passages that fit the budget together, with a few for staff among them.

    The best one always stays: half an answer may be cut later, none cannot be mended.
    """
    kept: list[Passage] = []
    spent, staff = 0, 0
    for passage in passages:
        for_staff = passage.chunk.audience is Audience.STAFF
        if (for_staff and staff >= _STAFF_PASSAGES) or (kept and spent + passage.chunk.tokens > budget_tokens):
            continue
        kept.append(passage)
        spent += passage.chunk.tokens
        staff += for_staff
        if len(kept) - staff >= limit:
            break
    return kept


def _weight(passage: Passage, skus: frozenset[str]) -> float:
    about = {compact(sku) for sku in passage.chunk.skus}
    if not skus.isdisjoint(about):
        return _IN_VIEW_BONUS
    context = compact(passage.chunk.context)
    if any(sku in context for sku in skus):
        return _IN_VIEW_BONUS
    return -_OTHER_PRODUCT_MALUS if about else 0.0


@lru_cache(maxsize=_KEPT)
def _said(text: str) -> str:
    return _NO_WORD.sub("", text).casefold()
