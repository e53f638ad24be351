"""What happens to documents: versions compared, who changed what, requests for a second person, dates that near."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from pydantic import Field

from knowledge.publishing_rules import PublishingRules, Risk
from knowledge.store.history import Act, Actor, Change
from knowledge.store.reviews import Review, ReviewState
from knowledge.text.difference import Edit
from knowledge.types import Chunk
from knowledge.version_difference import ChunkChange, Turn, VersionDifference
from server.api.schemas.documents import DocumentOut
from server.api.schemas.passages import PlaceOut
from server.api.schemas.strict import Shown, Strict


class StretchOut(Shown):
    edit: Edit
    text: str


class ChunkChangeOut(Shown):
    """一段：新增、删去，或改了哪些字。before、after 是它在两个版本里的序号。"""

    turn: Turn
    before: int | None
    after: int | None
    context: str
    place: PlaceOut
    words: list[StretchOut]

    @classmethod
    def of(cls, change: ChunkChange) -> ChunkChangeOut:
        shown: Chunk | None = change.after or change.before
        assert shown is not None  # a change is of at least one passage
        return cls(
            turn=change.turn,
            before=None if change.before is None else change.before.ordinal,
            after=None if change.after is None else change.after.ordinal,
            context=shown.context,
            place=PlaceOut.model_validate(shown.place),
            words=[StretchOut.model_validate(one) for one in change.words],
        )


class DiffOut(Shown):
    """两个版本的差别。changes 按先后，最多 500 段；各计数是全部。"""

    before: int
    after: int
    same: int
    added: int
    removed: int
    changed: int
    changes: list[ChunkChangeOut]

    @classmethod
    def of(cls, before: int, after: int, found: VersionDifference) -> DiffOut:
        return cls(
            before=before,
            after=after,
            same=found.same,
            added=found.added,
            removed=found.removed,
            changed=found.changed,
            changes=[ChunkChangeOut.of(change) for change in found.changes],
        )


class ActorOut(Shown):
    """id 为空是软件自己或服务器上的命令行。"""

    id: str
    name: str

    @classmethod
    def of(cls, actor: Actor) -> ActorOut:
        return cls(id=actor.id, name=actor.name)


class ChangeOut(Shown):
    """谁在什么时候改了什么；detail 里每项是 [原来, 现在]。文件彻底删除后 detail 为空。"""

    id: int
    document_id: str
    document: str
    revision: int
    action: Act
    version: int | None
    detail: dict[str, Any]
    by: ActorOut
    at: datetime

    @classmethod
    def of(cls, change: Change) -> ChangeOut:
        return cls(
            id=change.id,
            document_id=change.document,
            document=change.document_name,
            revision=change.revision,
            action=change.action,
            version=change.version,
            detail=dict(change.detail),
            by=ActorOut.of(change.actor),
            at=change.at,
        )


class ChangesOut(Shown):
    changes: list[ChangeOut]


class ReviewIn(Strict):
    version: int | None = Field(None, ge=1, description="哪个版本；不写为最新的")
    note: str = Field("", max_length=2000, description="给复核人的话")


class RejectionIn(Strict):
    reason: str = Field(min_length=1, max_length=2000)


class ReviewOut(Shown):
    """一次复核：由一人提出，由另一人通过或退回。"""

    id: str
    document_id: str
    document: str
    version: int
    state: ReviewState
    note: str
    asked_by: ActorOut
    asked_at: datetime
    decided_by: ActorOut | None
    decided_at: datetime | None
    reason: str

    @classmethod
    def of(cls, review: Review) -> ReviewOut:
        return cls(
            id=review.id,
            document_id=review.document,
            document=review.document_name,
            version=review.number,
            state=review.state,
            note=review.note,
            asked_by=ActorOut.of(review.asked_by),
            asked_at=review.asked_at,
            decided_by=None if review.decided_by is None else ActorOut.of(review.decided_by),
            decided_at=review.decided_at,
            reason=review.reason,
        )


class InForceOut(Shown):
    """一个版本从哪一刻到哪一刻算数；null 为不限。"""

    version: int
    since: datetime | None
    until: datetime | None


class DocumentDetailOut(DocumentOut):
    """一份文件，和发布它要知道的：要不要两个人，有没有等着复核的，哪个版本何时算数。"""

    second_person: bool
    pending: ReviewOut | None
    in_force: list[InForceOut]


class ReviewsOut(Shown):
    reviews: list[ReviewOut]


class DueOut(Shown):
    """一份到期的文件；on 是它失效或该复查的日子。"""

    on: date
    document: DocumentOut


class DueListOut(Shown):
    documents: list[DueOut]


class PublishingIO(Strict):
    """发布的规矩：哪些文件要两个人，多久复查一次，属于哪个品牌。"""

    second_person: list[Risk] = Field(
        default_factory=list, description="一个人不能发布的：rules 规则，aftersale 售后赔付，prices 带价格的表"
    )
    review_days: int = Field(180, ge=0, le=3650, description="发布多少天后要复查；0 为不提醒")
    brand: str | None = Field(None, max_length=64, description="品牌（也是一家店铺）的短名，它的文件供本店使用")

    def to_rules(self) -> PublishingRules:
        return PublishingRules(frozenset(self.second_person), self.review_days)

    @classmethod
    def of(cls, rules: PublishingRules, brand: str | None) -> PublishingIO:
        return cls(second_person=sorted(rules.second_person), review_days=rules.review_days, brand=brand)
