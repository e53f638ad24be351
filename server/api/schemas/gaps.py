"""What customers asked and nothing answers, what editors make of it, and what agents corrected."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Annotated, Any, Literal

from pydantic import Field

from knowledge.days import day_range
from knowledge.store.gap_clusters import Cluster, GapState
from knowledge.store.glossary import TermKind
from knowledge.store.proposals import Proposal, ProposalState
from knowledge.types import Category, Validity
from server.api.schemas.corrections import CorrectionIn
from server.api.schemas.strict import Shown, Strict
from server.gaps.answering import Answer

AnswerCategory = Literal["product", "rules", "warehouse", "logistics", "aftersale", "other"]
_Question = Annotated[str, Field(min_length=2, max_length=500)]
_Answer = Annotated[str, Field(min_length=2, max_length=2000)]


class ExampleOut(Shown):
    """一次提问，隐去了顾客的个人信息。"""

    question: str
    stage: str
    reason: str
    suggestion_id: str | None
    created_at: datetime


class GapAnswerOut(Shown):
    """编辑写的答案，在 document 这份文件的草稿里。"""

    question: str
    answer: str
    category: str
    starts: datetime | None
    ends: datetime | None
    document: str
    document_id: str
    version_id: str
    actor: str | None
    written_at: datetime


class ReplyShown(Shown):
    outcome: str
    text: str


class ComparedOut(Shown):
    """answered 原来答不了现在能答 · still_open 还是答不了 · changed 换了说法 · lost 原来能答现在不能 · same 没变。"""

    question: str
    sku: str | None
    before: ReplyShown
    after: ReplyShown
    effect: Literal["answered", "still_open", "changed", "lost", "same"]


class EffectOut(Shown):
    """发布这份草稿前后，同样的问题各怎么答。elsewhere 只列有变化的，共问了 elsewhere_asked 个。"""

    version_id: str
    tried_at: datetime
    cluster: list[ComparedOut]
    elsewhere: list[ComparedOut]
    elsewhere_asked: int


class GapOut(Shown):
    """一类没有依据可答的问题。asked 问过几次，since 处理之后又问了几次；stages 多的在前。"""

    id: str
    question: str
    sku: str | None
    state: GapState
    asked: int
    since: int
    first_seen: datetime
    last_seen: datetime
    stages: list[str]
    examples: list[ExampleOut]
    decided_by: str | None
    decided_by_name: str | None
    decided_at: datetime | None
    note: str
    answer: GapAnswerOut | None
    effect: EffectOut | None

    @classmethod
    def of(cls, cluster: Cluster, names: Mapping[str, str]) -> GapOut:
        fresh = cluster.effect and cluster.answer and cluster.effect["version_id"] == cluster.answer["version_id"]
        return cls(
            id=cluster.id,
            question=cluster.question,
            sku=cluster.sku,
            state=cluster.state,
            asked=cluster.asked,
            since=cluster.since,
            first_seen=cluster.first_seen,
            last_seen=cluster.last_seen,
            stages=list(cluster.stages),
            examples=[ExampleOut.model_validate(example) for example in cluster.examples],
            decided_by=cluster.decided_by,
            decided_by_name=names.get(cluster.decided_by or ""),
            decided_at=cluster.decided_at,
            note=cluster.note,
            answer=None if cluster.answer is None else GapAnswerOut.model_validate(cluster.answer),
            effect=EffectOut.model_validate(cluster.effect) if fresh else None,
        )


class GapsOut(Shown):
    """问得多的在前。total 是符合的类数，unsorted 是还没归类的问题数；open、proposals 是待处理的类数和建议数。"""

    gaps: list[GapOut]
    total: int
    unsorted: int
    open: int
    proposals: int


class AnswerIn(Strict):
    """写成一条问答，先存为草稿。有效期不写就是长期有效。"""

    question: _Question
    answer: _Answer
    category: AnswerCategory = "other"
    first: date | None = Field(None, alias="from")
    last: date | None = Field(None, alias="to")

    def to_answer(self) -> Answer:
        """Raises `BadInput` when the last day is before the first."""
        said = self.first is not None or self.last is not None
        validity = day_range(self.first, self.last) if said else Validity()
        return Answer(self.question, self.answer, Category(self.category), validity)


class NoteIn(Strict):
    note: str = Field("", max_length=500, description="原因，给同事看")


class TrialProgress(Shown):
    done: int
    total: int


class ProposalOut(Shown):
    """客服把草稿里的事实改了：before 是草稿，after 是发出的话；evidence 有问题、逐处改动和当时的依据。"""

    id: str
    suggestion_id: str
    before: str
    after: str
    evidence: dict[str, Any]
    state: ProposalState
    decided_by: str | None
    decided_by_name: str | None = None
    decided_at: datetime | None
    note: str
    result: dict[str, Any] | None
    created_at: datetime

    @classmethod
    def of(cls, proposal: Proposal, names: Mapping[str, str]) -> ProposalOut:
        name = names.get(proposal.decided_by or "")
        return cls.model_validate(proposal).model_copy(update={"decided_by_name": name})


class ProposalsOut(Shown):
    proposals: list[ProposalOut]


class AcceptFaq(AnswerIn):
    kind: Literal["faq"]


class AcceptTerm(Strict):
    kind: Literal["glossary"]
    term: str = Field(max_length=80)
    means: list[Annotated[str, Field(min_length=1, max_length=200)]] = Field(min_length=1, max_length=10)
    term_kind: TermKind = TermKind.SLANG


class AcceptScript(Strict):
    kind: Literal["script"]
    scenario: str = Field(min_length=1, max_length=2000)
    text: _Answer
    stage: str = Field("", max_length=40)


class AcceptCorrection(CorrectionIn):
    """改被引用的那一段原文，存为那份文件的新版本。"""

    kind: Literal["correction"]
    document_id: str = Field(max_length=64)


Accepted = AcceptFaq | AcceptTerm | AcceptScript | AcceptCorrection


class AcceptIn(Strict):
    """采纳成什么：改原文、一条问答或话术（都是草稿），或用语表的一条。文字可以先改。"""

    accepted: Annotated[Accepted, Field(discriminator="kind")]
    note: str = Field("", max_length=500)
