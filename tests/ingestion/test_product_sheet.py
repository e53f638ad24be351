"""Products out to Excel and back: nothing changes on the way, nothing runs, nothing is guessed at."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from ingestion.formulas import as_meant, harmless
from ingestion.product_plan import plan_import
from ingestion.product_sheet import read_products, write_products
from ingestion.tables import is_blank
from knowledge.types import Product, Sku

# What the reading of documents lets through: printable, no blank edges, no line ends of other systems.
_CHARS = st.characters(blacklist_categories=("Cc", "Cs", "Zl", "Zp", "Zs"), blacklist_characters="\ufeff\ufffe\uffff")
_WORDS = st.text(_CHARS, min_size=1, max_size=12).filter(lambda text: not is_blank(text))
_DANGEROUS = st.sampled_from(["=1+1", "+86", "@SUM(A1)", "'=x", "''-1", "-5℃"])
_TEXTS = _WORDS | _DANGEROUS
_MONEY = st.decimals(min_value=0, max_value=10**7, places=2)
_CODES = st.from_regex(r"[A-Z]{1,3}-[0-9]{1,5}", fullmatch=True)
_HEADINGS = st.sampled_from(["材质", "颜色", "容量（L）", "=备注", "保修"])


@st.composite
def _products(draw: st.DrawFn) -> list[Product]:
    skus = draw(st.lists(_CODES, unique=True, min_size=1, max_size=5))
    return [
        Product(
            Sku(sku),
            name=draw(_TEXTS),
            price=draw(st.none() | _MONEY),
            list_price=draw(st.none() | _MONEY),
            stock=draw(st.none() | st.integers(0, 10**6)),
            category=draw(st.just("") | _TEXTS),
            brand=draw(st.just("") | _TEXTS),
            companions=tuple(Sku(code) for code in draw(st.lists(_CODES, max_size=2, unique=True))),
            benefit=draw(st.just("") | _TEXTS),
            attributes=tuple(draw(st.dictionaries(_HEADINGS, _TEXTS, max_size=3)).items()),
        )
        for sku in skus
    ]


@given(_products())
@settings(max_examples=25)
def test_what_goes_out_comes_back_as_no_change(products: list[Product]) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "商品.xlsx"
        path.write_bytes(write_products(products))
        plan = plan_import(read_products(path), {product.sku: product for product in products})
    assert (plan.added, plan.changed, plan.missing, plan.problems) == ((), (), (), ())
    assert plan.unchanged == len(products)


@given(_products())
@settings(max_examples=10)
def test_no_cell_of_an_export_is_a_formula(products: list[Product]) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "商品.xlsx"
        path.write_bytes(write_products(products))
        cells = [cell for row in load_workbook(path).worksheets[0].iter_rows() for cell in row]
    assert not [cell.value for cell in cells if cell.data_type == "f"]
    texts = [cell.value for cell in cells if isinstance(cell.value, str)]
    assert not [text for text in texts if text.startswith(("=", "+", "-", "@", "\t", "\r"))]


@given(st.text())
def test_a_text_made_harmless_is_given_back_as_it_was(text: str) -> None:
    assert as_meant(harmless(text)) == text


def test_a_price_is_compared_as_an_amount() -> None:
    product = Product(Sku("A-1"), "甲", price=Decimal("2599.00"))
    with TemporaryDirectory() as folder:
        path = Path(folder) / "x.xlsx"
        path.write_bytes(write_products([product]))
        plan = plan_import(read_products(path), {product.sku: Product(Sku("A-1"), "甲", price=Decimal("2599"))})
    assert plan.changed == ()
