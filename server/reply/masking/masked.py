"""Placeholders for personal data and the way back.

The same value always gets the same placeholder, restoration is exact, and a placeholder that nobody handed out stays in
the text, where the privacy check finds it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from server.reply.masking.detect import Kind, find_personal
from server.reply.types import Conversation, Order

# Models sometimes change the brackets or add a space; the word and the number they keep.
_PLACEHOLDER = re.compile(
    rf"[〔\[［【(（<《「{{]\s?({'|'.join(kind.value for kind in Kind)})\s?(\d{{1,3}})\s?[〕\]］】)）>》」}}]"
)
_PERSON_FIELDS: tuple[tuple[str, Kind], ...] = (
    ("地址", Kind.ADDRESS),
    ("手机", Kind.MOBILE),
    ("电话", Kind.LANDLINE),
    ("收货人", Kind.NAME),
    ("收件人", Kind.NAME),
    ("姓名", Kind.NAME),
    ("买家", Kind.NAME),
    ("昵称", Kind.NAME),
    ("身份证", Kind.IDENTITY),
)
_SHORTEST_REPEAT = 2  # a one-character value would be found everywhere


def placeholders(text: str) -> tuple[tuple[int, int], ...]:
    """Spans of everything in the text that is written like a placeholder."""
    return tuple(match.span() for match in _PLACEHOLDER.finditer(text))


@dataclass(frozen=True, slots=True)
class Masked:
    """A conversation without personal data. `values` maps each placeholder to what it stands for."""

    conversation: Conversation
    values: Mapping[str, str]

    def restore(self, text: str) -> str:
        """The text with every placeholder that was handed out replaced by its value."""

        def value(match: re.Match[str]) -> str:
            return self.values.get(_placeholder(match.group(1), int(match.group(2))), match.group())

        return _PLACEHOLDER.sub(value, text)

    def hide(self, text: str) -> str:
        """The text with every value that has a placeholder replaced by it; `restore` undoes it."""
        for placeholder, value in sorted(self.values.items(), key=lambda item: -len(item[1])):
            text = text.replace(value, placeholder) if len(value) >= _SHORTEST_REPEAT else text
        return text


class Masker:
    """Hands out placeholders for one conversation; `written` is all its text, so that no placeholder occurs in it."""

    def __init__(self, written: Iterable[str] = ()) -> None:
        self._reserved = {
            _placeholder(match.group(1), int(match.group(2)))
            for text in written
            for match in _PLACEHOLDER.finditer(text)
        }
        self._values: dict[str, str] = {}
        self._by_value: dict[str, str] = {}

    @property
    def values(self) -> Mapping[str, str]:
        return MappingProxyType(dict(self._values))

    def learn(self, value: str, kind: Kind) -> str:
        """The placeholder of a value that is personal wherever it occurs; an empty value stays empty."""
        if not value:
            return value
        if value not in self._by_value:
            number = 1
            while (placeholder := _placeholder(kind.value, number)) in self._values or placeholder in self._reserved:
                number += 1
            self._by_value[value] = placeholder
            self._values[placeholder] = value
        return self._by_value[value]

    def mask(self, text: str) -> str:
        """The text with what is personal in it, and what was learnt to be, replaced."""
        parts: list[str] = []
        done = 0
        for found in find_personal(text):
            parts += self._known(text[done : found.start]), self.learn(text[found.start : found.end], found.kind)
            done = found.end
        return "".join([*parts, self._known(text[done:])])

    def _known(self, text: str) -> str:
        known = [value for value in self._by_value if len(value) >= _SHORTEST_REPEAT and value in text]
        if not known:
            return text
        longest_first = sorted(known, key=len, reverse=True)
        pattern = re.compile("|".join(re.escape(value) for value in longest_first))
        return pattern.sub(lambda match: self._by_value[match.group()], text)


def mask_conversation(conversation: Conversation) -> Masked:
    """The conversation with masked messages and order. `restore` undoes it exactly."""
    order = conversation.context.order
    texts = [message.text for message in conversation.messages]
    masker = Masker([*texts, *_order_texts(order)])
    if order is not None:
        order = _mask_order(order, masker)
    for text in texts:  # learn first: a name announced later is personal in earlier messages too
        masker.mask(text)
    messages = tuple(replace(message, text=masker.mask(message.text)) for message in conversation.messages)
    context = replace(conversation.context, order=order)
    return Masked(replace(conversation, messages=messages, context=context), masker.values)


def _mask_order(order: Order, masker: Masker) -> Order:
    return replace(
        order,
        number=masker.learn(order.number, Kind.ORDER),
        tracking_number=masker.learn(order.tracking_number, Kind.TRACKING),
        facts=tuple((name, _mask_fact(name, value, masker)) for name, value in order.facts),
    )


def _mask_fact(name: str, value: str, masker: Masker) -> str:
    for word, kind in _PERSON_FIELDS:
        if word in name:
            return masker.learn(value, kind)
    return masker.mask(value)


def _order_texts(order: Order | None) -> tuple[str, ...]:
    if order is None:
        return ()
    return (order.number, order.tracking_number, *(value for _, value in order.facts))


def _placeholder(word: str, number: int) -> str:
    return f"〔{word}{number}〕"
