"""What a model is shown: rules, voice, fenced passages, the masked chat. Untrusted text is data between tags."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.types import Passage, Product
from prompts.loading import ModelPrompts, ModelWords
from prompts.strategies import Strategy
from prompts.voice import Voice
from server.reply.composing import moment
from server.reply.evidence.catalogue import money
from server.reply.evidence.rows import attribute_columns
from server.reply.evidence.units import quotable
from server.reply.ports import Prompt
from server.reply.types import Conversation, Finding, Question, Role

# The tags that fence data; text from outside cannot close them.
_FENCE = re.compile(r"</?\s*(资料|商品|订单|对话|问题)\s*>")
_TURNS = 12
_TURN_CHARS = 600
_PASSAGE_CHARS = 1200
_QUESTION_CHARS = 600


@dataclass(frozen=True, slots=True)
class Brief:
    """Everything a prompt is made of. `conversation` and `question` are masked already."""

    conversation: Conversation
    question: Question
    passages: tuple[Passage, ...]
    products: tuple[Product, ...]
    voice: Voice
    strategy: Strategy | None = None


def reply_prompt(brief: Brief, prompts: ModelPrompts) -> Prompt:
    """The first request for a draft."""
    words, voice = prompts.words, brief.voice
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
        "no_answer": words.no_answer,
        "passages": _passages(brief.passages, words),
        "products": "\n".join(_product(product, words) for product in brief.products) or words.none,
        "order": _order(brief.conversation, words),
        "transcript": _transcript(brief.conversation, words),
        "questions": fenced("\n".join(brief.question.parts) or brief.question.text)[:_QUESTION_CHARS],
    }
    declared = prompts.reply.declaration
    return Prompt(prompts.reply.render(values), declared.max_tokens, declared.temperature)


def repair_prompt(first: Prompt, draft: str, findings: Sequence[Finding], text: str, prompts: ModelPrompts) -> Prompt:
    """The same request with the refused draft and why. `text` is what the findings' spans count in."""
    words, declared = prompts.words, prompts.repair.declaration
    told = "\n".join(
        words.finding.format(quote=text[finding.start : finding.end] or words.none, reason=finding.reason)
        + (words.suggestion.format(suggestion=finding.suggestion) if finding.suggestion else "")
        for finding in findings
    )
    asked = prompts.repair.render({"findings": told, "no_answer": words.no_answer})
    return Prompt((*first.messages, ("assistant", draft), *asked), declared.max_tokens, declared.temperature)


def fenced(text: str) -> str:
    """Text from outside that cannot close the fence around it."""
    return _FENCE.sub(" ", text)


def _passages(passages: Sequence[Passage], words: ModelWords) -> str:
    lines: list[str] = []
    for number, passage in enumerate(passages, start=1):
        section = " › ".join(passage.chunk.place.section)
        text = fenced(passage.text)[:_PASSAGE_CHARS]
        template = words.passage if quotable(passage) else words.staff_passage
        lines.append(template.format(number=number, title=fenced(passage.title), section=fenced(section), text=text))
    return "\n".join(lines) or words.none


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
        return words.none
    facts = [f"{header}：{value}" for header, value in order.facts]
    facts += [order.carrier] if order.carrier else []
    return fenced(words.order.format(status=order.status or words.none, facts="；".join(facts) or words.none))


def _transcript(conversation: Conversation, words: ModelWords) -> str:
    names = {Role.CUSTOMER: words.customer, Role.AGENT: words.agent}
    turns = conversation.messages[-_TURNS:]
    return "\n".join(f"{names[turn.role]}：{fenced(turn.text)[:_TURN_CHARS]}" for turn in turns)
