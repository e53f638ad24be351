"""The catalogue as of a moment."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal

from knowledge.retrieval.catalogue import Catalogues
from knowledge.retrieval.retriever import Retriever
from knowledge.retrieval.standings import StandingsShelf
from knowledge.types import Product, Sku, Validity
from tests.support.shelf import NOW, Paper, Shelf

LATER = NOW + timedelta(days=3)


def price(catalogues: Catalogues, shelf: Shelf, as_of: datetime, revision: int = 1) -> Decimal | None:
    (product,) = catalogues.products(shelf.shop, revision, [Sku("A-1")], as_of)
    return product.price


def test_the_price_of_the_moment_counts_with_nothing_republished(shelf: Shelf) -> None:
    shelf.put(Paper("base.csv", products=[Product(Sku("A-1"), "白毫", Decimal(99))]))
    promotion = [Product(Sku("A-1"), "", Decimal(79))]
    shelf.put(Paper("sale.csv", products=promotion, validity=Validity(LATER, LATER + timedelta(days=1))))
    catalogues = Catalogues(shelf.database, StandingsShelf(shelf.database))
    assert price(catalogues, shelf, NOW) == 99
    assert price(catalogues, shelf, LATER) == 79
    assert price(catalogues, shelf, LATER + timedelta(days=1)) == 99
    (product,) = catalogues.products(shelf.shop, 1, [Sku("A-1")], LATER)
    assert product.name == "白毫"


def test_products_come_as_asked_however_typed(shelf: Shelf, retriever: Retriever) -> None:
    shelf.put(Paper("base.csv", products=[Product(Sku("A-1"), "白毫"), Product(Sku("B-2"), "银针")]))
    found = retriever.products(shelf.shop, [Sku("b2"), Sku("C-3"), Sku("A-1"), Sku("a-1")])
    assert [product.sku for product in found] == ["B-2", "A-1"]


def test_a_new_catalogue_counts_at_once(shelf: Shelf, retriever: Retriever) -> None:
    shelf.put(Paper("base.csv", products=[Product(Sku("A-1"), "白毫")]))
    assert retriever.mentioned(shelf.shop, "B-2有吗") == ()
    shelf.put(Paper("base.csv", products=[Product(Sku("B-2"), "银针")]))
    assert [product.sku for product in retriever.mentioned(shelf.shop, "B-2有吗")] == ["B-2"]
    assert retriever.products(shelf.shop, [Sku("A-1")]) == ()
