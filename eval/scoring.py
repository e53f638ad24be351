"""Case + Suggestion -> Score: pure. A figure that a case is not eligible for is None, never zero."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from eval.cases import Behavior, Case
from eval.metrics.matching import facts_present, forbidden_present
from eval.metrics.ranking import hit, ndcg, reciprocal_rank
from knowledge.types import Passage, Sku
from server.reply.types import Level, Suggestion

_ACCEPTED = {
    Behavior.ANSWER: {"reply"},
    Behavior.DECLINE: {"abstain", "clarify"},
    Behavior.ESCALATE: {"handoff"},
    Behavior.CLARIFY: {"clarify"},
}


@dataclass(frozen=True, slots=True)
class RetrievalScore:
    hit_1: float
    hit_5: float
    mrr_10: float
    ndcg_10: float


@dataclass(frozen=True, slots=True)
class Score:
    """`correct` needs the behavior, every fact, nothing forbidden and no upsell where none is allowed."""

    correct: bool
    behavior: bool
    facts: tuple[bool, ...]
    forbidden: tuple[str, ...]
    unsupported_figures: int
    retrieval: RetrievalScore | None
    facts_in_passages: bool | None
    upsell_offered: bool
    upsell_right: bool | None
    upsell_violation: bool


def score(case: Case, suggestion: Suggestion) -> Score:
    text = suggestion.draft.text
    facts = tuple(facts_present(text, case.expect.facts))
    forbidden = tuple(forbidden_present(text, case.expect.forbidden))
    behavior = suggestion.outcome.kind in _ACCEPTED[case.expect.behavior]
    violation = _upsell_violation(case, suggestion.upsell)
    return Score(
        correct=behavior and all(facts) and not forbidden and not violation,
        behavior=behavior,
        facts=facts,
        forbidden=forbidden,
        unsupported_figures=_unsupported(suggestion),
        retrieval=_retrieval(case.expect.sources, suggestion.passages),
        facts_in_passages=_facts_in_passages(case, suggestion.passages),
        upsell_offered=suggestion.upsell is not None,
        upsell_right=_upsell_right(case, suggestion.upsell),
        upsell_violation=violation,
    )


def _unsupported(suggestion: Suggestion) -> int:
    """Figures that the fidelity check could not find in any source, in the text that an agent would send."""
    return sum(f.check == "fidelity" and f.level is Level.BLOCK for f in suggestion.draft.findings)


def _retrieval(sources: Sequence[str], passages: Sequence[Passage]) -> RetrievalScore | None:
    """By document: the first passage of each wanted source counts, further ones of the same add nothing."""
    if not sources:
        return None
    wanted = {PurePosixPath(source).name for source in sources}
    relevances = []
    for passage in passages:
        name = PurePosixPath(passage.document_name).name
        relevances.append(1.0 if name in wanted else 0.0)
        wanted.discard(name)
    ideal = [1.0] * len(set(sources))
    return RetrievalScore(
        hit(relevances, 1), hit(relevances, 5), reciprocal_rank(relevances, 10), ndcg(relevances, 10, ideal)
    )


def _facts_in_passages(case: Case, passages: Sequence[Passage]) -> bool | None:
    if case.expect.behavior is not Behavior.ANSWER or not case.expect.facts:
        return None
    return all(facts_present("\n".join(passage.text for passage in passages), case.expect.facts))


def _upsell_violation(case: Case, offered: Sku | None) -> bool:
    return offered is not None and case.expect.upsell is not None and not case.expect.upsell.allowed


def _upsell_right(case: Case, offered: Sku | None) -> bool | None:
    """Whether the right companion was offered; None where none was expected."""
    if case.expect.upsell is None or not case.expect.upsell.allowed:
        return None
    return offered is not None and (not case.expect.upsell.skus or offered in case.expect.upsell.skus)
