"""Approved scripts, best match first."""

from __future__ import annotations

from datetime import timedelta

from knowledge.retrieval.retriever import Retriever
from knowledge.store.documents import retire_document
from knowledge.types import Category, ChunkKind, Query, Script, Validity
from tests.knowledge.retrieval.conftest import Ask
from tests.support.shelf import NOW, Paper, Shelf, Text


def script(scenario: str, text: str) -> Text:
    return Text(f"{scenario}：{text}", kind=ChunkKind.SCRIPT, fields=(("scenario", scenario), ("text", text)))


SCRIPTS = Paper(
    "scripts.xlsx",
    [
        script("催发货 / 什么时候发货", "亲，现货付款后{小时数}内发出哦。"),
        script("嫌价格贵", "亲，一分价钱一分货呢。"),
        script("收到破损", "亲，请拍照，马上为您补发。"),
    ],
    category=Category.SCRIPTS,
)


def best(retriever: Retriever, shelf: Shelf, text: str) -> Script:
    return retriever.scripts(Query(shelf.shop, text, NOW))[0]


def test_the_script_whose_scenario_matches_comes_first(shelf: Shelf, retriever: Retriever, ask: Ask) -> None:
    ask("茶", SCRIPTS)
    assert best(retriever, shelf, "东西破损了").scenario == "收到破损"
    assert best(retriever, shelf, "价格有点贵").scenario == "嫌价格贵"


def test_any_alternative_of_a_scenario_counts(shelf: Shelf, retriever: Retriever, ask: Ask) -> None:
    ask("茶", SCRIPTS)
    one, two = best(retriever, shelf, "催发货"), best(retriever, shelf, "什么时候发货")
    assert one.id == two.id
    assert one.text == "亲，现货付款后{小时数}内发出哦。"


def test_scores_say_how_well_it_matches(shelf: Shelf, retriever: Retriever, ask: Ask) -> None:
    ask("茶", SCRIPTS)
    found = retriever.scripts(Query(shelf.shop, "嫌价格贵", NOW))
    scores = [each.passage.scores for each in found if each.passage]
    assert len(scores) == 3
    assert scores[0].lexical == 1.0
    assert scores[0].fused > scores[1].fused >= scores[2].fused


def test_only_scripts_of_the_moment_are_offered(shelf: Shelf, retriever: Retriever, ask: Ask) -> None:
    ask("茶", Paper("new.xlsx", [script("催发货", "明天发。")], validity=Validity(starts=NOW + timedelta(days=1))))
    assert retriever.scripts(Query(shelf.shop, "催发货", NOW)) == ()
    assert len(retriever.scripts(Query(shelf.shop, "催发货", NOW + timedelta(days=1)))) == 1


def test_a_retired_script_is_gone_at_once(shelf: Shelf, retriever: Retriever, ask: Ask) -> None:
    ask("茶", SCRIPTS)
    assert retriever.scripts(Query(shelf.shop, "催发货", NOW))
    with shelf.database.write() as connection:
        retire_document(connection, shelf.document("scripts.xlsx"), NOW)
    assert retriever.scripts(Query(shelf.shop, "催发货", NOW)) == ()


def test_a_shop_without_scripts_has_none(shelf: Shelf, retriever: Retriever) -> None:
    assert retriever.scripts(Query(shelf.shop, "催发货", NOW)) == ()
