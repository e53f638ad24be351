"""Conversation -> Question. Pure and fast: word lists, no model, work bounded whatever is pasted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from prompts.lexicons import Lexicon
from prompts.strategies import Strategy
from server.reply.types import Conversation, Intent, Question, Role, Stage
from server.reply.understanding.asking import Asker
from server.reply.understanding.carrying import Carrier
from server.reply.understanding.courtesy import small_talk
from server.reply.understanding.customers import customer_type
from server.reply.understanding.english import in_chinese
from server.reply.understanding.in_view import Naming, product_in_view
from server.reply.understanding.mending import Mended, Mender, open_mender
from server.reply.understanding.missing import known_of, missing
from server.reply.understanding.parts import Splitter
from server.reply.understanding.signals import Turn, repeated_anger, signals, without_signal
from server.reply.understanding.topic import intent_of, language_of, mood_of, stage_of

# A message is read whole for signals; a question is looked for in this much of it, half from either end.
_READ_CHARS = 1200
_SCANNED_CHARS = 12_000
_HISTORY = 12  # earlier messages that an ellipsis may refer to
_ASKS_NOTHING = {Intent.GREETING, Intent.THANKS, Intent.FAREWELL, Intent.PICTURE, Intent.EMPTY}


@dataclass(frozen=True, slots=True)
class Understanding:
    """The word lists made ready; build it once."""

    lexicon: Lexicon
    strategies: tuple[Strategy, ...] = ()
    asker: Asker = field(init=False)
    carrier: Carrier = field(init=False)
    splitter: Splitter = field(init=False)
    mender: Mender = field(init=False)

    def __post_init__(self) -> None:
        asker = Asker(self.lexicon)
        carrier = Carrier(asker, self.lexicon.turns)
        object.__setattr__(self, "asker", asker)
        object.__setattr__(self, "carrier", carrier)
        object.__setattr__(self, "splitter", Splitter(asker, self.lexicon, carrier))
        object.__setattr__(self, "mender", open_mender(self.lexicon.spelling, self.lexicon.courtesy))


def understand(conversation: Conversation, naming: Naming, words: Understanding) -> Question:
    """What the customer wants to know. `naming` says which products of the catalogue a text names."""
    lexicon = words.lexicon
    bubbles = [words.mender.mend(message.text[:_SCANNED_CHARS]) for message in conversation.asked]
    whole = "\n".join(bubble.text for bubble in bubbles)
    said = list(_earlier(conversation, words))
    found = signals(whole, lexicon.signals)
    mood = mood_of(whole, lexicon)
    if repeated_anger(mood, found, [_sounded("\n".join(turn), lexicon) for turn in said]):
        found = (*found, "anger")
    question = Question(
        text="\n".join(message.text for message in conversation.asked),
        parts=(),
        intent=Intent.EMPTY,
        stage=stage_of(whole, conversation.context, lexicon),
        mood=mood,
        language=language_of(whole),
        signals=found,
        customer=customer_type(conversation.context.customer_tags, whole, mood, words.strategies),
    )
    talk = small_talk(bubbles, lexicon.courtesy)
    if talk is not None:
        return replace(question, intent=talk, sku=product_in_view(conversation, "", naming))
    asked = _asked(bubbles, found, words)
    question = replace(question, sku=product_in_view(conversation, "\n".join(asked), naming))
    parts = _standalone(words.splitter.parts(asked, naming), said, naming, words)
    if not parts:
        return replace(question, intent=Intent.OTHER if "injection" in found else Intent.EMPTY)
    intent = intent_of("，".join(parts), lexicon)
    stage = question.stage
    if stage is Stage.UNKNOWN and intent in {Intent.PRODUCT, Intent.RULES}:
        stage = Stage.PRESALE
    known = known_of(conversation, "，".join(asked), product=question.sku is not None)
    needs = tuple(missing(part, known, lexicon.needs, words.asker) for part in parts)
    return replace(question, intent=intent, parts=parts, stage=stage, needs=needs)


def asks_nothing(question: Question) -> bool:
    """Small talk, a lone picture, only emoji: answered without retrieval."""
    return question.intent in _ASKS_NOTHING


def _asked(bubbles: Sequence[Mended], found: Sequence[str], words: Understanding) -> list[str]:
    """What may ask something, in Chinese as far as the word lists know it."""
    texts = [bubble.text for bubble in bubbles if small_talk([bubble], words.lexicon.courtesy) is None]
    if "injection" in found:
        texts = [without_signal(text, words.lexicon.signals["injection"]) for text in texts]
    return [in_chinese(_bounded(text), words.lexicon.english) for text in texts if text]


def _standalone(
    parts: Sequence[str], earlier: Sequence[Sequence[str]], naming: Naming, words: Understanding
) -> tuple[str, ...]:
    """`earlier` are the customer's turns before this one, oldest first: each leans on those before it."""
    last = ""
    for turn in earlier:
        said = [words.carrier.standalone(part, last, naming) for part in words.splitter.parts(turn, naming)[-1:]]
        last = next(iter(said), last)
    return tuple(dict.fromkeys(words.carrier.standalone(part, last, naming) for part in parts))


def _sounded(turn: str, lexicon: Lexicon) -> Turn:
    return Turn(mood_of(turn, lexicon), signals(turn, {"complaint": lexicon.signals["complaint"]}))


def _bounded(text: str) -> str:
    half = _READ_CHARS // 2
    return text if len(text) <= _READ_CHARS else f"{text[:half]}\n{text[-half:]}"


def _earlier(conversation: Conversation, words: Understanding) -> Iterator[list[str]]:
    """The customer's turns before the present one, oldest first: mended bubbles that may ask something."""
    before = conversation.messages[: len(conversation.messages) - len(conversation.asked)][-_HISTORY:]
    turn: list[str] = []
    for message in before:
        if message.role is Role.CUSTOMER:
            bubble = words.mender.mend(message.text[:_READ_CHARS])
            if small_talk([bubble], words.lexicon.courtesy) is None:
                turn.append(bubble.text)
        elif turn:
            yield turn
            turn = []
    if turn:
        yield turn
