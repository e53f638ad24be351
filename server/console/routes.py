"""The console's own files under /console/. All that it knows and does goes through /v1 like anybody's request."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from server.console.files import read_static

router = APIRouter(include_in_schema=False)
# No inline script or style, nothing from elsewhere, no string ever parsed as markup, no frame around it.
_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data: blob:",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'",
        "trusted-types 'none'",
    )
)
# Asked for each time and answered from the tag: a release shows at once, and nothing is sent twice.
_CACHING = "private, no-cache"


@router.get("/console")
def to_console() -> RedirectResponse:
    return RedirectResponse("console/")


@router.get("/console/{name:path}")
def read(name: str, request: Request) -> Response:
    file = read_static(name)
    headers = {"ETag": file.tag, "Cache-Control": _CACHING, "Content-Security-Policy": _POLICY}
    if file.tag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    return Response(file.content, media_type=file.media_type, headers=headers)
