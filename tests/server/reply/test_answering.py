"""When a model's sentences answer as much as the instant draft does, and what is said after them."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from server.reply.answering import Standard
from server.reply.types import Sentence
from tests.server.reply.conftest import passage
from tests.support.words import reader

READER = reader()
PASSAGES = (
    passage("新疆：首重18元，时效6～9天。首重1公斤内。", title="运费表"),
    passage("窗帘30℃以下机洗。", title="洗护"),
)
ASKED = "一箱3公斤的寄到乌鲁木齐运费多少钱"
FEE = (Sentence("寄往乌鲁木齐（新疆）的，您说的3公斤运费18元。", (1,)),)
OPEN = "其余的帮您核实。"


def standard(asked: str = ASKED, facts: Sequence[Sentence] = FEE, partial: str = "") -> Standard:
    return Standard((asked,), PASSAGES, READER, 0.6, tuple(facts), partial)


def said(*texts: str, cites: int = 1) -> tuple[Sentence, ...]:
    return tuple(Sentence(text, (cites,)) for text in texts)


@pytest.mark.parametrize(
    "short", ["运费18元。", "3公斤的运费是18元。", "18元哦。", "寄到新疆乌鲁木齐，3公斤运费是18元的呢。"]
)
def test_the_fact_in_other_or_few_words_is_an_answer(short: str) -> None:
    assert standard().met(said(short))


@pytest.mark.parametrize(
    "other",
    [
        "费用3元。",  # not the fact's figure
        "3公斤的。",  # the customer's own figure
        "满99元的18元。",  # one more
        "时效6～9天。",  # not what was asked
        "按公司规定收取。",
    ],
)
def test_another_figure_or_none_is_no_answer_in_few_words(other: str) -> None:
    assert not standard().met(said(other))


def test_a_sum_without_what_it_comes_to_is_no_answer() -> None:
    asked = "用了券和满减最后付多少钱"
    facts = said("价格1199元，满1000减80，再用新客券减20元，实付1099元。")
    assert not standard(asked, facts).met(said("价格1199元。", "满减80元。", "券20元。"))
    assert standard(asked, facts).met(said("最后付1099元。"))


def test_one_cell_of_a_row_is_not_what_the_row_was_quoted_for() -> None:
    asked = "恒温能调几个档"
    facts = said("恒温水壶：316L不锈钢内胆；40/55/70/85/100℃五档恒温，最长保温12小时。")
    assert not standard(asked, facts).met(said("水壶最长保温12小时。", "颜色白、绿。"))


def test_what_rests_on_another_passage_is_another_matter() -> None:
    asked = "遮光帘怎么洗能甩干吗"
    facts = said("全遮光窗帘每半年洗一次，不能脱水甩干。", cites=2)
    assert not standard(asked, facts).met(said("外套可以30℃以下机洗，不能烘干甩干。"))


def test_a_size_that_was_not_worked_out_is_refused_though_the_table_has_it() -> None:
    facts = said("按对照表，您的下胸围对应L码。")
    assert standard("下围78穿什么码", facts).met(said("按对照表下胸围78对应L码。"))
    assert not standard("下围78穿什么码", facts).met(said("按对照表下胸围78对应M码。"))


def test_facts_that_are_left_out_are_said_after_the_models_sentences() -> None:
    facts = said("跨省改派收10元。", "拦截不一定能成功。")
    one = standard("已经出库了想改到隔壁省收费吗", facts)
    short = said("跨省改派收10元哦。")
    assert one.met(short)
    assert one.left_out(short) == facts[1:]
    assert one.left_out((*short, *said("拦截不一定成功的。"))) == ()


def test_what_the_instant_draft_leaves_open_stays_open_unless_more_is_answered() -> None:
    one = Standard((ASKED, "取件要带身份证吗"), PASSAGES, READER, 0.6, FEE, OPEN)
    assert one.left_out(said("运费18元。")) == (Sentence(OPEN),)
