from ingestion.reading import Heading, Paragraph, Reading, Table
from ingestion.splitting import Limits, split
from knowledge.types import Audience, Chunk, ChunkKind, DocumentId, VersionId

LIMITS = Limits(target=60, prose=120, whole=160, count_tokens=len)


def chunks(table: Table, *before: Heading | Paragraph) -> tuple[Chunk, ...]:
    reading = Reading("运费说明", "text/csv", (*before, table))
    return split(reading, document_id=DocumentId("d"), version_id=VersionId("v"), limits=LIMITS)


def rows(table: Table) -> list[Chunk]:
    return [chunk for chunk in chunks(table) if chunk.place.row is not None]


FEES = Table(
    ("地区", "首重(元)", "续重(元)"),
    (("广东", "8", "2"), ("新疆", "20", "15"), ("西藏", "", "18")),
    caption="省内外资费",
    sheet="资费",
    first_row=3,
)


def test_a_row_answers_by_itself_and_knows_its_place() -> None:
    first, _, third = rows(FEES)
    assert first.kind is ChunkKind.TABLE_ROW
    assert first.text == "地区：广东；首重(元)：8；续重(元)：2"
    assert first.fields == (("地区", "广东"), ("首重(元)", "8"), ("续重(元)", "2"))
    assert (first.place.sheet, first.place.row, third.place.row) == ("资费", 3, 5)
    assert first.context == "运费说明 › 省内外资费"
    assert third.text == "地区：西藏；续重(元)：18"


def test_a_small_table_comes_also_as_one_piece() -> None:
    whole = chunks(FEES)[-1]
    assert whole.kind is ChunkKind.PROSE
    assert "广东" in whole.text
    assert "西藏" in whole.text
    longer = Table(FEES.headers, FEES.rows * 4)
    assert all(chunk.place.row is not None for chunk in chunks(longer))


def test_a_ditto_is_written_out_and_row_counters_and_strokes_are_left_out() -> None:
    table = Table(
        ("序号", "项目类型", "收费", "备注"), (("1", "加氟", "180", "含人工"), ("2", "清洗", "—", "同上；限城区"))
    )
    assert [chunk.text for chunk in rows(table)] == [
        "项目类型：加氟；收费：180；备注：含人工",
        "项目类型：清洗；备注：含人工；限城区",
    ]


def test_question_columns_make_pairs_and_keep_the_other_cells() -> None:
    (chunk,) = rows(Table(("分类", "客户问题", "标准答案"), (("发票", "能开专票吗？", "可以。"),)))
    assert chunk.kind is ChunkKind.FAQ
    assert chunk.fields == (("question", "能开专票吗？"), ("answer", "可以。"), ("分类", "发票"))
    assert "发票" in chunk.text


def test_script_columns_make_scripts_with_stage_and_variants() -> None:
    table = Table(("阶段", "场景", "话术", "变体"), (("售中", "催发货", "亲，{订单号}已发。", "您好，已发｜在路上了"),))
    (chunk,) = rows(table)
    assert chunk.kind is ChunkKind.SCRIPT
    assert chunk.fields == (
        ("scenario", "催发货"),
        ("text", "亲，{订单号}已发。"),
        ("stage", "售中"),
        ("variant", "您好，已发"),
        ("variant", "在路上了"),
    )


def test_a_staff_column_goes_into_a_staff_chunk_that_says_what_it_is_about() -> None:
    table = Table(("商品编码", "售价", "成本价"), (("AC-1001", "2599", "1800"),))
    shown, hidden = rows(table)
    assert (shown.audience, shown.text) == (Audience.CUSTOMER, "商品编码：AC-1001；售价：2599")
    assert (hidden.audience, hidden.text) == (Audience.STAFF, "商品编码：AC-1001；成本价：1800")


def test_a_staff_cell_is_held_back_and_a_mark_alone_holds_back_its_row() -> None:
    cell = Table(("情形", "处理"), (("破损", "补发"), ("投诉", "可赔付50元（仅内部）")))
    assert [chunk.audience for chunk in rows(cell)] == [Audience.CUSTOMER, Audience.STAFF]
    assert "50" not in "".join(chunk.text for chunk in chunks(cell) if chunk.audience is Audience.CUSTOMER)
    marked = Table(("情形", "处理", "可见"), (("投诉", "可赔付50元", "仅内部"), ("破损", "补发", "对客")))
    assert [chunk.audience for chunk in rows(marked)] == [Audience.STAFF, Audience.CUSTOMER]


def test_a_sheet_marked_for_staff_is_for_staff() -> None:
    table = Table(("情形", "金额"), (("破损", "20"),), sheet="赔付标准（不对客）")
    assert {chunk.audience for chunk in chunks(table)} == {Audience.STAFF}


def test_figures_of_a_specification_are_joined_and_statements_stand_alone() -> None:
    figures = Table(("参数", "数值"), tuple((f"参数{n}", f"{n}mm") for n in range(8)))
    found = chunks(figures)
    assert found[0].text.startswith("参数0：0mm\n参数1：1mm")
    assert all(len(chunk.text) <= LIMITS.target for chunk in found)
    statements = Table(
        (), (("预约", "签收后在订单页点预约安装，服务商二十四小时内来电确认上门时间，请保持电话畅通。"),) * 2
    )
    assert len(rows(statements)) == 2


def test_models_that_stand_side_by_side_become_one_row_each() -> None:
    table = Table(("参数", "KFR-26GW", "KFR-35GW"), (("匹数", "1匹", "1.5匹"), ("噪音", "18dB", "20dB")))
    found = [chunk for chunk in chunks(table) if chunk.kind is ChunkKind.TABLE_ROW]
    assert [chunk.text for chunk in found] == [
        "型号：KFR-26GW；匹数：1匹；噪音：18dB",
        "型号：KFR-35GW；匹数：1.5匹；噪音：20dB",
    ]
    assert [chunk.skus for chunk in found] == [("KFR-26GW",), ("KFR-35GW",)]


def test_a_products_row_is_about_that_product_alone() -> None:
    table = Table(("商品编码", "商品名称", "搭配"), (("AC-1001", "空调", "ZJ-2002"), ("ZJ-2002", "支架", "")))
    assert [chunk.skus for chunk in rows(table)] == [("AC-1001",), ("ZJ-2002",)]


def test_a_row_beyond_the_budget_is_cut_and_every_part_says_what_it_is_about() -> None:
    table = Table(("商品", "卖点", "说明"), (("云境空调", "省电。" * 30, "静音。" * 30),))
    found = rows(table)
    assert len(found) > 1
    assert all(chunk.text.startswith("商品：云境空调") and chunk.tokens <= LIMITS.prose for chunk in found)


def test_a_title_row_taken_for_headings_gives_way_to_the_real_ones() -> None:
    table = Table(("云境旗舰店价目",) * 3, (("商品编码", "商品名称", "售价"), ("AC-1001", "空调", "2599")), first_row=2)
    (row,) = rows(table)
    assert row.text == "商品编码：AC-1001；商品名称：空调；售价：2599"
    assert row.place.row == 3
    assert row.context == "运费说明 › 云境旗舰店价目"


def test_a_long_caption_is_found_by_itself() -> None:
    note = "活动价为店铺当前活动价，不含店铺券和国家补贴，实际价格以商品页面为准，库存每天九点半更新，请以下单时为准。"
    found = chunks(Table(("地区", "费用"), (("广东", "8"),) * 7, caption=note))
    assert found[0].text == note
    assert note not in found[1].context
