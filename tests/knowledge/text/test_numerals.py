import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.text import comparable, digits

DIGITS = "零一二三四五六七八九"


def written(number: int) -> str:
    """A number below a hundred million in everyday Chinese."""
    if number >= 10_000:
        head, rest = divmod(number, 10_000)
        gap = "零" if 0 < rest < 1000 else ""
        return written(head) + "万" + gap + (written(rest) if rest else "")
    for power, name in ((1000, "千"), (100, "百"), (10, "十")):
        if number >= power:
            head, rest = divmod(number, power)
            gap = "零" if 0 < rest < power // 10 else ""
            return DIGITS[head] + name + gap + (written(rest) if rest else "")
    return DIGITS[number]


@given(st.integers(min_value=1, max_value=99_999_999))
def test_every_well_formed_numeral_before_a_unit_becomes_its_number(number: int) -> None:
    assert digits(written(number) + "天") == f"{number}天"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("七天无理由", "7天无理由"),
        ("四十八小时内发货", "48小时内发货"),
        ("两年质保", "2年质保"),
        ("十五天", "15天"),
        ("一百零五元", "105元"),
        ("百分之十五", "15%"),
        ("一点五匹", "1.5匹"),
        ("一百七", "170"),
        ("一千九", "1900"),
        ("两万五", "25000"),
        ("一米六乘两米三", "1.6米乘2.3米"),
        ("1米65", "1.65米"),
        ("四尺二", "4.2尺"),
        ("一块五毛", "1.5块"),
        ("二〇二五年十一月", "2025年11月"),
        ("1.2万", "12000"),
        ("3万", "三万"),
        ("第二十五条", "第25条"),
        ("两个工作日", "2个工作日"),
        ("滿 99 元包郵", "满99元包邮"),
        ("Ａ＋Ｂ", "a+b"),
    ],
)
def test_two_spellings_of_one_fact_compare_equal(one: str, other: str) -> None:
    assert comparable(one) == comparable(other)


@pytest.mark.parametrize(
    "text",
    [
        "一定可以",
        "万一坏了",
        "十分满意",
        "国家三包",
        "三五天到货",
        "一起买",
        "统一发货",
        "百分百正品",
        "千万别拆",
        "5千克",
        "一次性付清",
        "第一时间",
    ],
)
def test_words_that_count_nothing_and_open_spans_stay_as_they_are(text: str) -> None:
    assert digits(text) == text


@given(st.text(alphabet=DIGITS + "十百千万亿两点天元个第年分之x1.5"))
def test_any_mixture_of_numerals_is_handled_without_error(text: str) -> None:
    assert isinstance(digits(text), str)


@pytest.mark.parametrize(
    ("written", "read"), [("大一匹半", "大1.5匹"), ("一斤半", "1.5斤"), ("俩件", "2件"), ("两斤半价", "2斤半价")]
)
def test_halves_and_short_words_for_two_are_read(written: str, read: str) -> None:
    assert digits(written) == read
