from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.retrieval.glossary import Glossary
from knowledge.store.glossary import Term, TermKind
from tests.support.shelf import NOW


def glossary(**means: str | tuple[str, ...]) -> Glossary:
    said = {term: (words,) if isinstance(words, str) else words for term, words in means.items()}
    return Glossary([Term(term, term, words, TermKind.SLANG, "", None, NOW) for term, words in said.items()])


@pytest.mark.parametrize(
    ("asked", "read"),
    [
        ("小奶白多少钱", "麦饭石奶锅多少钱"),
        ("小奶白和小奶白有啥区别", "麦饭石奶锅和麦饭石奶锅有啥区别"),
        ("ＸＮＢ有货吗", "麦饭石奶锅有货吗"),
        ("xnb12有货吗", "xnb12有货吗"),  # part of a code is no term
        ("小嬭白在嗎", "小嬭白在嗎"),
        ("小鐵鍋在嗎", "铸铁炖锅在嗎"),  # traditional characters are the same word
        ("😀小奶白😀", "😀麦饭石奶锅😀"),
    ],
)
def test_a_term_is_read_as_its_first_meaning(asked: str, read: str) -> None:
    words = glossary(小奶白="麦饭石奶锅", xnb="麦饭石奶锅", 小铁锅="铸铁炖锅")
    assert words.read(asked) == read


def test_a_term_inside_its_own_meaning_is_left_alone() -> None:
    words = glossary(冰箱="双门冰箱")
    assert words.read("冰箱和双门冰箱") == "双门冰箱和双门冰箱"


def test_of_two_terms_the_longer_one_is_meant() -> None:
    assert glossary(小云="壁挂空调", 小云朵="加湿器").read("小云朵好用吗") == "加湿器好用吗"


def test_further_meanings_are_looked_for_too() -> None:
    words = glossary(小奶白=("麦饭石奶锅", "POT-12", "不粘锅"))
    assert words.also("小奶白好吗") == words.also("麦饭石奶锅好吗") == ("POT-12", "不粘锅")
    assert words.also("炖锅好吗") == ()


@given(st.text(max_size=40))
def test_reading_twice_is_reading_once(text: str) -> None:
    words = glossary(冰箱="双门冰箱", 小云="壁挂空调", ab="一体机")
    assert words.read(words.read(text)) == words.read(text)


@given(st.text(max_size=40))
def test_a_shop_without_terms_reads_what_was_written(text: str) -> None:
    assert glossary().read(text) == text
