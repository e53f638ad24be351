"""Rules of the packs against a text: every match that no exemption covers becomes a finding."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from knowledge.text.view import CLAUSE_ENDS, SENTENCE_ENDS, View, ViewName, make_view
from knowledge.types import ChunkKind, Passage
from prompts.rule_packs import Exemptions, Rule, RulePacks
from server.reply.checks.evidence import may_be_told
from server.reply.checks.stated import stated
from server.reply.checks.subject import Subject
from server.reply.types import Finding, Level

_SHORTEST_NAME = 3  # a product called "最好" excuses nothing
# Log odds that a sentence is forbidden, below which no doubtful pattern is believed, and no other one. Chosen on 820
# sentences of two authors that no pattern and no weight had been fitted to.
_UNLIKE_DOUBTFUL = -1.0
_UNLIKE = -3.0
_SHORTEST_ALIKE = 7  # characters that say enough, …
_FEWEST_IDEOGRAPHS = 4  # … and are Chinese: of English the weights know too little
_IDEOGRAPH = re.compile("[\u4e00-\u9fff]")
_LONGEST_HIDDEN = 6  # characters of a word that a space may hide
_SPACE = re.compile(r"\s")
_RUN = 3
_QUOTED = 0.6  # share of a sentence's runs that its sources have, from which it is theirs
_SENTENCE = re.compile(f"[^{SENTENCE_ENDS}]+")
_LINE = re.compile(r"[^。！!；;\n]+")
# A source that forbids a word, or in which a customer asks with it, does not say it.
_ON_WORDING = re.compile(
    r"(?:不(?:能|可以?|得|要|许|允许|准)|禁止|严禁|避免|请勿|别)(?:对外|随意|直接)?(?:使用|说|写|用|出现|宣称|宣传|承诺|提)|绝对化|极限(?:词|用语)|违禁|禁用|敏感词"
    r"|问法|(?:顾客|客户|买家)(?:常|会)?(?:怎么|常见)?(?:问|说)"
)
_SAID = ("text", "answer", "variant")  # the fields of a script or FAQ that are the shop's own words


@dataclass(frozen=True, slots=True)
class _Read:
    """A sentence of the squeezed view with the log odds that it is forbidden, and the family that it is most like."""

    match: re.Match[str]
    odds: float
    family: str


class Matcher:
    """A subject's text with its views, and with what excuses words: sources and names. Each is made once."""

    def __init__(self, subject: Subject, packs: RulePacks) -> None:
        self._text = subject.text
        self._subject = subject
        self._lookalikes = packs.lookalikes
        self._likeness = packs.likeness
        self._views: dict[ViewName, View] = {}
        self._sources: str | None = None
        self._names: tuple[str, ...] | None = None

    def findings(self, rule: Rule) -> Iterator[Finding]:
        for view, match in self._matches(rule):
            if match.end() == match.start() or self._fine(rule, view, match):
                continue
            start, end = view.span(match.start(), match.end())
            if not self._is_unlike(start, end, _least_odds(rule)):
                yield finding(rule, start, end, self._text, match.group())

    def _matches(self, rule: Rule) -> Iterator[tuple[View, re.Match[str]]]:
        """A space between words is a pause, or hides one word (最 低价): the latter where a short match crosses it."""
        view = self.view("paced" if rule.view == "squeezed" else rule.view)
        for pattern in rule.patterns:
            yield from ((view, match) for match in pattern.finditer(view.text))
        joined = self.view(rule.view)
        if len(joined.text) == len(view.text):
            return
        for match in (match for pattern in rule.patterns for match in pattern.finditer(joined.text)):
            start, end = joined.span(match.start(), match.end())
            if match.end() - match.start() <= _LONGEST_HIDDEN and _SPACE.search(self._text, start, end):
                yield joined, match

    def alike(self, rule: Rule) -> Iterator[Finding]:
        """The sentences that read as what the rule forbids, unless they are the sources' or exempt."""
        view, floor = self.view("paced"), self._likeness.floors.get(rule.alike, math.inf)
        for read in self._sentences:
            if read.family == rule.alike and read.odds > floor and _says_enough(read.match.group()):
                if _exempt(rule.unless, view, read.match) or self._is_quoted(read.match.group()):
                    continue
                if self._is_by_its_names(read.match.group(), floor):
                    continue
                yield finding(rule, *view.span(*read.match.span()), self._text)

    @cached_property
    def _sentences(self) -> tuple[_Read, ...]:
        sentences = _SENTENCE.finditer(self.view("paced").text)
        return tuple(_Read(match, *self._likeness.odds(match.group())) for match in sentences)

    def _is_unlike(self, start: int, end: int, bound: float) -> bool:
        """Of the sentence; a clause that by itself reads as forbidden is not hidden by the harmless ones around."""
        view = self.view("paced")
        around = (one for one in self._sentences if view.origin[one.match.end() - 1] >= start)
        if (read := next(around, None)) is None or read.odds >= bound:
            return False
        first = max((self._text.rfind(mark, 0, start) for mark in CLAUSE_ENDS), default=-1) + 1
        last = min((at for mark in CLAUSE_ENDS if (at := self._text.find(mark, end)) >= 0), default=len(self._text))
        clause = make_view(self._text[first:last], "paced", self._lookalikes).text
        return self._likeness.odds(clause)[0] < 0

    def _is_by_its_names(self, sentence: str, floor: float) -> bool:
        """Whether only the names of goods in it make the sentence read as forbidden."""
        bare = sentence
        for name in self._product_names():
            bare = bare.replace(name, "")
        return bare != sentence and (not _says_enough(bare) or self._likeness.odds(bare)[0] <= floor)

    def _is_quoted(self, sentence: str) -> bool:
        runs = [sentence[at : at + _RUN] for at in range(len(sentence) - _RUN + 1)]
        source = self._source_text()
        return bool(source) and sum(run in source for run in runs) >= _QUOTED * len(runs)

    def view(self, name: ViewName) -> View:
        if name not in self._views:
            self._views[name] = make_view(self._text, name, self._lookalikes)
        return self._views[name]

    def _fine(self, rule: Rule, view: View, match: re.Match[str]) -> bool:
        left, right = view.around(match.start(), match.end(), SENTENCE_ENDS)
        if rule.needs and not any(pattern.search(view.text, left, right) for pattern in rule.needs):
            return True
        if _exempt(rule.unless, view, match):
            return True
        if rule.unless.source and match.group() in self._source_text():
            return True
        return _inside_any(self._product_names(), view.text, match.start(), match.end())

    def _source_text(self) -> str:
        if self._sources is None:
            told = (_vouched(passage) for passage in self._subject.passages if may_be_told(passage))
            lines = (line for text in told for line in _LINE.findall(text) if not _ON_WORDING.search(line))
            self._sources = make_view("\n".join(lines), "squeezed", self._lookalikes).text
        return self._sources

    def _product_names(self) -> tuple[str, ...]:
        """Names and trademarks may hold any words; they are the catalogue's, so a text cannot invent them."""
        if self._names is None:
            written = {word for product in self._subject.products for word in (product.name, product.brand)}
            read: tuple[ViewName, ...] = ("paced", "squeezed")
            views = (make_view(name, view, self._lookalikes).text for name in written for view in read)
            self._names = tuple(name for name in views if len(name) >= _SHORTEST_NAME)
        return self._names


def _least_odds(rule: Rule) -> float:
    """What other checks forbid is often a lawful sentence with a wrong fact, of which the weights know nothing."""
    if rule.doubtful:
        return _UNLIKE_DOUBTFUL
    return _UNLIKE if rule.check == "compliance" else -math.inf


def _says_enough(sentence: str) -> bool:
    return len(sentence) >= _SHORTEST_ALIKE and len(_IDEOGRAPH.findall(sentence)) >= _FEWEST_IDEOGRAPHS


def _vouched(passage: Passage) -> str:
    """What the passage itself says: of a script or FAQ the answer, without the customer's words."""
    answers = [value for name, value in passage.chunk.fields if name in _SAID]
    paired = passage.chunk.kind in (ChunkKind.SCRIPT, ChunkKind.FAQ)
    return "\n".join(answers) if paired and answers else stated(passage.text).text


def finding(rule: Rule, start: int, end: int, text: str, found: str = "", **more: str) -> Finding:
    """`found` is the words as the rule read them, by which `rewrites` are chosen; the reason quotes the original."""
    reason = rule.reason.format(found=text[start:end], **more)
    return Finding(
        check=rule.check,
        rule=rule.id,
        level=Level(rule.level),
        start=start,
        end=end,
        reason=f"{reason}（{rule.basis}）" if rule.basis else reason,
        suggestion=rule.rewrites.get(found, rule.suggestion),
    )


def _exempt(unless: Exemptions, view: View, match: re.Match[str]) -> bool:
    start, end = match.span()
    text = view.text
    for pattern in unless.within:
        if any(cover.start() <= start and end <= cover.end() for cover in pattern.finditer(text)):
            return True
    left, right = view.around(start, end, SENTENCE_ENDS)
    if any(pattern.search(text, left, start) for pattern in unless.before):
        return True
    if any(pattern.match(text, end, right) for pattern in unless.after):
        return True
    if any(pattern.search(text, left, right) for pattern in unless.sentence):
        return True
    left, right = view.around(start, end, CLAUSE_ENDS)
    return any(pattern.search(text, left, right) for pattern in unless.clause)


def _inside_any(names: Sequence[str], text: str, start: int, end: int) -> bool:
    for name in names:
        at = text.find(name)
        while at >= 0:
            if at <= start and end <= at + len(name):
                return True
            at = text.find(name, at + 1)
    return False
