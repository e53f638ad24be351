"""Discretion: no words that only a passage for staff (仅内部, 不对客) or a guide has.

The figures of such passages are fidelity's matter: they support none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from knowledge.text.view import make_view
from server.reply.checks.evidence import may_be_told, said
from server.reply.checks.examination import Examination
from server.reply.checks.matching import finding
from server.reply.types import Finding, Role

_RUN = 8  # characters in a row: a phrase of theirs, not a word of the trade
_LEAST_IDEOGRAPHS = 6


def check_discretion(exam: Examination) -> Iterator[Finding]:
    subject = exam.subject
    inner = _bare([passage.text for passage in subject.passages if not may_be_told(passage)])
    if not inner:
        return
    told = [passage.text for passage in subject.passages if may_be_told(passage)]
    outer = _bare([*told, exam.standing, said(subject.conversation, Role.CUSTOMER)])
    view = make_view(subject.text, "tight", {})
    runs = (at for at in range(len(view.text) - _RUN + 1) if _only_inner(view.text[at : at + _RUN], inner, outer))
    for start, end in _merged(runs):
        yield finding(exam.packs.rule("privacy.staff_only"), *view.span(start, end), subject.text)


def _only_inner(run: str, inner: str, outer: str) -> bool:
    ideographs = sum("\u4e00" <= letter <= "\u9fff" for letter in run)
    return ideographs >= _LEAST_IDEOGRAPHS and run in inner and run not in outer


def _merged(runs: Iterable[int]) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    for at in runs:
        if spans and at <= spans[-1][1]:
            spans[-1] = (spans[-1][0], at + _RUN)
        else:
            spans.append((at, at + _RUN))
    return spans


def _bare(texts: list[str]) -> str:
    return "\n".join(_tight(text) for text in texts)


@lru_cache(maxsize=1024)  # the same passages are read for every draft
def _tight(text: str) -> str:
    return make_view(text, "tight", {}).text
