"""Question + Passage* -> the instant draft and its outcome. Extractive, cited, no model; pure and in milliseconds."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import asdict, dataclass

from knowledge.text import comparable
from knowledge.types import ChunkKind, Passage, Product
from prompts.strategies import strategy_named
from server.reply.composing import ended, line, sentences_of, voiced
from server.reply.evidence.catalogue import catalogue_answer, product_units, row_number
from server.reply.evidence.conflicts import conflict
from server.reply.evidence.deciding import answers, features
from server.reply.evidence.gathering import cited_only, numbered, texts_of, with_related
from server.reply.evidence.given import Evidence, PartEvidence, Style
from server.reply.evidence.goods_named import Goods, names_another
from server.reply.evidence.narrowing import to_the_point
from server.reply.evidence.orders import asks_for_order, order_facts
from server.reply.evidence.ranges import amounts
from server.reply.evidence.recommending import Missing, recommend
from server.reply.evidence.relief import relieving
from server.reply.evidence.rows import RowChoice, row_units
from server.reply.evidence.scope import Scope, scope_of
from server.reply.evidence.scoring import Scored, score_units
from server.reply.evidence.scripts import choose_script, script_units, slot_values
from server.reply.evidence.selecting import Answer, Undecided, select
from server.reply.evidence.terms import Terms
from server.reply.evidence.units import Unit, text_units
from server.reply.finishing import answering_first, finished
from server.reply.holding import handoff, handover, holding_line, small_talk_line, still_open
from server.reply.solvers import solve
from server.reply.types import Abstain, Clarify, Draft, Outcome, Reply, Sentence
from server.reply.understand import asks_nothing
from server.reply.understanding.signals import signals

# A FAQ or script that is this much the customer's own question is answered before anything is asked back.
_SAME_QUESTION = 0.8
_SEVERAL = 2
_OF_ALL, _OWN_WORD = 0.9, 0.9  # share of what is asked, and weight of a word of two characters


@dataclass(frozen=True, slots=True)
class Instant:
    """A draft with its outcome; its citations count `passages` from 1."""

    draft: Draft
    outcome: Outcome
    passages: tuple[Passage, ...]
    coverage: float = 0.0  # of the best covered part, 0 to 1
    offer: Product | None = None  # what its last sentence proposes to buy
    left_open: bool = False  # beside an answer something is still to be asked or checked


@dataclass(frozen=True, slots=True)
class _Said:
    """What one part comes to: sentences that answer, or an outcome with a line, or neither."""

    sentences: tuple[Sentence, ...] = ()
    outcome: Outcome | None = None
    line: str = ""
    coverage: float = 0.0


def draft_instant(evidence: Evidence, style: Style) -> Instant:
    """The draft that needs no model. Its figures stand in a cited passage, the catalogue or the order in view."""
    question, voice, wording = evidence.question, style.voice, style.wording
    passages = numbered([one.retrieval for one in evidence.parts], [s for one in evidence.parts for s in one.scripts])
    if asks_nothing(question):
        return Instant(line(small_talk_line(question.intent, evidence.conversation, voice)), Reply(), passages)
    if signal := handover(question):
        product = evidence.products[0] if evidence.products else None
        outcome = handoff(signal, evidence.conversation, product, style.reader.lexicon.handover, wording)
        return Instant(line(voice.lines[f"handoff_{signal}"]), outcome, passages)
    if not evidence.parts:
        reason = "injection" if "injection" in question.signals else "not_covered"
        return Instant(
            line(voice.lines["injection" if reason == "injection" else "abstain"]), _abstain(reason, style), passages
        )
    every = with_related(passages, [one.related for one in evidence.parts])
    heard = [style.reader.heard(one.part, texts_of(every, evidence.products)) for one in evidence.parts]
    said = [_Part(evidence, style, one, every, it).said() for one, it in zip(evidence.parts, heard, strict=True)]
    answered = _answered(said, evidence, style)
    if answered:
        rest = still_open([(one.outcome, one.line) for one in said if not one.sentences], voice)
        if not rest and (more := relieving(answered, evidence, every, style)):
            answered, every = (*answered, more.sentence), more.passages
        answered, passages = cited_only(answered, every, len(passages))
        strategy = strategy_named(question.customer, style.strategies)
        draft = voiced([*answered, *rest], question, voice, strategy, closes=not rest)
        return Instant(draft, Reply(), passages, 1.0, left_open=bool(rest))
    asking = next((one for one in said if isinstance(one.outcome, Clarify)), said[0])
    coverage = max(one.coverage for one in said)
    return Instant(line(asking.line), asking.outcome or _abstain("not_covered", style), passages, coverage)


def _answered(said: Sequence[_Said], evidence: Evidence, style: Style) -> tuple[Sentence, ...]:
    """What the parts say, as one answer: the verdict first, nothing twice, the product in view not by its full name."""
    speech, shown = style.wording.speech, evidence.conversation.context.sku
    # A product that was only read out of the words is named, so that a mistake shows.
    view = next((one for one in evidence.products if shown and one.sku == shown), None)
    every = dict.fromkeys(sentence for one in said for sentence in one.sentences)
    answer = finished(tuple(every), view, evidence.question.text, speech)
    return answering_first(answer, style.reader.terms(evidence.parts[0].part), speech) if said[0].sentences else answer


def _abstain(reason: str, style: Style) -> Abstain:
    return Abstain(style.wording.abstain_reason[reason])


@dataclass(frozen=True, slots=True)
class _Part:
    """Answers one part: computed, from the catalogue, a script, the order, FAQ, by asking back, from the best units."""

    evidence: Evidence
    style: Style
    one: PartEvidence
    passages: tuple[Passage, ...]
    terms: Terms

    def said(self) -> _Said:
        for ready in (self._off_platform, self._solved, self._recommended, self._live, self._script, self._order):
            if (said := ready()) is not None:
                return said
        scored = self._scored()
        told = bool(scored) and (_is_same_question(scored[0], self.terms) or _is_of_just_that(scored[0], self.terms))
        if not told and (asked := self._asked_back()):
            return asked
        return self._answer(scored)

    def _off_platform(self) -> _Said | None:
        """A wish to deal elsewhere is declined in the shop's approved words, else in the voice's."""
        style = self.style
        elsewhere = {"off_platform": style.reader.lexicon.signals["off_platform"]}
        if not signals(self.one.part, elsewhere):
            return None
        approved = (one for one in self.one.scripts if signals(one.scenario, elsewhere))
        units = script_units(list(approved), self.passages, self._slots)
        if units:
            return _Said((Sentence(ended(units[0].body), (units[0].number,)),))
        return _Said(outcome=_abstain("off_platform", style), line=style.voice.lines["off_platform"])

    def _solved(self) -> _Said | None:
        solved = solve(self.one, self.evidence, self.style, self.passages)
        return _Said(solved.sentences, solved.outcome, solved.line) if solved else None

    def _recommended(self) -> _Said | None:
        """Goods that serve what the customer needs, or the one need that decides, asked for."""
        evidence, stated = self.evidence, amounts(self.one.part)
        found = recommend(self.one.part, evidence.goods, stated, self._choice, named=evidence.products)
        if isinstance(found, Missing):
            return _Said(outcome=Clarify(found.what), line=self.style.voice.lines["clarify"].format(ask=found.ask))
        if found is None:
            return None
        numbers = [row_number(fit.product, self.passages) for fit in found]
        cited = [(number,) if number else () for number in numbers]
        return _Said(tuple(Sentence(ended(fit.text), by) for fit, by in zip(found, cited, strict=True)))

    def _live(self) -> _Said | None:
        """Price, stock and columns of the product meant: what the catalogue says now wins over any prepared line."""
        order, products = self.evidence.conversation.context.order, self.evidence.products
        bought = order is not None and order.paid_at is not None
        answer = catalogue_answer(self.one.part, products, self.passages, self._choice, bought=bought)
        if isinstance(answer, Undecided):
            return _Said(outcome=Clarify(self.style.wording.missing_product), line=self._which(answer))
        return _Said(tuple(sentences_of(answer.units, self.style.wording.speech))) if answer else None

    def _script(self) -> _Said | None:
        chosen = choose_script(self.one.scripts, self.terms, self.style.reader, self._slots)
        if chosen is None:
            return None
        source = chosen.script.passage
        number = next((n for n, p in enumerate(self.passages, 1) if source and p.chunk.id == source.chunk.id), 0)
        return _Said((Sentence(ended(chosen.text), (number,) if number else ()),))

    @property
    def _slots(self) -> dict[str, str]:
        order = self.evidence.conversation.context.order
        product = self.evidence.products[0] if self.evidence.products else None
        return slot_values(order, product, self.style.voice.address)

    def _order(self) -> _Said | None:
        order = self.evidence.conversation.context.order
        if order is None:
            return None
        facts = order_facts(self.one.part, self.terms, order, self.style.wording)
        return _Said(tuple(Sentence(ended(fact)) for fact in facts)) if facts else None

    def _scored(self) -> list[Scored]:
        choice = self._choice
        found = {passage.chunk.id for passage in self.one.retrieval.passages}
        ours = [(number, one) for number, one in enumerate(self.passages, start=1) if one.chunk.id in found]
        codes = self.evidence.beyond.goods().codes if self.evidence.question.sku is not None else frozenset()
        units = [unit for unit in (*text_units(ours), *row_units(ours, choice)) if self._in_view(unit, codes)]
        units += product_units(self.evidence.products, self.passages, choice)
        units += script_units(self.one.scripts, self.passages, self._slots)
        return score_units(units, self.terms, self.style.reader, self.one.near, self._scope)

    @property
    def _scope(self) -> Scope:
        question, products = self.evidence.question, self.evidence.products
        meant = products[0] if products and (question.sku is not None or len(products) == 1) else None
        return scope_of(" ".join(question.parts), meant, self.style.wording.solving.places)

    @property
    def _choice(self) -> RowChoice:
        return RowChoice(self.terms, amounts(self.one.part), self.style.reader, self.style.wording, self.one.near)

    def _in_view(self, unit: Unit, codes: Set[str]) -> bool:
        """A text about certain products says nothing of another one."""
        sku = self.evidence.question.sku
        if sku is None or sku in unit.skus:
            return True
        told = comparable(unit.subject) if unit.kind is ChunkKind.TABLE_ROW else unit.plain
        return not unit.skus and not names_another(told, sku, codes)

    def _asked_back(self) -> _Said | None:
        style, question = self.style, self.evidence.question
        needs = style.reader.lexicon.needs
        if asks_for_order(self.one.part, needs) and self.evidence.conversation.context.order is not None:
            return _Said(outcome=_abstain("not_covered", style), line=holding_line(question, style.voice))
        wanted = dict(zip(question.parts, question.needs, strict=False)).get(self.one.part)
        need = next((need for need in needs if need.id == wanted), None)
        if need is not None:
            return _Said(outcome=Clarify(need.missing), line=style.voice.lines["clarify"].format(ask=need.ask))
        if not self.terms.all and not (self.evidence.products and self.terms.kinds):
            return _Said(outcome=Clarify(style.wording.missing_reference), line=style.voice.lines["clarify_reference"])
        return None

    def _answer(self, scored: Sequence[Scored]) -> _Said:
        style = self.style
        chosen = select(scored, self.terms, most_chars=style.voice.max_chars)
        coverage = max((one.coverage for one in scored), default=0.0)
        if chosen is None or not self._answers(chosen, scored):
            reason = "low_confidence" if chosen else "not_covered"
            return _Said(
                outcome=_abstain(reason, style),
                line=holding_line(self.evidence.question, style.voice),
                coverage=coverage,
            )
        if isinstance(chosen, Undecided):
            missing = style.wording.missing_product if chosen.products else chosen.about
            return _Said(outcome=Clarify(missing), line=self._which(chosen))
        if other := conflict(chosen.units, scored, self.passages, self.evidence.settled):
            reason = style.wording.abstain_reason["conflict"].format(**asdict(other))
            return _Said(outcome=Abstain(reason), line=holding_line(self.evidence.question, style.voice))
        units = to_the_point(self._of_view(chosen.units), self.terms)
        return _Said(tuple(sentences_of(units, style.wording.speech)))

    def _of_view(self, units: Sequence[Unit]) -> Sequence[Unit]:
        """Where a product is in view, without what is said of others behind the first."""
        if self.evidence.question.sku is None or len(units) < _SEVERAL:
            return units
        goods = Goods.of(self.evidence, self.style.wording.relief.general, self.style.reader)
        return goods.without_others(units)

    def _answers(self, chosen: Answer | Undecided, scored: Sequence[Scored]) -> bool:
        units = chosen.units if isinstance(chosen, Answer) else [scored[0].unit]
        seen = features(units, scored, self.terms.heads)
        return answers(seen) >= self.style.answer_floor or _is_same_question(scored[0], self.terms)

    def _which(self, undecided: Undecided) -> str:
        lines = self.style.voice.lines
        if not undecided.products:
            return lines["clarify"].format(ask=undecided.about)
        if len(undecided.subjects) > 3:
            return lines["clarify_product"]
        return lines["clarify_choice"].format(choices=self.style.wording.choice_joint.join(undecided.subjects))


def _is_of_just_that(best: Scored, terms: Terms) -> bool:
    """Whether the best unit holds all that is asked, with a word of the customer's own that no list knows: who asks
    for engraved ones need not say which product.
    """
    own = [term for term in terms.focus if term.residue and term.weight >= _OWN_WORD]
    return best.fits and best.coverage >= _OF_ALL and any(term.met(best.unit.plain) >= _OF_ALL for term in own)


def _is_same_question(best: Scored, terms: Terms) -> bool:
    weight = sum(term.weight for term in terms.focus)
    held = sum(term.weight * term.met(best.unit.question) for term in terms.focus)
    return best.fits and bool(best.unit.question) and weight > 0 and held / weight >= _SAME_QUESTION
