"""Tries that are limited, counted in the database so that every replica counts the same ones."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, func, insert, select

from knowledge.store.secrets import hash_secret
from knowledge.store.tables import attempts

WINDOW = timedelta(minutes=15)


def count_attempt(connection: Connection, subject: str, limit: int, now: datetime) -> bool:
    """Count one more try; False, and not counted, when `limit` were made within the window.

    Counted before it is known whether it succeeds, so that many at once cannot all slip through.
    """
    connection.execute(delete(attempts).where(attempts.c.at <= now - WINDOW))
    named = hash_secret(subject)
    query = select(func.count()).select_from(attempts).where(attempts.c.subject == named)
    if connection.execute(query).scalar_one() >= limit:
        return False
    connection.execute(insert(attempts).values(subject=named, at=now))
    return True


def forget_attempts(connection: Connection, subject: str) -> None:
    """After a success."""
    connection.execute(delete(attempts).where(attempts.c.subject == hash_secret(subject)))
