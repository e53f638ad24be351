"""HTML: words without machinery, tables with spans, pages nested beyond reason."""

from __future__ import annotations

from ingestion.reading import Heading, Paragraph, Table

PAGE = """<!DOCTYPE html><html><head><title>退货规则 - 某平台</title><style>p{color:red}</style></head><body>
<nav><a href="/">首页</a><a href="/x">帮助</a></nav>
<div class="breadcrumb">首页 &gt; 规则</div>
<h1>退货规则</h1>
<p>签收后<b>7</b>天内，<a href="#">可申请</a>。<br>特殊商品除外。</p>
<!-- 内部注释 --><script>var 秘密 = 1</script><div style="display: none">看不见</div>
<h2>步骤</h2>
<ol start="3"><li>提交申请</li><li><p>寄回商品</p><ul><li>带上发票</li></ul></li></ol>
<table><caption>时限</caption><thead><tr><th>环节</th><th colspan="2">时限</th></tr></thead><tbody>
<tr><td rowspan="2">审核</td><td>商家</td><td>48小时</td></tr><tr><td>平台</td><td>24小时</td></tr></tbody></table>
<footer>版权所有</footer></body></html>"""


def test_a_page_is_read_without_its_machinery(read_bytes, lines) -> None:
    reading = read_bytes("a.html", PAGE)
    assert reading.title == "退货规则"
    assert lines(reading) == [
        "# 退货规则",
        "签收后7天内，可申请。\n特殊商品除外。",
        "## 步骤",
        "3. 提交申请",
        "4. 寄回商品",
        "- 带上发票",
        "| 环节 | 时限 | 时限",
        "| 审核 | 商家 | 48小时",
        "| 审核 | 平台 | 24小时",
    ]
    assert isinstance(reading.blocks[-1], Table)
    assert reading.blocks[-1].caption == "时限"


def test_chapters_that_a_page_only_sets_in_bold_become_headings(read_bytes) -> None:
    page = "<html><body><p><b>第一章 总 则</b></p><p>第一条 适用本规则。</p><p>（一）甲；</p></body></html>"
    assert read_bytes("a.html", page).blocks == (
        Heading("第一章 总则", 1),
        Paragraph("第一条 适用本规则。\n（一）甲；"),
    )


def test_ten_thousand_nested_divisions_are_walked(read_bytes) -> None:
    page = "<html><body>" + "<div>" * 10_000 + "深处的话" + "</div>" * 10_000
    assert read_bytes("a.html", page).blocks == (Paragraph("深处的话"),)


def test_a_page_wrapped_in_a_form_and_a_title_in_its_header_are_read(read_bytes) -> None:
    page = "<html><body><form><header><h1>标题</h1></header><p>正文。</p><input value='搜索'></form></body></html>"
    assert read_bytes("a.html", page).blocks == (Heading("标题", 1), Paragraph("正文。"))


def test_a_nameless_menu_is_dropped_and_a_list_of_references_is_not(read_bytes, lines) -> None:
    menu = "<ul>" + "".join(f"<li><a href='#'>栏目{n}</a></li>" for n in range(8)) + "</ul>"
    references = "<ul>" + "".join(f"<li>参见<a href='#'>第{n}条</a>的退货运费说明</li>" for n in range(8)) + "</ul>"
    found = lines(read_bytes("a.html", f"<html><body>{menu}<p>正文。</p>{references}</body></html>"))
    assert found == ["正文。", *(f"- 参见第{n}条的退货运费说明" for n in range(8))]


def test_a_table_that_arranges_the_page_is_not_a_table(read_bytes) -> None:
    inner = "<table><tr><td>内</td><td>层</td></tr></table>"
    page = f"<html><table><tr><td><h2>左栏</h2><p>一段话。</p></td><td>{inner}</td></tr></table>"
    assert read_bytes("a.html", page).blocks == (Heading("左栏", 2), Paragraph("一段话。"), Table((), (("内", "层"),)))


def test_absurd_spans_are_cut_and_not_filled(read_bytes) -> None:
    wide, tall = '<td colspan="99999999">甲</td><td>乙</td>', '<td rowspan="88888888">丙</td><td>丁</td>'
    page = f"<html><table><tr>{wide}</tr><tr>{tall}</tr></table>"
    [table] = read_bytes("a.html", page).blocks
    assert len(table.rows[0]) <= 1001
    assert "乙" in str(table)


def test_a_web_table_saved_as_xls_is_read_as_what_it_is(read_bytes) -> None:
    reading = read_bytes(
        "导出.xls", "<html><table><tr><th>单号</th><th>状态</th></tr><tr><td>1</td><td>已发货</td></tr></table>"
    )
    assert reading.blocks[0].headers == ("单号", "状态")
    assert reading.media_type == "text/html"
