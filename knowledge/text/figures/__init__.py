"""Figures in a text: numbers with their units, dates, times and codes, comparable across ways of writing."""

from __future__ import annotations

from knowledge.text.figures.find import find_figures
from knowledge.text.figures.types import Figure, Kind

__all__ = ["Figure", "Kind", "find_figures"]
