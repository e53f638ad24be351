"""Gap cluster -> an editor's answer as a draft -> what it would change -> published knowledge."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from knowledge.errors import Conflict
from knowledge.store.database import Connection
from knowledge.store.gap_clusters import Cluster, change_cluster, questions_of
from knowledge.store.history import Actor
from knowledge.store.records import answered_lately
from knowledge.types import Category, DocumentId, Shop, ShopId, Sku, Validity, VersionId
from server.gaps.faq_book import add_answer, title_of
from server.gaps.trial import Asked, Compared, Draft, Effect, Progress, try_out
from server.lawful import refuse_unlawful
from server.records import from_record
from server.reply.masking import Masker

if TYPE_CHECKING:
    from server.compose import Services

_OF_CLUSTER = 20  # questions tried out: wordings beyond these repeat them
_ELSEWHERE = 30  # lately answered questions, and as many cases of the shop
_LATELY = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Answer:
    """What an editor wrote. `validity` is of the document that it goes into."""

    question: str
    answer: str
    category: Category
    validity: Validity


def draft_answer(services: Services, shop: Shop, answer: Answer, by: Actor) -> dict[str, Any]:
    """Write the answer into a draft; returns what the cluster or proposal keeps of it, as JSON.

    Raises `Conflict` (blocked) for what may not be said, with the reasons.
    """
    refuse_unlawful(services, shop, answer.answer)
    title = title_of(answer.category, answer.validity)
    result = add_answer(services, shop.id, title, answer.question.strip(), answer.answer.strip(), by)
    starts, ends = answer.validity.starts, answer.validity.ends
    return {
        "question": answer.question.strip(),
        "answer": answer.answer.strip(),
        "category": answer.category.value,
        "starts": starts.isoformat() if starts else None,
        "ends": ends.isoformat() if ends else None,
        "document": title.name,
        "document_id": result.document_id,
        "version_id": result.version_id,
        "actor": by.id,
        "written_at": services.clock().isoformat(),
    }


def see_effect(services: Services, shop: ShopId, cluster: Cluster, report: Progress) -> dict[str, Any]:
    """Try the cluster's answer out and keep what it showed, as JSON. Blocking work of some seconds.

    Raises `Conflict` when there is no answer yet.
    """
    answer = cluster.answer
    if answer is None:
        raise Conflict("write an answer first", code="no_answer")
    starts = datetime.fromisoformat(answer["starts"]) if answer["starts"] else None
    draft = Draft(DocumentId(answer["document_id"]), VersionId(answer["version_id"]), starts)
    with services.database.read() as connection:
        ours = [Asked(one.question, one.sku) for one in questions_of(connection, cluster.id, _OF_CLUSTER)]
        others = _elsewhere(connection, services, shop, ours)
    compared = try_out(services, shop, draft, [*ours, *others], report)
    effect = {
        "version_id": draft.version,
        "tried_at": services.clock().isoformat(),
        "cluster": [_shown(one) for one in compared[: len(ours)]],
        "elsewhere": [_shown(one) for one in compared[len(ours) :] if one.effect is not Effect.SAME],
        "elsewhere_asked": len(others),
    }
    with services.database.write() as connection:
        change_cluster(connection, cluster.id, {"effect": effect})
    return effect


def _elsewhere(connection: Connection, services: Services, shop: ShopId, ours: Iterable[Asked]) -> list[Asked]:
    """Questions that must go on being answered: those lately answered, and the shop's evaluation cases."""
    since = services.clock() - _LATELY
    lately = [from_record(record) for record in answered_lately(connection, shop, since, _ELSEWHERE)]
    answered = [Asked(_masked(made.question.text), made.question.sku) for made in lately]
    cases = services.settings.data_dir / "cases" / f"{shop}.jsonl"
    known = set(ours)
    return [one for one in dict.fromkeys([*answered, *_cases(cases)]) if one not in known]


def _cases(path: Path) -> list[Asked]:
    """The last messages of the cases that `huashu eval harvest` wrote for this shop, if it did."""
    if not path.is_file():
        return []
    lines = [line for line in path.read_text("utf-8").splitlines() if line.strip()][:_ELSEWHERE]
    return [_case(json.loads(line)) for line in lines]


def _case(case: Mapping[str, Any]) -> Asked:
    sku = case.get("context", {}).get("sku")
    return Asked(case["conversation"][-1]["text"], Sku(sku) if sku else None)


def _masked(text: str) -> str:
    return Masker([text]).mask(text)


def _shown(one: Compared) -> dict[str, Any]:
    return {
        "question": one.asked.question,
        "sku": one.asked.sku,
        "before": {"outcome": one.before.outcome, "text": one.before.text},
        "after": {"outcome": one.after.outcome, "text": one.after.text},
        "effect": one.effect.value,
    }
