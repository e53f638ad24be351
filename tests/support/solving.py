"""Rules and tables of invented shops as passages, and a desk that puts one question to one solver."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from knowledge.types import (
    Category,
    Chunk,
    ChunkId,
    ChunkKind,
    DocumentId,
    Passage,
    Place,
    Product,
    Retrieval,
    Scores,
    ShopId,
    Sku,
    Validity,
    VersionId,
)
from prompts.rule_packs import RulePacks
from server.reply.checks import run_checks
from server.reply.checks.subject import Subject
from server.reply.evidence.given import Evidence, PartEvidence, Style
from server.reply.solvers import Solved, Solver
from server.reply.types import (
    Conversation,
    ConversationContext,
    Finding,
    Intent,
    Level,
    Message,
    Order,
    Question,
    Role,
)

_NUMBERS = itertools.count(1)
NOW = datetime(2026, 6, 17, 2, 0, tzinfo=UTC)  # Wednesday 10:00 in China


def prose(text: str, *section: str, document: str = "规则", skus: Sequence[str] = ()) -> Passage:
    return _passage(text, ChunkKind.PROSE, section, document, skus=skus)


def rows(*section: str, headers: str, lines: Sequence[str], document: str = "规则") -> list[Passage]:
    """A table's rows; `headers` and each line are cells apart by |."""
    names = headers.split("|")
    out = []
    for number, line in enumerate(lines, start=2):
        cells = tuple((name, cell) for name, cell in zip(names, line.split("|"), strict=True) if cell)
        text = "；".join(f"{name}：{cell}" for name, cell in cells)
        out.append(_passage(text, ChunkKind.TABLE_ROW, section, document, fields=cells, row=number))
    return out


def _passage(text: str, kind: ChunkKind, section: Sequence[str], document: str, **more: Any) -> Passage:
    chunk = Chunk(
        id=ChunkId(f"c{next(_NUMBERS)}"),
        document_id=DocumentId(document),
        version_id=VersionId(document),
        ordinal=next(_NUMBERS),
        kind=kind,
        text=text,
        context=" › ".join((document, *section)),
        place=Place(tuple(section), row=more.get("row")),
        tokens=len(text),
        text_hash="",
        skus=tuple(Sku(sku) for sku in more.get("skus", ())),
        fields=more.get("fields", ()),
    )
    return Passage(chunk, document, document, Category.RULES, Validity(), 1, Scores(1.0))


@dataclass(frozen=True)
class Desk:
    """Asks a solver as the instant draft does."""

    style: Style
    packs: RulePacks
    passages: Sequence[Passage] = field(default_factory=list)
    products: Sequence[Product] = ()
    shelf: Sequence[Product] = ()
    order: Order | None = None
    as_of: datetime = NOW

    def conversation(self, said: Sequence[str]) -> Conversation:
        messages = tuple(Message(Role.CUSTOMER, text) for text in said)
        context = ConversationContext(order=self.order)
        return Conversation(ShopId("shop"), "c", messages, self.as_of, context)

    def ask(self, solver: Solver, *said: str) -> Solved | None:
        question = Question(said[-1], (said[-1],), Intent.OTHER)
        part = PartEvidence(said[-1], Retrieval(tuple(self.passages), 1.0, 1))
        evidence = Evidence(question, self.conversation(said), (part,), tuple(self.products), tuple(self.shelf))
        return solver(part, evidence, self.style, tuple(self.passages))

    def text(self, solver: Solver, *said: str) -> str:
        """What the solver says, without anything that the fidelity check refuses."""
        solved = self.ask(solver, *said)
        if solved is None:
            return ""
        findings = self.refused(solved, said)
        assert not findings, [finding.reason for finding in findings]
        return "".join(sentence.text for sentence in solved.sentences) + solved.line

    def refused(self, solved: Solved, said: Sequence[str]) -> list[Finding]:
        text = "".join(sentence.text for sentence in solved.sentences)
        subject = Subject(
            text, solved.sentences, tuple(self.passages), (*self.products, *self.shelf), self.conversation(said)
        )
        return [finding for finding in run_checks(subject, self.packs) if finding.level is Level.BLOCK]
