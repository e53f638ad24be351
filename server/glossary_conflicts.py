"""What an entry of a shop's glossary collides with, and which of the two counts. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from knowledge.store.glossary import Term, key_of
from knowledge.types import Product
from prompts.lexicons import Lexicon

_MOST = 6  # a term that stands in more words is too short, and the first few say so


@dataclass(frozen=True, slots=True)
class Collision:
    """`code` is stable; `other` is what stands against the entry."""

    code: str
    other: str


def collisions(term: Term, others: Sequence[Term], products: Sequence[Product], lexicon: Lexicon) -> list[Collision]:
    """Empty when the entry stands alone.

    builtin_spelling: we read the term in another way everywhere else; the shop's entry counts ·
    builtin_word: the term is part of the trade's common words and will be replaced there, too ·
    product: the term is itself a product's name or code · within: another entry holds the term; the longer one counts ·
    chain: what the term means holds another term, which is not read again.
    """
    return list(dict.fromkeys(_collisions(term, others, products, lexicon)))[:_MOST]


def _collisions(
    term: Term, others: Sequence[Term], products: Sequence[Product], lexicon: Lexicon
) -> Iterator[Collision]:
    key = term.key
    builtin = lexicon.spelling.latin.get(key) or lexicon.spelling.phrases.get(key)
    if builtin and builtin != key_of(term.means[0]):
        yield Collision("builtin_spelling", builtin)
    for concept in lexicon.concepts.values():
        for word in (*concept.means, *concept.says):
            if key in key_of(word) and key_of(word) not in map(key_of, term.means):
                yield Collision("builtin_word", word)
    for product in products:
        if key in {key_of(product.name), key_of(product.sku)}:
            yield Collision("product", product.name)
    meant = key_of(term.means[0])
    for other in others:
        if other.id == term.id:
            continue
        if key in other.key or other.key in key:
            yield Collision("within", other.term)
        elif other.key in meant:
            yield Collision("chain", other.term)
