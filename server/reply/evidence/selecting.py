"""From scored units to an answer of one question: which to say, in which order, or what has to be asked first."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from knowledge.text import comparable
from knowledge.types import ChunkKind
from server.reply.evidence.scoring import Scored
from server.reply.evidence.terms import Terms
from server.reply.evidence.units import CATALOGUE, Unit

# Share of the question's weighted terms that a model's sentence must hold; below it, it is of another matter.
COVERAGE_FLOOR = 0.7
# A sentence that limits the one before it; leaving it out would change the answer.
_CONDITION = re.compile(
    r"^(?:但|不过|然而|除|仅|只有|如|若|其中|注[：:]|注意|前提|特殊|例外|部分|不含|不包括|超出|超过|逾期|另[外行,，]|否则|同时[需应]|且|须|需[要在]|"
    r"此外|上述|以上|[（(]|however|except|unless|only)"
)
# A sentence that means nothing, or something else, without the one before it.
_HANGS = re.compile(r"^(?:但|不过|然而|否则|反之|因此|因而|所以|其中|上述|此类|该类|however|otherwise|therefore)")
_SHOP = re.compile(r"店|我[们方司]|商家|卖家|平台")
_BEARS = re.compile(
    r"(?:店铺?|我[们方司]|商家|卖家|平台|买家|顾客|客户|用户|您|自己|个人)[^，,。；;]{0,3}(?:承担|负担|出(?!库|货|现))|自理"
)
_MODEL = re.compile(r"(?<![a-z0-9])[a-z]{1,4}\d{1,4}[a-z]{0,3}(?![a-z0-9])")
_MOST_ROWS = 4
_COMPANION, _TIED = 0.9, 0.94
# What an agent reads at a glance; a second unit must fit in with the first. A third brought as many wrong figures as
# right ones on four sets of cases.
_MOST_CHARS, _MOST_UNITS = 160, 2
_SHORT, _GLANCE = 25, 80  # characters of a sentence that goes with the one before it, and of both


@dataclass(frozen=True, slots=True)
class Answer:
    """Units to say, best first, with their conditions behind them. `coverage` is the best one's."""

    units: tuple[Unit, ...]
    coverage: float


@dataclass(frozen=True, slots=True)
class Undecided:
    """Several subjects answer differently and nothing says which is meant: ask. `subjects` as the table writes them,
    `about` is their column's header ("省份"), `products` says that they are goods.
    """

    subjects: tuple[str, ...]
    about: str
    products: bool


def select(scored: Sequence[Scored], terms: Terms, *, most_chars: int) -> Answer | Undecided | None:
    """The best units with what belongs to them; None when none is the kind of answer asked for.

    Whether they may be said is decided by who calls.
    """
    every, scored = scored, [one for one in scored if one.fits]
    if not scored:
        return None
    top = scored[0]
    if top.unit.kind is ChunkKind.TABLE_ROW:
        answer = _rows(top, scored, terms)
        if not isinstance(answer, Answer):
            return answer
        chosen = list(answer.units)
    else:
        chosen = [*_leaning_on(top.unit, every), top.unit, *_list_items(top.unit, scored, terms)]
        chosen += [unit for unit in _conditions(top.unit, scored) if unit not in chosen]
    chosen += _companions(top, scored, chosen)
    return Answer(_within(chosen, most_chars), top.coverage)


def _rows(top: Scored, able: Sequence[Scored], terms: Terms) -> Answer | Undecided | None:
    if top.unit.table == CATALOGUE:
        same = (one.unit for one in able if one.unit.table == CATALOGUE and one.unit.subject == top.unit.subject)
        return Answer(tuple(same), top.coverage)
    rows = [one for one in able if one.unit.table == top.unit.table]
    rows = [one for one in rows if one.unit.chosen] or rows
    nearest = max(_subject_met(one.unit, terms) for one in rows)
    nearest_rows = [one for one in rows if _subject_met(one.unit, terms) >= nearest - 1e-9]
    tied = [one for one in nearest_rows if one.score >= _TIED * nearest_rows[0].score]
    said = {one.unit.plain.replace(comparable(one.unit.subject), "") for one in tied}
    if len(tied) == 1 or len(said) == 1:
        # One row of a table that the question points at in no way answers for that row only, not for this customer.
        pointed = (
            nearest > 0
            or _met_in(tied[0].unit.values, terms)
            or tied[0].unit.chosen
            or tied[0].unit.skus
            or len(said) < len(tied)
        )
        return Answer((tied[0].unit,), tied[0].coverage) if pointed else None
    subjects = tuple(dict.fromkeys(one.unit.subject for one in tied))
    goods = any(one.unit.skus for one in tied)
    if goods or nearest <= 0 or len(tied) > _MOST_ROWS:
        return Undecided(subjects, tied[0].unit.about, goods)
    return Answer(tuple(one.unit for one in tied), tied[0].coverage)


def _subject_met(unit: Unit, terms: Terms) -> float:
    return _met_in(comparable(unit.subject), terms)


def _met_in(text: str, terms: Terms) -> float:
    return sum(term.weight * term.met(text) for term in terms.all)


def _list_items(top: Unit, scored: Sequence[Scored], terms: Terms) -> list[Unit]:
    """The items under a chosen introduction; all siblings of a chosen item when the question wants the list."""
    if top.body.endswith(("：", ":")):
        return _in_order(one.unit for one in scored if one.unit.number == top.number and one.unit.lead == top.body)
    if top.lead and "which" in terms.kinds and "polarity" not in terms.kinds:
        siblings = (one.unit for one in scored if one.unit.number == top.number and one.unit.lead == top.lead)
        return [unit for unit in _in_order(siblings) if unit != top]
    return []


def _leaning_on(top: Unit, scored: Sequence[Scored]) -> list[Unit]:
    """The sentence before, where the chosen one hangs on it and both fit in."""
    if not _HANGS.match(top.body):
        return []
    before = (one.unit for one in scored if one.unit.number == top.number and one.unit.position == top.position - 1)
    return [unit for unit in before if len(unit.body) + len(top.body) <= _MOST_CHARS and unit.kind is top.kind][:1]


def _conditions(top: Unit, scored: Sequence[Scored]) -> list[Unit]:
    """The sentences right behind the chosen one, as long as each limits it; else a short one that ends its line."""
    following = {
        one.unit.position: one.unit for one in scored if one.unit.number == top.number and one.unit.kind is top.kind
    }
    out: list[Unit] = []
    at = top.position + 1
    while at in following and len(out) < 2 and _CONDITION.match(following[at].body):
        out.append(following[at])
        at += 1
    if not out and at in following and _ends_the_thought(following[at], top):
        out.append(following[at])
    return out


def _ends_the_thought(unit: Unit, top: Unit) -> bool:
    """A line of a document is one thought: "descale so; once a month is enough"."""
    other = set(_MODEL.findall(unit.plain)) - set(_MODEL.findall(top.plain))
    short = len(unit.body) <= _SHORT and len(top.body) + len(unit.body) <= _GLANCE
    return unit.line == top.line and short and not other


def _companions(top: Scored, scored: Sequence[Scored], chosen: Sequence[Unit]) -> list[Unit]:
    """Further units that answer about as well and say something else, while they are read at a glance."""
    out: list[Unit] = []
    used = sum(len(unit.body) for unit in chosen)
    for one in scored:
        unit = one.unit
        if one.score < _COMPANION * top.score or len(chosen) + len(out) >= _MOST_UNITS:
            break
        if any(repeats(unit, other) or _another_pays(unit, other) for other in (*chosen, *out)):
            continue
        if not _joins(unit, top.unit):
            continue
        if used + len(unit.body) <= _MOST_CHARS:
            out.append(unit)
            used += len(unit.body)
    return out


def _joins(unit: Unit, top: Unit) -> bool:
    """A second row of the same table speaks of another thing; a row of another table may not even be of this matter."""
    return unit.kind is not ChunkKind.TABLE_ROW or (top.kind is not ChunkKind.TABLE_ROW and bool(unit.chosen))


def _another_pays(unit: Unit, other: Unit) -> bool:
    """Whether two units name different ones who bear a cost: what holds in one case is not said beside another."""
    mine, theirs = ({_payer(match) for match in _BEARS.finditer(one.plain)} for one in (unit, other))
    return bool(mine and theirs) and mine != theirs


def _payer(match: re.Match[str]) -> str:
    return "shop" if _SHOP.search(match[0]) else "customer"


def repeats(unit: Unit, other: Unit) -> bool:
    """Whether two units share most of their characters' bigrams (overlapping chunks, old and new wording)."""
    mine, theirs = ({text[at : at + 2] for at in range(len(text) - 1)} for text in (unit.plain, other.plain))
    return not mine or len(mine & theirs) / len(mine) > 0.7


def _within(units: Sequence[Unit], most_chars: int) -> tuple[Unit, ...]:
    """As many units from the front as fit; the first always stays."""
    kept: list[Unit] = []
    used = 0
    for unit in units:
        used += len(unit.body)
        if kept and used > most_chars:
            break
        kept.append(unit)
    return tuple(kept)


def _in_order(units: Iterable[Unit]) -> list[Unit]:
    return sorted(units, key=lambda unit: unit.position)
