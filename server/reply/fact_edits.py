"""What an agent's edit changed: a fact, the compliance, somebody's particulars, or only the tone. Deterministic, pure.

Draft and final text are compared clause by clause; what differs is judged by what it states: figures and dates, codes,
yes or no. So "48小时" made "24小时" is a fact, and "亲亲" made "您好" is not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from knowledge.text import comparable
from knowledge.text.figures import Figure, find_figures
from server.reply.masking import find_personal
from server.reply.types import Finding

_CLAUSE = re.compile(r"[^，,。！!？?；;~～\n]+[，,。！!？?；;~～\n]*")
# Words that turn a statement round or bind it; both sides of an edit are compared by which of them they hold.
_POLAR = re.compile(
    r"不(?:能|可以?|支持|包|含|收|会|用|需要?|是|在|提供|参加|适用)|没有?|无需|免费?|包邮|自费|自理|承担|支持|可以|需要|含税|收取|"
    r"赠送?|送(?!达|货)|现货|预售|有货|缺货|无货|停产|必须|仅限|只限|除外"
    r"|(?:买家|顾客|客户|您|卖家|商家|店铺|店里|我们|我方|本店)(?:来|自行|先)?(?=承担|出|付|支付|垫付)"
)
_ALIKE = 0.34  # of two clauses' characters, for one to be the other's rewording


class EditKind(StrEnum):
    FACT = "fact"
    COMPLIANCE = "compliance"
    PERSONAL = "personal"
    TONE = "tone"


@dataclass(frozen=True, slots=True)
class TextChange:
    """One stretch that differs. `reasons` are what tells its kind: figures, polarity, codes, added, removed …"""

    kind: EditKind
    before: str
    after: str
    reasons: tuple[str, ...] = ()


def changes_between(draft: str, final: str, findings: Sequence[Finding] = ()) -> tuple[TextChange, ...]:
    """The stretches in which the texts differ, in their order. `findings` are the checks' on the draft."""
    old, new = _clauses(draft), _clauses(final)
    matcher = SequenceMatcher(None, [comparable(one) for one in old], [comparable(one) for one in new], autojunk=False)
    found: list[TextChange] = []
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag != "equal":
            refused = _refused(draft, old, i1, i2, findings)
            pairs = _paired(old[i1:i2], new[j1:j2])
            found += [_judged(before, after, refused=refused) for before, after in pairs]
    return tuple(found)


def changes_a_fact(changes: Sequence[TextChange]) -> bool:
    return any(change.kind is EditKind.FACT for change in changes)


def _clauses(text: str) -> list[str]:
    return [match[0].strip() for match in _CLAUSE.finditer(text) if match[0].strip()]


def _refused(draft: str, clauses: Sequence[str], start: int, end: int, findings: Sequence[Finding]) -> bool:
    """Whether a check of what may be said had found something in these clauses of the draft."""
    if start == end:
        return False
    begin = draft.find(clauses[start])
    stop = draft.find(clauses[end - 1], max(begin, 0)) + len(clauses[end - 1])
    return any(one.check == "compliance" and one.start < stop and begin < one.end for one in findings)


def _paired(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Clauses that reword each other together, the others alone."""
    rest = list(new)
    for before in old:
        likeness = [SequenceMatcher(None, comparable(before), comparable(one), autojunk=False).ratio() for one in rest]
        best = max(range(len(rest)), key=lambda at: likeness[at], default=None)
        if best is not None and likeness[best] >= _ALIKE:
            yield before, rest.pop(best)
        else:
            yield before, ""
    for after in rest:
        yield "", after


def _judged(before: str, after: str, *, refused: bool) -> TextChange:
    reasons = tuple(_reasons(before, after))
    if refused:
        return TextChange(EditKind.COMPLIANCE, before, after, reasons)
    if _personal(before) != _personal(after):
        return TextChange(EditKind.PERSONAL, before, after, ("personal",))
    kind = EditKind.FACT if reasons else EditKind.TONE
    return TextChange(kind, before, after, reasons)


def _reasons(before: str, after: str) -> Iterator[str]:
    if _figures(before) != _figures(after):
        yield "figures" if before and after else ("added" if after else "removed")
    if _polar(before) != _polar(after):
        yield "polarity"


def _figures(text: str) -> list[tuple[str, str]]:
    return sorted(map(_stated, find_figures(text)))


def _stated(figure: Figure) -> tuple[str, str]:
    return figure.kind, figure.code or f"{figure.value.normalize():f}"


def _polar(text: str) -> frozenset[str]:
    return frozenset(_POLAR.findall(comparable(text)))


def _personal(text: str) -> list[str]:
    return [text[found.start : found.end] for found in find_personal(text)]
