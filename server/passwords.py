"""Passwords as stored: scrypt, with its parameters beside the hash, so that they can be raised later."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from base64 import b64decode, b64encode

from knowledge.errors import BadInput

# 16 MB and about 0.2 s a guess on a small machine; OWASP's second row for scrypt.
_LOG_N, _R, _P = 14, 8, 5
_SHORTEST, _LONGEST = 10, 200
_MEMORY_BYTES = 64 << 20
_NOBODY = f"scrypt${_LOG_N}${_R}${_P}$bm9ib2R5bm9ib2R5bm9ib2Q=${b64encode(bytes(32)).decode()}"


def hash_password(password: str) -> str:
    """Raises `BadInput` for one that is too short, too long or the same character over and over."""
    if not _SHORTEST <= len(password) <= _LONGEST:
        raise BadInput(f"a password has {_SHORTEST} to {_LONGEST} characters", code="weak_password")
    if len(set(password)) < 4:
        raise BadInput("a password needs at least four different characters", code="weak_password")
    salt = secrets.token_bytes(16)
    digest = _scrypt(password, salt, _LOG_N, _R, _P)
    return f"scrypt${_LOG_N}${_R}${_P}${b64encode(salt).decode()}${b64encode(digest).decode()}"


def fits(password: str, stored: str | None) -> bool:
    """Whether this is the password. As slow for None, so that time does not tell which logins there are."""
    _, log_n, r, p, salt, digest = (stored or _NOBODY).split("$")
    computed = _scrypt(password, b64decode(salt), int(log_n), int(r), int(p))
    return hmac.compare_digest(computed, b64decode(digest)) and stored is not None


def _scrypt(password: str, salt: bytes, log_n: int, r: int, p: int) -> bytes:
    return hashlib.scrypt(password.encode(), salt=salt, n=1 << log_n, r=r, p=p, maxmem=_MEMORY_BYTES, dklen=32)
