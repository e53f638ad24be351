import pytest

from ingestion.classification import guess_category
from ingestion.reading import Block, Heading, Paragraph, Reading, Table
from knowledge.types import Category


def guess(name: str, *blocks: Block, title: str = "") -> Category:
    return guess_category(
        name, Reading(title or name.rpartition(".")[0], "text/plain", blocks or (Paragraph("正文。"),))
    )


@pytest.mark.parametrize(
    ("name", "category"),
    [
        ("售后政策_2026版（2026-01-01起）.docx", Category.AFTERSALE),
        ("退换货说明.md", Category.AFTERSALE),
        ("运费表_分省.csv", Category.LOGISTICS),
        ("仓库发货规范.docx", Category.WAREHOUSE),
        ("网络购买商品七日无理由退货暂行办法.txt", Category.RULES),
        ("双11活动规则.html", Category.RULES),
        ("客服话术库.xlsx", Category.SCRIPTS),
        ("品牌语气指南.md", Category.GUIDE),
        ("关联销售指南.md", Category.GUIDE),
        ("空调使用说明书.pdf", Category.PRODUCT),
        ("Return policy.docx", Category.AFTERSALE),
        ("Shipping rates.csv", Category.LOGISTICS),
        ("物流/2026.md", Category.LOGISTICS),
        ("会议纪要.txt", Category.OTHER),
    ],
)
def test_names_tell_the_category(name: str, category: Category) -> None:
    assert guess(name) is category


def test_columns_tell_the_category_where_names_do_not() -> None:
    goods = Table(("商品编码", "商品名称", "售价"), (("AC-1", "空调", "2599"),) * 3)
    scripts = Table(("场景", "话术"), (("催发货", "亲"),) * 3)
    assert guess("Sheet导出.xlsx", goods) is Category.PRODUCT
    assert guess("Sheet导出.xlsx", scripts) is Category.SCRIPTS


def test_headings_tell_the_category_of_an_unnamed_document() -> None:
    blocks = (
        Heading("退货条件", 1),
        Paragraph("略。"),
        Heading("退款到账", 1),
        Paragraph("略。"),
        Heading("保修期", 1),
        Paragraph("略。"),
    )
    assert guess("文档1.docx", *blocks, title="文档1") is Category.AFTERSALE
