"""Cells that a spreadsheet program would run when somebody opens an export: made harmless, and made whole again."""

from __future__ import annotations

import re

# What Excel and its kin take for the beginning of a formula, also behind the quotes that we put there ourselves.
_RUNS = re.compile(r"'*[=+\-@\t\r]")
_QUOTED = re.compile(r"'+[=+\-@\t\r]")


def harmless(text: str) -> str:
    """The text with a quote before it where it could run; `as_meant` gives it back."""
    return f"'{text}" if _RUNS.match(text) else text


def as_meant(text: str) -> str:
    return text[1:] if _QUOTED.match(text) else text
