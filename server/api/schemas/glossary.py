"""The shop's own words as editors keep them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field

from knowledge.store.glossary import Term, TermKind
from server.api.schemas.strict import Shown, Strict
from server.glossary_conflicts import Collision

_Word = Annotated[str, Field(min_length=1, max_length=200)]


class CollisionOut(Shown):
    """与什么相撞。

    builtin_spelling 内置写法，本店为准 · builtin_word 行业常用词的一部分，在那里也会被替换 · product 本身就是商品名 ·
    within 与另一条互相包含，长的为准 · chain 含义里又有另一条用语，不再替换。
    """

    code: str
    other: str


class TermOut(Shown):
    id: str
    term: str
    means: list[str]
    kind: TermKind
    note: str
    actor: str | None
    actor_name: str | None
    changed_at: datetime
    collisions: list[CollisionOut]

    @classmethod
    def of(cls, term: Term, found: list[Collision], names: Mapping[str, str]) -> TermOut:
        """`names` are those of actors by their id."""
        return cls(
            id=term.id,
            term=term.term,
            means=list(term.means),
            kind=term.kind,
            note=term.note,
            actor=term.actor,
            actor_name=names.get(term.actor or ""),
            changed_at=term.changed_at,
            collisions=[CollisionOut.model_validate(one) for one in found],
        )


class TermsOut(Shown):
    terms: list[TermOut]


class TermIn(Strict):
    """means 的第一个代替用语去理解和查找，其余的一起查找；商品昵称写商品名称或编码。"""

    shop: str | None = None
    term: str = Field(max_length=80, examples=["小奶锅"])
    means: list[_Word] = Field(min_length=1, max_length=10, examples=[["麦饭石不粘奶锅"]])
    kind: TermKind = TermKind.SLANG
    note: str = Field("", max_length=500)


class ReadIn(Strict):
    shop: str | None = None
    text: str = Field(min_length=1, max_length=2000)


class ReadOut(Shown):
    """顾客的话按用语表读成什么，还会一起查找什么。"""

    read: str
    also: list[str]


class LineOut(Shown):
    number: int
    term: str
    outcome: Literal["added", "changed", "unchanged", "refused"]
    message: str = ""


class ImportedTermsOut(Shown):
    lines: list[LineOut]
    applied: bool
