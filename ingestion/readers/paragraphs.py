"""Lines of a text file -> paragraphs: who belongs to the line above, and who starts anew."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingestion.readers.numbering import article_label, is_bare_label, label_of, opens_item
from ingestion.readers.prose import clean, ends_sentence, is_chinese, join_lines

_INDENTS = ("\u3000", "    ", "\t")
_PAUSES = tuple("，、,（(《“‘")
_CLOSERS = tuple("，。、；：！？）》」』”’,.;:!?)%")
_CLAUSE = re.compile(r"为(?!什么|何)|若|如果|如有|如遇|根据|依据|按照|凡|任何")  # how rules begin sentences, not titles
_TITLE_CHARS = 26  # a line without any pause that is shorter stands alone (a title, a label), it is not broken prose
_FULL_LINE = 0.85  # share of the usual longest line from which a line counts as broken by the margin


def paragraphs(text: str) -> list[str]:
    """Paragraphs of `text`, in order. Blank lines and indents separate; a sentence broken by a line end is mended."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x0c", "\n\n").split("\n")
    margin = _margin(lines)
    found: list[str] = []
    pieces: list[str] = []
    for raw in lines:
        line = clean(raw).replace("\n", " ")
        if not line or (pieces and not _continues(pieces, raw, line, margin)):
            _flush(pieces, found)
        if line:
            pieces.append(line)
    _flush(pieces, found)
    return found


def _flush(pieces: list[str], found: list[str]) -> None:
    if pieces:
        label, rest = pieces[0], pieces[1:]
        found.append(f"{label} {join_lines(rest)}" if rest and is_bare_label(label) else join_lines(pieces))
        pieces.clear()


def _continues(pieces: Sequence[str], raw: str, line: str, margin: int | None) -> bool:
    """Whether `line` goes on with the sentence of `pieces`."""
    above = pieces[-1]
    if line.startswith(_CLOSERS):
        return True
    if is_bare_label(above):
        return label_of(line) is None and article_label(line) is None
    if opens_item(line) or ends_sentence(above):
        return False
    if above.endswith(_PAUSES) or line.startswith("《"):
        return True
    return not raw.startswith(_INDENTS) and _is_broken_off(pieces, line, margin)


def _is_broken_off(pieces: Sequence[str], line: str, margin: int | None) -> bool:
    """Whether the last piece ends where the margin was, or in the middle of what it says."""
    above = pieces[-1]
    if margin is not None:  # a hard-wrapped file: only lines that reach the margin go on
        return len(above) >= margin * _FULL_LINE
    if _is_title(above) and (len(pieces) == 1 or (len(pieces) == 2 and is_bare_label(pieces[0]))):
        return False
    if not is_chinese(above):
        return line[0].islower() or line[0].isdigit()
    return len(pieces) > 1 or not _is_title(above)


def _is_title(line: str) -> bool:
    """Short and without a pause: a title or the name of an item, not the beginning of a sentence."""
    if len(line) > _TITLE_CHARS:
        return False
    rest = line.removeprefix(article_label(line) or "").strip()
    if len(rest) < 2 or _CLAUSE.match(rest):
        return False
    label = label_of(line)
    return (label is not None and len(label.rest) > 1) or not any(pause in line for pause in "，、；。")


def _margin(lines: Sequence[str]) -> int | None:
    """The width at which the file was wrapped, when many lines end at nearly the same width; else None."""
    widths = sorted(len(line.rstrip()) for line in lines if line.strip())
    if len(widths) < 6:
        return None
    longest = widths[int(len(widths) * 0.95)]
    near = sum(longest * _FULL_LINE <= width <= longest * 1.1 for width in widths)
    return longest if longest >= 20 and widths[-1] <= longest * 1.15 and near >= len(widths) * 0.4 else None
