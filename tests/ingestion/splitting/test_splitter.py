import itertools
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingestion.reading import Block, Heading, Paragraph, Reading, Table
from ingestion.splitting import SPLITTER, Limits, split
from knowledge.types import Audience, Category, Chunk, ChunkKind, DocumentId, VersionId

LIMITS = Limits(target=60, prose=120, whole=160, count_tokens=len)


def chunks(*blocks: Block | str, category: Category = Category.OTHER, title: str = "售后政策") -> tuple[Chunk, ...]:
    read = tuple(Paragraph(block) if isinstance(block, str) else block for block in blocks)
    reading = Reading(title, "text/plain", read)
    return split(reading, document_id=DocumentId("d"), version_id=VersionId("v"), category=category, limits=LIMITS)


def texts(*blocks: Block | str, category: Category = Category.OTHER) -> list[str]:
    return [chunk.text for chunk in chunks(*blocks, category=category)]


class Words:
    """Words that occur nowhere else, so that each can be looked for."""

    def __init__(self) -> None:
        self._numbers = itertools.count()

    def next(self) -> str:
        return f"词{next(self._numbers)}尾"


@st.composite
def readings(draw: st.DrawFn) -> tuple[Reading, list[str]]:
    source = Words()
    used: list[str] = []

    def text(low: int, high: int) -> str:
        out = ""
        for _ in range(draw(st.integers(low, high))):
            used.append(source.next())
            out += used[-1] + draw(st.sampled_from(["，", "。", "；", "！", " ", "、"]))
        return out

    blocks: list[Block] = []
    for kind in draw(
        st.lists(st.sampled_from(["h1", "h2", "h3", "p", "p", "p", "item", "lead", "article", "q", "t"]), max_size=14)
    ):
        if kind[0] == "h":
            blocks.append(Heading(text(1, 2), int(kind[1])))
        elif kind == "t":
            width, height = draw(st.integers(1, 4)), draw(st.integers(1, 8))
            grid = [tuple(text(1, 6) for _ in range(width)) for _ in range(height + 1)]
            blocks.append(Table(grid[0], tuple(grid[1:]), caption=text(0, 9), sheet="价目", first_row=2))
        else:
            lead = {"p": "", "item": "（一）", "lead": "", "article": f"第{draw(st.integers(1, 99))}条 ", "q": "问："}[
                kind
            ]
            words = lead + text(1, 40)
            blocks.append(Paragraph(words + {"lead": "如下：", "q": "？"}.get(kind, "")))
            if kind == "q":
                blocks.append(Paragraph("答：" + text(1, 20)))
    return Reading("标题", "text/plain", tuple(blocks)), used


@settings(max_examples=60, deadline=None)
@given(readings())
def test_every_word_is_in_some_chunk_and_every_chunk_is_within_its_budget(made: tuple[Reading, list[str]]) -> None:
    reading, words = made
    found = split(reading, document_id=DocumentId("d"), version_id=VersionId("v"), limits=LIMITS)
    everything = "\n".join(f"{chunk.context}\n{chunk.text}" for chunk in found)
    assert [word for word in words if word not in everything] == []
    assert all(chunk.text == chunk.text.strip() != "" for chunk in found)
    assert all(chunk.tokens == len(chunk.text) <= LIMITS.whole for chunk in found)
    assert [chunk.ordinal for chunk in found] == list(range(len(found)))
    assert len({chunk.id for chunk in found}) == len(found)


@settings(max_examples=20, deadline=None)
@given(readings())
def test_splitting_again_gives_the_same_chunks_and_another_version_other_ids(made: tuple[Reading, list[str]]) -> None:
    reading, _ = made
    one, same = (split(reading, document_id=DocumentId("d"), version_id=VersionId("v"), limits=LIMITS) for _ in "ab")
    other = split(reading, document_id=DocumentId("d"), version_id=VersionId("w"), limits=LIMITS)
    assert one == same
    assert not {chunk.id for chunk in one} & {chunk.id for chunk in other}
    assert [chunk.text_hash for chunk in one] == [chunk.text_hash for chunk in other]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(1, 30), min_size=1, max_size=12))
def test_prose_keeps_its_order(lengths: list[int]) -> None:
    source = Words()
    words: list[str] = []
    paragraphs = []
    for length in lengths:
        here = [source.next() for _ in range(length)]
        words += here
        paragraphs.append("。".join(here) + "。")
    joined = "\n".join(texts(*paragraphs))
    assert [joined.index(word) for word in words] == sorted(joined.index(word) for word in words)


def test_context_names_title_and_headings_and_section_leaves_the_title_out() -> None:
    (chunk,) = chunks(Heading("售后政策", 1), Heading("退货", 2), Heading("运费", 3), "运费由买家承担。")
    assert chunk.context == "售后政策 › 退货 › 运费"
    assert chunk.place.section == ("退货", "运费")


def test_a_document_that_is_only_its_title_is_still_one_chunk() -> None:
    assert texts("售后政策") == ["售后政策"]


def test_short_neighbours_are_joined_but_never_across_a_heading() -> None:
    assert texts("一句。", "两句。", Heading("下一节", 1), "三句。") == ["一句。\n两句。", "三句。"]


def test_a_heading_without_content_is_content_of_its_section() -> None:
    found = chunks(
        Heading("不支持退货", 1), Heading("定制商品", 2), Heading("鲜活商品", 2), Heading("其他", 1), "说明。"
    )
    assert [(chunk.text, chunk.place.section) for chunk in found] == [
        ("定制商品\n鲜活商品", ("不支持退货",)),
        ("说明。", ("其他",)),
    ]


def test_an_article_is_one_chunk_with_its_number_in_text_and_place() -> None:
    found = chunks(
        Heading("第一章 总则", 1), "第一条 为了保护消费者。", "第二条 本法适用于：\n（一）商品；\n（二）服务。"
    )
    assert [chunk.place.section for chunk in found] == [("第一章 总则", "第一条"), ("第一章 总则", "第二条")]
    assert found[1].text == "第二条 本法适用于：\n（一）商品；\n（二）服务。"


def test_paragraphs_after_an_article_belong_to_it() -> None:
    (chunk,) = chunks("第五条 受理范围", "京东受理下列争议。")
    assert chunk.text == "第五条 受理范围\n京东受理下列争议。"


def test_a_long_article_is_cut_into_chunks_that_all_name_it() -> None:
    found = chunks(
        "第七条 受理期限\n" + "\n".join(f"（{n}）买家应当在第{n}天内发起申请，逾期不予受理。" for n in range(1, 15))
    )
    assert len(found) > 1
    assert all(chunk.text.startswith("第七条 受理期限") for chunk in found)
    assert {chunk.place.section for chunk in found} == {("第七条 受理期限",)}


def test_an_article_that_a_reader_made_a_heading_keeps_its_number_in_the_text() -> None:
    (chunk,) = chunks(Heading("第三条", 2), "第三条 商家应当发货。")
    assert chunk.place.section == ("第三条",)
    (titled,) = chunks(Heading("第三条 发货", 2), "商家应当发货。")
    assert titled.text == "第三条 发货\n商家应当发货。"


def test_list_items_stay_with_their_lead_in_and_it_is_repeated_when_the_list_is_cut() -> None:
    items = [f"{n}. 商品附件第{n}项完好无损且包装齐全，不影响二次销售。" for n in range(1, 10)]
    found = texts("导语。" * 15, "退货须满足以下条件：", *items)
    lists = found[1:]
    assert len(lists) > 1
    assert all(text.startswith("退货须满足以下条件：") for text in lists)


@pytest.mark.parametrize(
    "lines",
    [
        ["问：可以退货吗？", "答：七天内可以。"],
        ["Q1：可以退货吗？", "A1：七天内可以。"],
        ["1、问：可以退货吗？答：七天内可以。"],
        ["【问题】可以退货吗？", "【答案】七天内可以。"],
    ],
)
def test_labelled_questions_keep_their_answers(lines: list[str]) -> None:
    (chunk,) = chunks(*lines)
    assert chunk.kind is ChunkKind.FAQ
    assert dict(chunk.fields) == {"question": "可以退货吗？", "answer": "七天内可以。"}


def test_what_follows_an_answer_belongs_to_it_until_the_next_question() -> None:
    first, second = chunks("问：怎么退？", "答：分两步：", "1. 申请", "2. 寄回", "问：运费谁出？", "答：买家。")
    assert dict(first.fields)["answer"] == "分两步：\n1. 申请\n2. 寄回"
    assert dict(second.fields)["question"] == "运费谁出？"


def test_a_heading_that_asks_makes_a_pair_with_its_text() -> None:
    (chunk,) = chunks(Heading("如何申请发票", 2), "在订单页申请。")
    assert (chunk.kind, dict(chunk.fields)["question"]) == (ChunkKind.FAQ, "如何申请发票")


def test_one_rhetorical_question_in_prose_makes_no_pair() -> None:
    assert chunks("还在为夏天发愁？", "汐榆空调了解一下。")[0].kind is ChunkKind.PROSE


def test_numbered_questions_in_lines_of_their_own_make_pairs() -> None:
    found = chunks("1、多久发货？", "48小时内。", "2、发什么快递？", "默认顺丰。")
    assert [dict(chunk.fields)["answer"] for chunk in found] == ["48小时内。", "默认顺丰。"]


def test_a_long_answer_is_cut_and_every_part_repeats_its_question() -> None:
    found = chunks("问：怎么安装？", "答：" + "".join(f"第{n}步，拧紧第{n}颗螺丝并检查水平。" for n in range(1, 20)))
    assert len(found) > 1
    assert all(chunk.text.startswith("怎么安装？") and chunk.kind is ChunkKind.FAQ for chunk in found)


def test_labelled_scripts_keep_scenario_reply_stage_variants_and_slots() -> None:
    (chunk,) = chunks("阶段：售中", "场景：催发货", "话术：亲，{订单号}已安排。", "备选话术：亲亲，【商品名】今天发。")
    assert chunk.kind is ChunkKind.SCRIPT
    assert chunk.fields == (
        ("scenario", "催发货"),
        ("text", "亲，{订单号}已安排。"),
        ("stage", "售中"),
        ("variant", "亲亲，【商品名】今天发。"),
    )


def test_in_a_script_document_headings_are_scenarios() -> None:
    note, script = chunks(
        Heading("使用说明", 1),
        "变量没有值时不用。",
        Heading("催发货", 1),
        "亲，已安排。",
        "您好，马上发。",
        category=Category.SCRIPTS,
    )
    assert note.kind is ChunkKind.PROSE
    assert script.fields == (("scenario", "催发货"), ("text", "亲，已安排。"), ("variant", "您好，马上发。"))


def test_a_script_is_never_cut() -> None:
    reply = "亲，" + "请您放心，我们会尽快处理。" * 30
    (chunk,) = chunks("场景：投诉", f"话术：{reply}")
    assert dict(chunk.fields)["text"] == reply


def test_text_under_a_staff_heading_is_for_staff_and_the_rest_is_not() -> None:
    found = chunks(
        Heading("补偿", 1),
        "质量问题补发。",
        Heading("客服权限（不对客）", 2),
        "最高 50 元。",
        Heading("其他", 1),
        "欢迎。",
    )
    assert [chunk.audience for chunk in found] == [Audience.CUSTOMER, Audience.STAFF, Audience.CUSTOMER]


def test_a_staff_remark_in_a_bracket_is_kept_from_customers_and_kept_for_staff() -> None:
    found = chunks("满99元包邮（内部：VIP 可申请免邮，不要主动告知）。")
    assert [(chunk.audience, "VIP" in chunk.text) for chunk in found] == [
        (Audience.CUSTOMER, False),
        (Audience.STAFF, True),
    ]


def test_a_staff_notice_covers_what_follows_or_the_whole_document() -> None:
    found = chunks("可退货。", "以下内容仅内部使用：", "底价 100 元。", Heading("其他", 1), "欢迎。")
    assert [chunk.audience for chunk in found] == [Audience.CUSTOMER, Audience.STAFF, Audience.CUSTOMER]
    assert {chunk.audience for chunk in chunks("本文档仅供内部使用，请勿外传。", "可退货。")} == {Audience.STAFF}
    assert {chunk.audience for chunk in chunks("可退货。", title="赔付标准（仅内部）")} == {Audience.STAFF}


def test_product_codes_and_names_of_the_documents_own_table_are_found_in_its_prose() -> None:
    table = Table(("商品编码", "商品名称", "售价"), (("10086", "云境空调挂机", "2599"), ("AC-2000", "风扇", "99")))
    prose = chunks(table, "云境空调挂机和 AC-2000 均包安装；配件 KT-880X 另购。")[-1]
    assert set(prose.skus) == {"10086", "AC-2000", "KT-880X"}


def test_the_splitter_is_named_and_its_door_stays_shut_until_it_is_needed() -> None:
    assert SPLITTER.rpartition("/")[2].isdigit()
    code = "import ingestion.splitting, sys; assert not any(name.startswith('llama_index') for name in sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True)


def test_limits_that_cannot_be_kept_are_refused() -> None:
    with pytest.raises(ValueError, match="limits"):
        Limits(target=400, prose=350)
