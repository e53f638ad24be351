import json
from pathlib import Path
from typing import Any

import pytest

from eval.cases import load_cases
from knowledge.errors import BadInput


def _case(**changes: Any) -> dict[str, Any]:
    return {
        "id": "a",
        "shop": "demo",
        "conversation": [{"role": "customer", "text": "几天发货"}],
        "context": {},
        "expect": {
            "behavior": "answer",
            "facts": [["48小时", "两天内"]],
            "forbidden": [],
            "sources": [],
            "upsell": None,
        },
        **changes,
    }


def _file(tmp_path: Path, *lines: object) -> Path:
    path = tmp_path / "cases.jsonl"
    path.write_text("\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines), encoding="utf-8")
    return path


def test_a_full_case_is_read(tmp_path: Path) -> None:
    full = _case(
        context={"sku": "X1", "order": {"status": "已付款"}, "as_of": "2026-03-01"},
        expect={"behavior": "answer", "upsell": {"allowed": True, "skus": ["P1"]}},
        category="warehouse",
        stage="presale",
        tags=["table"],
    )
    (case,) = load_cases(_file(tmp_path, full, ""))
    assert case.question == "几天发货"
    assert case.expect.upsell is not None
    assert case.expect.upsell.skus == ("P1",)


@pytest.mark.parametrize(
    ("lines", "named"),
    [
        (["{"], "line 1"),
        ([_case(), _case(id="b", unknown=1)], "line 2"),
        ([_case(), _case()], "twice"),
        ([], "no cases"),
        ([_case(conversation=[{"role": "agent", "text": "您好"}])], "customer"),
        ([_case(expect={"behavior": "guess"})], "behavior"),
    ],
)
def test_a_bad_file_says_where_it_is_bad(tmp_path: Path, lines: list[object], named: str) -> None:
    with pytest.raises(BadInput, match=named):
        load_cases(_file(tmp_path, *lines))


def test_a_missing_file_is_bad_input(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"nothing\.jsonl"):
        load_cases(tmp_path / "nothing.jsonl")
