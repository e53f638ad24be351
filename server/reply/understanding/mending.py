"""A customer's bubble as the rest of understanding reads it: normalised, placeholders out, spelling mended."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from knowledge.text import normalise
from prompts.lexicons import Courtesy, Spelling

_BRACKETED = re.compile(r"[\[(【<]\s*([^\[\]()【】<>]{1,12}?)\s*[\])】>]|#(图片|语音|视频|表情)#")
# Shoppers type a space for a comma; normalising would join the two halves. It is none inside "5 米" and "买 2 件".
_UNIT = "匹升寸码号件个斤公克毫平度瓦米岁年天日元块级人片包盒瓶条双台只套层楼周月小分厘w"
_GAP = re.compile(
    r"(?<=[\u3400-\u9fff])[ \t\u3000]+(?=[\u3400-\u9fff])|(?<=[0-9])[ \t\u3000]+(?=[0-9])"
    rf"|(?<=[0-9a-zA-Z])[ \t\u3000]+(?=[\u3400-\u9fff])(?![{_UNIT}])"
    r"|(?<=[吗呢吧了啊呀哦的不没么嘛零一二三四五六七八九十百千])[ \t\u3000]+(?=[0-9a-zA-Z])"
)
_EMOJI = re.compile("[\u2190-\u21ff\u2300-\u23ff\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff]+[\u200d\ufe0f]*")
# English and product names are no abbreviations: 3 Latin words and no Chinese.
_ENGLISH = re.compile(
    r"^[^\u3400-\u9fff]*[a-z]{2,}[^\u3400-\u9fffa-z]+[a-z]{2,}[^\u3400-\u9fffa-z]+[a-z]{2,}[^\u3400-\u9fff]*$"
)
_LINK = re.compile(r"https?://\S+")


@dataclass(frozen=True, slots=True)
class Mended:
    """`text` is lower case, half width, simplified; `placeholders` says that something other than text was sent."""

    text: str
    placeholders: bool


@dataclass(frozen=True, slots=True)
class Mender:
    """Built once from the lexicon; `mend` is pure."""

    latin: dict[str, str]
    phrases: dict[str, str]
    emoji: dict[str, str]
    placeholders: frozenset[str]
    _latin: re.Pattern[str] = field(init=False)
    _phrases: re.Pattern[str] = field(init=False)

    def __post_init__(self) -> None:
        latin = "|".join(sorted(map(re.escape, self.latin), key=len, reverse=True))
        phrases = "|".join(sorted(map(re.escape, self.phrases), key=len, reverse=True))
        object.__setattr__(
            self, "_latin", re.compile(rf"(?<![a-z0-9])(?<![a-z0-9][-_/.])(?:{latin})(?![-_/.]?[a-z0-9])")
        )
        object.__setattr__(self, "_phrases", re.compile(phrases))

    def mend(self, text: str) -> Mended:
        text = normalise(_GAP.sub("，", _EMOJI.sub(self._word_of, text)))
        found = False

        def without(match: re.Match[str]) -> str:
            nonlocal found
            inside = match[1] or match[2] or ""
            if inside in self.placeholders or any(
                inside.startswith(word) for word in self.placeholders if len(word) > 1
            ):
                found = True
                return " "
            # Workbenches write emoji as [微笑]: short, only letters, nothing a question needs.
            return " " if match[0][0] == "[" and len(inside) <= 4 and inside.isalpha() else match[0]

        text = _BRACKETED.sub(without, text)
        if _LINK.search(text):
            found, text = True, _LINK.sub(" ", text)
        text = self._phrases.sub(lambda match: self.phrases[match[0]], text)
        if not _ENGLISH.search(text):
            text = self._latin.sub(lambda match: self.latin[match[0]], text)
        return Mended(text.strip(), found)

    def _word_of(self, emoji: re.Match[str]) -> str:
        """The word that an emoji stands for; any other one parts what is around it."""
        return "".join(dict.fromkeys(self.emoji.get(char, " ") for char in emoji[0]))


def open_mender(spelling: Spelling, courtesy: Courtesy) -> Mender:
    return Mender(spelling.latin, spelling.phrases, spelling.emoji, frozenset(courtesy.placeholders))
