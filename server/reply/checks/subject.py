"""What the checks look at: a text, what it may rest on, and what the agent may promise."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from knowledge.types import Passage, Product, Sku
from server.reply.types import Conversation, Mood, Sentence, Stage


@dataclass(frozen=True, slots=True)
class Authority:
    """What an agent may commit to beyond what passages say, in yuan, per cent and months. The default is nothing."""

    compensation: Decimal = Decimal(0)
    discount: Decimal = Decimal(0)  # off one order, in yuan
    discount_percent: Decimal = Decimal(0)
    refund: Decimal = Decimal(0)
    gifts: bool = False
    price_match: bool = False
    delivery_dates: bool = False
    resends: bool = False
    warranty_months: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class VoiceRules:
    """The shop's and the platform's limits. `emoji` None allows any, "" none, else only those that it holds."""

    forbidden: tuple[str, ...] = ()
    max_chars: int | None = None
    emoji: str | None = None


@dataclass(frozen=True, slots=True)
class Subject:
    """A draft or an agent's edit, with everything it may rest on.

    `sentences` is empty for a text that an agent edited: then every passage may support it. `category` is the goods'
    category as the shop words it. `upsell` is the product that the text proposes to buy, when the drafting chose one.
    """

    text: str
    sentences: tuple[Sentence, ...]
    passages: tuple[Passage, ...]
    products: tuple[Product, ...]
    conversation: Conversation
    category: str = ""
    authority: Authority = Authority()
    voice: VoiceRules = VoiceRules()
    stage: Stage = Stage.UNKNOWN
    mood: Mood = Mood.CALM
    upsell: Sku | None = None
