"""The session's cookie, and the proof that a request which changes something was meant by the console.

A browser sends a cookie with whatever page asks, so such requests also carry a token that only our own page can read
(GET /v1/me), and must come from our own origin.
"""

from __future__ import annotations

import hashlib
import hmac
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import Response

from knowledge.errors import Forbidden
from knowledge.store.sessions import LONGEST

COOKIE = "huashu_session"
_PROOF = "X-CSRF-Token"
_READING = frozenset({"GET", "HEAD", "OPTIONS"})


def session_secret(request: Request) -> str:
    return request.cookies.get(COOKIE, "")


def csrf_token(secret: str) -> str:
    """Of one session; it says nothing of the secret."""
    return hmac.new(secret.encode(), b"huashu csrf", hashlib.sha256).hexdigest()


def require_meant(request: Request, secret: str) -> None:
    """Raises `Forbidden` for a request that changes something and may be another page's doing."""
    if request.method in _READING:
        return
    require_own_origin(request)
    if not hmac.compare_digest(request.headers.get(_PROOF, "").encode(), csrf_token(secret).encode()):
        raise Forbidden(f"send the token of GET /v1/me as {_PROOF}, or use a key", code="csrf")


def require_own_origin(request: Request) -> None:
    """Raises `Forbidden` when a browser says that another site's page sent this."""
    origin = request.headers.get("origin")
    foreign = origin is not None and urlsplit(origin).netloc != request.headers.get("host", "")
    if foreign or request.headers.get("sec-fetch-site", "same-origin") not in {"same-origin", "none"}:
        raise Forbidden("this came from a page of another site", code="csrf")


def set_cookie(request: Request, response: Response, secret: str) -> None:
    response.set_cookie(
        COOKIE,
        secret,
        max_age=int(LONGEST.total_seconds()),
        path="/",
        secure=request.url.scheme == "https",
        httponly=True,
        samesite="lax",
    )


def drop_cookie(request: Request, response: Response) -> None:
    response.delete_cookie(COOKIE, path="/", secure=request.url.scheme == "https", httponly=True, samesite="lax")
