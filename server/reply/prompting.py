"""What a model is shown: rules, voice, fenced passages, the masked chat. Untrusted text is data between tags."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.types import ChunkKind, Passage, Product
from prompts.loading import ModelPrompts, ModelWords, PromptFile
from prompts.strategies import Strategy
from prompts.voice import Voice
from server.reply.composing import moment
from server.reply.evidence.catalogue import money
from server.reply.evidence.rows import attribute_columns
from server.reply.evidence.units import quotable
from server.reply.ports import Prompt
from server.reply.types import Conversation, Finding, Question, Role, Sentence

# The tags that fence data; text from outside cannot close them.
_FENCE = re.compile(r"</?\s*(资料|商品|订单|对话|问题|要点)\s*>")
_TURNS = 8
_TURN_CHARS = 200
_PASSAGE_CHARS = 1000
_QUESTION_CHARS = 600
_PRODUCTS = 3


@dataclass(frozen=True, slots=True)
class Brief:
    """Everything a prompt is made of. `conversation` and `question` are masked already.

    `answer` is what the instant draft answers, without its courtesies: a model is told it, because what was looked up
    or computed exactly it would only guess. The passages that it cites are shown whatever the budget. `tokens` bounds
    all passages together; a model on a small machine reads a hundred a second.
    """

    conversation: Conversation
    question: Question
    passages: tuple[Passage, ...]
    products: tuple[Product, ...]
    voice: Voice
    strategy: Strategy | None = None
    answer: tuple[Sentence, ...] = ()
    tokens: int = 1000

    @property
    def cited(self) -> frozenset[int]:
        return frozenset(number for sentence in self.answer for number in sentence.citations)


def reply_prompt(brief: Brief, prompts: ModelPrompts, template: PromptFile | None = None) -> Prompt:
    """The first request for a draft, by `template` when it is not the usual reply.

    The usual one tells what the instant draft found and offers no way to say that there is no answer: small models take
    every way out that they are shown.
    """
    words, voice = prompts.words, brief.voice
    template = template or prompts.reply
    values = {
        "address": voice.address,
        "tone": voice.tone,
        "favourite": words.list_joint.join(voice.favourite) or words.none,
        "forbidden": words.list_joint.join(voice.forbidden) or words.none,
        "emoji": " ".join(voice.emoji) or words.emoji_none,
        "max_chars": str(voice.max_chars),
        "strategy": words.strategy.format(name=brief.strategy.name, approach=brief.strategy.approach)
        if brief.strategy
        else "",
        "moment": words.moments[moment(brief.question)],
        "language": words.languages.get(brief.question.language, ""),
        "no_answer": words.no_answer,
        "passages": _passages(brief, words),
        "answer": _answer(brief) or words.none,
        "context": _context(brief, words),
        "questions": fenced("\n".join(brief.question.parts) or brief.question.text)[:_QUESTION_CHARS],
    }
    declared = template.declaration
    rendered = template.render({name: value for name, value in values.items() if name in declared.inputs})
    return Prompt(rendered, declared.max_tokens, declared.temperature)


def repair_prompt(first: Prompt, draft: str, findings: Sequence[Finding], text: str, prompts: ModelPrompts) -> Prompt:
    """The same request with the refused draft and why. `text` is what the findings' spans count in."""
    words, declared = prompts.words, prompts.repair.declaration
    told = "\n".join(
        words.finding.format(quote=text[finding.start : finding.end] or words.none, reason=finding.reason)
        + (words.suggestion.format(suggestion=finding.suggestion) if finding.suggestion else "")
        for finding in findings
    )
    asked = prompts.repair.render({"findings": told})
    return Prompt((*first.messages, ("assistant", draft), *asked), declared.max_tokens, declared.temperature)


def fenced(text: str) -> str:
    """Text from outside that cannot close the fence around it."""
    return _FENCE.sub(" ", text)


def _passages(brief: Brief, words: ModelWords) -> str:
    """Those that fit, under the numbers that the suggestion gives them. Staff notes are not shown: what a model has
    not seen it cannot tell a customer. The number stands behind the text, where a reply is to have it: small models
    write on as what they read is written."""
    lines: list[str] = []
    for number in _chosen(brief):
        passage = brief.passages[number - 1]
        above, text = _told(passage)
        section, text = fenced(" › ".join(above)), fenced(text)[:_PASSAGE_CHARS].rstrip()
        lines.append(words.passage.format(number=number, title=fenced(passage.title), section=section, text=text))
    return "\n".join(lines) or words.none


def _told(passage: Passage) -> tuple[tuple[str, ...], str]:
    """The headings and the words; of a script when it is said and the line itself, without labels and variants."""
    section, fields = passage.chunk.place.section, dict(passage.chunk.fields)
    if passage.chunk.kind is not ChunkKind.SCRIPT or not fields.get("text"):
        return section, passage.text
    return (*section, fields.get("scenario", "")), fields["text"]


def _answer(brief: Brief) -> str:
    """The sentences as a reply is to be written: the marks behind each."""
    marks = ("".join(f"[{number}]" for number in sentence.citations) for sentence in brief.answer)
    return "\n".join(f"{fenced(one.text)}{mark}" for one, mark in zip(brief.answer, marks, strict=True))


def _chosen(brief: Brief) -> list[int]:
    """What answers comes first: a small model reads the beginning best."""
    numbers = [number for number, passage in enumerate(brief.passages, start=1) if quotable(passage)]
    chosen: list[int] = []
    spent = 0
    for number in sorted(numbers, key=lambda number: (number not in brief.cited, number)):
        spent += brief.passages[number - 1].chunk.tokens
        if chosen and spent > brief.tokens and number not in brief.cited:
            break
        chosen.append(number)
    return chosen


def _context(brief: Brief, words: ModelWords) -> str:
    """Blocks for what else is known; one with nothing in it would only distract a small model."""
    products = "\n".join(_product(product, words) for product in brief.products[:_PRODUCTS])
    order = _order(brief.conversation, words)
    transcript = _transcript(brief.conversation, words)
    blocks = ((words.products_block, products), (words.order_block, order), (words.transcript_block, transcript))
    return "".join(block.format(text=text) for block, text in blocks if text)


def _product(product: Product, words: ModelWords) -> str:
    facts = [f"{header}：{value}" for header, value in attribute_columns(product)]
    if product.price is not None:
        facts.insert(0, words.product_price.format(price=money(product.price)))
    if product.benefit:
        facts.append(words.product_benefit.format(benefit=product.benefit))
    return words.product.format(name=fenced(product.name), sku=product.sku, facts=fenced("；".join(facts)))


def _order(conversation: Conversation, words: ModelWords) -> str:
    order = conversation.context.order
    if order is None:
        return ""
    facts = [f"{header}：{value}" for header, value in order.facts]
    facts += [order.carrier] if order.carrier else []
    return fenced(words.order.format(status=order.status or words.none, facts="；".join(facts) or words.none))


def _transcript(conversation: Conversation, words: ModelWords) -> str:
    """The turns before the present question, which the prompt asks apart."""
    names = {Role.CUSTOMER: words.customer, Role.AGENT: words.agent}
    before = conversation.messages[: len(conversation.messages) - len(conversation.asked)]
    return "\n".join(f"{names[turn.role]}：{fenced(turn.text)[:_TURN_CHARS]}" for turn in before[-_TURNS:])
