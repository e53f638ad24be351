"""The nouns of a reply: Conversation -> Question -> Passage* -> Draft -> Check* -> Suggestion.

Values only. Passages are numbered from 1 in the order that the suggestion lists them; citations are those numbers.
Spans are [start, end) offsets into the text that was checked.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import ClassVar, Literal

from knowledge.types import Passage, ShopId, Sku


class Role(StrEnum):
    CUSTOMER = "customer"
    AGENT = "agent"


@dataclass(frozen=True, slots=True)
class Message:
    role: Role
    text: str
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class OrderLine:
    sku: Sku
    name: str = ""
    quantity: int = 1
    price: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Order:
    """The order in view, as the workbench knows it. `facts` holds further fields in the workbench's own words."""

    number: str = ""
    status: str = ""
    paid_at: datetime | None = None
    created_at: datetime | None = None
    shipped_at: datetime | None = None
    received_at: datetime | None = None
    amount: Decimal | None = None
    carrier: str = ""
    tracking_number: str = ""
    lines: tuple[OrderLine, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class ConversationContext:
    platform: str = ""  # tmall · taobao · jd · pdd · douyin · kuaishou · ""
    sku: Sku | None = None
    order: Order | None = None
    customer_tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Conversation:
    """`as_of` is the moment that counts for validity and cut-off times; the caller passes the clock's now otherwise."""

    shop: ShopId
    id: str
    messages: tuple[Message, ...]
    as_of: datetime
    context: ConversationContext = ConversationContext()

    @property
    def asked(self) -> tuple[Message, ...]:
        """The customer's bubbles since the agent last wrote."""
        tail: list[Message] = []
        for message in reversed(self.messages):
            if message.role is not Role.CUSTOMER:
                break
            tail.append(message)
        return tuple(reversed(tail))


class Intent(StrEnum):
    """Where a question comes from (问题来源), plus what is no question at all."""

    GREETING = "greeting"
    THANKS = "thanks"
    FAREWELL = "farewell"
    PICTURE = "picture"  # only a picture, card or voice placeholder
    EMPTY = "empty"  # only emoji or punctuation
    PRODUCT = "product"
    RULES = "rules"
    ORDER = "order"
    WAREHOUSE = "warehouse"
    LOGISTICS = "logistics"
    MONEY = "money"
    SERVICE = "service"
    USAGE = "usage"  # installation, use, repair, maintenance
    DISPUTE = "dispute"  # 维权
    OTHER = "other"


class Stage(StrEnum):
    PRESALE = "presale"
    IN_SALE = "in_sale"  # paid, not received
    AFTERSALE = "aftersale"
    UNKNOWN = "unknown"


class Mood(StrEnum):
    CALM = "calm"
    HURRIED = "hurried"
    UNHAPPY = "unhappy"
    ANGRY = "angry"


@dataclass(frozen=True, slots=True)
class Question:
    """What the customer wants to know, made standalone.

    `text` is what was asked, `parts` the standalone questions in it (one retrieval each), never empty for a question.
    `signals` names what was recognised and why ("injection", "wants_human", "safety", "legal", "off_platform", …).
    `needs` has an entry for each part: the id of what only the customer can tell (prompts/lexicon/needs.yaml), or "".
    `customer` is the id of the strategy for this type of customer (prompts/strategies.yaml), "" when nothing tells.
    """

    text: str
    parts: tuple[str, ...]
    intent: Intent
    stage: Stage = Stage.UNKNOWN
    mood: Mood = Mood.CALM
    language: str = "zh"
    sku: Sku | None = None
    signals: tuple[str, ...] = ()
    customer: str = ""
    needs: tuple[str, ...] = ()


class Level(StrEnum):
    OK = "ok"
    WARN = "warn"
    BLOCK = "block"


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check found. `rule` is stable ("compliance.diversion.wechat"); `suggestion` is wording that would pass."""

    check: str
    rule: str
    level: Level
    start: int
    end: int
    reason: str
    suggestion: str | None = None


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a draft with the passages (from 1) that it rests on; empty for courtesy that asserts nothing."""

    text: str
    citations: tuple[int, ...] = ()


class Origin(StrEnum):
    INSTANT = "instant"
    MODEL = "model"


@dataclass(frozen=True, slots=True)
class Draft:
    """Text in the shop's voice. `text` is the sentences joined, without citation marks."""

    text: str
    sentences: tuple[Sentence, ...]
    origin: Origin
    findings: tuple[Finding, ...] = ()

    @property
    def blocked(self) -> bool:
        return any(finding.level is Level.BLOCK for finding in self.findings)


@dataclass(frozen=True, slots=True)
class Reply:
    """A draft that answers."""

    kind: ClassVar[Literal["reply"]] = "reply"


@dataclass(frozen=True, slots=True)
class Clarify:
    """The draft asks the customer for `missing`, the one thing that decides."""

    missing: str
    kind: ClassVar[Literal["clarify"]] = "clarify"


@dataclass(frozen=True, slots=True)
class Abstain:
    """The knowledge base does not say. The draft is a holding line that asserts nothing; a gap is recorded."""

    reason: str
    kind: ClassVar[Literal["abstain"]] = "abstain"


@dataclass(frozen=True, slots=True)
class Handoff:
    """Beyond an agent: safety, law, authority. `summary` spares the customer the story."""

    to: str
    reason: str
    summary: str
    kind: ClassVar[Literal["handoff"]] = "handoff"


Outcome = Reply | Clarify | Abstain | Handoff


@dataclass(frozen=True, slots=True)
class Usage:
    """Tokens and cost (in `currency`) of every model call made for a suggestion."""

    prompt_tokens: int = 0
    completion_tokens: int = 0
    cost: Decimal = Decimal(0)
    currency: str = "USD"
    calls: int = 0


@dataclass(frozen=True, slots=True)
class ModelTrace:
    """How the model's draft came about and what became of it: kept · repaired · replaced · failed · off."""

    verdict: str
    model: str = ""
    prompt_id: str = ""
    prompt_version: int = 0
    prompt_hash: str = ""
    parameters: tuple[tuple[str, str], ...] = ()
    first_draft: str = ""  # as the model wrote it, placeholders still in
    findings: tuple[Finding, ...] = ()  # against its last draft, when it was replaced
    error: str = ""
    usage: Usage = Usage()


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What an agent sees, with everything needed to replay it."""

    id: str
    shop: ShopId
    conversation_id: str
    conversation_hash: str
    created_at: datetime
    as_of: datetime
    question: Question
    outcome: Outcome
    draft: Draft  # the one to show
    instant: Draft
    passages: tuple[Passage, ...]
    confidence: float
    knowledge_revision: int
    settings_fingerprint: str
    trace: ModelTrace
    upsell: Sku | None = None
    timings_ms: dict[str, float] = field(default_factory=dict)
