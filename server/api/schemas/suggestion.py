"""A suggestion as an agent's panel sees it, whole and event by event."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from decimal import Decimal
from typing import Literal

from pydantic import Field

from server.api.schemas.passages import PassageOut
from server.api.schemas.strict import Shown
from server.reply import types as reply
from server.reply.types import Intent, Level, Mood, Origin, Stage


class FindingOut(Shown):
    """一条检查结果；[start, end) 是所查文字中的位置。block 不得进入聊天框，除非写明理由。"""

    check: str
    rule: str
    level: Level
    start: int
    end: int
    reason: str
    suggestion: str | None


class SentenceOut(Shown):
    text: str
    citations: list[int] = Field(description="依据的段落编号，从 1 数起；客套话为空")


class DraftOut(Shown):
    text: str
    sentences: list[SentenceOut]
    origin: Origin
    findings: list[FindingOut]


class QuestionOut(Shown):
    text: str
    parts: list[str]
    intent: Intent
    stage: Stage
    mood: Mood
    language: str
    sku: str | None
    signals: list[str]


OutcomeName = Literal["reply", "clarify", "abstain", "handoff"]


class WhyOut(Shown):
    """为什么是这个结果：clarify 缺什么（missing），abstain 的原因，handoff 转给谁、原因和来龙去脉；reply 为空。"""

    missing: str | None = None
    to: str | None = None
    reason: str | None = None
    summary: str | None = None

    @classmethod
    def of(cls, outcome: reply.Outcome) -> WhyOut:
        return cls(**asdict(outcome))


class ModelOut(Shown):
    """模型草稿的下落：kept · repaired · replaced · failed · off。"""

    verdict: str
    name: str
    error: str
    prompt_id: str
    prompt_version: int
    prompt_hash: str
    prompt_tokens: int
    completion_tokens: int
    cost: Decimal
    currency: str

    @classmethod
    def of(cls, trace: reply.ModelTrace) -> ModelOut:
        usage = trace.usage
        return cls(
            verdict=trace.verdict,
            name=trace.model,
            error=trace.error,
            prompt_id=trace.prompt_id,
            prompt_version=trace.prompt_version,
            prompt_hash=trace.prompt_hash,
            prompt_tokens=usage.prompt_tokens,
            completion_tokens=usage.completion_tokens,
            cost=usage.cost,
            currency=usage.currency,
        )


class SuggestionOut(Shown):
    """text 就是要发给顾客的话；发不发由人决定。"""

    id: str
    shop: str
    conversation_id: str
    created_at: datetime
    as_of: datetime
    outcome: OutcomeName = Field(
        description="reply 可以回答 · clarify 需先问顾客 · abstain 知识库没有依据，草稿只是稳住顾客 · handoff 转人处理"
    )
    why: WhyOut
    text: str
    sentences: list[SentenceOut]
    origin: Origin
    findings: list[FindingOut]
    instant: DraftOut
    question: QuestionOut
    passages: list[PassageOut]
    confidence: float
    upsell: str | None
    knowledge_revision: int
    settings_fingerprint: str
    model: ModelOut
    timings_ms: dict[str, float]

    @classmethod
    def of(cls, made: reply.Suggestion) -> SuggestionOut:
        shown = DraftOut.model_validate(made.draft)
        return cls(
            id=made.id,
            shop=made.shop,
            conversation_id=made.conversation_id,
            created_at=made.created_at,
            as_of=made.as_of,
            outcome=made.outcome.kind,
            why=WhyOut.of(made.outcome),
            text=shown.text,
            sentences=shown.sentences,
            origin=shown.origin,
            findings=shown.findings,
            instant=DraftOut.model_validate(made.instant),
            question=QuestionOut.model_validate(made.question),
            passages=[PassageOut.of(number, passage) for number, passage in enumerate(made.passages, 1)],
            confidence=made.confidence,
            upsell=made.upsell,
            knowledge_revision=made.knowledge_revision,
            settings_fingerprint=made.settings_fingerprint,
            model=ModelOut.of(made.trace),
            timings_ms=made.timings_ms,
        )
