"""Signing in and out; who one is; one's own password."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from knowledge.errors import BadInput, Forbidden
from knowledge.store.people import change_person, get_person
from knowledge.store.sessions import Session, end_session, end_sessions
from server.api.access import Agent, Caller, by_session
from server.api.cookies import csrf_token, drop_cookie, require_own_origin, session_secret, set_cookie
from server.api.errors import RESPONSES, answer
from server.api.running import RunningDep
from server.api.schemas.people import CurrentOut, EndedOut, LinkSignIn, MeOut, PasswordChange, SessionOut, SignIn
from server.api.signing_in import Limit, sign_in, sign_in_by_link, spend
from server.passwords import fits, hash_password

router = APIRouter(prefix="/v1", tags=["人员与登录"], responses=RESPONSES)
_OPEN: dict[int | str, dict[str, Any]] = {
    401: answer("账号、密码或链接不对"),
    429: answer("试得太多，message 写明要等多久"),
}
_PASSWORD_TRIES = 5


@router.get("/me", response_model=MeOut, summary="来者是谁、能做什么")
def whoami(caller: Agent, request: Request) -> MeOut:
    return _me(caller, request)


@router.get("/session", response_model=CurrentOut, responses={}, summary="有没有登录")
def current(request: Request, running: RunningDep) -> CurrentOut:
    """不需要密钥；没有登录不算错。"""
    caller = by_session(request, running)
    return CurrentOut(me=None if caller is None else _me(caller, request))


@router.post("/session", status_code=204, responses=_OPEN, summary="用账号和密码登录")
def begin(body: SignIn, request: Request, running: RunningDep) -> Response:
    """成功则设会话 Cookie。"""
    require_own_origin(request)
    services = running.services
    secret = sign_in(services.database, body.login, body.password, _address(request), services.clock())
    return _signed_in(request, secret)


@router.post("/session/link", status_code=204, responses=_OPEN, summary="用一次性链接登录")
def begin_by_link(body: LinkSignIn, request: Request, running: RunningDep) -> Response:
    require_own_origin(request)
    services = running.services
    secret = sign_in_by_link(services.database, body.token, _address(request), services.clock())
    return _signed_in(request, secret)


@router.delete("/session", status_code=204, summary="退出登录")
def end(request: Request, caller: Agent, running: RunningDep) -> Response:
    """用密钥调用时什么也不做。"""
    del caller
    with running.services.database.write() as connection:
        end_session(connection, session_secret(request))
    response = Response(status_code=204)
    drop_cookie(request, response)
    return response


@router.delete("/sessions", response_model=EndedOut, summary="退出其他所有地方的登录")
def end_elsewhere(request: Request, caller: Agent, running: RunningDep) -> EndedOut:
    with running.services.database.write() as connection:
        return EndedOut(ended=end_sessions(connection, caller.actor, but=session_secret(request)))


@router.put("/me/password", status_code=204, responses={429: _OPEN[429]}, summary="改自己的密码")
def change_password(body: PasswordChange, request: Request, caller: Agent, running: RunningDep) -> Response:
    """其他地方的登录随之结束。"""
    session: Session | None = getattr(request.state, "session", None)
    if session is None:
        raise Forbidden("a key has no password: sign in to set one")
    database, now = running.services.database, running.services.clock()
    if session.has_password and not session.by_link:
        with database.write() as connection:
            spend(connection, (Limit(f"password of {caller.actor}", _PASSWORD_TRIES),), now)
            stored = get_person(connection, caller.actor).password
        if not fits(body.current, stored):
            raise BadInput("the current password is wrong", code="wrong_password")
    hashed = hash_password(body.new)
    with database.write() as connection:
        change_person(connection, caller.actor, {"password": hashed})
        end_sessions(connection, caller.actor, but=session_secret(request))
    return Response(status_code=204)


def _me(caller: Caller, request: Request) -> MeOut:
    session: Session | None = getattr(request.state, "session", None)
    shown = session and SessionOut(
        login=session.login,
        csrf=csrf_token(session_secret(request)),
        has_password=session.has_password,
        by_link=session.by_link,
    )
    return MeOut(actor=caller.actor, name=caller.name, role=caller.role, shop=caller.shop, session=shown)


def _signed_in(request: Request, secret: str) -> Response:
    response = Response(status_code=204)
    set_cookie(request, response, secret)
    return response


def _address(request: Request) -> str:
    return "unknown" if request.client is None else request.client.host
