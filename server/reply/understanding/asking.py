"""What asks, what is a filler, and what topic a stretch of text has. Every word list is data."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from prompts.lexicons import Lexicon, longest_first
from prompts.phrases import Phrases, entries

EDGE = " ，,。.！!？?；;、~～…\n"
_QUESTION_TAIL = re.compile(r"(吗|么|呢|嘛|不|没|没有|吧)?[?？]+$|(吗|么|呢|嘛|不|没|没有|伐|哪|不是)$")
# 能不能, 给不给, 退没退: a word and its denial.
_EITHER = re.compile(r"(?P<yes>[\u4e00-\u9fff])[不没](?P=yes)|有没有|是不是")
_GUESS = re.compile(r"(能|可以|会|是|有|行|算|还|够|得)[^吧]{0,14}吧$|对吧$|是吧$")
_AROUND = "的了啊呀呢吗嘛吧不没有是要在还现就得能会可以"  # at the edges of a name, left over from the question
_PARTICLES = "呀啊哦呢哈啦噢哟呐哇滴吖"
# What tells a variant or a measure of a thing, not the thing.
_VARIANT = re.compile(
    r"数值|指数|系数|参数|等级|级别|程度|[\u4e00-\u9fff]{1,2}色|(?:[大中小加均]|[2-6]?x*[sml]|\d{2})[码号]|(?<![a-z])[2-6]?x*[sml](?![a-z])"
)
_TELLS = re.compile(r"[拍收单付买要没是对算0-9]")  # beside a question such a reply tells the story: 收到了, 不要了
_LEAST_NAME = 3  # characters that are a thing's name without the attribute behind it
_NO_WORD = "(?![子肤测水人密自])"  # 亲 addresses the agent, but not in 亲子装, 亲肤, 亲测
_PRONOUN = re.compile(r"(这|那)(一)?(个|款|件|条|双|台|种|套|样|里|儿|瓶|盒|包|袋|支|罐|箱|把|张|只)?|它(们)?|其")


@dataclass(frozen=True, slots=True)
class Asker:
    """Built once: knows which words ask, which are fillers and which carry no topic."""

    lexicon: Lexicon
    turning: re.Pattern[str] = field(init=False)
    _ask: re.Pattern[str] = field(init=False)
    _filler: re.Pattern[str] = field(init=False)
    _closing: re.Pattern[str] = field(init=False)
    _function: re.Pattern[str] = field(init=False)
    _concepts: Phrases = field(init=False)
    _courtesy: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        ask = [word for kind in self.lexicon.expectations.values() for word in kind.ask if len(word) > 1]
        fillers = sorted(self.lexicon.courtesy.fillers, key=len, reverse=True)
        plain = (*self.lexicon.function_words.words, *self.lexicon.function_words.generic)
        function = [*map(re.escape, plain), *ask]
        known = ((name, one.spoken) for name, one in self.lexicon.concepts.items() if one.askable)
        concepts = entries((name, (word for word in spoken if len(word) > 1)) for name, spoken in known)
        object.__setattr__(self, "_ask", re.compile("|".join(longest_first(ask))))
        filler = "|".join(f"{re.escape(word)}{_NO_WORD if word.endswith('亲') else ''}" for word in fillers)
        object.__setattr__(self, "_filler", re.compile(rf"^(?:(?:{filler})[{EDGE}]*)+"))
        ends = "|".join(re.escape(word) for word in fillers if len(word) > 1)
        object.__setattr__(self, "_closing", re.compile(rf"(?<=[{EDGE}])(?:{ends})[{EDGE}]*$"))
        object.__setattr__(self, "_function", re.compile("|".join(longest_first(function))))
        object.__setattr__(self, "_concepts", Phrases(concepts))
        object.__setattr__(self, "turning", re.compile("|".join(self.lexicon.turns.turning)))
        courtesy = self.lexicon.courtesy
        said = (word for word in courtesy.farewell if not _TELLS.search(word))
        object.__setattr__(self, "_courtesy", frozenset((*courtesy.greeting, *courtesy.thanks, *said)))

    def asks(self, text: str) -> bool:
        """Whether `text`, one piece of what was said, wants an answer. A trailing question mark counts."""
        turns = self.lexicon.turns
        bare = text.strip(EDGE)
        if turns.telling.search(bare) or not bare:
            return False
        clear = turns.indefinite.sub("", text)
        return (
            turns.asking.search(clear) is not None
            or self._ask.search(clear) is not None
            or _QUESTION_TAIL.search(clear.strip()) is not None
            or _EITHER.search(clear) is not None
            or _GUESS.search(bare) is not None
            or turns.unit_price.search(bare) is not None
        )

    def requests(self, text: str) -> bool:
        return self.lexicon.turns.requests.search(text.strip(EDGE)) is not None

    def is_courtesy(self, text: str) -> bool:
        bare = text.strip(EDGE)
        return bare in self._courtesy or bare.rstrip(_PARTICLES) in self._courtesy

    def prices(self, text: str) -> bool:
        """Asks for a price and names nothing that has one."""
        return self.lexicon.turns.price.search(text) is not None and len(self.rest(text)) < 2

    def is_chatter(self, text: str) -> bool:
        return self.lexicon.turns.chatter.search(text.strip(EDGE)) is not None

    def completed(self, text: str) -> str:
        """一个多少 is 一个多少钱."""
        return f"{text}钱" if self.lexicon.turns.unit_price.search(text) else text

    def unfilled(self, text: str) -> str:
        """Without the greeting before and the thanks behind; 帮我查下 stays where it is what asks."""
        text = text.strip()
        kept = self._filler.sub("", text)
        if not kept.strip(EDGE):
            return kept
        if self.requests(text) and not self.asks(kept):
            kept = text
        return self._closing.sub("", kept).strip()

    def known(self, text: str) -> frozenset[str]:
        """The concepts of `text` by name; empty when no list knows what it is about."""
        return frozenset(name for found in self._concepts.scan(text) for name in found.meanings)

    def topic(self, text: str) -> str:
        """What is left when asking and function words are gone; empty for an elliptical question."""
        if concept := next(self._concepts.scan(text), None):
            return text[concept.start : concept.end]
        return self.rest(text)

    def rest(self, text: str) -> str:
        """The words of `text` that neither ask nor serve grammar."""
        once = _EITHER.sub(lambda match: match["yes"] or match[0], _PRONOUN.sub("", text))
        return re.sub(rf"[{EDGE}\s]+", "", self._function.sub("", once))

    def named(self, text: str) -> str:
        """What `text` is about: without what it asks and the attribute that it asks for; empty when nothing is named.

        40的商务德比 of 40的商务德比多少钱, 紫砂壶 of 紫砂壶有货吗, nothing of 这个能退吗.
        """
        if _PRONOUN.match(text):
            return ""  # 这件是羊毛的吗: the product in view
        stretches = self._ask.sub("\n", _EITHER.sub("\n", text)).split("\n")
        kept = next((one.strip(f"{EDGE}{_AROUND}") for one in stretches if len(self.rest(one)) > 1), "")
        last = max((found.start for found in self._concepts.scan(kept) if found.end == len(kept)), default=None)
        if last is not None and len(self.rest(kept[:last])) >= _LEAST_NAME:
            return kept[:last].strip(_AROUND)
        return kept if len(self.rest(_VARIANT.sub("", self._concepts.without(kept)))) > 1 else ""
