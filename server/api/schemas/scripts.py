"""Scripts (话术) as agents use them and editors write them."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from knowledge.types import Script
from server.api.schemas.strict import Shown, Strict
from server.api.schemas.suggestion import FindingOut
from server.reply.evidence.scripts import slots_of
from server.script_book import BOOK, Entry, State, Wording, wording_of, wording_of_script

_Text = Annotated[str, Field(min_length=1, max_length=2000)]


class ScriptOut(Shown):
    """state：published 在用 · draft 待发布 · retiring 发布后停用。editable 为真的在控制台里改，其余在它的文件里改。"""

    id: str
    scenario: str
    stage: str
    text: str
    variants: list[str]
    slots: list[str] = Field(description="花括号里的空位，用时自动填上")
    document: str
    document_id: str | None
    state: State
    editable: bool

    @classmethod
    def of(cls, script: Script) -> ScriptOut:
        passage = script.passage
        own = passage is not None and passage.document_name == BOOK.name
        return cls(
            id=wording_of_script(script).id if own else script.id,
            scenario=script.scenario,
            stage=script.stage,
            text=script.text,
            variants=list(script.variants),
            slots=list(slots_of(script.text)),
            document="" if passage is None else passage.document_name,
            document_id=None if passage is None else passage.chunk.document_id,
            state=State.PUBLISHED,
            editable=own,
        )

    @classmethod
    def of_entry(cls, entry: Entry, document_id: str) -> ScriptOut:
        wording = entry.wording
        return cls(
            id=wording.id,
            scenario=wording.scenario,
            stage=wording.stage,
            text=wording.text,
            variants=list(wording.variants),
            slots=list(slots_of(wording.text)),
            document=BOOK.name,
            document_id=document_id,
            state=entry.state,
            editable=True,
        )


class ScriptsOut(Shown):
    """pending 是话术库里还没发布的修改数；slots 是能自动填的空位。"""

    scripts: list[ScriptOut]
    slots: list[str] = Field(default_factory=list)
    pending: int = 0
    document_id: str | None = Field(None, description="话术库这份文件；还没有则为空")


class ScriptIn(Strict):
    """一条话术。场景里用 / 隔开几种问法；空位写成 {订单号}。"""

    shop: str | None = None
    scenario: _Text = Field(examples=["催发货/什么时候发货"])
    text: _Text = Field(examples=["亲，您的订单{订单号}正在安排，付款后48小时内发出~"])
    stage: str = Field("", max_length=40)
    variants: list[_Text] = Field(default_factory=list, max_length=10)

    def to_wording(self) -> Wording:
        """Raises `BadInput`."""
        return wording_of(self.scenario, self.text, self.stage, self.variants)


class ScriptSaved(Shown):
    """已存为草稿，发布话术库后生效。findings 是不妨碍保存的提醒。"""

    id: str
    document_id: str
    findings: list[FindingOut]


class ScriptRetired(Shown):
    document_id: str


class AdoptIn(Strict):
    shop: str | None = None
    document_id: str = Field(max_length=64, description="把这个文件里的话术收进话术库，之后逐条改")


class AdoptOut(Shown):
    document_id: str
    added: int
