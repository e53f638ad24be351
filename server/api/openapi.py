"""The OpenAPI document: what the routes cannot say of themselves, and `python -m server.api.openapi PATH`."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from fastapi import FastAPI
from pydantic.json_schema import models_json_schema

from server.api.schemas.events import EVENT_MODELS

DESCRIPTION = """为电商客服起草回复：依据店铺自己的资料，注明出处，逐条检查，由人决定发不发。

- 每个请求带 `Authorization: Bearer <密钥>`；密钥有角色（agent < editor < supervisor < admin），可限定店铺。
  管理台登录后用会话 Cookie 代替，改动类请求另带 `X-CSRF-Token`（来自 `GET /v1/me`）。
- 出错时一律为 `{"error":{"code","message","request_id"}}`；`request_id` 也在 `X-Request-ID` 头里，可自带。
- 日期为北京时间的日子，起止两天都算在内；时刻不带时区时按北京时间。
"""
TAGS = [
    {"name": "建议", "description": "对话进，草稿出；记录客服的决定。"},
    {"name": "检查", "description": "一段文字能不能发、为什么、怎么改。"},
    {"name": "知识文件", "description": "上传、发布、设有效期、停用、彻底删除。"},
    {"name": "商品", "description": "商品目录：每一项的出处、改动、价格库存同步、Excel 往返。"},
    {"name": "话术", "description": "客服用的话术；编辑在话术库里写、改、停用，发布后生效。"},
    {"name": "用语", "description": "本店的俗称、缩写、商品昵称：立即用于理解和查找。"},
    {"name": "冲突", "description": "说法不一或重复的段落：对照、以哪边为准、发布前先看。"},
    {"name": "知识缺口", "description": "答不了的问题归类、作答、看效果、发布；客服改出来的事实等人采纳。"},
    {"name": "后台工作", "description": "上传与删除的进度和结果。"},
    {"name": "查找", "description": "命中测试。"},
    {"name": "店铺", "description": "店铺及其设置。"},
    {"name": "人员与登录", "description": "登录、人员、密钥、浏览器扩展的配对。"},
    {"name": "接待", "description": "扩展的设置、消息时间、接待与采用数据。"},
    {"name": "状态", "description": "探活、就绪、指标；不需要密钥。"},
]
_COMPONENTS = "#/components/schemas/{model}"


def describe_events(app: FastAPI) -> None:
    """Let the document also say what the events of a suggestion's stream hold."""
    plain = app.openapi

    def with_events() -> dict[str, Any]:
        if app.openapi_schema is None:
            document = plain()
            schemas = document["components"]["schemas"]
            _, found = models_json_schema(
                [(model, "serialization") for model in EVENT_MODELS.values()], ref_template=_COMPONENTS
            )
            for name, schema in found["$defs"].items():
                schemas.setdefault(name, schema)
            schemas["SuggestionEvents"] = {
                "description": "`Accept: text/event-stream` 时依次收到的事件；出错时最后一个是 error。",
                "oneOf": [_event(name, model.__name__) for name, model in EVENT_MODELS.items()],
            }
        return app.openapi_schema or document

    app.openapi = with_events  # type: ignore[method-assign] # the framework's documented way to extend the document


def render_document() -> str:
    """The same text for the same code, whatever the machine."""
    from server.api.app import create_routes

    return json.dumps(create_routes().openapi(), ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def _event(name: str, model: str) -> dict[str, Any]:
    return {
        "type": "object",
        "title": name,
        "required": ["event", "data"],
        "properties": {"event": {"const": name}, "data": {"$ref": _COMPONENTS.format(model=model)}},
    }


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(render_document(), encoding="utf-8")
