import re
from collections import Counter
from pathlib import Path

import pypdf
import pytest
import yaml


def test_every_format_that_merchants_use_is_there(texts: dict[str, str]) -> None:
    formats = Counter(Path(name).suffix for name in texts)
    assert formats == {".xlsx": 3, ".csv": 2, ".docx": 2, ".txt": 2, ".md": 4, ".html": 1, ".pdf": 1}


def test_every_document_holds_text(texts: dict[str, str]) -> None:
    assert [name for name, text in texts.items() if len(text) < 500] == []


def test_the_product_tables_hold_forty_different_skus(skus: list[str]) -> None:
    assert len(skus) == 40
    assert len(set(skus)) == 40


def test_every_sku_that_a_document_mentions_is_in_the_catalogue(texts: dict[str, str], skus: list[str]) -> None:
    mentioned = {word for text in texts.values() for word in _skus_in(text)}
    assert mentioned - set(skus) == set()


def test_the_manual_has_ten_pages_each_with_a_text_layer_and_a_running_head(shop: Path) -> None:
    pages = pypdf.PdfReader(shop / "拂晓系列壁挂式空调使用说明书.pdf").pages
    assert len(pages) == 10
    for number, page in enumerate(pages, start=1):
        text = page.extract_text()
        assert f"第 {number} 页" in text
        assert "拂晓系列壁挂式空调 使用说明书" in text


def test_some_documents_are_in_the_encoding_that_chinese_office_programs_save(shop: Path) -> None:
    for name in ("发票与支付常见问题.txt", "运费表_分省_2026.csv"):
        data = (shop / name).read_bytes()
        with pytest.raises(UnicodeDecodeError):
            data.decode("utf-8")
        assert "汐榆电器旗舰店" in data.decode("gb18030")


def test_all_provinces_that_the_shop_serves_have_one_fee_row(texts: dict[str, str]) -> None:
    rows = [line.split(",") for line in texts["运费表_分省_2026.csv"].splitlines()]
    provinces = [row[0] for row in rows if row[1].endswith("区") and row[1] != "分区"]
    assert len(provinces) == len(set(provinces)) == 31


def test_the_two_after_sale_policies_part_at_the_turn_of_the_year(texts: dict[str, str]) -> None:
    old = texts["售后政策_2025版（有效期至2025-12-31）.txt"]
    new = texts["售后政策_2026版（2026-01-01起）.docx"]
    assert "2025年12月31日 23:59" in old
    assert "2026年1月1日 00:00 及以后" in new
    assert "整机 6 年" in old
    assert "整机10年" in new


def test_the_shop_profile_names_a_platform_and_a_voice(shop: Path) -> None:
    profile = yaml.safe_load((shop / "shop.yaml").read_text(encoding="utf-8"))
    assert profile["name"] == "汐榆电器旗舰店"
    assert profile["platform"] == "tmall"
    assert profile["voice"]


def test_the_shop_stays_small_enough_for_a_clone(shop: Path) -> None:
    assert sum(path.stat().st_size for path in shop.iterdir()) < 1_500_000


def _skus_in(text: str) -> set[str]:
    return set(re.findall(r"XY-[A-Z]\d+(?:[A-Z]\d)?", text))
