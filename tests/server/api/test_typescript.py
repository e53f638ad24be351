"""The extension's types are what docs/openapi.json says."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from server.api.typescript import render_types

ROOT = Path(__file__).parents[3]


def test_the_committed_types_are_those_of_the_committed_document() -> None:
    document = json.loads((ROOT / "docs" / "openapi.json").read_text("utf-8"))
    assert (ROOT / "extension" / "types" / "api.d.ts").read_text("utf-8") == render_types(document), (
        "run `make openapi`"
    )


def test_a_member_that_may_be_left_out_or_null_says_so() -> None:
    schema = {
        "type": "object",
        "required": ["names"],
        "properties": {
            "names": {"type": "array", "items": {"anyOf": [{"type": "string"}, {"type": "null"}]}},
            "place": {"$ref": "#/components/schemas/Place", "description": "where"},
        },
    }
    shown = render_types({"components": {"schemas": {"Thing": schema}}})
    assert "  names: (string | null)[];" in shown
    assert "  /** where */\n  place?: Place;" in shown


def test_a_schema_that_it_does_not_know_is_refused() -> None:
    with pytest.raises(KeyError):
        render_types({"components": {"schemas": {"Thing": {"type": "tuple"}}}})
