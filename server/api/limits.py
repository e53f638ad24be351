"""How large a request body may be. Checked while it arrives, so that nothing larger is ever held."""

from __future__ import annotations

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from knowledge.errors import TooLarge
from server.api.errors import render

JSON_LIMIT_BYTES = 1 << 20  # the longest conversation we accept is a fraction of it
_FILES_AT_ONCE = 8  # full-sized ones in one upload; each file has its own limit beside this
UPLOAD_PATH = "/v1/documents"


class BodyLimit:
    def __init__(self, app: ASGIApp, upload_limit_mb: int) -> None:
        self._app = app
        self._upload_limit = (upload_limit_mb << 20) * _FILES_AT_ONCE

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        uploading = scope["method"] == "POST" and scope["path"] == UPLOAD_PATH
        limit = self._upload_limit if uploading else JSON_LIMIT_BYTES
        message = f"the request is larger than {limit >> 20} MB, the limit here"
        declared = Headers(scope=scope).get("content-length", "0")
        if not declared.isdigit() or int(declared) > limit:
            await render(scope["state"]["request_id"], TooLarge(message))(scope, receive, send)
            return
        received = 0

        async def receive_within_limit() -> Message:
            nonlocal received
            part = await receive()
            received += len(part.get("body", b""))
            if received > limit:
                # The framework turns any other exception into “cannot parse the body”.
                raise HTTPException(413, message)
            return part

        await self._app(scope, receive_within_limit, send)
