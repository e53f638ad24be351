"""Gap -> cluster, in the order in which they were asked: the same questions give the same clusters, in however many
portions they are gathered.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache, partial
from typing import TYPE_CHECKING

from knowledge.encoders.encoder import Encoder, Vectors
from knowledge.store.database import Connection, Database
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


PORTION = 500  # questions sorted at a time: a second's work, after which whoever waits is told how many are left


def gather_gaps(services: Services, shop: ShopId) -> int:
    """Sort some of what was asked since the last time into clusters; returns how many questions, 0 for nothing left."""
    return gather_some(services.database, services.encoder, services.suggester.kit.reader, shop)


def gather_some(database: Database, encoder: Encoder, reader: Reader, shop: ShopId, portion: int = PORTION) -> int:
    with database.read() as connection:
        waiting = unsorted_gaps(connection, shop, portion)
        if not waiting:
            return 0
        known = leaders_of(connection, shop)
    words = {gap.question for gap in waiting} | {one.question for one in known if one.encoder != encoder.fingerprint}
    vectors = {question: encoder.encode_query(question) for question in sorted(words)}
    topic = lru_cache(maxsize=None)(partial(topic_of, reader=reader))
    with database.write() as connection:
        leaders = Leaders(_of_this_encoder(connection, encoder, shop, vectors), len(waiting))
        still = {gap.id for gap in unsorted_gaps(connection, shop, portion)}  # somebody else may have been at it
        for gap in (gap for gap in waiting if gap.id in still):
            asked = Leader(cluster_id(shop, gap), gap.question, gap.sku, vectors[gap.question], encoder.fingerprint)
            found = leaders.nearest(asked, topic)
            if found is None:
                add_cluster(connection, shop, asked, gap.created_at)
                leaders.add(asked)
            join_cluster(connection, gap.id, (found or asked).id)
    return len(waiting)


def _of_this_encoder(
    connection: Connection, encoder: Encoder, shop: ShopId, vectors: Mapping[str, Vectors]
) -> list[Leader]:
    """The clusters as this encoder sees them; those that another one has seen are kept with their new vectors."""
    leaders = leaders_of(connection, shop)
    for at, leader in enumerate(leaders):
        if leader.encoder != encoder.fingerprint:
            vector = vectors.get(leader.question)
            vector = encoder.encode_query(leader.question) if vector is None else vector
            set_vector(connection, leader.id, vector, encoder.fingerprint)
            leaders[at] = replace(leader, vector=vector)
    return leaders


def cluster_id(shop: ShopId, first: Unsorted) -> str:
    """From the first question's words and moment: a later cluster that begins with the same words is another one."""
    parts = (shop, first.sku or "", normalise(first.question), first.created_at.isoformat(), first.id)
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:24]
