"""Plain text: encodings, metadata heads, chapters, articles and mended line breaks."""

from __future__ import annotations

import pytest

from ingestion.reading import Heading, Paragraph

RULE = """【规则名称】晴山平台退货规则
【施行日期】2025-03-01
【条款数】3

==== 正文开始 ====

晴山平台退货规则

目　　录
　　第一章　总　　则
　　第二章　退　　货

第一章　总　　则
　　第一条　为保障消费者的合法权
益，制定本规则。

　　第二条　有下列情形之一的，不支持退货：
　　（一）定制的商品；
　　（二）拆封后影响安全的商品。

第二章　退　　货
第三条
消费者应当自收到商品之日起七日内提出。
"""


def test_a_scraped_rule_becomes_title_notes_chapters_and_whole_articles(read_bytes, lines) -> None:
    reading = read_bytes("rule.txt", RULE)
    assert reading.title == "晴山平台退货规则"
    assert lines(reading) == [
        "# 晴山平台退货规则",
        "## 第一章 总则",
        "第一条 为保障消费者的合法权益，制定本规则。",
        "第二条 有下列情形之一的，不支持退货：\n（一）定制的商品；\n（二）拆封后影响安全的商品。",
        "## 第二章 退货",
        "第三条 消费者应当自收到商品之日起七日内提出。",
    ]
    assert [note.message for note in reading.notes] == ["施行日期: 2025-03-01", "条款数: 3"]


@pytest.mark.parametrize(
    ("encoding", "bom"),
    [
        ("utf-8", b""),
        ("utf-8", b"\xef\xbb\xbf"),
        ("gb18030", b""),
        ("utf-16-le", b"\xff\xfe"),
        ("utf-16-be", b"\xfe\xff"),
        ("utf-16-le", b""),
    ],
)
def test_chinese_text_is_read_in_every_usual_encoding(read_bytes, lines, encoding: str, bom: bytes) -> None:
    text = "发货说明\n\n每天下午4点前付款的订单，当天发货。\n节假日顺延。\n"
    assert lines(read_bytes("a.txt", bom + text.encode(encoding))) == [
        "# 发货说明",
        "每天下午4点前付款的订单，当天发货。",
        "节假日顺延。",
    ]


def test_traditional_chinese_in_big5_is_told_from_gb18030(read_bytes) -> None:
    text = "本商店的商品都可以在收到後七天內退貨，請您保留包裝。" * 4
    reading = read_bytes("a.txt", text.encode("big5"))
    assert "七天內退貨" in reading.blocks[0].text
    assert [note.code for note in reading.notes] == ["encoding_guessed"]


def test_a_few_broken_bytes_cost_a_note_and_not_the_file(read_bytes) -> None:
    data = ("每个订单都会在四十八小时之内发出。" * 200).encode() + b"\xff"
    reading = read_bytes("a.txt", data)
    assert [note.code for note in reading.notes] == ["characters_lost"]


def test_a_hard_wrapped_text_is_mended_at_its_margin(read_bytes, lines) -> None:
    sentence = "本店所有商品均为正品并且支持七天无理由退货如有质量问题请在签收后四十八小时内联系在线客服处理" * 3
    wrapped = "\n".join(sentence[start : start + 30] for start in range(0, len(sentence), 30))
    assert lines(read_bytes("a.txt", f"{wrapped}。\n\n{wrapped}。")) == [f"{sentence}。"] * 2


def test_lines_of_a_chat_or_of_fields_are_not_run_together(read_bytes, lines) -> None:
    text = "客服电话：400-000\n工作时间：9点到18点\n问：几天到货\n答：三天左右\n● 新疆除外\n1. 偏远地区除外"
    assert lines(read_bytes("a.txt", text)) == text.split("\n")


def test_numbered_lines_with_text_below_are_headings_and_bare_lists_are_not(read_bytes) -> None:
    text = "一、退货流程\n先在订单页申请，等待审核。\n二、退款时间\n1. 支付宝\n2. 银行卡\n3. 花呗\n均为三个工作日。"
    blocks = read_bytes("a.txt", text).blocks
    assert [block.text for block in blocks if isinstance(block, Heading)] == ["一、退货流程", "二、退款时间"]
    assert Paragraph("2. 银行卡") in blocks


def test_a_long_article_becomes_a_heading_over_its_parts(read_bytes) -> None:
    items = "\n".join(f"（{number}）{'商家应当提供相应的凭证并配合处理' * 8}；" for number in "一二三四五六七八九十")
    blocks = read_bytes("a.txt", f"第一章 举证\n第五条 受理范围\n{items}\n第六条 本规则自发布之日起施行。").blocks
    assert Heading("第五条 受理范围", 2) in blocks
    assert sum(isinstance(block, Paragraph) for block in blocks) == 11


def test_a_sentence_that_mentions_a_chapter_or_an_article_is_no_heading(read_bytes) -> None:
    text = "第三章规定的情形，由平台另行处理。\n第九条规定的期限届满后，订单关闭。"
    assert all(isinstance(block, Paragraph) for block in read_bytes("a.txt", text).blocks)
    assert len(read_bytes("a.txt", text).blocks) == 2


def test_chapters_numbered_without_a_mark_hold_their_decimals_and_counted_things_are_no_chapters(
    read_bytes, lines
) -> None:
    text = "1 总则\n1.1 目的\n为了规范发货。\n2 发货\n2.1 时效\n付款后\n7 天内发出，\n不含节假日。"
    assert lines(read_bytes("a.txt", text)) == [
        "# 1 总则",
        "## 1.1 目的",
        "为了规范发货。",
        "# 2 发货",
        "## 2.1 时效",
        "付款后",
        "7 天内发出，不含节假日。",
    ]
