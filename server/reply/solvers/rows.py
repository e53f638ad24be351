"""The row of a table that what the customer says of themselves falls in: sizes by height and weight, steps by age, …

Reads tables as merchants write them: one column a measure, or a matrix of two. Ends shared by two rows belong where
the document says. The notes under the table and the sizes that the product is made in are part of the answer.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from knowledge.types import Passage, Product
from prompts.solver_wording import SolverWording
from server.reply.evidence.given import Evidence, PartEvidence, Style
from server.reply.solvers import size_notes
from server.reply.solvers.bands import Bands, bands_of
from server.reply.solvers.intervals import Ends, ends_rule
from server.reply.solvers.made import comes_in
from server.reply.solvers.quantities import Measure, Stated, stated
from server.reply.solvers.solved import Solved
from server.reply.solvers.tables import Note, Table, table_for, tables_of
from server.reply.solvers.topics import asks
from server.reply.types import Role, Sentence

_ADVICE = re.compile(r"[拍选穿买]大?小?[一1]?码|加大|偏[大小]|合身|宽松|修身|[大小][一1]码")
_EARLIER = 6  # messages before the question in which the customer may have told their measures
_SIZES = re.compile(r"码段|尺码|码数|可选码|鞋码|size", re.I)


def solve_row(part: PartEvidence, evidence: Evidence, style: Style, passages: Sequence[Passage]) -> Solved | None:
    """None unless a size or step is asked for, one table fits, and what was told decides a row of it."""
    words = style.wording.solving
    if not asks(words, "size", part.part):
        return None
    told = _told(part.part, evidence)
    product = evidence.products[0] if evidence.products else None
    tables = [table for table in tables_of(passages) if bands_of(table, told) is not None]
    table = table_for(tables, evidence.products, part.part)
    bands = bands_of(table, told) if table else None
    if table is None or bands is None:
        return None
    return _Choice(table, bands, told, product, part.part, words).said()


def _told(part: str, evidence: Evidence) -> tuple[Stated, ...]:
    messages = [m.text for m in evidence.conversation.messages[-_EARLIER:] if m.role is Role.CUSTOMER]
    return stated([part, *reversed(messages)])


@dataclass(frozen=True, slots=True)
class _Choice:
    table: Table
    bands: Bands
    told: Sequence[Stated]
    product: Product | None
    question: str
    words: SolverWording

    def said(self) -> Solved | None:
        values = self._values()
        if values is None or not values:
            return None
        needs_weight = Measure.WEIGHT in self.bands.measures and Measure.WEIGHT not in values
        if needs_weight and not (set(values) - {Measure.HEIGHT}):
            return None  # height alone says little: the weight is asked for
        found = {measure: self.bands.rows(measure, value, self._ends) for measure, value in values.items()}
        if any(not rows for rows in found.values()):
            return self._beyond(values) if self._is_beyond(values) else None
        common = [row for row in self.bands.all if all(row in rows for rows in found.values())]
        if len(common) == 1:
            return self._answer(common[0], list(values))
        return self._several(common, list(values)) if common else self._apart(found, list(values))

    @property
    def _ends(self) -> Ends:
        rules = (ends_rule(note.text) for note in self.table.notes)
        return next((rule for rule in rules if rule is not Ends.OPEN), Ends.OPEN)

    def _values(self) -> Mapping[Measure, Decimal] | None:
        """One value for each measure that the table has; None when a missing unit leaves two that both fit."""
        out: dict[Measure, Decimal] = {}
        for one in self.told:
            if one.measure not in self.bands.measures:
                continue
            fitting = [value for value in one.values if self.bands.rows(one.measure, value, self._ends)]
            if len(one.values) > 1 and len(fitting) != 1:
                return None
            out[one.measure] = fitting[0] if fitting else one.values[0]
        return out

    def _answer(self, row: int, measures: Sequence[Measure], lead: Sentence | None = None) -> Solved | None:
        """The row's label, changed by what the notes say of this product."""
        label = self.bands.label(row)
        lines, number = self.words.lines, self.bands.number(row)
        about = size_notes.notes_about(self.table.notes, self.product)
        shown = self._names(measures)
        shifts = [shift for note in about if (shift := size_notes.shift_of(note))]
        due = [s for s in shifts if not s.condition or size_notes.condition_met(s.condition, self.question)]
        if len({shift.steps for shift in due}) == 1 and lead is None:
            shifted = self.bands.next_label(label, due[0].steps)
            if shifted is None:
                return None
            text = lines["size_shifted"].format(measures=shown, label=label, note=_quoted(due[0].note), shifted=shifted)
            numbers = (number, self.bands.number_of(shifted), due[0].note.number)
            return self._available(shifted, measures, Sentence(text, tuple(dict.fromkeys(numbers))), [])
        told = lead or Sentence(lines["size"].format(measures=shown, label=label), (number,))
        extras = [note for note in about if note not in [s.note for s in due] and _ADVICE.search(note.text)]
        return self._available(label, measures, told, extras[:1])

    def _available(
        self, label: str, measures: Sequence[Measure], told: Sentence, extras: Sequence[Note]
    ) -> Solved | None:
        lines, shown = self.words.lines, self._names(measures)
        for note in size_notes.notes_about(self.table.notes, self.product):
            limit = size_notes.largest(note)
            if limit and self.bands.is_above(label, limit):
                text = lines["size_limit"].format(measures=shown, label=label, note=_quoted(note))
                return Solved((Sentence(text, (*told.citations, note.number)),))
        made = self._made_in()
        if made and not comes_in(label, made, self.bands.labels):
            text = lines["size_range"].format(measures=shown, label=label, value=made)
            return Solved((Sentence(text, told.citations),))
        kept = [note for note in extras if not size_notes.largest(note)]
        return Solved((told, *(Sentence(f"{_quoted(note)}。", (note.number,)) for note in kept)))

    def _made_in(self) -> str:
        attributes = self.product.attributes if self.product else ()
        return next((value for header, value in attributes if _SIZES.search(header)), "")

    def _several(self, rows: Sequence[int], measures: Sequence[Measure]) -> Solved | None:
        rule = size_notes.between(self._own_notes())
        if rule is not None:
            steps, note = rule
            return self._by_note(rows[-1] if steps > 0 else rows[0], measures, note)
        if len(rows) > 2:
            return None
        labels = [self.bands.label(row) for row in rows]
        text = self.words.lines["size_several"].format(
            measures=self._names(measures), labels=self.words.lines["label_joint"].join(labels)
        )
        return Solved((Sentence(text, tuple(dict.fromkeys(self.bands.number(row) for row in rows))),))

    def _apart(self, found: Mapping[Measure, Sequence[int]], measures: Sequence[Measure]) -> Solved | None:
        rule = size_notes.deciding(self.table.notes)
        if rule is not None and len(found.get(rule[0], ())) == 1:
            return self._by_note(found[rule[0]][0], measures, rule[1])
        if any(len(rows) != 1 for rows in found.values()):
            return None
        larger = size_notes.between(self._own_notes())
        if larger is not None:
            rows = sorted(row for each in found.values() for row in each)
            return self._by_note(rows[-1] if larger[0] > 0 else rows[0], measures, larger[1])
        readings = [
            self.words.lines["size_reading"].format(measure=self.words.measures[m], label=self.bands.label(rows[0]))
            for m, rows in found.items()
        ]
        text = self.words.lines["size_apart"].format(readings=self.words.lines["measure_joint"].join(readings))
        numbers = dict.fromkeys(self.bands.number(row) for rows in found.values() for row in rows)
        return Solved((Sentence(text, tuple(numbers)),))

    def _by_note(self, row: int, measures: Sequence[Measure], note: Note) -> Solved | None:
        text = self.words.lines["size_by_note"].format(
            measures=self._names(measures), note=_quoted(note), label=self.bands.label(row)
        )
        return self._answer(row, measures, Sentence(text, (self.bands.number(row), note.number)))

    def _own_notes(self) -> list[Note]:
        """Notes that hold for this product: they name it, or they name none."""
        about = size_notes.notes_about(self.table.notes, self.product)
        return [note for note in self.table.notes if note in about or not note.near]

    def _is_beyond(self, values: Mapping[Measure, Decimal]) -> bool:
        girths = ((m, value) for m, value in values.items() if m is not Measure.HEIGHT)
        return any(value > self.bands.highest(measure) for measure, value in girths)

    def _beyond(self, values: Mapping[Measure, Decimal]) -> Solved:
        measures = [m for m, value in values.items() if value > self.bands.highest(m)]
        last = self.bands.all[-1]
        text = self.words.lines["size_beyond"].format(measures=self._names(measures), label=self.bands.label(last))
        return Solved((Sentence(text, (self.bands.number(last),)),))

    def _names(self, measures: Sequence[Measure]) -> str:
        return self.words.lines["measure_joint"].join(self.words.measures[measure] for measure in measures)


def _quoted(note: Note) -> str:
    return note.text.rstrip("。；;.")
