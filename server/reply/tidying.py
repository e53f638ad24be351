"""A model's answer -> the words meant for the customer: no mark-up, names, preambles or invented further turns.

Works on the whole answer, citation marks still in it. What it cannot tell from the reply it leaves to the checks.
"""

from __future__ import annotations

import re

from prompts.answer_words import AnswerWords

_FENCE = re.compile(r"^[ \t]*(?:```|~~~)[^\n]*$", re.M)
_TAG = re.compile(r"</?[A-Za-z\u3400-\u9fff|][\w\u3400-\u9fff|]{0,24}\s*/?>")
_LINK = re.compile(r"!?\[([^\]\n]{1,80})\]\([^()\s]{1,300}\)")
_HEADING = re.compile(r"^[ \t]*#{1,6}[ \t]+[^\n]*$", re.M)
_LINE_MARK = re.compile(
    r"^[ \t]*(?:>[ \t]*|[-*•·+][ \t]+|(?:\d{1,2}[.、)）]|[（(]\d{1,2}[）)]|[①-⑳])(?!\d)[ \t]*)+", re.M
)
_RULE = re.compile(r"^[ \t]*(?:[-*_=]{3,}|\|?[\s:|-]+\|[\s:|-]*)[ \t]*$", re.M)
_EMPHASIS = re.compile(r"(?<!\d)\*{1,3}|\*{1,3}(?!\d)|`+|_{2,}|~~(?=\S)")
_INNER_BULLET = re.compile(r"(?<=[：:；;。])[ \t]*[-•·][ \t]+")
_FOOTNOTE = re.compile(r"[¹²³⁴-⁹⁰]+(?=[。；，,;.！!？?：:]|\s|$)")
_CELL = re.compile(r"[ \t]*\|[ \t]*")
_ENDED = re.compile(r"[。！!？?；;：:，,、…~～]\s*(?:[\[［【]\s*\d[\d\s,，、]*[\]］】]\s*)*$")
_MARK_AT_END = re.compile(r"((?:[\[［【]\s*\d[\d\s,，、]*[\]］】]\s*)+)$")
_MARKS_FIRST = re.compile(r"^[ \t]*((?:[\[［【]\s*\d[\d\s,，、]*[\]］】]\s*)+)(\S[^\n]*)$", re.M)
_ANY_MARK = re.compile(r"[\[［【]\s*\d[\d\s,，、]*[\]］】]")
# A passage's heading as the prompt shows it, copied with the passage.
_COPIED_HEADING = re.compile(r"^[ \t]*《[^》\n]{1,60}》[^：:。！？\n]{0,60}[：:][ \t]*", re.M)
_CUT_TITLE = re.compile(r"(?:[\[［【]\s*\d[\d\s,，、]*[\]］】]\s*)*《[^》\n]*$")  # where the model's limit cut it off
_QUOTES = dict(zip('“"「『', '”"」』', strict=True))
_MOST_PREAMBLES = 4


def tidied(text: str, words: AnswerWords) -> str:
    """Idempotent for a plain reply: that comes out as it went in, but for white space."""
    text = _FENCE.sub("", text.replace("\r", ""))
    text = _CUT_TITLE.sub("", _TAG.sub("", _LINK.sub(r"\1", text)))
    text = _COPIED_HEADING.sub("", _MARKS_FIRST.sub(_marks_last, text))
    text = _plain_lines(_reply_lines(text.strip(), words))
    text = _unquoted(_without_preambles(text, words))
    return words.aside.sub("", text).strip()


def _marks_last(line: re.Match[str]) -> str:
    """Some models write the citation before the sentence, as the passages are numbered."""
    marks, said = line[1].strip(), line[2].rstrip()
    return said if _ANY_MARK.search(said) else f"{said}{marks}"


def _reply_lines(text: str, words: AnswerWords) -> list[str]:
    """The lines of the first turn that is no customer's. A model that goes on writes both sides of a chat."""
    turns: list[tuple[bool, list[str]]] = [(False, [])]
    for line in text.split("\n"):
        said = line
        while match := words.speaker.match(said):
            if match["customer"] is not None or any(one.strip() for one in turns[-1][1]):
                turns.append((match["customer"] is not None, []))
            said = said[match.end() :]
        turns[-1][1].append(said)
    spoken = [lines for customer, lines in turns if not customer and any(line.strip() for line in lines)]
    meant = (lines for lines in spoken if _without_preambles("\n".join(lines), words).strip())
    return next(meant, [])


def _plain_lines(lines: list[str]) -> str:
    """Mark-up gone; list items and table rows become sentences, because chats show plain text."""
    text = _HEADING.sub("", _RULE.sub("", "\n".join(lines)))
    text = _FOOTNOTE.sub("", _INNER_BULLET.sub("", _EMPHASIS.sub("", _LINE_MARK.sub("", text))))
    kept = [_CELL.sub("，", line.strip().strip("|").strip()) for line in text.split("\n")]
    kept = [line for line in kept if line]
    return "\n".join(line if _ENDED.search(line) or line is kept[-1] else _stopped(line) for line in kept)


def _stopped(line: str) -> str:
    """With its full stop, before the citation marks."""
    marks = _MARK_AT_END.search(line)
    return f"{line}。" if marks is None else f"{line[: marks.start()].rstrip()}{marks[1].strip()}。"


def _without_preambles(text: str, words: AnswerWords) -> str:
    for _ in range(_MOST_PREAMBLES):
        match = words.preamble.match(text)
        if match is None or not match.end():
            break
        text = text[match.end() :]
    return text


def _unquoted(text: str) -> str:
    text = text.strip()
    close = _QUOTES.get(text[:1])
    if close is not None and text.endswith(close) and text.count(close) == (2 if text[0] == close else 1):
        return text[1:-1].strip()
    return text
