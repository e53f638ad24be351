"""Which cases are handed over or asked back, by understanding alone: `python -m benchmarks.outcomes CASES… [--show]`.

Nothing is retrieved and no catalogue is read, so a product counts as known only where the workbench shows it. Prints
for each set how many cases that expect a hand-over (a question back) get one and how many others do; `--show` adds the
ids.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from eval.cases import Case, load_cases
from knowledge.types import Product, ShopId, Sku
from prompts.lexicons import load_lexicon
from prompts.strategies import load_strategies
from server.reply.holding import handover
from server.reply.types import Conversation, ConversationContext, Message, Order, Question, Role
from server.reply.understand import Understanding, understand


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("cases", type=Path, nargs="+")
    parser.add_argument("--show", action="store_true", help="name the cases that differ")
    given = parser.parse_args(arguments)
    words = Understanding(load_lexicon(), load_strategies())
    for path in given.cases:
        read = [(case, understand(_conversation(case), _names_nothing, words)) for case in load_cases(path)]
        print(path.parent.name)
        _tell("escalate", [(case, handover(question) is not None) for case, question in read], show=given.show)
        asked = [(case, handover(question) is None and _asks(question)) for case, question in read]
        _tell("clarify", asked, show=given.show)


def _conversation(case: Case) -> Conversation:
    messages = tuple(Message(Role(turn.role), turn.text) for turn in case.conversation)
    order, sku = case.context.get("order"), case.context.get("sku")
    context = ConversationContext(
        sku=Sku(sku) if sku else None, order=Order(status=order.get("status", "")) if order else None
    )
    return Conversation(ShopId(case.shop), case.id, messages, datetime.now(UTC), context)


def _tell(behavior: str, read: Sequence[tuple[Case, bool]], *, show: bool) -> None:
    wanted = {case.id for case, _ in read if case.expect.behavior == behavior}
    found = {case.id for case, is_found in read if is_found}
    print(f"  {behavior}: {len(wanted & found)} of {len(wanted)}, and {len(found - wanted)} others")
    if show:
        print(f"    missed: {', '.join(sorted(wanted - found)) or '-'}")
        print(f"    others: {', '.join(sorted(found - wanted)) or '-'}")


def _asks(question: Question) -> bool:
    return any(question.needs)


def _names_nothing(_: str) -> Sequence[Product]:
    return ()


if __name__ == "__main__":
    main()
