"""People, sessions, keys and pairing as the console and the extension see them."""

from __future__ import annotations

from datetime import datetime

from pydantic import Field

from knowledge.store.keys import KeyRole
from server.api.schemas.strict import Shown, Strict


class SignIn(Strict):
    login: str = Field(max_length=200)
    password: str = Field(max_length=400)


class LinkSignIn(Strict):
    token: str = Field(max_length=200)


class PasswordChange(Strict):
    """current 在用链接登录的会话里、或还没有密码时可以不填。"""

    current: str = Field("", max_length=400)
    new: str = Field(max_length=400)


class SessionOut(Shown):
    """会话里的人。csrf 放进改动类请求的 X-CSRF-Token。"""

    login: str
    csrf: str
    has_password: bool
    by_link: bool


class MeOut(Shown):
    """来者是谁、能做什么；shop 为 null 表示全部店铺，session 为 null 表示用的是密钥。"""

    actor: str
    name: str
    role: KeyRole
    shop: str | None
    session: SessionOut | None


class CurrentOut(Shown):
    """me 为 null 表示没有登录。"""

    me: MeOut | None


class EndedOut(Shown):
    """结束了几个会话。"""

    ended: int


class PersonIn(Strict):
    login: str = Field(
        max_length=200, description="登录用的账号：字母、数字和 . @ + - _，不分大小写", examples=["xiaolin"]
    )
    name: str = Field(min_length=1, max_length=200)
    role: KeyRole = KeyRole.AGENT
    shop: str | None = Field(None, description="只管一家店铺；空则全部店铺")


class PersonPatch(Strict):
    """只改写出的几项。改店铺或停用会立即退出登录，并吊销此人配对的密钥。"""

    name: str | None = Field(None, min_length=1, max_length=200)
    role: KeyRole | None = None
    shop: str | None = None
    disabled: bool | None = None


class PersonOut(Shown):
    id: str
    login: str
    name: str
    role: KeyRole
    shop: str | None
    has_password: bool
    created_at: datetime
    signed_in_at: datetime | None
    disabled_at: datetime | None


class PeopleOut(Shown):
    people: list[PersonOut]


class LinkOut(Shown):
    """只显示一次的登录链接；用一次或过一天即失效。"""

    url: str
    expires_at: datetime


class KeyIn(Strict):
    name: str = Field(min_length=1, max_length=200, description="写明谁用、用在哪里")
    role: KeyRole = KeyRole.AGENT
    shop: str | None = Field(None, description="空则全部店铺")


class KeyOut(Shown):
    id: str
    name: str
    role: KeyRole
    shop: str | None
    person: str | None = Field(description="配对的浏览器属于谁（人员的 id）")
    created_at: datetime
    revoked_at: datetime | None


class KeysOut(Shown):
    keys: list[KeyOut]


class NewKeyOut(Shown):
    """secret 只在这里出现一次。"""

    key: KeyOut
    secret: str


class PairingIn(Strict):
    shop: str | None = Field(None, description="密钥只属于一家店时可省略")
    role: KeyRole | None = Field(None, description="不高于自己的角色；空则同自己，最高到 supervisor")
    name: str = Field("", max_length=200, description="写明是哪台电脑；空则用自己的名字")


class PairingOut(Shown):
    """在扩展的设置页输入 code，十分钟内有效，用一次。"""

    code: str
    shop: str
    role: KeyRole
    expires_at: datetime


class Redeem(Strict):
    code: str = Field(max_length=40, description="大小写、空格和连字符都可以")


class RedeemedOut(Shown):
    """扩展要记住的：密钥、店铺和服务器地址。"""

    key: str
    shop: str
    role: KeyRole
    name: str
    server: str
