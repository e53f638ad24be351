"""Words of a file put right by hand: where they are found, what follows, and what a new file makes of them."""

from __future__ import annotations

import json
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingestion.corrections import Correction, corrected, lost, of_passage, restored
from ingestion.products import extract_products
from ingestion.reading import Block, Heading, Paragraph, Reading, Table
from ingestion.splitting import split
from knowledge.errors import BadInput
from knowledge.types import Chunk, DocumentId, VersionId

HEADERS = ("商品编码", "名称", "价格", "保修")
GOODS = Table(
    HEADERS, (("A-1", "小锅", "59", "1年"), ("A-2", "大锅", "59", "1年"), ("A-3", "炒锅", "89", "2年")), first_row=2
)
POLICY = (
    Heading("售后政策", 1),
    Heading("发货", 2),
    Paragraph("付款后48小时内发货。"),
    Heading("补发", 2),
    Paragraph("审核通过后48小时内发货。"),
    Paragraph("付款后48小时内发货。"),
)


def reading(*blocks: Block) -> Reading:
    return Reading("售后政策", "text/markdown", blocks)


def chunks(read: Reading) -> Sequence[Chunk]:
    return split(read, document_id=DocumentId("d"), version_id=VersionId("v"))


def passage(read: Reading, *words: str) -> Chunk:
    return next(chunk for chunk in chunks(read) if all(word in f"{chunk.context} {chunk.text}" for word in words))


def put_right(read: Reading, chunk: Chunk, before: str, after: str) -> Reading:
    return corrected(read, of_passage(chunk, before, after))


def test_of_the_same_words_in_two_sections_those_of_the_passage_change() -> None:
    read = reading(*POLICY)
    after = put_right(read, passage(read, "补发"), "付款后48小时内发货。", "付款后24小时内发货。")
    assert after.blocks == (*POLICY[:5], Paragraph("付款后24小时内发货。"))


def test_a_cell_changes_in_its_own_row_with_the_product_and_the_table_as_a_whole() -> None:
    read = reading(GOODS)
    after = put_right(read, passage(read, "商品编码：A-2"), "59", "49")
    assert {product.sku: str(product.price) for product in extract_products(after)} == {
        "A-1": "59",
        "A-2": "49",
        "A-3": "89",
    }
    assert sum("49" in chunk.text for chunk in chunks(after)) == 2  # the row, and the small table as one piece


def test_a_merged_cell_changes_in_all_its_rows_when_asked_and_not_beyond() -> None:
    rows = (("A", "1年"), ("B", "2年"), ("C", "2年"), ("D", "2年"), ("E", "1年"), ("F", "2年"))
    read = reading(Table(("名称", "保修"), rows))
    chunk = passage(read, "名称：C")
    (one,) = of_passage(chunk, "2年", "3年")
    (all_of_it,) = of_passage(chunk, "2年", "3年", spread=True)
    assert [row[1] for row in corrected(read, [one]).blocks[0].rows] == ["1年", "2年", "3年", "2年", "1年", "2年"]
    kept = restored(json.loads(json.dumps([all_of_it.stored()])))
    assert [row[1] for row in corrected(read, kept).blocks[0].rows] == ["1年", "3年", "3年", "3年", "1年", "2年"]


def test_a_row_edited_as_one_line_changes_the_cells_that_differ() -> None:
    read = reading(GOODS)
    whole = next(chunk for chunk in chunks(read) if "A-1" in chunk.text and "A-3" in chunk.text)
    line = next(line for line in whole.text.split("\n") if "A-3" in line)
    after = put_right(read, whole, line, line.replace("2年", "3年").replace("89", "79"))
    assert after.blocks == (Table(HEADERS, (*GOODS.rows[:2], ("A-3", "炒锅", "79", "3年")), first_row=2),)


def test_in_a_table_on_its_side_the_column_of_the_passage_changes() -> None:
    sideways = Table(
        (), (("商品编码", "A-1", "A-2"), ("名称", "小锅", "大锅"), ("保修", "1年", "1年"), ("价格", "59", "69"))
    )
    read = reading(sideways)
    after = put_right(read, passage(read, "A-2"), "1年", "3年")
    assert after.blocks[0] == Table((), (*sideways.rows[:2], ("保修", "1年", "3年"), sideways.rows[3]))


def test_added_lines_are_paragraphs_of_their_own_and_emptied_ones_go() -> None:
    read = reading(*POLICY)
    chunk = passage(read, "审核通过")
    more = put_right(read, chunk, "审核通过后48小时内发货。", "审核通过后48小时内发货。\n缺货时24小时内告知。")
    less = put_right(read, chunk, "审核通过后48小时内发货。", "")
    assert more.blocks[4:6] == (Paragraph("审核通过后48小时内发货。"), Paragraph("缺货时24小时内告知。"))
    assert less.blocks == (*POLICY[:4], POLICY[5])


@pytest.mark.parametrize("words", ["付款后72小时内发货。", " "])
def test_what_the_passage_does_not_say_is_refused(words: str) -> None:
    with pytest.raises(BadInput) as refused:
        of_passage(passage(reading(*POLICY), "补发"), words, "x")
    assert refused.value.reason == "not_in_file"


def test_a_short_word_changes_only_where_it_is_the_whole_cell() -> None:
    table = Table(("天数", "说明"), (("17", "7天一期"), ("7", "一期")))
    (after,) = corrected(reading(table), [Correction("7", "8")]).blocks
    assert after == Table(("天数", "说明"), (("17", "7天一期"), ("8", "一期")))


def test_a_new_file_that_says_the_old_words_again_is_told_of() -> None:
    kept = [Correction("付款后48小时内发货。", "付款后24小时内发货。"), Correction("没有这句", "也没有")]
    again, better = reading(*POLICY), reading(Paragraph("付款后24小时内发货。"))
    assert [note.place for note in lost(again, kept)] == ["付款后48小时内发货。"]
    assert lost(better, kept) == []


@given(st.lists(st.text("甲乙丙丁1258。", min_size=4, max_size=12), min_size=1, max_size=6, unique=True), st.data())
def test_what_is_corrected_and_corrected_back_is_as_it_was(lines: list[str], data: st.DataObject) -> None:
    read = reading(Heading("规则", 1), *map(Paragraph, lines))
    line = data.draw(st.sampled_from(lines))
    there = Correction(line, "〇" * 13, ("规则",))
    kept = restored(json.loads(json.dumps([there.stored()])))
    assert kept == (there,)
    after = corrected(read, kept)
    assert corrected(after, [Correction("〇" * 13, line, ("规则",))]) == read
