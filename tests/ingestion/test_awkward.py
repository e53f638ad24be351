"""Awkward tables and pages: nothing of them is lost, and what they say is the answer to who asks for it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import anyio
import pytest

from ingestion.folder import ShopProfile, ensure_shop
from ingestion.ingest import IngestOptions
from ingestion.readers import read
from ingestion.reading import Heading, Paragraph, Reading, SourceFile, Table
from knowledge.store.shops import get_shop
from knowledge.types import Query, ShopId
from server.compose import Services, composed
from server.reply.events import Done
from server.reply.types import Conversation, Message, Role, Suggestion
from server.settings import Settings
from tests.ingestion.awkward import office, pages, workbooks
from tests.support.hashing_encoder import HashingEncoder

SHOP = ShopId("awkward")
NOW = datetime(2026, 8, 1, 4, tzinfo=UTC)
FILES = {
    "价格表.xlsx": workbooks.price_book,
    "运费与安装.xlsx": workbooks.crowded_sheet,
    "售后手册.pdf": pages.two_columns,
    "机型价格.pdf": pages.long_table,
    "处理手册.docx": office.handbook,
}


@pytest.fixture(scope="module")
def services(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Services]:
    folder = tmp_path_factory.mktemp("awkward")
    with composed(Settings(data_dir=folder / "data"), encoder=HashingEncoder(), clock=lambda: NOW) as services:
        ensure_shop(services.database, SHOP, ShopProfile(name="云岭电器"), NOW)
        files = []
        for name, make in FILES.items():
            (folder / name).write_bytes(make())
            files.append(SourceFile(folder / name, name))
        results = services.ingestor.ingest_all(files, SHOP, IngestOptions(publish=True))
        assert [result.error for result in results] == [None] * len(FILES)
        yield services


def reading_of(data: bytes, name: str, folder: Path) -> Reading:
    path = folder / "upload"
    path.write_bytes(data)
    return read(SourceFile(path, name))


def tables(reading: Reading) -> list[Table]:
    return [block for block in reading.blocks if isinstance(block, Table)]


def texts(reading: Reading) -> list[str]:
    return [block.text for block in reading.blocks if isinstance(block, Heading | Paragraph)]


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("L-1040 的活动价是多少", "3900"),  # row 40 of the second of three sheets, under a merged header
        ("中央空调 Z-1060 外机尺寸", "760×280"),  # the last row of the last sheet, under the other merged header
        ("移机服务怎么收费", "380元"),  # the right column of a two-column page
        ("外机支架加高多少钱", "120元"),
        ("P-1070 适用面积", "78～82"),  # the last page of a table whose header was printed once
        ("P-1045 活动价", "2250"),
        ("新疆续重一公斤多少钱", "12"),  # one of three tables on a sheet
        ("镀锌支架承重", "120"),
        ("加急工单多久回复", "两小时"),  # in a text box
    ],
)
def test_the_passage_that_answers_is_found(services: Services, question: str, found: str) -> None:
    passages = services.knowledge.retrieve(Query(SHOP, question, NOW)).passages
    assert any(found in passage.text for passage in passages), [passage.text for passage in passages]


@pytest.mark.parametrize(
    ("question", "said", "document"),
    [
        ("L-1040活动价多少钱", "3900", "价格表.xlsx"),
        ("移机服务每台收多少钱", "380元", "售后手册.pdf"),
        ("P-1070活动价多少", "2500", "机型价格.pdf"),
    ],
)
def test_the_draft_says_it_and_cites_the_file(services: Services, question: str, said: str, document: str) -> None:
    made = suggested(services, question)
    assert said in made.draft.text, made
    cited = {number for sentence in made.draft.sentences for number in sentence.citations}
    assert document in {made.passages[number - 1].document_name for number in cited}


def suggested(services: Services, question: str) -> Suggestion:
    async def whole() -> Suggestion:
        with services.database.read() as connection:
            shop = get_shop(connection, SHOP)
        conversation = Conversation(SHOP, "c", (Message(Role.CUSTOMER, question),), NOW)
        async for event in services.suggester.suggest(conversation, shop):
            if isinstance(event, Done):
                return event.suggestion
        raise AssertionError("no suggestion")

    return anyio.run(whole)


def test_every_row_of_three_sheets_stands_under_both_rows_of_its_header(tmp_path: Path) -> None:
    reading = reading_of(workbooks.price_book(), "a.xlsx", tmp_path)
    first, second, third = tables(reading)
    assert [table.sheet for table in (first, second, third)] == ["挂机", "柜机", "中央空调"]
    assert all(len(table.rows) == 60 for table in (first, second, third))
    assert second.headers[2:6] == ("价格(元) 日常价", "价格(元) 活动价", "尺寸(mm) 内机", "尺寸(mm) 外机")
    assert second.rows[39] == (
        "L-1040", "柜机40号 新一级能效", "4100", "3900", "840×300", "740×280", "9%", "2026-05-13",
    )  # fmt: skip
    assert second.first_row + 39 == 43  # the sheet's own number, which an editor looks for
    assert [(note.code, note.place) for note in reading.notes] == [("hidden_sheet", "成本")]


def test_tables_of_one_sheet_keep_their_titles_and_formulas_stay_text(tmp_path: Path) -> None:
    found = tables(reading_of(workbooks.crowded_sheet(), "a.xlsx", tmp_path))
    assert [table.caption for table in found] == ["一、各地运费", "", "二、安装收费"]
    assert found[1].rows == (("不锈钢支架", "180"), ("镀锌支架", "120"))
    assert found[2].rows[1] == ("打孔费", "50", "=cmd|'/C calc'!A0")


def test_what_a_person_hid_is_not_read_and_what_a_filter_hides_is_and_both_are_told(tmp_path: Path) -> None:
    reading = reading_of(workbooks.hidden_parts(), "a.xlsx", tmp_path)
    cells = {cell for table in tables(reading) for row in (table.headers, *table.rows) for cell in row}
    assert {"H-1", "H-3", "S-1", "S-2", "S-3"} <= cells
    assert not {"H-2", "进价", "3"} & cells
    assert [(note.code, note.place, note.count) for note in reading.notes] == [
        ("hidden_rows", "手动", 1),
        ("hidden_columns", "手动", 1),
        ("filtered_rows", "筛选", 2),
    ]


def test_a_sheet_formatted_to_its_end_keeps_its_rows_and_their_numbers(tmp_path: Path) -> None:
    above, below = tables(reading_of(workbooks.empty_rows(100_000), "a.xlsx", tmp_path))
    assert (above.rows, below.rows) == ((("E-1", "10"),), (("E-2", "20"),))
    assert below.headers == ("商品编码", "价格")
    assert below.first_row == 100_003


def test_columns_are_read_one_after_the_other_without_what_repeats_in_the_margins(tmp_path: Path) -> None:
    said = texts(reading_of(pages.two_columns(), "a.pdf", tmp_path))
    assert said.index("一、保修范围") < said.index("二、安装与移机")
    assert "移机服务每台收费380元，不含材料费；预约后三个工作日内上门。" in said
    assert set(said) <= {
        "一、保修范围", "二、安装与移机", pages.FILLER, "外机支架加高需另付120元，由安装师傅现场确认。",
        "移机服务每台收费380元，不含材料费；预约后三个工作日内上门。",
    }  # fmt: skip


def test_a_table_over_a_page_break_keeps_its_merged_header_and_units(tmp_path: Path) -> None:
    found = tables(reading_of(pages.long_table(), "a.pdf", tmp_path))
    assert {table.headers for table in found} == {("型号", "价格（元） 日常价", "价格（元） 活动价", "适用面积 （㎡）")}
    assert [row[0] for table in found for row in table.rows] == [f"P-{1000 + number}" for number in range(1, 71)]


def test_letters_drawn_twice_and_lines_cut_inside_a_sentence_are_repaired(tmp_path: Path) -> None:
    reading = reading_of(pages.doubled(), "a.pdf", tmp_path)
    assert texts(reading) == [
        "退换货说明",
        "自签收次日起七天内，商品完好且配件齐全的，可以申请无理由退货，来回运费由买家承担；质量问题由卖家承担。",
    ]


def test_a_word_file_gives_its_boxes_nested_tables_margins_and_both_header_rows(tmp_path: Path) -> None:
    reading = reading_of(office.handbook(), "a.docx", tmp_path)
    said = texts(reading)
    assert said[1:4] == ["1. 收货核对", "- 外箱破损先拍照再签收", "2. 登记工单"]
    assert said.count("加急工单须在两小时内首次回复") == 1
    assert said[-2:] == ["云岭电器 · 客服部 · 2026版", "客服热线400-000-1234"]
    (table,) = tables(reading)
    assert table.headers == ("问题", "补偿上限（元） 客服", "补偿上限（元） 主管")
    assert table.rows == (("错发", "20", "100"), ("破损 破损面积 超过三成", "50", "300"))


def test_slides_give_groups_tables_charts_and_their_speakers_notes_for_staff(tmp_path: Path) -> None:
    reading = reading_of(office.slides(), "a.pptx", tmp_path)
    assert texts(reading) == [
        "双十一排期",
        "预售定金10月24日20点开始",
        "演讲者备注（仅内部）",
        "备注：定金不退需提前告知顾客",
    ]
    grid, chart = tables(reading)
    assert grid.rows == (("预售", "定金翻倍"), ("爆发", "满300减50"))
    assert (chart.headers[1:], chart.rows) == (("目标销量（台）",), (("10月", "1200"), ("11月", "5800")))
