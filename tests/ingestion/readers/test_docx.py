"""DOCX: headings by style, outline, numbering and boldness; lists, merged and nested tables, text boxes, in order."""

from __future__ import annotations

import io
from typing import Any

import docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn

from ingestion.reading import Heading, Paragraph, Table


def saved(document: Any) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def test_styles_lists_and_tables_come_in_document_order(read_bytes, lines) -> None:
    document = docx.Document()
    document.add_heading("售后政策", 0)
    document.add_heading("退货", 1)
    document.add_paragraph("收到后七天内。")
    document.add_paragraph("未拆封", style="List Bullet")
    document.add_paragraph("配件齐全", style="List Bullet")
    document.add_paragraph("申请", style="List Number")
    document.add_paragraph("寄回", style="List Number")
    table = document.add_table(2, 3)
    for cell, text in zip(
        (c for row in table.rows for c in row.cells), ["品类", "天数", "运费", "小件", "7", "包"], strict=True
    ):
        cell.text = text
    document.add_paragraph("以上为准。")
    reading = read_bytes("a.docx", saved(document))
    assert reading.title == "售后政策"
    assert lines(reading) == [
        "# 售后政策", "# 退货", "收到后七天内。", "- 未拆封", "- 配件齐全", "1. 申请", "2. 寄回",
        "| 品类 | 天数 | 运费", "| 小件 | 7 | 包", "以上为准。",
    ]  # fmt: skip


def test_chinese_numbering_that_only_word_draws_is_read(read_bytes, lines) -> None:
    document = docx.Document()
    numbering = document.part.numbering_part.element
    formats = [("chineseCounting", "第%1章", ""), ("decimal", "%1.%2", "<w:isLgl/>"), ("lowerLetter", "%3)", "")]
    levels = "".join(
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{style}"/>'
        f'{legal}<w:lvlText w:val="{text}"/></w:lvl>'
        for depth, (style, text, legal) in enumerate(formats)
    )
    numbering.insert(0, parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="77">{levels}</w:abstractNum>'))
    numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))
    for text, depth, style in [
        ("总则", 0, "Heading 1"), ("范围", 1, "Heading 2"), ("小件", 2, None), ("大件", 2, None),
        ("发货", 0, "Heading 1"), ("时效", 1, "Heading 2"),
    ]:  # fmt: skip
        paragraph = document.add_paragraph(text, style=style)
        properties = f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{depth}"/><w:numId w:val="77"/></w:numPr>'
        paragraph._p.get_or_add_pPr().append(parse_xml(properties))
    assert lines(read_bytes("a.docx", saved(document))) == [
        "# 第一章 总则", "## 1.1 范围", "a)小件", "b)大件", "# 第二章 发货", "## 2.1 时效",
    ]  # fmt: skip


def test_a_short_bold_line_is_a_heading_below_the_styled_ones(read_bytes) -> None:
    document = docx.Document()
    document.add_heading("保养", 1)
    document.add_paragraph().add_run("清洗滤网").bold = True
    document.add_paragraph("每两周一次。")
    assert read_bytes("a.docx", saved(document)).blocks[:2] == (Heading("保养", 1), Heading("清洗滤网", 2))


def test_merged_cells_are_filled_and_nested_tables_keep_their_words(read_bytes) -> None:
    document = docx.Document()
    table = document.add_table(4, 3)
    for row, texts in zip(
        table.rows,
        [["类别", "项目", "价格"], ["安装", "挂机", "0"], ["", "柜机", "50"], ["加长", "", "95"]],
        strict=True,
    ):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    table.cell(1, 0).merge(table.cell(2, 0))
    table.cell(3, 0).merge(table.cell(3, 1))
    inner = table.cell(1, 1).add_table(1, 2)
    inner.cell(0, 0).text, inner.cell(0, 1).text = "含铜管", "三米"
    [read] = read_bytes("a.docx", saved(document)).blocks
    assert isinstance(read, Table)
    assert [row[0] for row in read.rows] == ["安装", "安装", "加长"]
    assert read.rows[0][1] == "挂机 含铜管 三米"
    assert read.rows[2] == ("加长", "加长", "95")


def test_deleted_hidden_and_comment_text_is_not_read_but_inserted_text_is(read_bytes) -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("质保")
    for xml in (
        '<w:ins {0} w:id="1" w:author="a"><w:r><w:t>六年</w:t></w:r></w:ins>',
        '<w:del {0} w:id="2" w:author="a"><w:r><w:delText>三年</w:delText></w:r></w:del>',
        "<w:r {0}><w:rPr><w:vanish/></w:rPr><w:t>内部底价</w:t></w:r>",
        "<w:r {0}><w:instrText>PAGE</w:instrText></w:r>",
    ):
        paragraph._p.append(parse_xml(xml.format(nsdecls("w"))))
    assert read_bytes("a.docx", saved(document)).blocks == (Paragraph("质保六年"),)


def test_text_boxes_and_content_controls_are_read_once(read_bytes) -> None:
    document = docx.Document()
    box = "<w:txbxContent><w:p><w:r><w:t>盒中文字</w:t></w:r></w:p></w:txbxContent>"
    mc = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    document.add_paragraph("正文")._p.append(
        parse_xml(
            f"<w:r {nsdecls('w')} {mc}><mc:AlternateContent><mc:Choice Requires='wps'>{box}</mc:Choice>"
            f"<mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r>"
        )
    )
    control = f"<w:sdt {nsdecls('w')}><w:sdtContent><w:p><w:r><w:t>控件文字</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    document.element.body.insert(1, parse_xml(control))
    assert [block.text for block in read_bytes("a.docx", saved(document)).blocks] == ["正文", "盒中文字", "控件文字"]


def test_a_layout_frame_gives_its_content_in_place(read_bytes) -> None:
    document = docx.Document()
    frame = document.add_table(1, 1).cell(0, 0)
    frame.text = "温馨提示"
    frame.add_paragraph("先断电再清洗。")
    assert [block.text for block in read_bytes("a.docx", saved(document)).blocks] == ["温馨提示", "先断电再清洗。"]


def test_a_footnote_stands_where_its_mark_is(read_bytes) -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("签收后七天内可以退货")
    mark = OxmlElement("w:footnoteReference")
    mark.set(qn("w:id"), "2")
    paragraph.add_run()._r.append(mark)
    notes = (
        '<w:footnotes xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        '<w:footnote w:id="2"><w:p><w:r><w:t>定制商品除外</w:t></w:r></w:p></w:footnote></w:footnotes>'
    )
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    part = Part(PackURI("/word/footnotes.xml"), kind, notes.encode(), document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
    buffer = io.BytesIO()
    document.save(buffer)
    assert read_bytes("a.docx", buffer.getvalue()).blocks == (Paragraph("签收后七天内可以退货（注：定制商品除外）"),)
