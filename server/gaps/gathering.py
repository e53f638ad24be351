"""Gap -> cluster, in the order in which they were asked: the same questions give the same clusters, in however many
portions they are gathered.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache, partial
from typing import TYPE_CHECKING

from knowledge.encoders.encoder import Encoder
from knowledge.store.database import Database
from knowledge.store.gap_clusters import (
    Leader,
    Unsorted,
    add_cluster,
    join_cluster,
    leaders_of,
    set_vector,
    unsorted_gaps,
)
from knowledge.text import normalise
from knowledge.types import ShopId
from server.gaps.likeness import Leaders, topic_of
from server.reply.evidence.terms import Reader

if TYPE_CHECKING:
    from server.compose import Services


PORTION = 200  # questions sorted at a time: a second's work, after which whoever waits is told how many are left


def gather_gaps(services: Services, shop: ShopId) -> int:
    """Sort some of what was asked since the last time into clusters; returns how many questions, 0 for nothing left."""
    return gather_some(services.database, services.encoder, services.suggester.kit.reader, shop)


def gather_some(database: Database, encoder: Encoder, reader: Reader, shop: ShopId, portion: int = PORTION) -> int:
    """Questions are compared before the database is held: while it is, no suggestion and no decision is recorded."""
    with database.read() as connection:
        waiting = unsorted_gaps(connection, shop, portion)
        if not waiting:
            return 0
        known = leaders_of(connection, shop)
    seen = _as_seen_by(encoder, known)
    begun, joined = _sorted(waiting, seen, encoder, reader, shop)
    with database.write() as connection:
        still = unsorted_gaps(connection, shop, len(waiting))
        if still != waiting or [one.id for one in leaders_of(connection, shop)] != [one.id for one in known]:
            return len(waiting)  # somebody else was at it: what is left is compared anew the next time
        for old, new in zip(known, seen, strict=True):
            if old.encoder != new.encoder:
                set_vector(connection, new.id, new.vector, new.encoder)
        for leader, gap in begun:
            add_cluster(connection, shop, leader, gap.created_at)
        for gap_id, cluster in joined.items():
            join_cluster(connection, gap_id, cluster)
    return len(waiting)


def _as_seen_by(encoder: Encoder, known: Sequence[Leader]) -> list[Leader]:
    """The clusters as this encoder sees them, whichever one has seen them before."""
    return [
        one
        if one.encoder == encoder.fingerprint
        else replace(one, vector=encoder.encode_query(one.question), encoder=encoder.fingerprint)
        for one in known
    ]


def _sorted(
    waiting: Sequence[Unsorted], known: Sequence[Leader], encoder: Encoder, reader: Reader, shop: ShopId
) -> tuple[list[tuple[Leader, Unsorted]], dict[str, str]]:
    """The clusters that these questions begin, with their first one, and the cluster of each question by its id."""
    vectors = {question: encoder.encode_query(question) for question in sorted({gap.question for gap in waiting})}
    topic = lru_cache(maxsize=None)(partial(topic_of, reader=reader))
    leaders = Leaders(known, len(waiting))
    begun: list[tuple[Leader, Unsorted]] = []
    joined: dict[str, str] = {}
    for gap in waiting:
        asked = Leader(cluster_id(shop, gap), gap.question, gap.sku, vectors[gap.question], encoder.fingerprint)
        found = leaders.nearest(asked, topic)
        if found is None:
            leaders.add(asked)
            begun.append((asked, gap))
        joined[gap.id] = (found or asked).id
    return begun, joined


def cluster_id(shop: ShopId, first: Unsorted) -> str:
    """From the first question's words and moment: a later cluster that begins with the same words is another one."""
    parts = (shop, first.sku or "", normalise(first.question), first.created_at.isoformat(), first.id)
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:24]
