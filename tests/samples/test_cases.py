import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from typing import Any

Case = dict[str, Any]

# Shorter bubbles (“咋办”) stand in any text by chance.
_TELLING = 6


def test_there_are_sixty_cases_with_different_ids(cases: list[Case]) -> None:
    assert len(cases) == 60
    assert len({case["id"] for case in cases}) == 60


def test_the_behaviours_are_mixed_as_announced(cases: list[Case]) -> None:
    behaviours = Counter(case["expect"]["behavior"] for case in cases)
    assert behaviours == {"answer": 37, "decline": 12, "escalate": 6, "clarify": 5}


def test_every_conversation_ends_with_the_customer(cases: list[Case]) -> None:
    assert {case["conversation"][-1]["role"] for case in cases} == {"customer"}


def test_every_case_is_pinned_to_a_moment_with_its_zone(cases: list[Case]) -> None:
    for case in cases:
        assert datetime.fromisoformat(case["context"]["as_of"]).tzinfo is not None, case["id"]


def test_every_source_is_a_document_of_the_shop(cases: list[Case], texts: dict[str, str]) -> None:
    named = {source for case in cases for source in case["expect"]["sources"]}
    assert named <= set(texts)


def test_every_answer_has_facts_and_a_source_and_nothing_else_has_a_source(cases: list[Case]) -> None:
    for case in cases:
        expect = case["expect"]
        answers = expect["behavior"] == "answer"
        assert bool(expect["sources"]) == answers, case["id"]
        assert not answers or expect["facts"], case["id"]


def test_every_fact_stands_in_the_sources_of_its_case(cases: list[Case], texts: dict[str, str]) -> None:
    for case in cases:
        expect = case["expect"]
        if expect["behavior"] != "answer" or "arithmetic" in case["tags"]:
            continue  # a sum stands in no document
        read = _comparable("".join(texts[source] for source in expect["sources"]))
        for group in expect["facts"]:
            assert any(_comparable(fact) in read for fact in group), (case["id"], group)


def test_no_forbidden_phrase_hides_in_a_fact(cases: list[Case]) -> None:
    for case in cases:
        facts = [_comparable(fact) for group in case["expect"]["facts"] for fact in group]
        for phrase in case["expect"]["forbidden"]:
            assert not any(_comparable(phrase) in fact for fact in facts), (case["id"], phrase)


def test_every_sku_of_a_case_is_in_the_catalogue(cases: list[Case], skus: list[str]) -> None:
    used = {sku for case in cases for sku in _skus(case)}
    assert used <= set(skus)


def test_no_customer_repeats_a_document(cases: list[Case], texts: dict[str, str]) -> None:
    documents = {name: _squeezed(text) for name, text in texts.items()}
    for case in cases:
        for turn in case["conversation"]:
            said = _squeezed(turn["text"])
            if turn["role"] == "customer" and len(said) >= _TELLING:
                assert [name for name, text in documents.items() if said in text] == [], case["id"]


def _skus(case: Case) -> Iterator[str]:
    context = case["context"]
    yield from ([context["sku"]] if "sku" in context else [])
    yield from (line["sku"] for line in context.get("order", {}).get("lines", []))
    yield from (case["expect"]["upsell"] or {}).get("skus", [])


def _comparable(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


def _squeezed(text: str) -> str:
    return re.sub(r"\W+", "", _comparable(text))
