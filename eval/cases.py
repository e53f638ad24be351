"""Held-out cases in JSON Lines: what a customer says, and what a reply must and must not hold."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from enum import StrEnum
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from knowledge.errors import BadInput

_STRICT = ConfigDict(extra="forbid", frozen=True)


class Behavior(StrEnum):
    ANSWER = "answer"
    DECLINE = "decline"  # outcome abstain, or clarify
    ESCALATE = "escalate"  # outcome handoff
    CLARIFY = "clarify"


class Turn(BaseModel):
    model_config = _STRICT
    role: Literal["customer", "agent"]
    text: str
    at: str | None = None


class UpsellExpectation(BaseModel):
    """`skus` are the companions that would be right; empty: any eligible one."""

    model_config = _STRICT
    allowed: bool
    skus: tuple[str, ...] = ()


class Expectation(BaseModel):
    """`facts`: every group needs one of its alternatives in the reply. `forbidden`: none may occur."""

    model_config = _STRICT
    behavior: Behavior
    facts: tuple[tuple[str, ...], ...] = ()
    forbidden: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    upsell: UpsellExpectation | None = None


class Case(BaseModel):
    model_config = _STRICT
    id: str = Field(min_length=1)
    shop: str = Field(min_length=1)
    conversation: tuple[Turn, ...] = Field(min_length=1)
    context: Mapping[str, Any] = {}
    expect: Expectation
    category: str = ""
    stage: str = ""
    tags: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _customer_spoke(self) -> Case:
        if self.conversation[-1].role != "customer":
            raise ValueError("the last turn must be the customer's")
        return self

    @property
    def question(self) -> str:
        return self.conversation[-1].text


def load_cases(path: Path) -> list[Case]:
    """Every case of a file. Raises `BadInput` naming the line of the first bad one, or a doubled id."""
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(f"the cases in “{path.name}” cannot be read: {error}") from error
    cases = list(_parse(lines, path.name))
    if not cases:
        raise BadInput(f"“{path.name}” holds no cases")
    seen: set[str] = set()
    for case in cases:
        if case.id in seen:
            raise BadInput(f"“{path.name}” holds the case {case.id} twice")
        seen.add(case.id)
    return cases


def _parse(lines: list[str], name: str) -> Iterator[Case]:
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            yield Case.model_validate(json.loads(line))
        except (json.JSONDecodeError, ValidationError) as error:
            raise BadInput(f"“{name}” line {number} is no case: {error}") from error
