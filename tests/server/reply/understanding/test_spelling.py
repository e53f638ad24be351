"""Typos, sound-alikes, abbreviations, dialect, emoji and English are read as the shop's words."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from prompts.lexicons import Lexicon
from server.reply.types import Question
from server.reply.understanding.mending import open_mender

Read = Callable[..., Question]


@pytest.mark.parametrize(
    ("said", "part"),
    [
        ("yf谁出", "运费谁出"),
        ("包y吗", "包邮吗"),
        ("能tk吗", "能退款吗"),
        ("有没有fp", "有没有发票"),
        ("wl停了三天", "物流停了三天"),
        ("什麼時候發貨", "什么时候发货"),
        ("快弟到哪了", "快递到哪了"),
        ("几多钱啊", "多少钱啊"),
        ("有冇货", "有没有货"),
        ("这壶咋刷", "这壶怎么刷"),
        ("几时发货", "什么时候发货"),
        ("有木有小号的", "有没有小号的"),
        ("按装要收费吗", "安装要收费吗"),
        ("优惠劵怎么用", "优惠券怎么用"),
        ("到手多少米", "到手多少钱"),
        ("１２３元", "123元"),
        ("上面有个🔒怎么弄掉", "上面有个锁怎么弄掉"),
    ],
)
def test_the_customers_spelling_is_mended(read: Read, said: str, part: str) -> None:
    assert read(said).parts == (part,)


@pytest.mark.parametrize(
    "said",
    [
        "thk-tk5的耳机有货吗",
        "th-200有货吗",
        "长多少cm",
        "xl码有货吗",
        "八点整发货吗",
        "一点解释都没有吗",
        "苹果个头大吗",
        "这锅能放烤箱吗",
        "下载吗",
        "接受后悔吗",
        "一般控制保温多久",
        "完成不了怎么办",
    ],
)
def test_what_only_looks_like_a_slip_is_left_alone(lexicon: Lexicon, said: str) -> None:
    assert open_mender(lexicon.spelling, lexicon.courtesy).mend(said).text == said


def test_every_replacement_is_final(lexicon: Lexicon) -> None:
    """Mending what is mended changes nothing: no value is itself a slip."""
    mender = open_mender(lexicon.spelling, lexicon.courtesy)
    for value in {*lexicon.spelling.latin.values(), *lexicon.spelling.phrases.values()}:
        assert mender.mend(value).text == value


def test_the_word_list_is_wide(lexicon: Lexicon) -> None:
    assert len(lexicon.spelling.latin) + len(lexicon.spelling.phrases) >= 300


@pytest.mark.parametrize(
    ("said", "parts"),
    [
        ("How much is the shipping fee?", ("运费多少钱",)),
        (
            "Is the snow boot in 39 available now? When will you restock?",
            ("雪地靴39现在有货吗", "雪地靴39，什么时候补货"),
        ),
        ("can I return it after opened", ("退货拆封可以吗",)),
    ],
)
def test_an_english_question_is_read_in_the_shops_words(read: Read, said: str, parts: tuple[str, ...]) -> None:
    question = read(said)
    assert question.language == "en"
    assert question.parts == parts


def test_a_model_code_survives_in_an_english_question(read: Read) -> None:
    parts = read("can the desk fan xy-s05 run all night? how many hours on low").parts
    assert [("xy-s05" in part) for part in parts] == [True, True]
