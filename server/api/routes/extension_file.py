"""The browser extension to install, as this server's release has it."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.responses import Response

from server.api.access import Agent
from server.api.errors import RESPONSES
from server.extension_package import pack

router = APIRouter(prefix="/v1", tags=["接待"], responses=RESPONSES)
_ZIP = "application/zip"


@router.get(
    "/extension.zip",
    response_class=Response,
    responses={200: {"content": {_ZIP: {"schema": {"type": "string", "format": "binary"}}}}},
    summary="下载浏览器扩展",
)
def download(caller: Agent) -> Response:
    """解压后在浏览器的扩展管理页“加载已解压的扩展程序”。"""
    del caller
    return Response(
        pack(), media_type=_ZIP, headers={"Content-Disposition": 'attachment; filename="huashu-extension.zip"'}
    )
