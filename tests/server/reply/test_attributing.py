"""Which passage a model's sentence rests on, and which sentences rest on nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from prompts.answer_words import load_answer_words
from server.reply.attributing import Sources, attributed
from server.reply.types import Sentence

WORDS = load_answer_words()
SOURCES = Sources(
    (
        "现货订单付款后48小时内发货，预售商品以页面时间为准。",
        "签收后7天内可申请退货，商品须完好，拆封影响二次销售的除外。",
        "",  # not for customers
    ),
    "明前龙井 LJ-01\n售价268元\n产地：杭州",
)


def rested(*said: Sentence) -> list[tuple[str, tuple[int, ...]]]:
    return [(one.text, one.citations) for one in attributed(said, SOURCES, WORDS)]


def test_a_sentence_that_its_passage_holds_stays_as_it_is() -> None:
    assert rested(Sentence("现货付款后48小时内就发货哦。", (1,))) == [("现货付款后48小时内就发货哦。", (1,))]


@pytest.mark.parametrize("cited", [(), (2,), (3,)])
def test_a_missing_or_wrong_citation_becomes_the_passage_that_holds_figures_and_words(cited: tuple[int, ...]) -> None:
    assert rested(Sentence("现货订单付款后48小时内发货。", cited)) == [("现货订单付款后48小时内发货。", (1,))]


@pytest.mark.parametrize(
    "invented", ["我们支持以旧换新哦。", "本店是全国销量冠军。", "再送您一台电风扇。", "保修期是10年。"]
)
def test_an_uncited_sentence_that_no_source_holds_is_dropped(invented: str) -> None:
    assert rested(Sentence(invented)) == []


def test_an_uncited_sentence_that_changes_a_sources_figure_stays_for_the_checks_to_judge() -> None:
    assert rested(Sentence("现货订单付款后24小时内发货。")) == [("现货订单付款后24小时内发货。", (1,))]


def test_a_cited_sentence_made_of_other_words_is_dropped() -> None:
    assert rested(Sentence("我们家的客服很专业很耐心。", (1,))) == []


def test_a_cited_sentence_with_a_wrong_figure_stays_for_the_checks_to_judge() -> None:
    assert rested(Sentence("签收后30天内可申请退货。", (2,))) == [("签收后30天内可申请退货。", (2,))]


def test_a_figure_of_another_matter_is_no_source() -> None:
    sources = Sources(("现货48小时内发货。", "发票在24小时内开好。"))
    (kept,) = attributed([Sentence("24小时内发货。", (1,))], sources, WORDS)
    assert kept.citations == (1,)  # where the checks will not find it
    assert attributed([Sentence("24小时内发货。")], sources, WORDS) == (kept,)


def test_what_was_worked_out_already_may_be_said_in_other_words() -> None:
    told = (Sentence("下单时间在截单前，今天可以出库，预计8月3日送到。", (1, 2)),)
    sources = replace(SOURCES, told=told)
    (kept,) = attributed([Sentence("今天就可以出库，预计8月3日送到您那里。", (2,))], sources, WORDS)
    assert kept.citations == (1, 2)
    (other,) = attributed([Sentence("今天可以出库，预计8月2日送到。", (2,))], sources, WORDS)
    assert other.citations == (2,)  # another day: the checks judge it


def test_the_catalogues_facts_need_no_citation() -> None:
    assert rested(Sentence("明前龙井产地杭州，售价268元。")) == [("明前龙井产地杭州，售价268元。", ())]


def test_a_passage_that_is_not_for_customers_supports_nothing() -> None:
    sources = Sources(("",))
    assert attributed([Sentence("成本价是12元。", (1,))], sources, WORDS) == ()


def test_sympathy_stays_and_greetings_and_closings_are_left_to_the_voice() -> None:
    said = (
        Sentence("亲，您好！"),
        Sentence("非常抱歉给您带来不便。"),
        Sentence("现货订单付款后48小时内发货。", (1,)),
        Sentence("如有其他问题，请随时联系我们。"),
        Sentence("祝您生活愉快！"),
    )
    assert [text for text, _ in rested(*said)] == ["非常抱歉给您带来不便。", "现货订单付款后48小时内发货。"]


def test_an_address_at_the_beginning_is_left_to_the_voice() -> None:
    assert rested(Sentence("亲爱的顾客，您好，现货订单付款后48小时内发货。", (1,)))[0][0].startswith("现货")


def test_nothing_is_said_twice() -> None:
    twice = (Sentence("现货订单付款后48小时内发货。", (1,)), Sentence("现货订单付款后48小时内发货哦！", (1,)))
    assert len(rested(*twice)) == 1


def test_another_language_rests_on_its_citation_and_its_figures() -> None:
    assert rested(Sentence("It ships within 48 hours.", (1,))) == [("It ships within 48 hours.", (1,))]
    assert rested(Sentence("We also offer free gifts.")) == []
