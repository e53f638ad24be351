"""Sentences of a model -> sentences that rest on something: cited, from the catalogue or the order, or mere sympathy.

Weak models forget citations, cite the wrong passage and add what nobody wrote. A sentence is given to the passage that
holds its figures and most of its words; one that no source holds is dropped. What is half held, and cited, stays: the
checks judge it, so that a repair can mend it rather than lose a condition.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from knowledge.text import comparable
from knowledge.text.figures import Figure, find_figures
from prompts.answer_words import AnswerWords
from server.reply.checks.evidence import passage_text, standing_facts
from server.reply.checks.stated import stated
from server.reply.checks.subject import Subject
from server.reply.checks.support import supported
from server.reply.evidence.units import quotable
from server.reply.types import Sentence

_SILENT = re.compile(r"亲+|您|你|我们?|咱们|这边|的|了|是|呢|哦|呀|啊|哈|吧|请|可以|会|[^\w%]")
# Shares of a sentence's character pairs: a paraphrase keeps more of its source's words than a third, and a source is
# found for an uncited sentence only where it holds half of them.
_PARAPHRASE = 0.34
_QUOTED = 0.5
_REPEATED = 0.85  # of a sentence's pairs in one that was said before
_FEWEST_WORDS = 2  # characters, or words of another language, beside the figures
_WORD = re.compile(r"[A-Za-z]{2,}")
_HAN = re.compile(r"[\u3400-\u9fff]")


@dataclass(frozen=True, slots=True)
class Sources:
    """What a draft may rest on: the passages' texts by number (empty: not for customers), facts that need no citation,
    the catalogue's and the order's, and what was found or worked out from them already, with its citations."""

    passages: tuple[str, ...]
    standing: str = ""
    told: tuple[Sentence, ...] = ()


def sources_of(subject: Subject) -> Sources:
    """What the checks will hold the draft against, less what no customer may read."""
    passages = tuple(passage_text(one) if quotable(one) else "" for one in subject.passages)
    return Sources(passages, standing_facts(subject))


def attributed(said: Sequence[Sentence], sources: Sources, words: AnswerWords) -> tuple[Sentence, ...]:
    """What may stay of the model's sentences, each with citations that hold it. No sentence is said twice."""
    kept: list[Sentence] = []
    for sentence in said:
        bare = _unopened(sentence, words)
        if not bare.text or words.closing.fullmatch(bare.text):
            continue
        rested = _rested(bare, sources, words)
        if rested is not None and not any(_repeats(rested, other) for other in kept):
            kept.append(rested)
    return tuple(kept)


def holds_words(sentence: Sentence, sources: Sources) -> bool:
    """Whether the sentence is made of the words of what it cites, or of standing facts; other languages cannot be."""
    held = [sources.passages[number - 1] for number in sentence.citations]
    told = [one.text for one in sources.told]
    return _share(sentence.text, [*held, *told, sources.standing]) >= _PARAPHRASE


def tells(sentence: Sentence, question: str, sources: Sources) -> bool:
    """Whether the sentence has words beside its figures, and is no echo: with more of the question in it than of its
    sources, and no figure that the customer has not said."""
    words = "".join(_around_figures(sentence.text))
    if not _HAN.search(sentence.text):
        return len(_WORD.findall(words)) > _FEWEST_WORDS
    if len(_HAN.findall(words)) < _FEWEST_WORDS:
        return False
    asked = {figure.value for figure in find_figures(question)}
    held = [sources.passages[number - 1] for number in sentence.citations]
    rests = _share(sentence.text, [*held, *(one.text for one in sources.told), sources.standing])
    new = any(figure.value not in asked for figure in find_figures(sentence.text))
    return new or _share(sentence.text, [question]) <= max(rests, _PARAPHRASE)


def _unopened(sentence: Sentence, words: AnswerWords) -> Sentence:
    match = words.greeting.match(sentence.text)
    return sentence if match is None else Sentence(sentence.text[match.end() :].lstrip(), sentence.citations)


def _rested(sentence: Sentence, sources: Sources, words: AnswerWords) -> Sentence | None:
    """None when nothing holds it and it is no sympathy either."""
    figures = find_figures(sentence.text)
    cited = tuple(number for number in sentence.citations if sources.passages[number - 1])
    share = _share(sentence.text, [sources.passages[number - 1] for number in cited] + [sources.standing])
    foreign = not _HAN.search(sentence.text)
    if not foreign and (told := _retold(sentence.text, figures, sources)) is not None:
        # Small models miscopy a character: what is the fact's own words but for one or two is said in them.
        alike = min(_share(sentence.text, [told.text]), _share(told.text, [sentence.text]))
        also = cited if share >= _PARAPHRASE else ()
        return (
            told if _REPEATED <= alike < 1 else Sentence(sentence.text, tuple(dict.fromkeys((*told.citations, *also))))
        )
    if cited and (foreign or share >= _PARAPHRASE) and _held(figures, cited, sources):
        return Sentence(sentence.text, cited)
    if not foreign and (found := _found(sentence.text, figures, sources)) is not None:
        return Sentence(sentence.text, found)
    if not cited and figures and (nearest := _nearest(sentence.text, sources)):
        # Nearly a source's sentence with another figure: dropping it could lose a condition.
        return Sentence(sentence.text, nearest)
    if not cited:
        return sentence if not figures and words.courtesy.fullmatch(sentence.text) else None
    # Cited, and partly or wrongly held: the checks say what is wrong with it.
    return Sentence(sentence.text, cited) if foreign or figures or share >= _PARAPHRASE else None


def _retold(text: str, figures: Sequence[Figure], sources: Sources) -> Sentence | None:
    """What was told already that holds the figures and most words, most of them first."""
    near = [(share, one) for one in sources.told if (share := _share(text, [one.text])) >= _QUOTED]
    near.sort(key=lambda found: -found[0])
    holding = (one for _, one in near if all(supported(figure, find_figures(one.text), "") for figure in figures))
    return next(holding, None)


def _found(text: str, figures: Sequence[Figure], sources: Sources) -> tuple[int, ...] | None:
    """The passage that holds the figures and most words; () when standing facts do; None when nothing does."""
    if _share(text, [sources.standing]) >= _QUOTED and _held(figures, (), sources):
        return ()
    best = _by_share(text, sources)
    return next(((number,) for number in best if _held(figures, (number,), sources)), None)


def _nearest(text: str, sources: Sources) -> tuple[int, ...]:
    return tuple(_by_share(text, sources)[:1])


def _by_share(text: str, sources: Sources) -> list[int]:
    """The passages that hold at least half of the words, most first."""
    shares = {
        number: _share(text, [passage, sources.standing])
        for number, passage in enumerate(sources.passages, start=1)
        if passage
    }
    return sorted((number for number in shares if shares[number] >= _QUOTED), key=lambda number: -shares[number])


def _held(figures: Iterable[Figure], citations: Sequence[int], sources: Sources) -> bool:
    texts = [sources.standing, *(sources.passages[number - 1] for number in citations)]
    known = [figure for text in texts for figure in stated(text).figures]
    return all(supported(figure, known, "") for figure in figures)


def _share(text: str, sources: Iterable[str]) -> float:
    """Of the words around the figures: "within 24 hours" stands in many passages that speak of other matters."""
    pairs = frozenset[str]().union(*map(_pairs, _around_figures(text))) or _pairs(text)
    held = frozenset[str]().union(*map(_pairs, sources))
    return len(pairs & held) / len(pairs) if pairs else 0.0


def _around_figures(text: str) -> list[str]:
    pieces: list[str] = []
    at = 0
    for figure in find_figures(text):
        pieces.append(text[at : figure.start])
        at = max(at, figure.end)
    return [*pieces, text[at:]]


def _repeats(sentence: Sentence, other: Sentence) -> bool:
    pairs = _pairs(sentence.text)
    return not pairs or len(pairs & _pairs(other.text)) >= _REPEATED * len(pairs)


@lru_cache(maxsize=512)  # the same passages are read for every sentence of every draft made from them
def _pairs(text: str) -> frozenset[str]:
    bare = _SILENT.sub("", comparable(text))
    return frozenset(bare[at : at + 2] for at in range(len(bare) - 1))
