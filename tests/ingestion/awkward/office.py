"""Word and PowerPoint files with what their authors hide words in: boxes, nested tables, headers, groups, charts."""

from __future__ import annotations

import io

import docx
import pptx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Inches

_BOX = """<w:r {ns}><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">
<mc:Choice Requires="wps"><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing">
<a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:graphicData uri="x">
<wps:wsp xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:txbx><w:txbxContent>
<w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:txbxContent></wps:txbx></wps:wsp></a:graphicData></a:graphic>
</wp:inline></w:drawing></mc:Choice></mc:AlternateContent></w:r>"""


def handbook() -> bytes:
    """Nested lists, a table in a table, a text box, a footnote-like remark, header and footer, a merged header."""
    document = docx.Document()
    section = document.sections[0]
    section.header.paragraphs[0].text = "云岭电器 · 客服部 · 2026版"
    section.footer.paragraphs[0].text = "客服热线400-000-1234"
    document.add_heading("退换货处理手册", 0)
    document.add_paragraph("收货核对", style="List Number")
    document.add_paragraph("外箱破损先拍照再签收", style="List Bullet 2")
    document.add_paragraph("登记工单", style="List Number")
    box = document.add_paragraph("加急规则见右侧。")
    box._p.append(parse_xml(_BOX.format(ns=nsdecls("w"), text="加急工单须在两小时内首次回复")))
    table = document.add_table(rows=2, cols=3)
    table.style = "Table Grid"
    table.cell(0, 1).merge(table.cell(0, 2)).text = "补偿上限（元）"
    table.cell(0, 0).merge(table.cell(1, 0)).text = "问题"
    table.cell(1, 1).text, table.cell(1, 2).text = "客服", "主管"
    for problem, agent, lead in (("错发", "20", "100"), ("破损", "50", "300")):
        cells = table.add_row().cells
        for cell, text in zip(cells, (problem, agent, lead), strict=True):
            cell.text = text
    inner = table.cell(3, 0).add_table(rows=1, cols=2)
    inner.cell(0, 0).text, inner.cell(0, 1).text = "破损面积", "超过三成"
    return _saved(document)


def slides() -> bytes:
    """A title, a group within a group, a table, a chart and speaker's notes."""
    show = pptx.Presentation()
    slide = show.slides.add_slide(show.slide_layouts[5])
    slide.shapes.title.text = "双十一排期"
    outer = slide.shapes.add_group_shape()
    inner = outer.shapes.add_group_shape()
    inner.shapes.add_textbox(0, 0, Inches(2), Inches(1)).text_frame.text = "预售定金10月24日20点开始"
    grid = slide.shapes.add_table(3, 2, Inches(1), Inches(2), Inches(5), Inches(1)).table
    for row, cells in enumerate((("阶段", "优惠"), ("预售", "定金翻倍"), ("爆发", "满300减50"))):
        for column, text in enumerate(cells):
            grid.cell(row, column).text = text
    chart = CategoryChartData()
    chart.categories = ["10月", "11月"]
    chart.add_series("目标销量（台）", (1200, 5800))
    slide.shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, Inches(1), Inches(4), Inches(4), Inches(3), chart)
    slide.notes_slide.notes_text_frame.text = "备注：定金不退需提前告知顾客"
    return _saved(show)


def _saved(document: docx.document.Document | pptx.presentation.Presentation) -> bytes:
    data = io.BytesIO()
    document.save(data)
    return data.getvalue()
