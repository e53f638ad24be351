"""An English question in the words of a Chinese shop, as far as the word list goes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

_CJK = re.compile(r"[\u3400-\u9fff]")
_SENTENCE = re.compile(
    r"(?<=[.!?;\n])\s+|,\s+|\s+(?:and|also|plus)\s+(?=(?:how|what|when|where|which|can|do|does|is|are|will)\b)"
)
_TOKEN = re.compile(r"[a-z0-9][a-z0-9\-_/.]*\d[a-z0-9]*|\d+[a-z]*|[a-z]+(?:['’\-][a-z]+)?|[?]")
_KEPT = re.compile(r"\d")  # numbers, sizes and model codes stay as they are
_ASKS = re.compile(r"吗|多少|多久|什么|哪|怎么|几")
_LEAST_WORDS = 3  # fewer Latin words are an abbreviation or a brand, not English


def in_chinese(text: str, words: Mapping[str, str]) -> str:
    """`text` unchanged when it is Chinese or when no word of it is known. `words` maps up to five English words."""
    if _CJK.search(text) or len(re.findall(r"[a-z]{2,}", text)) < _LEAST_WORDS:
        return text
    sentences = [_sentence(one, words) for one in _SENTENCE.split(text)]
    return "\n".join(one for one in sentences if one) or text


def _sentence(sentence: str, words: Mapping[str, str]) -> str:
    tokens = _TOKEN.findall(sentence)
    out: list[str] = []
    at = 0
    known = False
    while at < len(tokens):
        for length in range(min(5, len(tokens) - at), 0, -1):
            phrase = " ".join(tokens[at : at + length])
            word = words.get(phrase, words.get(_singular(phrase)))
            if word is not None:
                out.append(word)
                known = known or bool(word)
                at += length
                break
        else:
            if tokens[at] == "?" or _KEPT.search(tokens[at]):
                out.append(tokens[at])
            at += 1
    return _ordered([word for word in out if word]) if known else ""


def _ordered(words: list[str]) -> str:
    """What is asked goes last, as in Chinese: 雪地靴38有货吗, not 有货吗雪地靴38."""
    asks = [word for word in words if _ASKS.search(word)]
    things = [word for word in words if word not in asks and word != "?"]
    asks = [word for word in asks if word != "吗"] or asks
    return "".join([*things, *dict.fromkeys(asks)]) + ("?" if "?" in words else "")


@lru_cache(maxsize=512)
def _singular(phrase: str) -> str:
    return phrase[:-1] if phrase.endswith("s") and not phrase.endswith("ss") else phrase
