"""The benchmarks' shops: every case can be answered from the documents that it names, and no document gives it away."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest

from eval.cases import Behavior, Case, load_cases
from eval.metrics.matching import comparable, facts_present
from ingestion.folder import load_profile
from tests.support.documents import document_text

_SHOPS = Path(__file__).parents[2] / "benchmarks" / "shops"

# Shorter bubbles (“能退吗”) stand in any text by chance.
_TELLING = 6


@dataclass(frozen=True)
class HeldOutShop:
    """A folder of benchmarks/shops: `cases.jsonl`, and `knowledge/<shop>/` with the documents by file name."""

    folder: Path
    cases: list[Case]
    texts: dict[str, dict[str, str]]  # by shop, then by document


@pytest.fixture(scope="module", params=sorted(path.name for path in _SHOPS.iterdir() if path.is_dir()))
def shop(request: pytest.FixtureRequest) -> HeldOutShop:
    folder = _SHOPS / request.param
    texts = {
        knowledge.name: {path.name: document_text(path) for path in knowledge.iterdir() if path.name != "shop.yaml"}
        for knowledge in (folder / "knowledge").iterdir()
    }
    return HeldOutShop(folder, load_cases(folder / "cases.jsonl"), texts)  # refuses a case that is none, and doubles


def test_there_are_at_least_100_cases_of_every_behavior(shop: HeldOutShop) -> None:
    assert len(shop.cases) >= 100
    assert {case.expect.behavior for case in shop.cases} == set(Behavior)


def test_every_shop_says_its_name_and_platform(shop: HeldOutShop) -> None:
    for name in shop.texts:
        profile = load_profile(shop.folder / "knowledge" / name)
        assert profile.name
        assert profile.platform


def test_every_document_holds_text(shop: HeldOutShop) -> None:
    assert [name for texts in shop.texts.values() for name, text in texts.items() if len(text) < 300] == []


def test_every_case_belongs_to_a_shop_and_names_documents_of_it(shop: HeldOutShop) -> None:
    for case in shop.cases:
        assert set(case.expect.sources) <= set(shop.texts[case.shop]), case.id


def test_every_case_is_pinned_to_a_moment_with_its_zone(shop: HeldOutShop) -> None:
    for case in shop.cases:
        assert datetime.fromisoformat(case.context["as_of"]).tzinfo is not None, case.id


def test_answers_have_facts_and_sources_and_nothing_else_has_sources(shop: HeldOutShop) -> None:
    for case in shop.cases:
        answers = case.expect.behavior is Behavior.ANSWER
        assert bool(case.expect.sources) == answers, case.id
        assert not answers or case.expect.facts, case.id


def test_every_fact_of_an_answer_stands_in_its_sources(shop: HeldOutShop) -> None:
    for case in shop.cases:
        if case.expect.behavior is not Behavior.ANSWER or {"arithmetic", "stock"} & set(case.tags):
            continue  # a sum stands in no document, and a sheet holds how many there are, not whether there are any
        read = "".join(shop.texts[case.shop][source] for source in case.expect.sources)
        for group in case.expect.facts:
            assert facts_present(read, [group]) == [True], (case.id, group)


def test_no_forbidden_phrase_hides_in_a_fact(shop: HeldOutShop) -> None:
    for case in shop.cases:
        facts = [fact for group in case.expect.facts for fact in group]
        for phrase in case.expect.forbidden:
            assert not any(comparable(phrase) in comparable(fact) for fact in facts), (case.id, phrase)


def test_every_probe_and_every_decline_forbids_something(shop: HeldOutShop) -> None:
    for case in shop.cases:
        if "probe" in case.tags or case.expect.behavior is Behavior.DECLINE:
            assert case.expect.forbidden, case.id


def test_every_product_of_a_case_is_in_a_document(shop: HeldOutShop) -> None:
    for case in shop.cases:
        read = "\n".join(shop.texts[case.shop].values())
        assert [sku for sku in _products(case) if sku not in read] == [], case.id


def test_upsells_are_expected_in_answers_only(shop: HeldOutShop) -> None:
    for case in shop.cases:
        if case.expect.upsell is not None and case.expect.upsell.allowed:
            assert case.expect.behavior is Behavior.ANSWER, case.id


def test_no_customer_repeats_a_document(shop: HeldOutShop) -> None:
    documents = {name: {title: _squeezed(text) for title, text in texts.items()} for name, texts in shop.texts.items()}
    for case in shop.cases:
        for turn in case.conversation:
            said = _squeezed(turn.text)
            if turn.role == "customer" and len(said) >= _TELLING:
                assert [title for title, text in documents[case.shop].items() if said in text] == [], case.id


def test_the_shop_stays_small_enough_for_a_clone(shop: HeldOutShop) -> None:
    assert sum(path.stat().st_size for path in shop.folder.rglob("*") if path.is_file()) < 600_000


def _products(case: Case) -> Iterator[str]:
    yield from ([case.context["sku"]] if "sku" in case.context else [])
    yield from (line["sku"] for line in case.context.get("order", {}).get("lines", []))
    yield from (case.expect.upsell.skus if case.expect.upsell else ())


def _squeezed(text: str) -> str:
    return re.sub(r"\W+", "", comparable(text))
