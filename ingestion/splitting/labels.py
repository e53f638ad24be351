"""Lines with speakers' labels (问：… 答：…, 场景：… 话术：…) as pairs of what is asked and what is answered. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from ingestion.reading import Paragraph


class Label(StrEnum):
    QUESTION = "question"
    ANSWER = "answer"
    SCENARIO = "scenario"
    REPLY = "reply"
    VARIANT = "variant"
    STAGE = "stage"


_WORDS = {
    Label.QUESTION: r"(?:客户|顾客|买家|用户)?(?:提问|问题|问)|Q(?:uestion)?",
    Label.ANSWER: r"(?:客服)?(?:回答|解答|答复|答案|答)|A(?:nswer)?",
    Label.SCENARIO: r"(?:适用|使用|触发|客户)?(?:场景|情景|情形)(?:描述)?|(?:客户|顾客|买家)(?:说|消息|咨询)?|scenario",
    Label.REPLY: r"(?:标准|参考|推荐|回复|应答|客服)?(?:话术|回复|应答)(?:内容)?|客服|script|reply",
    Label.VARIANT: r"(?:备选|备用|替代|其他)(?:话术|回复)?|variant",
    Label.STAGE: r"(?:服务|销售)?(?:阶段|环节)|stage",
}
_NUMBER = r"\s?[\d一二三四五六七八九十]{0,3}"
_OPEN = re.compile(
    r"\s*(?:[-*•]\s*|[（(]?\d{1,3}(?:[）)、．]|\.(?!\d))\s*)?[【\[]?(?:"
    + "|".join(f"(?P<{label}>{words})" for label, words in _WORDS.items())
    + rf"){_NUMBER}(?:[】\]]\s*[:：]?|\s*[:：])\s*",
    re.IGNORECASE,
)
# Inside a line a label opens something only after the end of what stands before it.
_INSIDE = re.compile(
    rf"(?<=[。！？!?；;~～）)\s])(?=[【\[]?(?:{'|'.join(_WORDS.values())}){_NUMBER}(?:[】\]]|\s*[:：]))", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Pair:
    """A question or scenario with its answer. `source` is the text as it stands in the document."""

    asked: str
    answer: str
    source: str
    page: int | None
    scripted: bool  # labelled as a scenario and a reply, not as question and answer
    variants: tuple[str, ...] = ()
    stage: str = ""


@dataclass(frozen=True, slots=True)
class _Line:
    label: Label | None
    text: str
    source: str
    page: int | None


def pairs(paragraphs: Sequence[Paragraph], *, dialogue: bool = False) -> Iterator[Pair | Paragraph]:
    """The paragraphs in order, with what is labelled as question and answer taken together.

    What follows an answer without a label belongs to it, until the next label. 客户：/客服： count as labels only in a
    `dialogue` (a document of scripts): elsewhere they are headings of duties.
    """
    held: list[_Line] = []
    stage = ""
    for line in _lines(paragraphs, dialogue=dialogue):
        if line.label is Label.STAGE and not _asked(held):
            stage = line.text
        if line.label in {Label.QUESTION, Label.SCENARIO} and _asked(held):
            yield from _closed(held, stage)
            held = []
        held.append(line)
    yield from _closed(held, stage)


def _asked(held: Sequence[_Line]) -> bool:
    return any(line.label in {Label.QUESTION, Label.SCENARIO} for line in held)


def _lines(paragraphs: Sequence[Paragraph], *, dialogue: bool) -> Iterator[_Line]:
    for paragraph in paragraphs:
        for line in paragraph.text.split("\n"):
            for part in _INSIDE.split(line):
                if part.strip():
                    yield _labelled(part.strip(), paragraph.page, dialogue=dialogue)


def _labelled(part: str, page: int | None, *, dialogue: bool) -> _Line:
    match = _OPEN.match(part)
    if match is None or (not dialogue and re.match(r"\W*\d*\W*(?:客户|顾客|买家|客服)\W", part)):
        return _Line(None, part, part, page)
    return _Line(Label(match.lastgroup or ""), part[match.end() :], part, page)


def _closed(held: Sequence[_Line], stage: str) -> Iterator[Pair | Paragraph]:
    """A pair if the lines make one; before it, what stood unlabelled; else the lines as paragraphs."""
    start = next((i for i, line in enumerate(held) if line.label in {Label.QUESTION, Label.SCENARIO}), len(held))
    if not any(line.label in {Label.ANSWER, Label.REPLY} for line in held[start:]):
        yield from (Paragraph(line.source, line.page) for line in held)
        return
    if start and held[start - 1].label is Label.STAGE:
        start -= 1
    yield from (Paragraph(line.source, line.page) for line in held[:start])
    yield _pair(held[start:], stage)


def _pair(lines: Sequence[_Line], stage: str) -> Pair:
    asked, answers, current = "", [""], Label.QUESTION
    first = next(line for line in lines if line.label in {Label.QUESTION, Label.SCENARIO})
    for line in lines:
        current = line.label or current
        if line.label is Label.STAGE:
            stage = line.text
        elif current in {Label.QUESTION, Label.SCENARIO}:
            asked = f"{asked}\n{line.text}" if asked else line.text
        elif line.label is not None and answers[-1]:
            answers.append(line.text)
        else:
            answers[-1] = f"{answers[-1]}\n{line.text}" if answers[-1] else line.text
    scripted = first.label is Label.SCENARIO or any(line.label is Label.REPLY for line in lines)
    source = "\n".join(line.source for line in lines)
    pair = Pair(asked, answers[0], source, first.page, scripted, tuple(answers[1:]), stage)
    return pair if scripted else replace(pair, answer="\n".join(answers), variants=())
