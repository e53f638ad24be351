"""What every body at the border shares: unknown keys refused, times without a zone read as the shops' own."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict

from knowledge.days import CHINA


class Strict(BaseModel):
    """A body that clients send."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_max_length=20_000)


class Shown(BaseModel):
    """A body that we send. Made from our own values with `model_validate`, field by field of the same name."""

    model_config = ConfigDict(extra="forbid", frozen=True, from_attributes=True)


def _in_utc(moment: datetime) -> datetime:
    return (moment.replace(tzinfo=CHINA) if moment.tzinfo is None else moment).astimezone(UTC)


Moment = Annotated[datetime, AfterValidator(_in_utc)]


class ErrorDetail(Shown):
    """`code` is stable; `message` says what to do and is meant for people; `request_id` finds the log lines."""

    code: str
    message: str
    request_id: str


class ErrorBody(Shown):
    error: ErrorDetail
