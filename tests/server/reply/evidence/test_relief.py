"""The one fact more behind an answer: when it is said, from where, and when not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from knowledge.types import Audience, Category, Passage, Product, Retrieval, Sku
from prompts.wording import load_wording
from server.reply.evidence.given import Evidence, PartEvidence, Style
from server.reply.evidence.relief import relieving
from server.reply.evidence.terms import Reader
from server.reply.kit import Words
from server.reply.types import Intent, Mood, Question, Sentence, Stage

Eased = Callable[..., tuple[Sentence, ...]]
WORDING = load_wording()
POT = Product(Sku("P-1"), "山泉紫砂壶", category="紫砂壶")
ASKED = Question("这壶质保多久", ("这壶质保多久",), Intent.PRODUCT, Stage.PRESALE)
ANSWER = Sentence("紫砂壶质保一年。", (1,))
EXTENDED = "签收后30天内登记，质保免费延长6个月。"


@pytest.fixture
def eased(words: Words, talk: Any, make_passage: Any) -> Eased:
    """What is said behind `answer`, the passages being the answer's own and `held`."""

    def found(*held: Passage, question: Question = ASKED, answer: Sentence = ANSWER, **of: Any) -> tuple[Sentence, ...]:
        passages = (of.get("first", make_passage(answer.text)), *held)
        part = PartEvidence(question.parts[0], Retrieval(passages, 0.9, 1))
        shelf = of.get("shelf", (POT,))
        conversation = talk(*of.get("said", ()), question.text)
        evidence = Evidence(question, conversation, (part,), (POT,), shelf)
        style = Style(words.voices["default"], words.wording, Reader(words.lexicon), strategies=words.strategies)
        return relieving((answer,), evidence, passages, style)

    return found


def test_an_extension_of_the_warranty_is_said_with_the_warranty_and_cited(eased: Eased, make_passage: Any) -> None:
    assert eased(make_passage(EXTENDED)) == (Sentence(EXTENDED, (2,)),)


@pytest.mark.parametrize(
    ("asked", "fact"),
    [
        ("怕尺码不合适能退吗", "全店每单都送运费险。"),
        ("现在买会不会降价", "付款后15天内支持价保，降价退差价。"),
        ("送货上门要安装费吗", "大件送货上门，安装免费。"),
    ],
)
def test_each_worry_has_its_own_relief(eased: Eased, make_passage: Any, asked: str, fact: str) -> None:
    question = replace(ASKED, text=asked, parts=(asked,))
    answer = Sentence("您可以放心选。", (1,))
    assert eased(make_passage(EXTENDED), make_passage(fact), question=question, answer=answer) == (
        Sentence(fact, (3,)),
    )


@pytest.mark.parametrize(
    "changed",
    [
        {"mood": Mood.UNHAPPY},
        {"mood": Mood.ANGRY},
        {"intent": Intent.DISPUTE},
        {"signals": ("legal",)},
        {"customer": "impatient"},
        {"stage": Stage.AFTERSALE},
    ],
)
def test_a_complaint_a_dispute_and_a_hurry_hear_no_more_than_the_answer(
    eased: Eased, make_passage: Any, changed: dict[str, Any]
) -> None:
    assert eased(make_passage(EXTENDED), question=replace(ASKED, **changed)) == ()


@pytest.mark.parametrize("refusal", ["紫砂壶不支持质保。", "质保已经超过期限了。", "质保运费由您承担。"])
def test_a_refusal_is_not_eased_by_the_by(eased: Eased, make_passage: Any, refusal: str) -> None:
    assert eased(make_passage(EXTENDED), answer=Sentence(refusal, (1,))) == ()


@pytest.mark.parametrize(
    "fact",
    [
        "质保免费延长6个月，仅限直播间订单。",
        "金卡会员质保免费延长6个月。",
        "电热水壶质保免费延长6个月。",
        "质保免费延长6个月" + "，登记" * 20 + "。",
        "旧版质保免费延长6个月。",
    ],
)
def test_what_holds_for_others_under_conditions_or_takes_long_is_not_said(
    eased: Eased, make_passage: Any, fact: str
) -> None:
    assert eased(make_passage(fact)) == ()


@pytest.mark.parametrize("hidden", [{"audience": Audience.STAFF}, {"category": Category.GUIDE}])
def test_what_no_customer_may_read_is_not_said(eased: Eased, make_passage: Any, hidden: dict[str, Any]) -> None:
    assert eased(make_passage(EXTENDED, **hidden)) == ()


def test_a_section_or_row_about_other_goods_is_not_said(eased: Eased, make_passage: Any) -> None:
    kettle = Product(Sku("K-1"), "快煮壶", category="电热水壶")
    assert eased(make_passage(EXTENDED, section=("电热水壶",)), shelf=(POT, kettle)) == ()
    assert eased(make_passage(EXTENDED, skus=("K-1",))) == ()


def test_what_was_said_before_is_not_said_again(eased: Eased, make_passage: Any) -> None:
    assert eased(make_passage(EXTENDED), said=("你好", f"客服：{EXTENDED}")) == ()
    assert eased(make_passage(EXTENDED), answer=Sentence(EXTENDED, (1,))) == ()


def test_after_the_purchase_a_tip_beside_the_answer_is_said(eased: Eased, make_passage: Any) -> None:
    used = replace(ASKED, text="紫砂壶怎么清洗", parts=("紫砂壶怎么清洗",), stage=Stage.AFTERSALE, intent=Intent.USAGE)
    answer = Sentence("用清水冲洗，自然晾干。", (1,))
    beside = make_passage("用清水冲洗，自然晾干。不要用洗洁精，壶会吸味。")
    assert eased(question=used, answer=answer, first=beside) == (Sentence("不要用洗洁精，壶会吸味。", (1,)),)
    elsewhere = make_passage("不要用洗洁精，壶会吸味。")
    assert eased(elsewhere, question=used, answer=answer) == ()
