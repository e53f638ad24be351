"""A text cut into what it claims: figures and yes or no, each with the words among which it stands. Pure.

A claim is made by a clause. What the clause leaves out is looked for in its sentence, in the line that leads to it and
in the headings, so that "15 天" under 退货 is a claim about returns.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from ingestion.conflicts.values import AXIS_WORDS, Value, figures_of, nothing_to_pay, values_of
from ingestion.conflicts.words import Words
from knowledge.text.axes import AXES
from knowledge.text.clauses import is_negated, without_negation
from knowledge.text.figures import types as kinds
from knowledge.text.view import View, make_view

GAP = "\0"
_LINE = "\n"
_SHORTEST_CORE = 2  # characters; a shorter clause speaks of what its sentence does, or its heading
_SENTENCE = re.compile(r"[^。！!？?;\n]+[？?]?")
_CLAUSE = re.compile(r"[^，,;]+")
_AND = re.compile(r"并且|并(?=[^且])|但是?|同时")
_ASKS = re.compile(
    r"(?:[吗嘛么]|(?<!的)(?<!了)呢)[啊呀]?$|[？?]$|^(?:多久|多少|怎么|如何|什么)|(?:是否|能不能|可不可以|会不会|要不要|有没有|能否|可否)"
)
_LEADS_ON = re.compile(
    r"(?:[内前后起时的]|付款|下单|拍下|签收)$"
)  # a clause that ends so says when or where, and the next one what
# What has happened, from which a time is counted, is not what has to happen in it.
_SINCE = re.compile(
    r"(?:^|(?<=[在自从于]))[^\0在自从于]{0,14}?(?<!之)(?<!以)(?:后|次日起|之日起|当天起|当日起)(?=[^面台期备续])"
)
_FOR_EXAMPLE = re.compile(r"\((?:如|例如|比如|例)[^()]*\)")
_EXCEPT = re.compile(r"除(?:了)?[^，,。;]{1,24}?(?:以外|之外|外)|[^，,。;()]{1,16}除外")
# 大豆纤维被：可机洗，水温30度以下. What stands before the colon is what all of the sentence is about.
_TOPIC = re.compile(r"\s*([^:，,、]{2,12}):")
_KEPT = 16_384  # texts whose readings are remembered: headings, and clauses that are read for several reasons
# What happens only in a case is not denied by a 不 in it.
_IN_CASE = re.compile(r"^[^，,]{1,12}(?:的话|的时候)")
_NO_CORE = re.compile(r"[\0内前后起时]")
_NO_WORD = re.compile(r"[^\w\0]+|_")


@dataclass(frozen=True, slots=True)
class Claim:
    """[start, end) of the text. `core` are the clause's telling words, `around` those of all that it stands among,
    `leaf` those of the nearest heading.

    `case` says which case it speaks of, `under` which one its headings do; `yes` what it affirms and denies, by the
    name of the opposites, and `stance` where; `denies` whether it is in the negative at all.
    `acts` are the steps of a process that it says somebody takes; `sentence` the telling words of its sentence so far,
    `since` those of what it counts from.
    """

    start: int
    end: int
    core: str
    around: str
    leaf: str
    case: Mapping[str, frozenset[str]]
    under: Mapping[str, frozenset[str]]
    values: tuple[Value, ...]
    yes: Mapping[str, bool]
    denies: bool
    for_all: bool
    stance: tuple[int, int]
    acts: frozenset[str] = frozenset()
    sentence: str = ""
    since: str = ""
    matters: frozenset[str] = frozenset()


def claims(
    text: str, above: Sequence[str], words: Words, *, subject: str = "", sections: Sequence[str] = ()
) -> Iterator[Claim]:
    """Those of a text; `above` are its headings, question and lead, the farthest first. `subject` is what a table's row
    is about: all of its claims are about that. `sections` are those it stands in.
    """
    named = _telling(_plain(subject).text, words) + GAP if subject else ""
    heading = _plain("\n".join(above)).text
    view = _plain(text)
    told = (_telling(_plain(section).text, words) for section in reversed(sections))
    leaf = next((section for section in told if any(char not in words.weak for char in _NO_CORE.sub("", section))), "")
    for sentence in _SENTENCE.finditer(view.text):
        if _ASKS.search(sentence.group().strip()):
            heading = f"{heading}\n{sentence.group()}"  # a question is answered by what follows it
            continue
        if words.example.search(sentence.group()):
            continue
        of_heading = _cases(heading, words)
        topic = _TOPIC.match(sentence.group())
        matters = _matters(f"{subject}{_LINE}{heading}", words) | _matters(sentence.group(), words)
        whole = f"{_above(heading, words)}{GAP}{_telling(sentence.group(), words)}"
        for start, end in _clauses(view.text, *sentence.span()):
            claim = _claim(view, (start, end), words, in_row=bool(subject))
            if claim is None:
                continue
            case = {**_inherited(view.text[sentence.start() : end], words), **claim.case}
            core = f"{_telling(topic[1], words)}{GAP}{claim.core}" if topic and start > sentence.start() else claim.core
            if _is_bare(core):
                core = _telling(view.text[sentence.start() : end], words)
            if _is_bare(core):
                core = f"{_telling(heading.rpartition(_LINE)[2], words)}{GAP}{core}"
            so_far = _telling(view.text[sentence.start() : end], words)
            yield replace(
                claim,
                around=whole,
                case=case,
                under=of_heading,
                core=f"{named}{core}",
                leaf=leaf,
                sentence=f"{named}{so_far}",
                matters=matters,
            )


def _is_bare(core: str) -> bool:
    """Whether the words do not say what is spoken of: 最多30元, or freight of whatever kind."""
    return len(_NO_CORE.sub("", core.replace("运费", ""))) < _SHORTEST_CORE


def _inherited(said: str, words: Words) -> Mapping[str, frozenset[str]]:
    return _cases(_EXCEPT.sub("", said), words)


def _clauses(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A clause that only says when goes together with the one that says what."""
    pending = -1
    for found in _CLAUSE.finditer(text, start, end):
        at = found.start()
        pieces = [*(m.start() for m in _AND.finditer(text, *found.span()) if m.start() > at), found.end()]
        for stop in pieces:
            begin = at if pending < 0 else pending
            pending = -1
            if _LEADS_ON.search(text[at:stop]) and stop < end:
                pending = begin
            else:
                yield begin, stop
            at = stop
    if pending >= 0:
        yield pending, end


def _claim(view: View, span: tuple[int, int], words: Words, *, in_row: bool) -> Claim | None:
    start, end = span
    said = view.text[start:end]
    plain = _FOR_EXAMPLE.sub(_blank, _EXCEPT.sub(_blank, said))
    values = tuple(value for value in values_of(plain, view, start) if value.measure != kinds.BARE or in_row)
    rest = words.not_denying.sub(_blank, _IN_CASE.sub(_blank, plain))
    yes = {
        name: not axis.no.search(plain)
        for name, axis in AXIS_WORDS.items()
        if axis.no.search(plain) or axis.yes.search(plain)
    }
    if "allowed" not in yes and (stance := words.forbids.search(plain) or words.permits.search(plain)):
        yes["allowed"] = stance.re is words.permits
    if words.gratis.search(plain):
        yes["free"] = True
    for name, (affirms, denied) in words.opposites.items():
        if name not in yes and (denied.search(plain) or affirms.search(plain)):
            yes[name] = not denied.search(plain)
    if words.ended.search(plain):
        yes = dict.fromkeys(yes, False)
    denies = is_negated(rest) or words.ended.search(plain) is not None
    if not values and not yes and len(plain) < 4:
        return None
    if yes.get("shipping") or yes.get("free"):
        values = (*values, nothing_to_pay(view, start, plain, (words.gratis, words.opposites["free"][0])))
    return Claim(
        *view.span(start, end),
        core=_core(plain, words),
        around="",
        leaf="",
        case=_cases(plain, words),
        under={},
        values=values,
        yes=yes,
        denies=denies,
        for_all=words.for_all.search(plain) is not None,
        stance=view.span(start, end),
        acts=words.acts_of(_SINCE.sub(_blank, plain)),
        since=_telling(since.group(), words) if (since := _SINCE.search(plain)) else "",
    )


def _blank(match: re.Match[str]) -> str:
    return GAP * len(match[0])


def _above(heading: str, words: Words) -> str:
    return GAP.join(_telling(line, words) for line in heading.split(_LINE))


def _core(plain: str, words: Words) -> str:
    """The telling words of a clause without what it counts from, if something is left."""
    told = _telling(plain, words)
    since = _SINCE.search(plain)
    if since is None or figures_of(since.group()):
        return told
    rest = _telling(f"{plain[: since.start()]}{GAP}{plain[since.end() :]}", words)
    return rest if len(_NO_CORE.sub("", rest)) >= _SHORTEST_CORE else told


@lru_cache(maxsize=_KEPT)
def _cases(plain: str, words: Words) -> Mapping[str, frozenset[str]]:
    return words.case_of(plain)


@lru_cache(maxsize=_KEPT)
def _matters(plain: str, words: Words) -> frozenset[str]:
    return words.matters_of(plain)


@lru_cache(maxsize=_KEPT)
def _plain(text: str) -> View:
    return make_view(text, "plain", {})


@lru_cache(maxsize=_KEPT)
def _telling(plain: str, words: Words) -> str:
    """The words alone: figures, opposites and what denies are taken out, and what is left in words of one kind."""
    gone = bytearray(len(plain))
    for figure in figures_of(plain):
        if figure.kind != kinds.CODE:
            gone[figure.start : figure.end] = b"\1" * (figure.end - figure.start)
    left = "".join(GAP if gone[at] else char for at, char in enumerate(plain))
    for axis in AXES:
        instead = f"{GAP}运费{GAP}" if axis.name == "shipping" else GAP  # 包邮 speaks of freight, whatever else it says
        left = axis.yes.sub(instead, axis.no.sub(instead, left))
    left = words.permits.sub(GAP, words.forbids.sub(GAP, left))
    left = words.gratis.sub(f"{GAP}", left)
    out, at = [], 0
    for match in words.not_denying.finditer(left):
        out += [without_negation(left[at : match.start()]), match.group()]
        at = match.end()
    text = "".join([*out, without_negation(left[at:])])
    return words.telling(_NO_WORD.sub(GAP, text))
