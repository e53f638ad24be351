"""Labels that open a line of a Chinese (or Western) document: chapters, articles, numbered headings, list markers.

Only patterns; what they mean for the outline is decided in `outline.py`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum

from ingestion.readers.prose import one_line

_COUNT = r"[一二三四五六七八九十百千零〇两\d]+"
# After "7 " these count something; anything else may be a heading (2 发货).
_MEASURE = (
    "[天个台件元年月日次位种款倍折号楼层米克斤升匹寸期张套双只条人家点周秒岁级度档步页盒瓶包袋箱支根片块万千百亿成角分至到]"
    "|小时|工作|自然"
)


class Rank(IntEnum):
    """Kinds of label, outermost first: the order in which writers of rules and manuals nest them."""

    PART = 1
    CHAPTER = 2
    SECTION = 3
    HAN = 4
    HAN_BRACKET = 5
    LENTICULAR = 6  # 【适用范围】 alone on its line
    ARABIC = 7
    DECIMAL_2 = 8
    DECIMAL_3 = 9
    BRACKET = 10
    CIRCLED = 11


_PATTERNS: tuple[tuple[Rank, re.Pattern[str]], ...] = (
    (Rank.PART, re.compile(rf"第 ?{_COUNT} ?(?:分编|[编篇]|部分)(?![号码])")),
    (
        Rank.CHAPTER,
        re.compile(rf"第 ?{_COUNT} ?章|附[件录则表] ?(?:{_COUNT}|[A-Z])?(?=[：: ]|$)|(?:Chapter|Appendix) [\dA-Z]+\b"),
    ),
    (Rank.SECTION, re.compile(rf"第 ?{_COUNT} ?节(?!课)")),
    (Rank.HAN, re.compile(r"[一二三四五六七八九十]{1,3}[、．.]")),
    (Rank.HAN_BRACKET, re.compile(r"[（(][一二三四五六七八九十]{1,3}[）)]、?")),
    (Rank.LENTICULAR, re.compile(r"【[^】\d]{2,20}】(?=\Z)")),
    (Rank.DECIMAL_3, re.compile(r"\d{1,2}[.．]\d{1,2}[.．]\d{1,2}(?:[.．]\d{1,2})?[.．、]?(?=[^\d%])")),
    (
        Rank.DECIMAL_2,
        re.compile(r"\d{1,2}[.．]\d{1,2}[.．、]? ?(?=[^\d%.\-~ ])(?!元|米|折|倍|寸|匹|斤|[kKmMcGg]|升|亿|万)"),
    ),
    (Rank.ARABIC, re.compile(rf"\d{{1,3}}(?:[、．]|\.(?!\d))|\d{{1,2}} (?=[\u4e00-\u9fff])(?!{_MEASURE})")),
    (Rank.BRACKET, re.compile(r"[（(]\d{1,3}[）)]|\d{1,3}[)）]")),
    (Rank.CIRCLED, re.compile(r"[①-⑳❶-❿]")),
)
_ARTICLE = re.compile(rf"第 ?{_COUNT} ?条(?:之[一二三四五六七八九十]+)?(?![款规约例、，。第和至或的])")
_BULLET = re.compile(r"[-*•·●○■□▪◆◇►▶➢✓√※☆★–—] |[•●○■□▪◆◇►▶➢✓√※☆★]|[a-zA-Z][.)] ")
_DIALOGUE = re.compile(
    r"(?:[QA问答]|客服|买家|卖家|顾客|客户|亲)\d*[：:．.、]|【[^】]{1,20}】|[^\s：:，。、；\d]{1,8}[：:]"
)


@dataclass(frozen=True, slots=True)
class Label:
    rank: Rank
    text: str  # the label as written
    rest: str  # what follows it


def label_of(line: str) -> Label | None:
    """The numbering that opens `line`, if any. Articles (第N条) are not headings and have their own function."""
    for rank, pattern in _PATTERNS:
        if match := pattern.match(line):
            return Label(rank, match.group().strip(), line[match.end() :].strip())
    return None


def article_label(line: str) -> str | None:
    """`第N条` when the line opens an article of a rule; not when a sentence merely mentions one."""
    match = _ARTICLE.match(line)
    return one_line(match.group()).replace(" ", "") if match else None


def opens_item(line: str) -> bool:
    """Whether the line starts something of its own: an item, an article, a heading, a speaker."""
    return bool(label_of(line) or article_label(line) or opens_bullet(line) or _DIALOGUE.match(line))


def opens_bullet(line: str) -> bool:
    """Whether the line is an item of a list without numbers."""
    return _BULLET.match(line) is not None


def is_bare_label(line: str) -> bool:
    """Whether the line is nothing but a label, whose text follows on the next line."""
    if _ARTICLE.fullmatch(line):
        return True
    label = label_of(line)
    return label is not None and not label.rest and label.rank > Rank.SECTION and label.rank is not Rank.LENTICULAR
