import pytest

from ingestion.codes import codes_in, is_code, known_products, skus_of
from knowledge.types import Sku


@pytest.mark.parametrize("code", ["KFR-35GW/BP3", "AC1001", "F6033-UD3(HE)", "XY-A01", "Ｆ６０３３－ＵＤ３"])
def test_model_names_are_codes(code: str) -> None:
    assert is_code(code)
    assert len(codes_in(f"适用于{code}的滤网")) == 1


@pytest.mark.parametrize(
    "text",
    [
        "3300W",
        "220V",
        "GB/T 7725-2022",
        "IPX7",
        "WiFi6",
        "USB3.0",
        "2024-01-01",
        "12345",
        "1.5匹",
        "50Hz",
        "PM2.5",
        "R32",
    ],
)
def test_measures_standards_and_dates_are_not(text: str) -> None:
    assert codes_in(f"支持{text}。") == ()


def test_a_label_makes_digits_a_code() -> None:
    assert codes_in("商品编码：100112573665，数量：12") == ("100112573665",)


def test_known_products_are_found_by_code_and_name_but_not_inside_longer_codes() -> None:
    known = known_products([(Sku("AC-1"), "云境空调"), (Sku("10086"), "落地风扇")])
    assert known.in_text("落地风扇和ac-1都有货") == ("10086", "AC-1")
    assert known.in_text("AC-12 与 100861") == ()


def test_a_name_that_several_products_share_names_none() -> None:
    known = known_products([(Sku("A-1"), "云境空调"), (Sku("A-2"), "云境空调")])
    assert known.in_text("云境空调") == ()


@pytest.mark.parametrize(
    ("cell", "skus"),
    [
        ("KFR-35GW/BP3", ("KFR-35GW/BP3",)),
        ("A1001、A1002", ("A1001", "A1002")),
        ("100112573665.0", ("100112573665",)),
        ("/", ()),
        (" 无 ", ()),
    ],
)
def test_a_code_cell_may_hold_several_codes_or_none(cell: str, skus: tuple[str, ...]) -> None:
    assert skus_of(cell) == skus
