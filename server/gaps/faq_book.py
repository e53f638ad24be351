"""Answers that editors write in the console: FAQ entries in ordinary documents, one for each kind and period."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ingestion.books import Row, Title
from ingestion.ingest import FileResult
from knowledge.days import first_day, last_day
from knowledge.store.history import Actor
from knowledge.text import normalise
from knowledge.types import Category, ShopId, Validity

if TYPE_CHECKING:
    from server.compose import Services

_QUESTION, _ANSWER = "问题", "答案"
# In file names, so that editors see in the list of documents what is in which.
_LABELS = {
    Category.PRODUCT: "商品",
    Category.RULES: "规则",
    Category.WAREHOUSE: "仓储",
    Category.LOGISTICS: "物流",
    Category.AFTERSALE: "售后",
    Category.OTHER: "其他",
}
CATEGORIES = tuple(_LABELS)


def title_of(category: Category, validity: Validity) -> Title:
    """The document for answers of this kind that hold on these days."""
    first, last = first_day(validity), last_day(validity)
    period = f"（{first or ''}至{last or ''}）" if first or last else ""
    return Title(f"问答-{_LABELS.get(category, _LABELS[Category.OTHER])}{period}.csv", category, validity)


def is_published(services: Services, shop: ShopId, kept: Mapping[str, Any]) -> bool:
    """Whether a kept answer counts as it was written."""
    counting = services.books.published(shop, str(kept["document"])).rows
    said = (_one_line(kept["question"]), _one_line(kept["answer"]))
    return any((row.get(_QUESTION), row.get(_ANSWER)) == said for row in counting)


def add_answer(services: Services, shop: ShopId, title: Title, question: str, answer: str, by: Actor) -> FileResult:
    """Into the document's draft; an answer to the same question is replaced. Raises `BadInput`."""
    key = normalise(question)
    new = {_QUESTION: question, _ANSWER: answer}

    def with_answer(rows: tuple[Row, ...]) -> list[Row]:
        return [*(row for row in rows if normalise(row.get(_QUESTION, "")) != key), new]

    return services.books.change(shop, title, with_answer, by)


def _one_line(text: str) -> str:
    """As a book's cell is written."""
    return " ".join(text.split())
