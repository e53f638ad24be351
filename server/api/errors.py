"""Errors out: one table from our classes to statuses, one renderer for everything that is not a success."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from http import HTTPStatus
from types import MappingProxyType
from typing import Any

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse

from knowledge import errors
from knowledge.errors import HuashuError
from server.api.schemas.strict import ErrorBody, ErrorDetail

STATUS: Mapping[type[HuashuError], HTTPStatus] = MappingProxyType(
    {
        errors.HuashuError: HTTPStatus.INTERNAL_SERVER_ERROR,
        errors.BadInput: HTTPStatus.UNPROCESSABLE_ENTITY,
        errors.UnreadableFile: HTTPStatus.UNPROCESSABLE_ENTITY,
        errors.NotFound: HTTPStatus.NOT_FOUND,
        errors.Conflict: HTTPStatus.CONFLICT,
        errors.Forbidden: HTTPStatus.FORBIDDEN,
        errors.Unauthenticated: HTTPStatus.UNAUTHORIZED,
        errors.TooManyAttempts: HTTPStatus.TOO_MANY_REQUESTS,
        errors.TooLarge: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
        errors.IndexMismatch: HTTPStatus.SERVICE_UNAVAILABLE,
        errors.Config: HTTPStatus.INTERNAL_SERVER_ERROR,
        errors.Upstream: HTTPStatus.BAD_GATEWAY,
        errors.UpstreamTimeout: HTTPStatus.GATEWAY_TIMEOUT,
        errors.UpstreamRateLimited: HTTPStatus.SERVICE_UNAVAILABLE,
        errors.UpstreamUnavailable: HTTPStatus.SERVICE_UNAVAILABLE,
        errors.UpstreamBadOutput: HTTPStatus.BAD_GATEWAY,
    }
)
_CODES = MappingProxyType({404: "not_found", 405: "method_not_allowed", 413: "too_large"})
_PROBLEMS_SHOWN = 5


def answer(description: str) -> dict[str, Any]:
    """An error answer of a route, for the OpenAPI document; `server.api.openapi` defines what it refers to."""
    schema = {"$ref": f"#/components/schemas/{ErrorBody.__name__}"}
    return {"description": description, "content": {"application/json": {"schema": schema}}}


# What any route may answer besides its own success.
RESPONSES: dict[int | str, dict[str, Any]] = {
    401: answer("没有密钥，或密钥无效、已吊销"),
    403: answer("密钥的角色不够"),
    404: answer("不存在，或不属于该密钥的店铺"),
    422: answer("请求内容不合要求，message 指出是哪一项"),
}


def error_response(
    request_id: str, status: int, code: str, message: str, headers: Mapping[str, str] | None = None
) -> JSONResponse:
    body = error_body(request_id, code, message).model_dump()
    return JSONResponse(body, status_code=status, headers=dict(headers or {}))


def error_body(request_id: str, code: str, message: str) -> ErrorBody:
    return ErrorBody(error=ErrorDetail(code=code, message=message, request_id=request_id))


def render(request_id: str, error: HuashuError) -> JSONResponse:
    headers = {}
    if isinstance(error, errors.Unauthenticated):
        headers["WWW-Authenticate"] = "Bearer"
    if error.retryable:
        headers["Retry-After"] = "2"  # long enough for a provider's burst limit, short enough for a waiting agent
    return error_response(request_id, STATUS[type(error)], error.reason, error.message, headers)


def install_handlers(app: FastAPI) -> None:
    app.add_exception_handler(HuashuError, _ours)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _plain)


def request_id_of(request: Request) -> str:
    return str(request.state.request_id)


async def _ours(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HuashuError)
    return render(request_id_of(request), error)


async def _invalid(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)
    problems = error.errors()
    if any(problem["type"] == "json_invalid" for problem in problems):
        message = "the body is not JSON" + _position(problems)
        return error_response(request_id_of(request), HTTPStatus.BAD_REQUEST, "broken_json", message)
    return error_response(request_id_of(request), HTTPStatus.UNPROCESSABLE_ENTITY, "bad_input", describe(problems))


async def _plain(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)
    code = _CODES.get(error.status_code, "bad_request" if error.status_code < 500 else "internal")
    return error_response(request_id_of(request), error.status_code, code, error.detail, error.headers)


def describe(problems: Sequence[Mapping[str, Any]]) -> str:
    """Where and what, without the value itself: it may be customer text."""
    shown = []
    for problem in problems[:_PROBLEMS_SHOWN]:
        place = ".".join(str(part) for part in problem["loc"] if part not in {"body", "query", "path"})
        shown.append(f"{place}: {problem['msg']}" if place else str(problem["msg"]))
    more = len(problems) - len(shown)
    return "; ".join(shown) + (f"; and {more} more" if more > 0 else "")


def _position(problems: Sequence[Mapping[str, Any]]) -> str:
    found = [part for problem in problems for part in problem["loc"] if isinstance(part, int)]
    return f" (at character {found[0]})" if found else ""
