"""People: who may sign in, as what, and for which shop."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.requests import Request

from knowledge.errors import Forbidden, NotFound
from knowledge.identifiers import shop_id
from knowledge.store.database import Connection
from knowledge.store.people import Person, change_person, create_person, get_person, list_people, shut_out
from knowledge.store.sessions import LINK_LIVES, make_link
from knowledge.store.shops import get_shop
from knowledge.types import ShopId
from server.api.access import Admin, Caller
from server.api.errors import RESPONSES, answer
from server.api.running import RunningDep
from server.api.schemas.people import LinkOut, PeopleOut, PersonIn, PersonOut, PersonPatch
from server.console.addresses import sign_in_address

router = APIRouter(prefix="/v1/people", tags=["人员与登录"], responses=RESPONSES)


@router.get("", response_model=PeopleOut, summary="可以登录的人")
def list_all(caller: Admin, running: RunningDep) -> PeopleOut:
    """一家店铺的管理员只看到这家店的人。"""
    with running.services.database.read() as connection:
        seen = [person for person in list_people(connection) if caller.shop in (None, person.shop)]
    return PeopleOut(people=[_shown(person) for person in seen])


@router.post(
    "", status_code=201, response_model=PersonOut, responses={409: answer("账号已有人用")}, summary="添加一个人"
)
def create(body: PersonIn, caller: Admin, running: RunningDep) -> PersonOut:
    """还没有密码；随后用 POST /v1/people/{id}/link 给出登录链接。"""
    services = running.services
    with services.database.write() as connection:
        shop = own_shop(connection, caller, body.shop)
        return _shown(create_person(connection, body.login, body.name, body.role, shop, services.clock()))


@router.patch("/{person_id}", response_model=PersonOut, summary="改姓名、角色、店铺，停用或恢复")
def change(person_id: str, body: PersonPatch, caller: Admin, running: RunningDep) -> PersonOut:
    sent = body.model_fields_set
    services = running.services
    with services.database.write() as connection:
        person = _find(connection, caller, person_id)
        if person.id == caller.actor and sent & {"role", "shop", "disabled"}:
            raise Forbidden("another administrator has to change your own role, shop or access", code="own_access")
        changes: dict[str, object] = {}
        if body.name is not None:
            changes["name"] = body.name
        if body.role is not None:
            changes["role"] = body.role.value
        if "shop" in sent:
            changes["shop"] = own_shop(connection, caller, body.shop)
        if body.disabled is not None:
            changes["disabled_at"] = services.clock() if body.disabled else None
        if body.disabled or changes.get("shop", person.shop) != person.shop:
            shut_out(connection, person.id, services.clock())
        return _shown(change_person(connection, person.id, changes))


@router.post("/{person_id}/link", status_code=201, response_model=LinkOut, summary="给一个人登录链接")
def give_link(person_id: str, request: Request, caller: Admin, running: RunningDep) -> LinkOut:
    """先前给的链接随之失效。"""
    services = running.services
    now = services.clock()
    with services.database.write() as connection:
        person = _find(connection, caller, person_id)
        if person.disabled_at is not None:
            raise Forbidden(f"“{person.login}” is disabled: enable the account first", code="disabled")
        secret = make_link(connection, person.id, now)
    return LinkOut(url=sign_in_address(str(request.base_url), secret), expires_at=now + LINK_LIVES)


def own_shop(connection: Connection, caller: Caller, wanted: str | None) -> ShopId | None:
    """The shop that a person or key is to have: an administrator of one shop gives no other.

    Raises `NotFound` and `Forbidden`.
    """
    if caller.shop is not None and wanted != caller.shop:
        raise Forbidden(f"you administer “{caller.shop}” only: choose that shop", code="own_shop")
    return None if wanted is None else get_shop(connection, shop_id(wanted)).id


def _find(connection: Connection, caller: Caller, person_id: str) -> Person:
    """Raises `NotFound`, also for a person whom the caller does not administer."""
    person = get_person(connection, person_id)
    if caller.shop not in (None, person.shop):
        raise NotFound(f"there is no person {person_id}")
    return person


def _shown(person: Person) -> PersonOut:
    return PersonOut(
        id=person.id,
        login=person.login,
        name=person.name,
        role=person.role,
        shop=person.shop,
        has_password=person.password is not None,
        created_at=person.created_at,
        signed_in_at=person.signed_in_at,
        disabled_at=person.disabled_at,
    )
