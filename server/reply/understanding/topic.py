"""Intent, stage, mood and language: looked up in word lists, the workbench's own data first."""

from __future__ import annotations

import re

from prompts.lexicons import Lexicon
from server.reply.types import ConversationContext, Intent, Mood, Stage

_CJK = re.compile(r"[\u3400-\u9fff]")
_LATIN = re.compile(r"[a-z]{2,}")
_CLAUSE = re.compile(r"[，,。.!！?？;；~～\s]")
_NEAR = 6  # characters of the same clause
_HAPPENED = "了"


def intent_of(text: str, lexicon: Lexicon) -> Intent:
    """The intent with the longest matching word; a tie goes to the one with more matches, then to the file's order."""
    best, score = Intent.OTHER, (0, 0)
    for name, words in lexicon.intents.items():
        found = [len(word) for word in words if word in text]
        mine = (max(found, default=0), len(found))
        if mine > score:
            best, score = Intent(name), mine
    return best


def stage_of(text: str, context: ConversationContext, lexicon: Lexicon) -> Stage:
    """From the order's status when the workbench gives one, else from the customer's longest telling word."""
    order = context.order
    if order is not None:
        status = order.status.lower()
        for name, statuses in lexicon.stages.status.items():
            if status and any(known in status for known in statuses):
                return Stage(name)
        if order.received_at is not None:
            return Stage.AFTERSALE
        if order.paid_at is not None:
            return Stage.IN_SALE
    told = {name: max((len(w) for w in words if w in text), default=0) for name, words in lexicon.stages.words.items()}
    best = max(told, key=lambda name: told[name], default="")
    return Stage(best) if best and told[best] else Stage.UNKNOWN


def mood_of(text: str, lexicon: Lexicon) -> Mood:
    for name in (Mood.ANGRY, Mood.UNHAPPY, Mood.HURRIED):
        words = [word for word in lexicon.moods.get(name.value, ()) if _occurs(word, text)]
        if name is Mood.UNHAPPY:
            words = [word for word in words if not _is_wondered(word, text, lexicon)]
        if words:
            return name
    return Mood.UNHAPPY if re.search(r"[!！]{3,}|[?？]{3,}", text) else Mood.CALM


def language_of(text: str) -> str:
    """ "en" for Latin letters without any Chinese character, else "zh"."""
    return "en" if _LATIN.search(text) and not _CJK.search(text) else "zh"


def _is_wondered(word: str, text: str, lexicon: Lexicon) -> bool:
    """Whether the word stands only where something is feared or asked about (会不会起球, 掉色吗), not told."""
    before, after = lexicon.wondered.before, lexicon.wondered.after
    for match in re.finditer(re.escape(word), text):
        clause_before = _CLAUSE.split(text[: match.start()])[-1][-_NEAR:]
        clause_after = _CLAUSE.split(text[match.end() :])[0][:_NEAR]
        wondered = any(one in clause_before for one in before) or any(one in clause_after for one in after)
        if not wondered or _HAPPENED in clause_after or _HAPPENED in word:
            return False
    return True


def _occurs(word: str, text: str) -> bool:
    if word.isascii():
        if word not in text:  # hardly ever, and there are more words than patterns that `re` remembers
            return False
        return re.search(rf"(?<![a-z]){re.escape(word)}(?![a-z])", text) is not None
    return word in text
