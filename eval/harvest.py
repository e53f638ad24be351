"""Decision -> Case: what agents sent becomes what a reply is held to, without anybody's particulars.

A case asks what the customer asked. What was sent, as it was or edited, is what a right reply says: its figures are the
facts that every later reply has to state. A holding line that was sent as it was means that declining was right. What
was thrown away without another text says only that the draft was wrong, and no case can be made of that.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from eval.cases import Behavior, Case, Expectation, Turn, UpsellExpectation
from knowledge.store.database import Database
from knowledge.store.records import Decision, decided_suggestions
from knowledge.text.figures import Figure, find_figures
from knowledge.types import ShopId
from server.records import from_record
from server.reply.masking import Masker, placeholders
from server.reply.types import Abstain, Clarify, Handoff, Suggestion

_SENT = frozenset({"sent", "edited"})
_BEHAVIOR = {Abstain: Behavior.DECLINE, Clarify: Behavior.CLARIFY, Handoff: Behavior.ESCALATE}
_MOST_FACTS = 6  # a reply with more figures is a table, and no other reply repeats all of it


@dataclass(frozen=True, slots=True)
class Harvest:
    """`left_out` counts decisions that make no case, by reason."""

    cases: tuple[Case, ...]
    left_out: dict[str, int]


def harvest(database: Database, shop: ShopId) -> Harvest:
    """Every decision of a shop that tells what was right, oldest first, each wording of a question once."""
    cases: dict[str, Case] = {}
    left_out: dict[str, int] = {}
    with database.read() as connection:
        for record, decision in decided_suggestions(connection, shop):
            made = from_record(record)
            reason = _unusable(made, decision)
            case = None if reason else case_of(made, decision)
            if case is not None and case.question in {one.question for one in cases.values()}:
                reason = "asked before"
            if reason or case is None:
                left_out[reason or "no text"] = left_out.get(reason or "no text", 0) + 1
            else:
                cases[case.id] = case
    return Harvest(tuple(cases.values()), left_out)


def case_of(made: Suggestion, decision: Decision) -> Case:
    """Scrubbed: personal data is out of the question, and figures of personal data are no facts."""
    sent = decision.final_text or made.draft.text
    masker = Masker([made.question.text, sent])
    question, reply = masker.mask(made.question.text), masker.mask(sent)
    edited = sent != made.draft.text
    behavior = _BEHAVIOR.get(type(made.outcome), Behavior.ANSWER)
    upsell = made.upsell if not edited else None
    return Case(
        id=f"{made.shop}-{made.id}",
        shop=made.shop,
        conversation=(Turn(role="customer", text=question),),
        context=_context(made),
        expect=Expectation(
            behavior=behavior,
            facts=tuple(_facts(reply)) if behavior is Behavior.ANSWER else (),
            sources=tuple(_sources(made)) if behavior is Behavior.ANSWER and not edited else (),
            upsell=None if upsell is None else UpsellExpectation(allowed=True, skus=(upsell,)),
        ),
        category=made.question.intent.value,
        stage=made.question.stage.value,
        tags=("harvested", decision.action),
    )


def _unusable(made: Suggestion, decision: Decision) -> str:
    if decision.action not in _SENT:
        return f"{decision.action}, nothing sent"
    if decision.overridden or decision.rules:
        return "broke a rule"
    if isinstance(made.outcome, Abstain) and decision.final_text not in (None, made.draft.text):
        return "answered from outside the knowledge base"
    return "" if made.question.parts else "asks nothing"


def _context(made: Suggestion) -> dict[str, Any]:
    context: dict[str, Any] = {"as_of": made.as_of.isoformat()}
    return context | ({"sku": made.question.sku} if made.question.sku else {})


def _facts(reply: str) -> Iterator[tuple[str, ...]]:
    """Each figure with its unit, as it was written; the numbers of placeholders are none."""
    masked = placeholders(reply)
    figures = [one for one in find_figures(reply) if not any(start <= one.start < end for start, end in masked)]
    written = dict.fromkeys(_written(reply, figure) for figure in figures)
    yield from ((one,) for one in list(written)[:_MOST_FACTS] if one)


def _written(reply: str, figure: Figure) -> str:
    return reply[figure.start : figure.end].strip()


def _sources(made: Suggestion) -> Sequence[str]:
    cited = [number for sentence in made.draft.sentences for number in sentence.citations]
    names = (made.passages[number - 1].document_name for number in cited if 0 < number <= len(made.passages))
    return list(dict.fromkeys(names))
