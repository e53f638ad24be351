"""Markdown: structure kept, decoration dropped."""

from __future__ import annotations

from ingestion.reading import Paragraph, Table

TEXT = """---
title: 物流政策
version: "2026-03"
---
# 物流政策

<!-- 仅供内部 -->
发货后会有**短信**通知，见[说明](http://example.invalid/a)。
新疆除外。

## 运费
1. 小件
   - 满 99 包邮
2. 大件

| 地区 | 首重 |
|:--|--:|
| 北京 | `8` |
| 新疆 | 20<br>起 |

<table><tr><th>甲</th><th>乙</th></tr><tr><td>1</td><td>2</td></tr></table>

> 以页面为准。
"""


def test_a_document_keeps_its_structure_and_loses_its_decoration(read_bytes, lines) -> None:
    reading = read_bytes("a.md", TEXT)
    assert reading.title == "物流政策"
    assert [note.message for note in reading.notes] == ["title: 物流政策", "version: 2026-03"]
    assert lines(reading) == [
        "# 物流政策",
        "发货后会有短信通知，见说明。\n新疆除外。",
        "## 运费",
        "1. 小件",
        "- 满 99 包邮",
        "2. 大件",
        "| 地区 | 首重",
        "| 北京 | 8",
        "| 新疆 | 20 起",
        "| 甲 | 乙",
        "| 1 | 2",
        "以页面为准。",
    ]


def test_a_rule_line_at_the_top_is_not_front_matter(read_bytes) -> None:
    assert read_bytes("a.md", "---\n\n正文一段。\n\n---\n\n正文二段。").blocks == (
        Paragraph("正文一段。"),
        Paragraph("正文二段。"),
    )


def test_western_lines_are_mended_and_chinese_line_ends_are_meant(read_bytes) -> None:
    text = "Returns are accepted\nwithin seven days.\n\n联系客服\n早九点到晚六点"
    assert [block.text for block in read_bytes("a.md", text).blocks] == [
        "Returns are accepted within seven days.",
        "联系客服\n早九点到晚六点",
    ]


def test_an_empty_pipe_header_is_no_header(read_bytes) -> None:
    [table] = read_bytes("a.md", "| | |\n|-|-|\n| 品牌 | 清凉 |\n| 型号 | K |\n").blocks
    assert table == Table((), (("品牌", "清凉"), ("型号", "K")), first_row=2)
