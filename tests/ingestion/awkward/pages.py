"""PDFs as suppliers send them: two columns, tables over a page break, running heads, letters drawn twice."""

from __future__ import annotations

import io

from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate, SimpleDocTemplate, Spacer, Table
from reportlab.platypus import Paragraph as Text

FONT = "STSong-Light"
FILLER = "本节内容供安装与售后人员参考，实际以产品随附说明书为准；如有疑问请联系官方客服确认后再操作。"


def _style(size: float = 10.5) -> ParagraphStyle:
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    return ParagraphStyle("s", fontName=FONT, fontSize=size, leading=size * 1.5, wordWrap="CJK", spaceAfter=6)


def two_columns() -> bytes:
    """Pages of two columns under a running head, with page numbers; the left one is filled before the right begins."""
    data = io.BytesIO()
    body, head = _style(), _style(14)
    left = [Text("一、保修范围", head), *(Text(FILLER, body) for _ in range(14))]
    right = [
        Text("二、安装与移机", head),
        Text("移机服务每台收费380元，不含材料费；预约后三个工作日内上门。", body),
        *(Text(FILLER, body) for _ in range(6)),
        Text("外机支架加高需另付120元，由安装师傅现场确认。", body),
    ]
    height = A4[1] - 160
    frames = [Frame(50, 70, 235, height), Frame(310, 70, 235, height)]
    document = BaseDocTemplate(data, pagesize=A4)
    document.addPageTemplates(PageTemplate(frames=frames, onPage=_margins))
    document.build([*left, *right, *(Text(FILLER, body) for _ in range(60))])
    return data.getvalue()


def _margins(canvas: Canvas, document: BaseDocTemplate) -> None:
    canvas.setFont(FONT, 9)
    canvas.drawString(50, A4[1] - 40, "云岭电器售后手册 V3.2 内部资料")
    canvas.drawCentredString(A4[0] / 2, 35, f"— {document.page} —")


def long_table() -> bytes:
    """A ruled table of 70 rows over three pages, its header printed once; one merged header over two columns."""
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    data = io.BytesIO()
    rows = [["型号", "价格（元）", "", "适用面积"], ["", "日常价", "活动价", "（㎡）"]]
    rows += [[f"P-{1000 + n}", str(2000 + 10 * n), str(1800 + 10 * n), f"{8 + n}～{12 + n}"] for n in range(1, 71)]
    lines = [
        ("GRID", (0, 0), (-1, -1), 0.5, colors.black),
        ("FONT", (0, 0), (-1, -1), FONT),
        ("SPAN", (1, 0), (2, 0)),
        ("SPAN", (0, 0), (0, 1)),
    ]
    document = SimpleDocTemplate(data, pagesize=A4)
    document.build([Text("2026年机型价格表", _style(16)), Spacer(0, 10), Table(rows, [90, 90, 90, 90], style=lines)])
    return data.getvalue()


def doubled() -> bytes:
    """A heading whose letters are drawn twice, and a sentence that hard line breaks cut."""
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    data = io.BytesIO()
    canvas = Canvas(data, pagesize=A4)
    canvas.setFont(FONT, 16)
    for shift in (0, 0.4):
        canvas.drawString(72 + shift, 760, "退换货说明")
    canvas.setFont(FONT, 10.5)
    for number, line in enumerate(
        (
            "自签收次日起七天内，商品完好且配件",
            "齐全的，可以申请无理由退货，来回运",
            "费由买家承担；质量问题由卖家承担。",
        )
    ):
        canvas.drawString(72, 720 - 16 * number, line)
    canvas.save()
    return data.getvalue()
