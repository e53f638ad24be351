from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingestion.products import extract_products, read_catalogue
from ingestion.reading import Block, Paragraph, Reading, Table
from knowledge.types import Product, Sku


def products(*blocks: Block) -> tuple[Product, ...]:
    return extract_products(Reading("商品表", "text/csv", blocks))


def one(headers: tuple[str, ...], *row: str) -> Product:
    (product,) = products(Table(headers, (row,)))
    return product


def test_columns_are_understood_by_their_meaning() -> None:
    product = one(
        ("货号", "品名", "到手价(元)", "吊牌价", "可售库存", "品牌", "类目", "满减活动", "能效等级"),
        *("AC-1001", "云境空调", "¥2,599.00", "3,299元", "128台", "云境", "空调", "满3000减200", "一级"),
    )
    assert product == Product(
        sku=Sku("AC-1001"),
        name="云境空调",
        price=Decimal(2599),
        list_price=Decimal(3299),
        stock=128,
        category="空调",
        brand="云境",
        benefit="满3000减200",
        attributes=(("能效等级", "一级"),),
    )


@pytest.mark.parametrize(
    "headers",
    [
        ("SKU", "Product Name", "Price"),
        ("sku_id", "ProductTitle", "SalePrice"),
        ("商品编码", "商品名称", "双11活动价"),
        ("基本信息 商品编码", "基本信息 商品名称", "价格 活动价(元)"),
        ("型號", "商品名稱", "售價"),
        ("【货号】", "宝贝标题", "价格/元"),
    ],
)
def test_headings_in_other_words_mean_the_same(headers: tuple[str, ...]) -> None:
    assert one(headers, "AC-1001", "云境空调", "2599").price == Decimal(2599)


@pytest.mark.parametrize(
    ("cell", "price"),
    [
        ("2599", 2599),
        ("¥2,599.00", 2599),
        ("2599元", 2599),
        ("1.2万", 12000),
        ("49.90", "49.90"),
        ("2599（送架）", 2599),
    ],
)
def test_a_price_cell_that_states_one_amount_gives_it(cell: str, price: object) -> None:
    assert one(("SKU", "售价"), "AC-1001", cell).price == Decimal(str(price))


@pytest.mark.parametrize("cell", ["2599-2899", "2599起", "满3件8折", "8折", "约2599", "面议", "0"])
def test_what_is_no_one_price_stays_in_the_sheets_words(cell: str) -> None:
    product = one(("SKU", "售价"), "AC-1001", cell)
    assert (product.price, product.attributes) == (None, (("售价", cell),))


def test_the_price_that_is_paid_now_is_preferred_and_the_others_are_kept() -> None:
    headers = ("SKU", "日常价", "活动价", "会员价")
    product = one(headers, "AC-1001", "2999", "2599", "2499")
    assert (product.price, product.list_price) == (Decimal(2599), Decimal(2999))
    assert product.attributes == (("活动价", "2599"), ("会员价", "2499"))
    assert one(headers, "AC-1001", "2999", "", "").price == 2999


def test_a_value_under_a_unit_in_the_heading_is_in_that_unit() -> None:
    assert one(("SKU", "售价(万元)"), "CAR-001", "12.8").price == 128000
    assert one(("SKU", "Price(USD)"), "AC-1001", "19.99").currency == "USD"


@pytest.mark.parametrize(("cell", "stock"), [("128", 128), ("1,280件", 1280), ("无货", 0), ("售罄", 0), ("仅剩3件", 3)])
def test_stock_is_read_in_figures_and_words(cell: str, stock: int) -> None:
    assert one(("SKU", "售价", "库存"), "AC-1001", "99", cell).stock == stock


@pytest.mark.parametrize("cell", ["充足", "100+", "预售"])
def test_stock_without_a_number_stays_in_the_sheets_words(cell: str) -> None:
    product = one(("SKU", "售价", "库存"), "AC-1001", "99", cell)
    assert (product.stock, product.attributes) == (None, (("库存", cell),))


def test_companions_are_found_by_code_and_by_exact_name_and_the_rest_stays_in_words() -> None:
    table = Table(
        ("商品编码", "商品名称", "售价", "推荐搭配"),
        (
            ("AC-1001", "云境空调", "2599", "支架A款、ZJ-9009"),
            ("ZJ-2002", "支架A款", "99", "任意一款空调"),
            ("ZJ-2003", "支架B款", "89", "AC-1001 / ZJ-2002"),
        ),
    )
    conditioner, bracket, other = products(table)
    assert conditioner.companions == ("ZJ-2002", "ZJ-9009")
    assert (bracket.companions, bracket.attributes) == ((), (("推荐搭配", "任意一款空调"),))
    assert other.companions == ("AC-1001", "ZJ-2002")


def test_columns_for_staff_never_reach_the_catalogue() -> None:
    product = one(("SKU", "售价", "成本价", "底价（不对客）"), "AC-1001", "2599", "1800", "2400")
    assert (product.price, product.attributes) == (Decimal(2599), ())


def test_of_two_rows_for_one_sku_the_later_wins_and_the_editor_is_told() -> None:
    rows = (("AC-1", "空调", "2599"), ("AC-2", "风扇", "99"), ("AC-1", "空调新", "2499"))
    catalogue = read_catalogue(Reading("表", "text/csv", (Table(("SKU", "品名", "售价"), rows),)))
    prices = {product.sku: product.price for product in catalogue.products}
    assert prices == {"AC-2": Decimal(99), "AC-1": Decimal(2499)}
    assert [note.code for note in catalogue.notes] == ["duplicate_sku"]


def test_rows_under_one_merged_code_are_forms_of_one_product() -> None:
    rows = (("AC-1", "空调", "白", "2599", "5"), ("AC-1", "空调", "灰", "2699", "5"))
    catalogue = read_catalogue(Reading("表", "text/csv", (Table(("SKU", "品名", "颜色", "售价", "库存"), rows),)))
    (product,) = catalogue.products
    assert (product.price, product.stock, catalogue.notes) == (None, 10, ())
    assert dict(product.attributes) == {"颜色": "白、灰", "售价": "白：2599；灰：2699"}


def test_a_stock_list_says_of_each_form_whether_it_is_left_and_never_how_many() -> None:
    goods = Table(("SKU", "品名", "售价"), (("AC-1", "风扇", "99"), ("AC-2", "水壶", "59")))
    rows = (("AC-1", "白", "12", "在售", ""), ("AC-1", "黑", "0", "缺货", "3月2日"), ("AC-2", "", "0", "", "未定"))
    stock = Table(("SKU", "颜色", "可售", "状态", "预计到货"), rows)
    for order in ((goods, stock), (stock, goods)):
        fan, kettle = sorted(products(*order), key=lambda each: each.sku)
        assert (fan.name, fan.price, fan.stock) == ("风扇", Decimal(99), 12)
        assert dict(fan.attributes) == {"可选颜色": "白、黑", "可售": "白：在售；黑：缺货，预计到货3月2日"}
        assert (
            dict(products(goods, Table(("SKU", "规格", "可售"), (("AC-1", "白", "3"),)))[0].attributes)["可选项"]
            == "白"
        )
        assert (kettle.stock, dict(kettle.attributes)) == (0, {"可售": "缺货，预计到货未定"})


def test_of_two_prices_each_says_which_one_it_is() -> None:
    product = one(("货号", "品名", "单买价（元）", "拼单价（元）"), "AC-1", "风扇", "109", "99")
    assert (product.price, dict(product.attributes)) == (Decimal(99), {"单买价（元）": "109", "拼单价（元）": "99"})


def test_a_sheet_with_models_side_by_side_is_read_too() -> None:
    table = Table(
        ("参数", "A款", "B款"),
        (
            ("商品编码", "AC-1001", "AC-1002"),
            ("商品名称", "云境1匹", "云境2匹"),
            ("售价", "1999", "3999"),
            ("噪音", "18", "20"),
        ),
    )
    assert [(p.sku, p.name, p.price, dict(p.attributes)["噪音"]) for p in products(table)] == [
        ("AC-1001", "云境1匹", Decimal(1999), "18"),
        ("AC-1002", "云境2匹", Decimal(3999), "20"),
    ]


def test_a_product_without_code_gets_a_stable_one_only_where_the_sheet_has_no_codes() -> None:
    table = Table(("商品名称", "价格"), (("云境 空调（白）", "2599"),))
    assert products(table)[0].sku == products(table)[0].sku == "云境空调-白"
    assert products(Table(("商品编码", "商品名称", "价格"), (("", "云境空调", "2599"),))) == ()


@pytest.mark.parametrize(
    "table",
    [
        Table(("项目", "价格"), (("安装费", "100"),)),
        Table(("地区", "运费"), (("广东", "8"),)),
        Table(("订单号", "商品编码", "商品名称", "售价"), (("1", "AC-1001", "空调", "2599"),)),
        Table(("问题", "答案"), (("能退吗", "能"),)),
    ],
)
def test_other_tables_give_no_products(table: Table) -> None:
    assert products(table, Paragraph("商品编码 AC-1001 售价 2599")) == ()


@given(st.lists(st.text(max_size=8), min_size=2, max_size=5), st.data())
def test_any_table_is_read_without_error_and_every_sku_once(headers: list[str], data: st.DataObject) -> None:
    names = ["商品编码", "商品名称", "售价", "库存", "搭配", "原价"]
    mixed = tuple(data.draw(st.sampled_from([header, *names])) for header in headers)
    cells = st.one_of(st.text(max_size=8), st.sampled_from(["AC-1001", "2599", "无货", "1-2", "同上", ""]))
    row = st.tuples(*[cells] * len(mixed))
    table = Table(mixed, tuple(data.draw(st.lists(row, max_size=5))))
    found = products(table, table)
    assert len({product.sku for product in found}) == len(found)
    assert all(product.sku and (product.name or not product.price) for product in found)
    assert all(product.price is None or product.price > 0 for product in found)


def test_exceptions_of_a_rule_that_name_goods_are_no_products() -> None:
    exceptions = Table(
        ("商品", "款号", "能不能退"),
        (("贴身类：内裤、袜子", "NK-10001、WZ-10002", "拆了不支持"), ("清仓款", "QC-10003", "只退不换")),
    )
    sold = Table(("款号", "名称", "售价"), (("QC-10003", "碎花连衣裙", "99"),))
    assert [(p.sku, p.name, p.attributes) for p in products(sold, exceptions)] == [("QC-10003", "碎花连衣裙", ())]


def test_a_cell_with_a_code_and_a_name_gives_both() -> None:
    product = one(("款号", "店铺价", "定金"), "YR-20101 长款羽绒服", "799", "50")
    assert (product.sku, product.name, product.price) == ("YR-20101", "长款羽绒服", Decimal(799))
    assert one(("款号", "店铺价"), "YR-20101 红", "799").sku != "YR-20101"


def test_how_many_pairs_may_be_sold_is_stock_and_what_is_bought_with_it_a_companion() -> None:
    product = one(("款号", "品名", "售价", "可售双数", "适合一起拍"), "XZ-30001", "短靴", "299", "0", "YH-30007")
    assert (product.stock, product.companions, product.attributes) == (0, ("YH-30007",), ())
