"""Questions whose answer is computed from what the sources say (a size, a date, a sum) rather than quoted from them.

A solver is asked before any sentence is chosen. It answers with figures that it can show, asks for what it lacks, or
says None: then the answer is looked for among the sentences.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from knowledge.types import Passage
from server.reply.evidence.given import Evidence, PartEvidence, Style
from server.reply.solvers.arrival import solve_arrival
from server.reply.solvers.compare import solve_difference
from server.reply.solvers.deadlines import solve_deadline
from server.reply.solvers.dispatch import solve_dispatch
from server.reply.solvers.ended import solve_ended
from server.reply.solvers.extra import solve_extra
from server.reply.solvers.freight import solve_freight
from server.reply.solvers.measured import solve_measured
from server.reply.solvers.points import solve_points
from server.reply.solvers.price import solve_price
from server.reply.solvers.rows import solve_row
from server.reply.solvers.shares import solve_share
from server.reply.solvers.solved import Solved

__all__ = ["SOLVERS", "Solved", "Solver", "solve"]

Solver = Callable[[PartEvidence, Evidence, Style, Sequence[Passage]], Solved | None]
SOLVERS: tuple[Solver, ...] = (
    solve_row,
    solve_dispatch,
    solve_deadline,
    solve_extra,
    solve_freight,
    solve_arrival,
    solve_ended,
    solve_points,
    solve_share,
    solve_difference,
    solve_measured,
    solve_price,
)


def solve(part: PartEvidence, evidence: Evidence, style: Style, passages: Sequence[Passage]) -> Solved | None:
    """What the first solver that knows the kind of question says; None when none does."""
    return next((said for solver in SOLVERS if (said := solver(part, evidence, style, passages)) is not None), None)
