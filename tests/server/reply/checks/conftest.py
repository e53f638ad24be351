"""Subjects for the checks: a few words in, everything else with defaults."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime

import pytest

from knowledge.types import (
    Category,
    Chunk,
    ChunkId,
    ChunkKind,
    DocumentId,
    Passage,
    Place,
    Product,
    Scores,
    ShopId,
    Validity,
    VersionId,
)
from prompts.rule_packs import RulePacks
from server.reply.checks import Subject, run_checks
from server.reply.types import Conversation, ConversationContext, Finding, Message, Order, Role, Sentence


def make_passage(text: str, *, fields: tuple[tuple[str, str], ...] = (), context: str = "") -> Passage:
    chunk = Chunk(
        id=ChunkId(text[:12]),
        document_id=DocumentId("d"),
        version_id=VersionId("v"),
        ordinal=0,
        kind=ChunkKind.PROSE,
        text=text,
        context=context,
        place=Place(),
        tokens=len(text),
        text_hash="",
        fields=fields,
    )
    return Passage(chunk, "d.md", "", Category.OTHER, Validity(), 1, Scores(1.0))


def make_subject(
    text: str,
    *sources: str | Passage,
    asked: Sequence[str] = (),
    answered: Sequence[str] = (),
    order: Order | None = None,
    products: Sequence[Product] = (),
    cite: Sequence[Sequence[int]] | None = None,
    category: str = "",
) -> Subject:
    """`cite` gives the citations of each sentence of the text (split at 。); without it the text is an agent's edit."""
    messages = [Message(Role.AGENT, said) for said in answered] + [Message(Role.CUSTOMER, said) for said in asked]
    split = [part + "。" for part in text.rstrip("。").split("。")]
    return Subject(
        text="".join(split) if cite is not None else text,
        sentences=() if cite is None else tuple(map(Sentence, split, map(tuple, cite))),
        passages=tuple(source if isinstance(source, Passage) else make_passage(source) for source in sources),
        products=tuple(products),
        conversation=Conversation(
            shop=ShopId("s"),
            id="c",
            messages=tuple(messages),
            as_of=datetime(2026, 11, 21, 4, tzinfo=UTC),
            context=ConversationContext(order=order),
        ),
        category=category,
    )


@pytest.fixture
def passage() -> Callable[..., Passage]:
    return make_passage


@pytest.fixture
def subject() -> Callable[..., Subject]:
    return make_subject


@pytest.fixture
def check(packs: RulePacks) -> Callable[..., tuple[Finding, ...]]:
    return lambda *args, **more: run_checks(make_subject(*args, **more), packs)


@pytest.fixture
def rules(packs: RulePacks) -> Callable[..., list[str]]:
    """The ids of the rules that fire, of the named check when one is named."""

    def run(*args: object, of: str = "", **more: object) -> list[str]:
        found = run_checks(make_subject(*args, **more), packs)  # type: ignore[arg-type]  # passed through as given
        return [finding.rule for finding in found if finding.rule.startswith(of)]

    return run
