"""Hashes that let a suggestion be recognised and replayed without keeping customer text in its key."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict
from typing import TYPE_CHECKING

from server.reply.types import Conversation

if TYPE_CHECKING:
    from _typeshed import DataclassInstance


def conversation_hash(conversation: Conversation) -> str:
    """Of what was said and what the workbench showed; not of the moment."""
    said = [[message.role.value, message.text] for message in conversation.messages]
    return _digest([conversation.shop, said, asdict(conversation.context)])


def options_fingerprint(*options: DataclassInstance) -> str:
    """Of every value that changes what is suggested."""
    return _digest([asdict(one) for one in options])


def _digest(value: object) -> str:
    return hashlib.sha256(json.dumps(value, ensure_ascii=False, sort_keys=True, default=str).encode()).hexdigest()
