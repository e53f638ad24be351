"""Periods that a shop's rules set, from their sentences and rows: "签收次日起10天内", "第31天到第90天". Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from knowledge.text import comparable, sentences
from knowledge.text.rowlines import Fields, row_lines, without_row_lines
from knowledge.types import ChunkKind, Passage, Product
from server.reply.evidence.units import quotable
from server.reply.solvers.goods import described, is_for, kind_of
from server.reply.solvers.matters import Matter
from server.reply.solvers.tables import unmarked

_UNIT = r"(?P<unit>天|日|个月|年)"
_BETWEEN = re.compile(rf"第(?P<low>\d+)(?:天|日)?(?:到|至|-|~|—)+第?(?P<high>\d+){_UNIT}")
_ORDINAL = re.compile(r"第\d+(?:天|日)")
_OVER = re.compile(rf"(?:超过|满)(?P<low>\d+){_UNIT}")
_WITHIN = re.compile(rf"(?P<high>\d+){_UNIT}(?:之|以)?内")
_BARE = re.compile(rf"^(?:整机|全机|主机)?(?:质保|保修)?(?P<high>\d+){_UNIT}$")
# One of several kinds with its period each: "空调15天、小家电7天".
_EACH = re.compile(rf"^(?P<scope>[^\d，,。；;：:]{{1,12}}?)(?P<high>\d+){_UNIT}$")
_MARK = re.compile(r"[¹²³⁰⁴-⁹]+")
_PAID = re.compile(r"付款|下单|购买|拍下")
_RECEIVED = re.compile(r"签收|收货|收到|到货")
_CLAUSE_NUMBER = re.compile(r"^第[\d一二三四五六七八九十]+条[\s　、:：]*")
_NOT_HOME = re.compile(r"非家|商用|企业|经营|营业")
_HOME = re.compile(r"(?<!非)(?:家用|家庭)")
_HEADING = re.compile(r"^[^，,。；;！!？?]{2,16}$")  # a short line without an end stands over what follows
_STEP = re.compile(r"\d\s*(?:天|日|个?月|年)")
_SCOPE = re.compile(r"^(?P<scope>[^：:，,。；;]{1,24})[：:]")
_FOREVER = 100_000


@dataclass(frozen=True, slots=True)
class Period:
    """From day `low` (0 is the first day itself) to the end of `high` `unit`, as the sentence says."""

    text: str
    number: int
    low: int
    high: int
    unit: str
    from_payment: bool
    scoped: bool
    business: bool = False

    @property
    def counts_days(self) -> bool:
        """Whether the sentence gives a length in days ("15天内"), no years and no numbered days ("第31天到第90天")."""
        return self.unit in ("天", "日") and _ORDINAL.search(comparable(self.text)) is None

    def last_day(self, start: date) -> date | None:
        """None for what never ends."""
        if self.high >= _FOREVER:
            return None
        if self.unit in ("天", "日"):
            return start + timedelta(days=self.high)
        return months_later(start, self.high * (12 if self.unit == "年" else 1))

    def holds(self, start: date, today: date) -> bool:
        last = self.last_day(start)
        return start + timedelta(days=self.low) <= today and (last is None or today <= last)


def periods_of(
    passages: Sequence[Passage], matter: Matter, product: Product | None, paid: date | None, *, business: bool = False
) -> list[Period]:
    """The periods for this matter that hold for the product; those that name its kind before the general ones.

    `business` says that the goods are not used at home: then what is stated for such use counts, where it is.
    """
    own = described(product, passages) if product else ""
    kind = kind_of(product, passages) if product else ""
    found: list[Period] = []
    of_kind: list[Period] = []
    superseding = any(_is_later(passage, paid) and matter.is_said(passage.text) for passage in passages)
    for number, passage in enumerate(passages, start=1):
        undated = passage.validity.starts is None and passage.validity.ends is None
        if not quotable(passage) or _is_later(passage, paid) or (superseding and undated):
            continue
        section = comparable(" ".join(passage.chunk.place.section))
        nearest = comparable("".join(passage.chunk.place.section[-1:]))
        for text, scope, durations, heading in _statements(passage):
            here = comparable(f"{heading or nearest}{text}")
            told = f"{section}{here}"
            if not matter.is_said(told) or matter.is_unsaid(here):
                continue
            if scope and not is_for(scope, own, product):
                continue
            trade = _NOT_HOME.search(text) is not None
            if trade and not business:
                continue
            low, high, unit = durations
            found.append(Period(text, number, low, high, unit, _is_from_payment(told, matter), bool(scope), trade))
            if scope and is_for(scope, kind, product):
                of_kind.append(found[-1])
    found = of_kind or found
    found = [period for period in found if period.business] or ([] if business else found)
    scoped = [period for period in found if period.scoped]
    return _distinct(scoped or found)


def months_later(start: date, count: int) -> date:
    """The same day of a later month, or that month's last day (民法典 第二百零二条)."""
    years, month = divmod(start.month - 1 + count, 12)
    first = date(start.year + years, month + 1, 1)
    following = (first + timedelta(days=32)).replace(day=1)
    return min(first + timedelta(days=start.day - 1), following - timedelta(days=1))


def _is_later(passage: Passage, paid: date | None) -> bool:
    """Whether the passage's rules began only after this order was paid."""
    starts = passage.validity.starts
    return paid is not None and starts is not None and paid < starts.date()


def _statements(passage: Passage) -> Iterator[tuple[str, str, tuple[int, int, str], str]]:
    """(sentence, the goods that it is for, duration, the line above that heads it): of prose, answers and rows."""
    chunk = passage.chunk
    if chunk.kind in (ChunkKind.PROSE, ChunkKind.FAQ):
        answer = dict(chunk.fields).get("answer", "")
        heading = ""
        for sentence in sentences(answer or without_row_lines(chunk.text)):
            if _HEADING.search(sentence.strip()) and not _STEP.search(sentence):
                heading = sentence.strip()
                continue
            text = _CLAUSE_NUMBER.sub("", unmarked(sentence)).rstrip("。；;")
            scope = _SCOPE.match(text)
            # "小家电：整机1年" is a cell under its own header.
            clause = re.split(r"[，,]", text[scope.end() :] if scope else "")[0]
            found = duration(comparable(text)) or (_of_cell(clause) if scope else None)
            if found is not None:
                yield text, scope["scope"] if scope else "", found, heading
            else:
                yield from _each(text, heading)
    rows = [chunk.fields] if chunk.kind is ChunkKind.TABLE_ROW else row_lines(chunk.text)
    for fields in rows:
        yield from _of_fields(fields)


def _of_fields(fields: Fields) -> Iterator[tuple[str, str, tuple[int, int, str], str]]:
    """A row's period; with columns for use at home and at work, that of each."""
    timed = [(n, found) for n, (_, cell) in enumerate(fields) if (found := _of_cell(cell)) is not None]
    uses = [(n, found) for n, found in timed if _NOT_HOME.search(fields[n][0]) or _HOME.search(fields[n][0])]
    for at, within in uses or timed[:1]:
        header, cell = _MARK.sub("", fields[at][0]), fields[at][1]
        if at == 0:
            yield f"{header}{cell}，{'，'.join(value for _, value in fields[1:])}", "", within, ""
            continue
        goods = "、".join(value for _, value in fields[: timed[0][0]])
        said = f"{fields[0][1]}，{header}{cell}" if uses else f"{fields[0][1]}的{header}是{cell}"
        yield said, goods, within, ""


def _each(text: str, heading: str) -> Iterator[tuple[str, str, tuple[int, int, str], str]]:
    pieces = [piece.strip() for piece in re.split(r"[、，,]", text)]
    matches = [(_EACH.search(comparable(piece)), piece) for piece in pieces]
    if len(pieces) > 1 and all(match for match, _ in matches):
        for match, piece in matches:
            if match is not None:
                yield piece, match["scope"], (0, int(match["high"]), match["unit"]), heading


def _of_cell(cell: str) -> tuple[int, int, str] | None:
    text = comparable(cell)
    bare = _BARE.search(text)
    return (0, int(bare["high"]), bare["unit"]) if bare else duration(text)


def duration(text: str) -> tuple[int, int, str] | None:
    """(first day, last, unit) that a comparable text states; None when it states none or several."""
    spans = [(int(m["low"]), int(m["high"]), m["unit"]) for m in _BETWEEN.finditer(text)]
    spans += [(int(m["low"]) + 1, _FOREVER, m["unit"]) for m in _OVER.finditer(text) if m["unit"] in ("天", "日")]
    spans += [(0, int(m["high"]), m["unit"]) for m in _WITHIN.finditer(text)]
    return spans[0] if len(spans) == 1 else None


def _is_from_payment(text: str, matter: Matter) -> bool:
    paid, received = _PAID.search(text), _RECEIVED.search(text)
    return matter is Matter.PRICE if bool(paid) == bool(received) else paid is not None


def _distinct(periods: Sequence[Period]) -> list[Period]:
    """One of those that say the same span."""
    return list({(p.low, p.high, p.unit, p.from_payment): p for p in reversed(periods)}.values())[::-1]
