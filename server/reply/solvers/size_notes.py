"""What the notes under a size chart change: one size up for some, a largest size, which measure decides. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.text import comparable
from knowledge.types import Product
from server.reply.solvers.quantities import NAMES, Measure
from server.reply.solvers.tables import Note, codes_in

_SHIFT = re.compile(
    r"(?:拍|选|买|穿|要|码)?(?P<way>大|小)(?:1|一|半)?(?:个)?(?:码|号|尺码)|(?:拍|选|买)(?P<way2>大|小)(?:的|那个)"
)
_NO_SHIFT = re.compile(r"(?:不用|不必|无需|不要|别)[^，,。；;]{0,6}$")
# "…的，拍大一码", "如果…", "想要…可以": holds for some only.
_CONDITION = re.compile(
    r"的[,，]?(?:话[,，]?|人[,，]?)?(?:请|就|都|建议|可以?|要)*$"
    r"|如果?|若|想|喜欢|需要|(?:要|里面|叠)穿|要配|怕|介意|时[,，]?$"
)
_LARGEST = re.compile(r"(?:最大|只)(?:的?码?)?(?:是|到|有|做到)(?P<label>[a-z0-9]{1,4})(?:码|号)?")
_DECIDES = re.compile(r"(?:按|以|看|根据)(?P<what>[^，,。；;按以]{2,4}?)(?:选|为准|来选|为主|来定|优先|算)")
_BETWEEN = re.compile(r"(?:两档|两码|两个码|2档|2码|临界|中间|交界|之间)")
_SUBJECT_END = re.compile(r"[:：,，(（]|是|偏|里面|最大|版型|只有|一律|量|建议")
_IDLE = re.compile(r"[的地得要想了着有点些会较比可以里面或者者和与及超过\s]")
_ALTERNATIVES = re.compile(r"、|或者?|以及|和")
_SUBJECT_HELD, _CONDITION_HELD = 0.8, 0.6


@dataclass(frozen=True, slots=True)
class Shift:
    """One size up (+1) or down (-1), for everybody or only where `condition` holds."""

    note: Note
    steps: int
    condition: str = ""


def notes_about(notes: Sequence[Note], product: Product | None) -> list[Note]:
    """Notes of the table's own section that name this product, by code or by name."""
    if product is None:
        return []
    return [note for note in notes if note.near and _is_about(note.text, product)]


def shift_of(note: Note) -> Shift | None:
    """What a note says about taking another size than the chart's."""
    flat = comparable(note.text)
    match = _SHIFT.search(flat)
    if match is None or _BETWEEN.search(flat) or _NO_SHIFT.search(flat[: match.start()]):
        return None
    steps = 1 if (match["way"] or match["way2"]) == "大" else -1
    head = flat[: match.start()]
    if not _CONDITION.search(head):
        return Shift(note, steps)
    parts = [piece for piece in re.split(r"[:：,，]", head) if piece]
    return Shift(note, steps, parts[-1] if parts else head)


def condition_met(condition: str, question: str) -> bool:
    """Whether the customer says of themselves what the condition names: most of its telling characters."""
    text = comparable(question)
    for alternative in _ALTERNATIVES.split(condition):
        told = _IDLE.sub("", alternative)
        if len(told) >= 2 and sum(char in text for char in told) >= _CONDITION_HELD * len(told):
            return not re.search(rf"[不没无](?:算|太|是|很)?{re.escape(told[:1])}", text)
    return False


def largest(note: Note) -> str:
    """ "最大到L码": the label, comparable; empty when the note sets no largest size."""
    match = _LARGEST.search(comparable(note.text))
    return match["label"] if match else ""


def deciding(notes: Sequence[Note]) -> tuple[Measure, Note] | None:
    """The measure by which to choose when two measures disagree, as a note of the document says."""
    for note in notes:
        flat = comparable(note.text)
        match = _DECIDES.search(flat)
        if match is None or not re.search(r"两档|2档|不同|不一致|不在|冲突|落在|以.*为[准主]", flat):
            continue
        for measure, names in NAMES:
            if re.fullmatch(names, match["what"]):
                return measure, note
    return None


def between(notes: Sequence[Note]) -> tuple[int, Note] | None:
    """Which of two neighbours to take for somebody between them: +1 the larger, -1 the smaller."""
    for note in notes:
        flat = comparable(note.text)
        match = _SHIFT.search(flat)
        if match and _BETWEEN.search(flat[: match.start()]):
            return (1 if (match["way"] or match["way2"]) == "大" else -1), note
    return None


def _is_about(text: str, product: Product) -> bool:
    codes = codes_in(text)
    if codes:
        return comparable(str(product.sku)) in codes
    subject = _SUBJECT_END.split(comparable(text), 1)[0]
    names = comparable(f"{product.name}{product.category}")
    return any(
        len(one) >= 2 and sum(char in names for char in one) >= _SUBJECT_HELD * len(one)
        for one in _ALTERNATIVES.split(subject)
    )
