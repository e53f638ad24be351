"""By which words texts speak of a catalogue's goods."""

from __future__ import annotations

from knowledge.retrieval.goods_words import goods_words, kinds_in, stretches
from knowledge.types import Product, Sku

GOODS = [
    Product(Sku("T-1"), "晨雾实木台灯", category="灯具/台灯"),
    Product(Sku("T-2"), "海盐 保温杯500ml", category="杯子"),
]


def test_kinds_are_those_of_the_categories_and_what_names_end_in() -> None:
    assert goods_words(GOODS).kinds == {"灯具", "台灯", "杯子", "温杯"}


def test_names_are_known_by_three_characters_side_by_side() -> None:
    known = goods_words(GOODS).stretches
    assert {"晨雾实", "木台灯", "保温杯"} <= known
    assert "台灯海" not in known  # of two names
    assert goods_words(GOODS).codes == {"t-1", "t-2"}


def test_a_catalogue_without_goods_has_no_words() -> None:
    assert goods_words([]).kinds == frozenset() == goods_words([]).stretches


def test_latin_letters_and_digits_end_a_stretch() -> None:
    assert list(stretches("杯500ml装满水", 2)) == ["装满", "满水"]
    assert kinds_in("灯具>台灯、灯") == ["灯具", "台灯"]
