"""A small tea shop held in memory, the real words of prompts/, and a model that answers what a test wrote."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest

from knowledge.retrieval.goods_words import GoodsWords, goods_words
from knowledge.text import comparable
from knowledge.types import (
    Audience,
    Category,
    Chunk,
    ChunkId,
    ChunkKind,
    DocumentId,
    Passage,
    Place,
    Product,
    Query,
    Retrieval,
    Scores,
    Script,
    Shop,
    ShopId,
    Sku,
    Validity,
    VersionId,
)
from prompts.lexicons import Lexicon
from prompts.rule_packs import RulePacks
from server.reply.checks.subject import Subject
from server.reply.kit import Checker, Kit, Options, Words
from server.reply.ports import Model, Piece, Prompt
from server.reply.suggest import Suggester
from server.reply.types import Conversation, ConversationContext, Finding, Message, Role, Suggestion, Usage
from tests.support import words as made_ready

NOW = datetime(2026, 6, 18, 2, 0, tzinfo=UTC)
SHOP = Shop(ShopId("tea"), "山泉茶叶店")


def passage(text: str, **changes: Any) -> Passage:
    """A passage that says `text`; `section`, `fields`, `kind`, `skus`, `audience`, `category`, `title` as wanted."""
    number = abs(hash((text, str(changes)))) % 10**9
    title = changes.get("title", "店铺说明")
    section = changes.get("section", ())
    chunk = Chunk(
        id=ChunkId(f"c{number}"),
        document_id=DocumentId("d"),
        version_id=VersionId("v"),
        ordinal=0,
        kind=changes.get("kind", ChunkKind.PROSE),
        text=text,
        context=" › ".join((title, *section)),
        place=Place(section=section),
        tokens=len(text),
        text_hash=str(number),
        skus=tuple(Sku(sku) for sku in changes.get("skus", ())),
        audience=changes.get("audience", Audience.CUSTOMER),
        fields=changes.get("fields", ()),
    )
    category = changes.get("category", Category.OTHER)
    return Passage(chunk, f"{title}.md", title, category, Validity(), 1, Scores(1.0))


def faq(question: str, answer: str) -> Passage:
    fields = (("question", question), ("answer", answer))
    return passage(f"问：{question}\n答：{answer}", kind=ChunkKind.FAQ, fields=fields, title="常见问题")


def row(*cells: tuple[str, str], **changes: Any) -> Passage:
    text = "；".join(f"{header}：{value}" for header, value in cells)
    return passage(text, kind=ChunkKind.TABLE_ROW, fields=cells, **changes)


PASSAGES = (
    passage("现货订单付款后48小时内发货。预售商品按商品页面写的日期发货。", title="发货说明", section=("发货时间",)),
    passage("退货运费由买家承担，但质量问题的退货运费由我们承担。", title="售后说明", section=("退货",)),
    passage("偏远地区的成本价是12元，仅内部使用。", title="内部", audience=Audience.STAFF),
    faq("茶叶怎么保存", "密封后放在阴凉干燥处，绿茶建议冷藏。开封后请在60天内喝完。"),
    faq("怎么开发票", "确认收货后在订单详情点申请开票，24小时内开好。"),
    row(("省份", "新疆"), ("首重(元)", "18"), ("续重(元)", "12"), ("时效(天)", "6～9"), title="运费表"),
    row(("省份", "浙江"), ("首重(元)", "6"), ("续重(元)", "2"), ("时效(天)", "1～2"), title="运费表"),
    row(("商品名称", "明前龙井"), ("净含量(g)", "250"), ("保质期", "18个月"), skus=("LJ-01",), title="商品表"),
    row(("商品名称", "正山小种"), ("净含量(g)", "200"), ("保质期", "36个月"), skus=("XZ-02",), title="商品表"),
)
PRODUCTS = (
    Product(Sku("LJ-01"), "明前龙井", Decimal("268.00"), stock=12, attributes=(("净含量(g)", "250"), ("产地", "杭州"))),
    Product(Sku("XZ-02"), "正山小种", Decimal("99.5"), stock=0, attributes=(("净含量(g)", "200"), ("产地", "武夷山"))),
)
SCRIPTS = (
    Script(ChunkId("s1"), "客户嫌贵/能便宜点吗", "现在已经是活动价了，客服这边不能改价，您可以先领店铺券。"),
    Script(ChunkId("s2"), "查物流", "您的包裹由{快递公司}承运，单号{运单号}，请留意查收。"),
)


@dataclass
class MemoryKnowledge:
    """`server.reply.ports.Knowledge` over passages in memory, best first by shared character pairs."""

    passages: Sequence[Passage] = PASSAGES
    catalogue: Sequence[Product] = PRODUCTS
    approved: Sequence[Script] = SCRIPTS
    confidence: float = 0.8
    asked: list[Query] = field(default_factory=list)

    def retrieve(self, query: Query) -> Retrieval:
        self.asked.append(query)
        wanted = _pairs(query.text)
        ranked = sorted(self.passages, key=lambda one: -len(wanted & _pairs(one.chunk.context + one.text)))
        return Retrieval(tuple(ranked[: query.limit]), self.confidence, revision=3)

    def scripts(self, query: Query) -> Sequence[Script]:
        return self.approved

    def products(self, shop: ShopId, skus: Sequence[Sku], as_of: datetime | None = None) -> Sequence[Product]:
        return [product for product in self.catalogue if product.sku in skus]

    def likeness(self, question: str, texts: Sequence[str]) -> Sequence[float]:
        """The share of the question's characters in the text, doubled: an answer holds about half of them."""
        wanted = set(comparable(question))
        return [2 * len(wanted & set(comparable(text))) / max(1, len(wanted)) for text in texts]

    def goods(self, shop: ShopId, as_of: datetime | None = None) -> Sequence[Product]:
        return self.catalogue

    def goods_words(self, shop: ShopId, as_of: datetime | None = None) -> GoodsWords:
        return goods_words(self.catalogue)

    def mentioned(self, shop: ShopId, text: str, as_of: datetime | None = None) -> Sequence[Product]:
        said = comparable(text)
        return [p for p in self.catalogue if comparable(p.name) in said or comparable(str(p.sku)) in said]


def _pairs(text: str) -> set[str]:
    plain = comparable(text)
    return {plain[at : at + 2] for at in range(len(plain) - 1)}


@dataclass
class WrittenModel:
    """`server.reply.ports.Model` that answers what a test wrote, in pieces of `cut` characters. An error is raised."""

    answers: Sequence[str | Exception]
    cut: int = 7
    name: str = "written"
    parameters: tuple[tuple[str, str], ...] = (("provider", "test"),)
    prompts: list[Prompt] = field(default_factory=list)

    async def stream(self, prompt: Prompt, *, operation: str) -> AsyncIterator[Piece]:
        answer = self.answers[len(self.prompts)]
        self.prompts.append(prompt)
        text = "" if isinstance(answer, Exception) else answer
        for start in range(0, len(text), self.cut):
            yield Piece(text[start : start + self.cut])
        if isinstance(answer, Exception):
            raise answer
        yield Piece("", Usage(prompt_tokens=10, completion_tokens=5, calls=1))


def says_nothing(subject: Subject) -> tuple[Finding, ...]:
    return ()


@pytest.fixture(scope="session")
def lexicon() -> Lexicon:
    return made_ready.words().lexicon


@pytest.fixture(scope="session")
def words() -> Words:
    return made_ready.words()


@pytest.fixture(scope="session")
def packs() -> RulePacks:
    return made_ready.packs()


@dataclass
class Desk:
    """An agent's desk: `ask` gives the final suggestion, `events` all that led to it."""

    words: Words
    knowledge: MemoryKnowledge = field(default_factory=MemoryKnowledge)
    checker: Checker = says_nothing
    options: Options = field(default_factory=Options)
    shop: Shop = SHOP

    def suggester(self, model: Model | None = None) -> Suggester:
        kit = Kit(self.knowledge, self.checker, self.words, self.options)
        return Suggester(kit, lambda: NOW, lambda: "id-1", model)

    async def events(self, conversation: Conversation, model: Model | None = None) -> list[Any]:
        return [event async for event in self.suggester(model).suggest(conversation, self.shop)]

    async def ask(self, *said: str, model: Model | None = None, **context: Any) -> Suggestion:
        events = await self.events(conversation(*said, **context), model)
        suggestion: Suggestion = events[-1].suggestion
        return suggestion


def conversation(*said: str, **context: Any) -> Conversation:
    """Bubbles in order; one that begins with "客服：" is the agent's."""
    messages = tuple(
        Message(Role.AGENT, text.removeprefix("客服：")) if text.startswith("客服：") else Message(Role.CUSTOMER, text)
        for text in said
    )
    return Conversation(SHOP.id, "c-1", messages, NOW, ConversationContext(**context))


@pytest.fixture
def desk(words: Words) -> Desk:
    return Desk(words)


@pytest.fixture
def talk() -> Callable[..., Conversation]:
    return conversation


@pytest.fixture
def written() -> type[WrittenModel]:
    return WrittenModel


@pytest.fixture
def memory() -> type[MemoryKnowledge]:
    return MemoryKnowledge


@pytest.fixture
def make_row() -> Callable[..., Passage]:
    return row


@pytest.fixture
def make_passage() -> Callable[..., Passage]:
    return passage


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"
