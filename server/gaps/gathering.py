"""Gap -> cluster, in the order in which they were asked: the same questions give the same clusters, in however many
portions they are gathered.
"""

from __future__ import annotations

import hashlib
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
from server.gaps.likeness import nearest, topic_of
from server.reply.evidence.terms import Reader

if TYPE_CHECKING:
    from server.compose import Services


def gather_gaps(services: Services, shop: ShopId) -> int:
    """Sort what was asked since the last time into clusters; returns how many questions."""
    return gather(services.database, services.encoder, services.suggester.kit.reader, shop)


def gather(database: Database, encoder: Encoder, reader: Reader, shop: ShopId) -> int:
    done = 0
    while portion := _gather_some(database, encoder, reader, shop):
        done += portion
    return done


def _gather_some(database: Database, encoder: Encoder, reader: Reader, shop: ShopId) -> int:
    with database.read() as connection:
        waiting = unsorted_gaps(connection, shop)
        foreign = [leader for leader in leaders_of(connection, shop) if leader.encoder != encoder.fingerprint]
    if not waiting:
        return 0
    vectors = {gap.id: encoder.encode_query(gap.question) for gap in waiting}
    again = {leader.id: encoder.encode_query(leader.question) for leader in foreign}
    topic = lru_cache(maxsize=None)(partial(topic_of, reader=reader))
    with database.write() as connection:
        for cluster, vector in again.items():
            set_vector(connection, cluster, vector, encoder.fingerprint)
        leaders = [replace(one, vector=again.get(one.id, one.vector)) for one in leaders_of(connection, shop)]
        still = {gap.id for gap in unsorted_gaps(connection, shop)}  # somebody else may have been at it
        for gap in (gap for gap in waiting if gap.id in still):
            vector = vectors[gap.id]
            found = nearest(gap.question, gap.sku, vector, leaders, topic)
            if found is None:
                found = Leader(cluster_id(shop, gap), gap.question, gap.sku, vector, encoder.fingerprint)
                add_cluster(connection, shop, found, gap.created_at)
                leaders.append(found)
            join_cluster(connection, gap.id, found.id)
    return len(waiting)


def cluster_id(shop: ShopId, first: Unsorted) -> str:
    """From the first question's words and moment: a later cluster that begins with the same words is another one."""
    parts = (shop, first.sku or "", normalise(first.question), first.created_at.isoformat(), first.id)
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:24]
