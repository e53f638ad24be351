"""Secrets that are shown once and kept as a hash. They are random: no word list finds them, no slow hash is needed."""

from __future__ import annotations

import hashlib
import secrets

# Neither 0 and O nor 1, I and L: read from one screen, typed into another.
_CLEAR = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
_CODE_LENGTH = 8  # 31^8 of them; one lives for minutes, and a caller has few tries


def new_secret() -> str:
    return secrets.token_urlsafe(32)


def new_code() -> str:
    return "".join(secrets.choice(_CLEAR) for _ in range(_CODE_LENGTH))


def clean_code(typed: str) -> str:
    """The code that a person typed, in any case and with any separators."""
    return "".join(char for char in typed.upper() if char in _CLEAR)


def hash_secret(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
