from typing import Any

from eval.compare import compare_runs
from eval.gate import judge


def _run(correct: dict[str, bool], *, missed: tuple[str, ...] = (), **summary: Any) -> dict[str, Any]:
    figures = {"forbidden_hits": 0, "unsupported_figures": 0, "errors": 0, "upsell": {"violations": 0}, **summary}
    cases = [
        {
            "id": case,
            "expected": "escalate" if case in missed else "answer",
            "scores": {"correct": right, "behavior": case not in missed},
        }
        for case, right in correct.items()
    ]
    return {"summary": figures, "cases": cases}


def test_an_equal_run_passes() -> None:
    run = _run({"a": True, "b": False})
    assert judge(run, run).passed


def test_one_more_unsupported_figure_closes_the_gate_whatever_accuracy_does() -> None:
    before = _run({"a": False, "b": False})
    after = _run({"a": True, "b": True}, unsupported_figures=1)
    verdict = judge(after, before)
    assert not verdict.passed
    assert "unsupported_figures rose from 0 to 1" in verdict.reasons[0]


def test_a_hand_over_newly_missed_closes_the_gate() -> None:
    before = _run({"a": True, "b": True})
    after = _run({"a": True, "b": False}, missed=("b",))
    assert not judge(after, before).passed
    assert "b" in judge(after, before).reasons[0]


def test_a_clear_loss_of_accuracy_closes_the_gate_and_one_case_does_not() -> None:
    names = [str(number) for number in range(40)]
    good = _run(dict.fromkeys(names, True))
    one_lost = _run({**dict.fromkeys(names, True), "0": False})
    half_lost = _run({name: number % 2 == 0 for number, name in enumerate(names)})
    assert judge(one_lost, good).passed
    assert not judge(half_lost, good).passed


def test_cases_that_were_not_graded_cannot_hide() -> None:
    assert not judge(_run({"a": True}), _run({"a": True, "b": True})).passed


def test_comparison_names_what_changed() -> None:
    comparison = compare_runs(_run({"a": True, "b": False, "c": True}), _run({"a": False, "b": True, "d": True}))
    assert comparison.worse == ("a",)
    assert comparison.better == ("b",)
    assert comparison.only_a == ("c",)
    assert comparison.only_b == ("d",)
    assert comparison.difference.value == 0
