"""The demo workbench's files under /workbench/.

It knows nothing of shops and suggestions: to the extension it is a page like any platform's.
"""

from __future__ import annotations

from pathlib import Path

from fastapi import APIRouter
from starlette.responses import FileResponse, RedirectResponse

from knowledge.errors import NotFound

router = APIRouter(include_in_schema=False)
_STATIC = Path(__file__).resolve().parent / "static"
_SHARED = Path(__file__).resolve().parents[2] / "extension" / "shared"
_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".json": "application/json",
    ".svg": "image/svg+xml",
}
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_HEADERS = {"Content-Security-Policy": _POLICY, "Cache-Control": "no-cache"}


@router.get("/workbench")
def to_workbench() -> RedirectResponse:
    return RedirectResponse("workbench/")


@router.get("/workbench/{name:path}")
def read(name: str) -> FileResponse:
    folder, inside = (_SHARED, name.removeprefix("shared/")) if name.startswith("shared/") else (_STATIC, name)
    path = (folder / (inside or "index.html")).resolve()
    if not path.is_relative_to(folder) or path.suffix not in _TYPES or not path.is_file():
        raise NotFound("the workbench has no such file")
    return FileResponse(path, media_type=_TYPES[path.suffix], headers=_HEADERS)
