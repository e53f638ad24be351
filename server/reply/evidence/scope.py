"""What a question is about (a product, a place, what has happened), and whether a text speaks for just that. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from knowledge.text import comparable
from knowledge.types import Product
from prompts.places import Places
from server.reply.evidence.terms import Terms

_PAIR = re.compile(r"(?=([\u3400-\u9fff]{2}))")
# "All but the small ones": what is left out stands inside.
_LEFT_OUT = re.compile(r"除了?(?P<of>[^，。；、：,;:]{1,16}?)(?:之?外|以外)|(?P<at_end>[^，。；：,;:]{1,14})除外")
_REST = re.compile(r"其他|其余|其它|全国")  # a list that ends so leaves no place out
# What may have happened to an order: not yet, or already.
_EVENTS = tuple(
    (re.compile(f"{_NOT}(?:{event})"), re.compile(f"{_ALREADY}(?:{event})|(?:{event})(?:了|过|来|以?后)"))
    for _NOT, _ALREADY in [(r"(?:未|没有?|尚未)[^，。；、,;]{0,3}?", r"(?:已经?|都|刚|才)[^，。；、,;]{0,2}?")]
    for event in (
        "出库|发货|发出|寄出|出来|发走",
        "签收|收到|收货",
        "安装|装(?!好评)",
        "拆封|拆开|打开|开封|激活",
        "付款|支付",
    )
)
# Gentle: each only decides between texts that answer about as well (from reading failures of four sets of cases).
_NAMED, _ELSEWHERE, _OTHERWISE, _EXCEPTED = 1.05, 0.5, 0.7, 0.6
_FEWEST_TELLING, _HELD = 0.3, 0.99  # weight of a term that can be left out; how much of it must stand there


@dataclass(frozen=True, slots=True)
class Scope:
    """`own` are the pairs of characters in the name of the product meant, `happened` says of each event whether it
    has happened (None: not said), `provinces` are those that the question names.
    """

    own: frozenset[str] = frozenset()
    happened: tuple[bool | None, ...] = ()
    provinces: frozenset[str] = frozenset()
    places: Places | None = None

    def agreement(self, text: str, heading: str, terms: Terms) -> float:
        """What a text's score is multiplied with: above 1 where the words above it name the product, below 1 for
        another place, for what has not happened, and for an exception of what is asked. All comparable text.
        """
        factor = _NAMED if any(pair in heading for pair in self.own) else 1.0
        if self.places is not None and self.provinces:
            named = self.places.named(text)
            if named and not named & self.provinces and not _REST.search(text):
                factor *= _ELSEWHERE
        for (not_yet, already), stated in zip(_EVENTS, self.happened, strict=False):
            if stated is not None and _happened(text, not_yet, already) is (not stated):
                factor *= _OTHERWISE
        return factor * (_EXCEPTED if _leaves_out(text, terms) else 1.0)


ANYTHING = Scope()
"""Nothing is known but the question's words."""


def scope_of(question: str, product: Product | None, places: Places) -> Scope:
    """`question` is all that the customer asks, `product` the one that it is about."""
    text = comparable(question)
    own = frozenset(_pairs(comparable(f"{product.name} {product.category}"))) if product else frozenset()
    return Scope(own, tuple(_happened(text, *event) for event in _EVENTS), places.named(text), places)


def _pairs(text: str) -> Iterator[str]:
    return (match[1] for match in _PAIR.finditer(text))


def _happened(text: str, not_yet: re.Pattern[str], already: re.Pattern[str]) -> bool | None:
    """None where the text says neither or both."""
    no, yes = not_yet.search(text) is not None, already.search(not_yet.sub("", text)) is not None
    return yes if no != yes else None


def _leaves_out(text: str, terms: Terms) -> bool:
    """Whether the text says something of everything but what is asked about."""
    for match in _LEFT_OUT.finditer(text):
        left_out, rest = match["of"] or match["at_end"], text.replace(match[0], "")
        if any(
            term.weight >= _FEWEST_TELLING and term.met(left_out) >= _HELD and term.met(rest) < _HELD
            for term in terms.focus
        ):
            return True
    return False
