"""Cut-off times (截单) of a shop's warehouses, from tables and sentences. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from knowledge.text import normalise, sentences
from knowledge.text.rowlines import without_row_lines
from knowledge.types import ChunkKind, Passage, Product
from server.reply.evidence.units import quotable
from server.reply.solvers.calendar import clock, weekdays
from server.reply.solvers.goods import described, is_for, likeness
from server.reply.solvers.tables import Row, Table, tables_of, unmarked

_CUT_HEADER = re.compile(r"截单|截止|截点")
_DAYS_HEADER = re.compile(r"出库日|发货日|哪几天|工作时间|出库时间|发货时间|星期|日期")
_BEFORE_HEADER, _AFTER_HEADER = re.compile(r"前(?:付款|下单|拍)?"), re.compile(r"后(?:付款|下单|拍)?")
_SAME_DAY = re.compile(r"当[天日]|今[天日]")
_BEFORE = re.compile(r"(?:截单|截止)(?:时间|点)?(?:之?前|以前)[^，,。；;]*当[天日][^，,。；;]*")
_AFTER = re.compile(r"(?:截单|截止)(?:时间|点)?(?:之?后|以后)[^，,。；;]*")
_TIMED = re.compile(
    r"(?:[^，,。；;]*?)(?:\d[:：]\d{2}|\d点半?)[^，,。；;]{0,4}前[^，,。；;]{0,10}[，,]?[^，,。；;]{0,4}当[天日](?:就|即可|可|能|内|都|安排)*(?:发|出|寄)[^，,。；;]*"
)
_TIMED_AFTER = re.compile(
    r"(?:(?:\d{1,2}[:：]\d{2}|点半?|之)后|过了|超过|逾时|晚于|其余)[^，,。；;]{0,8}[，,]?[^，,。；;]{0,6}?(?:次日|次一?个?工作日|第[二2]天|隔天|下[一1]?个?|顺延|明天)[^，,。；;]*"
)
_CLOSED = re.compile(
    r"((?:周|星期)[一二三四五六日天末](?:(?:、|和|及|到|至)?(?:周|星期)?[一二三四五六日天])?)[^，,。；;]{0,6}?(?:不发|不出|休息|停发|顺延)"
)
_HEAD = re.compile(r"^(?P<name>[^:，,。；;\d(]{2,12}):")
_OF_TIME = re.compile(r"时|周|星期|工作日|节|假|天$|发货$|截单|说明|注意|规则")
_USUAL = re.compile(r"(?:照常|正常|照样|也)(?:可?以?|会)?(?:发|出|寄|安排)|截单(?:时间)?(?:提前|改|为|是)")
_LIMIT = re.compile(r"\d+\s*(?:个)?(?:天|日|小时|工作日)(?:之|以)?内")
_VERB = re.compile(r"发货|发出|出库|寄出|发走")


@dataclass(frozen=True, slots=True)
class Cutoff:
    """Paid before `minute` on one of `days`: `before` (the source's words), later: `after`."""

    days: frozenset[int]
    minute: int
    written: str
    before: str
    after: str
    about: str
    numbers: tuple[int, ...]

    @property
    def same_day(self) -> bool:
        return _SAME_DAY.search(self.before) is not None

    @property
    def verb(self) -> str:
        match = _VERB.search(self.before)
        return match[0] if match else "发货"


def cutoffs_of(passages: Sequence[Passage], product: Product | None) -> list[Cutoff]:
    """Those that hold for the product: empty when there are several warehouses and none can be told to be its own."""
    found = [cut for table in tables_of(passages) for cut in _of_table(table)] or list(_of_text(passages))
    groups = {cut.about for cut in found}
    if product is None:
        return found if len(groups) <= 1 else []
    own = described(product, passages)
    if any(is_for(goods, own, product) for goods in _sent_otherwise(passages, groups)):
        return []
    if len(groups) <= 1:
        return found
    scores = {about: likeness(about, own, product) for about in groups}
    best = max(scores.values())
    nearest = [about for about, score in scores.items() if score == best]
    return [cut for cut in found if cut.about == nearest[0]] if best and len(nearest) == 1 else []


def _of_table(table: Table) -> Iterator[Cutoff]:
    general = [note for note in table.notes if _BEFORE.search(normalise(note.text))]
    for row in table.rows:
        at = _timed_cell(row)
        if at is None:
            continue
        header, (minute, written) = at
        days = frozenset(day for name, cell in row.fields if name != header for day in weekdays(cell))
        before = _said(row, _BEFORE_HEADER)
        after = _said(row, _AFTER_HEADER)
        numbers = [row.number]
        if not before and general:
            text = normalise(general[0].text)
            before, after = (match[0] if match else "" for match in (_BEFORE.search(text), _AFTER.search(text)))
            numbers.append(general[0].number)
        if before:
            yield Cutoff(
                days or frozenset(range(7)), minute, written, before, after, _about(row), tuple(dict.fromkeys(numbers))
            )


def _timed_cell(row: Row) -> tuple[str, tuple[int, str]] | None:
    for name, cell in row.fields:
        if _CUT_HEADER.search(name) and (found := clock(cell)) is not None:
            return name, found
    return None


def _said(row: Row, header: re.Pattern[str]) -> str:
    """ "截单前付款：当天发出" as one clause."""
    return next(
        (
            f"{name}的{cell}"
            for name, cell in row.fields
            if header.search(name) and not clock(cell) and not weekdays(name)
        ),
        "",
    )


def _about(row: Row) -> str:
    """The cells that say for which goods the row is."""
    return "｜".join(
        cell
        for name, cell in row.fields
        if not (_CUT_HEADER.search(name) or _DAYS_HEADER.search(name) or clock(cell) or weekdays(cell))
        and not _VERB.search(cell)
    )


def _of_text(passages: Sequence[Passage]) -> Iterator[Cutoff]:
    for number, text in _texts(passages):
        for head, run in _runs(text):
            about = _with_goods(head, passages) if head else ""
            closed = {day for sentence in run for found in _CLOSED.finditer(sentence) for day in weekdays(found[1])}
            for sentence in run:
                match = _TIMED.search(sentence)
                at = clock(match[0]) if match else None
                if match is None or at is None:
                    continue
                late = next((found for one in (sentence, *run) if (found := _TIMED_AFTER.search(one))), None)
                days = (weekdays(_CLOSED.sub("", sentence)) or frozenset(range(7))) | _as_usual(run)
                before = _written(match[0].strip().removeprefix(f"{head}:"))
                yield Cutoff(days - closed, *at, before, _written(late[0]) if late else "", about, (number,))
            yield from _on_other_days(run, about, number)


def _runs(text: str) -> Iterator[tuple[str, list[str]]]:
    """The sentences of a text, apart where a warehouse or class of goods begins ("嘉兴仓："), each with that name."""
    head, run = "", list[str]()
    for sentence in map(unmarked, sentences(text)):
        match = _HEAD.search(sentence)
        if match and not _OF_TIME.search(match["name"]):
            yield head, run
            head, run = match["name"], []
        run.append(sentence)
    yield head, run


def _as_usual(run: Sequence[str]) -> frozenset[int]:
    """Further days that are said to go like the others: "周六照常发货"."""
    clauses = (piece for one in run for piece in re.split(r"[；;]", one) if _USUAL.search(piece) and not clock(piece))
    return frozenset(day for clause in clauses for day in weekdays(clause))


def _on_other_days(run: Sequence[str], about: str, number: int) -> Iterator[Cutoff]:
    """Days with a time of their own: "周六照常发货，截单提前到12:00". What a later order waits for is not said."""
    for sentence in run:
        for clause in re.split(r"[；;]", sentence):
            at = clock(clause)
            if at is not None and _USUAL.search(clause) and not _TIMED.search(clause) and weekdays(clause):
                yield Cutoff(weekdays(clause), *at, _written(clause.strip(" 。")), "", about, (number,))


def _written(clause: str) -> str:
    """Normalised commas as Chinese sentences write them."""
    return re.sub(r",(?!\d{3})", "，", clause)


def _texts(passages: Sequence[Passage]) -> Iterator[tuple[int, str]]:
    """Passages of prose and answers with their numbers, normalised."""
    for number, passage in enumerate(passages, start=1):
        if quotable(passage) and passage.chunk.kind not in (ChunkKind.TABLE_ROW, ChunkKind.SCRIPT):
            yield number, normalise(without_row_lines(dict(passage.chunk.fields).get("answer", passage.text)))


def _with_goods(name: str, passages: Sequence[Passage]) -> str:
    """A warehouse or class of goods with what it holds, where a text says so: "西仓(文具)", "大件：床垫、沙发"."""
    defined = re.compile(rf"{re.escape(name)}[(:](?P<goods>[^()。；;:\n]+)")
    goods = (match["goods"] for _, text in _texts(passages) for match in defined.finditer(text))
    return "｜".join([name, *dict.fromkeys(one for one in goods if not clock(one) and not _VERB.search(one))])


def _sent_otherwise(passages: Sequence[Passage], groups: set[str]) -> Iterator[str]:
    """Classes of goods with a time of dispatch of their own that is no cut-off: "大件：付款后3天内出库"."""
    known = {about.split("｜")[0] for about in groups}
    for _, text in _texts(passages):
        for sentence in map(unmarked, sentences(text)):
            head = _HEAD.search(sentence)
            if head and _VERB.search(sentence) and _LIMIT.search(sentence) and head["name"] not in known:
                yield _with_goods(head["name"], passages)
