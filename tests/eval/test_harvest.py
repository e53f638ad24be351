from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from eval.cases import load_cases
from eval.harvest import harvest
from knowledge.identifiers import new_id
from knowledge.store.database import Database
from knowledge.store.records import Decision, keep_decision
from knowledge.store.shops import create_shop
from knowledge.types import Shop, ShopId
from server.records import save_suggestion
from server.reply.types import Abstain, Draft, Intent, Origin, Question, Sentence
from tests.support.database import opened_database
from tests.support.suggestions import NOW, make_suggestion

SHOP = ShopId("rules")


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = opened_database(tmp_path)
    with opened.write() as connection:
        create_shop(connection, Shop(SHOP, "rules"), NOW)
    yield opened
    opened.close()


def decided(database: Database, question: str, action: str, final: str | None = None, **changes: Any) -> None:
    text = "亲，签收后七天内可以退，运费10元哦"
    draft = Draft(text, (Sentence(text, (1,)),), Origin.INSTANT)
    asked = Question(question, (question,), Intent.RULES)
    made = make_suggestion(**{"question": asked, "draft": draft, "instant": draft, **changes})
    save_suggestion(database, made)
    with database.write() as connection:
        keep_decision(connection, Decision(new_id(), made.id, action, NOW, final_text=final))


def test_what_was_sent_is_what_a_reply_has_to_say(database: Database) -> None:
    decided(database, "能退吗", "sent")
    (case,) = harvest(database, SHOP).cases
    assert (case.question, case.expect.behavior, case.expect.sources) == ("能退吗", "answer", ("售后.md",))
    assert ("10元",) in case.expect.facts


def test_an_edited_text_replaces_what_the_draft_said(database: Database) -> None:
    decided(database, "能退吗", "edited", "亲，签收后十五天内可以退，运费我们承担")
    (case,) = harvest(database, SHOP).cases
    assert (("十五天",) in case.expect.facts, ("10元",) in case.expect.facts) == (True, False)
    assert case.expect.sources == ()


def test_nobodys_particulars_are_in_a_case(database: Database) -> None:
    decided(database, "我是13800138000，能退吗", "edited", "亲，已登记13800138000，3天内处理")
    (case,) = harvest(database, SHOP).cases
    assert "13800138000" not in case.model_dump_json()
    assert case.expect.facts == (("3天",),)


def test_a_holding_line_that_was_sent_says_that_declining_was_right(database: Database) -> None:
    decided(database, "能开专票吗", "sent", outcome=Abstain("no passage"))
    (case,) = harvest(database, SHOP).cases
    assert (case.expect.behavior, case.expect.facts) == ("decline", ())


def test_decisions_that_do_not_tell_what_was_right_are_counted(database: Database) -> None:
    decided(database, "能退吗", "rejected")
    decided(database, "能开专票吗", "edited", "亲，可以开专票", outcome=Abstain("no passage"))
    decided(database, "怎么退", "sent")
    decided(database, "怎么退", "sent")
    found = harvest(database, SHOP)
    assert len(found.cases) == 1
    assert found.left_out == {
        "rejected, nothing sent": 1,
        "answered from outside the knowledge base": 1,
        "asked before": 1,
    }


def test_harvested_cases_are_cases(database: Database, tmp_path: Path) -> None:
    decided(database, "能退吗", "sent")
    path = tmp_path / "cases.jsonl"
    cases = harvest(database, SHOP).cases
    path.write_text("".join(f"{case.model_dump_json(exclude_defaults=True)}\n" for case in cases), "utf-8")
    assert load_cases(path) == list(cases)
