"""What of a shop's documents needs a second person to publish, and how often they should be read again. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from knowledge.types import Category

_SECOND_PERSON = "publishing.second_person"
_REVIEW_DAYS = "publishing.review_days"
_DEFAULT_REVIEW_DAYS = 180  # two seasons: platforms and carriers change their rules about that often


class Risk(StrEnum):
    """Kinds of documents whose mistakes cost a shop money or its standing on the platform."""

    RULES = "rules"
    AFTERSALE = "aftersale"  # returns, refunds, compensation
    PRICES = "prices"  # any table with prices


@dataclass(frozen=True, slots=True)
class PublishingRules:
    """`second_person` names what one person alone may not publish. `review_days` 0: nothing is overdue by itself."""

    second_person: frozenset[Risk] = frozenset()
    review_days: int = _DEFAULT_REVIEW_DAYS

    def needs_second_person(self, category: Category, *, priced: bool) -> bool:
        return (category.value in self.second_person) or (priced and Risk.PRICES in self.second_person)

    def review_due(self, review_at: datetime | None, published_at: datetime | None) -> datetime | None:
        """When a document should be read again: the day that somebody set, else so long after it was published."""
        if review_at is not None or published_at is None or not self.review_days:
            return review_at
        return published_at + timedelta(days=self.review_days)


def publishing_rules(settings: Mapping[str, str]) -> PublishingRules:
    """Of a shop's settings; words that mean nothing are passed over, so that a newer release's do no harm."""
    named = {word.strip() for word in settings.get(_SECOND_PERSON, "").split(",")}
    days = settings.get(_REVIEW_DAYS, "")
    return PublishingRules(
        frozenset(risk for risk in Risk if risk.value in named),
        int(days) if days.isdigit() else _DEFAULT_REVIEW_DAYS,
    )


def with_publishing_rules(settings: Mapping[str, str], rules: PublishingRules) -> dict[str, str]:
    return {
        **settings,
        _SECOND_PERSON: ",".join(sorted(rules.second_person)),
        _REVIEW_DAYS: str(rules.review_days),
    }
