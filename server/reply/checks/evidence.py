"""What a text may rest on: its passages, the goods, the order in view, and, apart, what was said in the chat."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta, timezone

from knowledge.types import Audience, Category, Passage, Product
from server.reply.checks.floors import is_internal
from server.reply.checks.subject import Subject
from server.reply.types import Conversation, Order, Role

_CHINA = timezone(timedelta(hours=8))  # shops, carriers and cut-off times live in this zone


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of the checked text with the passages that may support it."""

    start: int
    end: int
    sources: tuple[str, ...]


def parts(subject: Subject) -> Iterator[Part]:
    """The text by sentences, each with its cited passages; a sentence without citations, and edited text, have all."""
    texts = [passage_text(passage) if may_be_told(passage) else "" for passage in subject.passages]
    everything = tuple(filter(None, texts))
    at = 0
    for sentence in subject.sentences:
        start = subject.text.find(sentence.text, at)
        if start < 0:
            continue
        if start > at:
            yield Part(at, start, everything)
        cited = [texts[number - 1] for number in sentence.citations if 0 < number <= len(texts) and texts[number - 1]]
        at = start + len(sentence.text)
        yield Part(start, at, tuple(cited) or everything)
    if at < len(subject.text):
        yield Part(at, len(subject.text), everything)


def may_be_told(passage: Passage) -> bool:
    """What is marked for staff only, and guides, may steer a draft; no word of them supports one."""
    return passage.chunk.audience is not Audience.STAFF and passage.category is not Category.GUIDE


def passage_text(passage: Passage) -> str:
    """What the passage says, with its heading and, for a row, its cells under their headers."""
    chunk = passage.chunk
    cells = [f"{name}：{value}" for name, value in chunk.fields if name != "question" and value not in chunk.text]
    return "\n".join([passage.title, chunk.context, chunk.text, "；".join(cells)])


def standing_facts(subject: Subject) -> str:
    """The catalogue's and the order's facts, in words."""
    lines = [line for product in subject.products for line in _product_lines(product)]
    context = subject.conversation.context
    if context.order is not None:
        lines += _order_lines(context.order)
    lines = ["", "", *lines]  # passages begin with a title and a context line; these facts have none
    lines.append(f"今天{_day(subject.conversation)}")
    return "\n".join(lines)


def said(conversation: Conversation, role: Role) -> str:
    return "\n".join(message.text for message in conversation.messages if message.role is role)


def _product_lines(product: Product) -> Iterator[str]:
    yield f"{product.name} {product.sku} {product.brand}"
    if product.price is not None:
        yield f"售价{product.price}元"
    if product.list_price is not None:
        yield f"原价{product.list_price}元"
    if product.stock is not None:
        yield f"库存{product.stock}件"
    if product.benefit:
        yield product.benefit
    # As one row, so that a unit in a heading is read with its cell.
    told = (f"{name}：{value}" for name, value in product.attributes if not is_internal(name))
    yield "；".join([f"商品：{product.name}", *told])


def _order_lines(order: Order) -> list[str]:
    lines = [order.number, order.tracking_number, order.status, order.carrier]
    if order.amount is not None:
        lines.append(f"{order.amount}元")
    for line in order.lines:
        price = f"{line.price}元" if line.price is not None else ""
        lines.append(f"{line.name} {line.sku} {line.quantity}件 {price}")
    for moment in (order.created_at, order.paid_at, order.shipped_at, order.received_at):
        if moment is not None:
            local = moment.astimezone(_CHINA)
            lines.append(f"{local.year}年{local.month}月{local.day}日 {local:%H:%M}")
    return [*lines, *(f"{name}：{value}" for name, value in order.facts)]


def _day(conversation: Conversation) -> str:
    local = conversation.as_of.astimezone(_CHINA)
    return f"{local.year}年{local.month}月{local.day}日"
