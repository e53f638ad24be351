"""Grids: header rows, banners, remarks; whatever the format, no cell is lost."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from ingestion.readers.grid import Grid, Origin, blocks_of
from ingestion.reading import Block, Heading, Paragraph, Table

CELLS = st.text(alphabet="价格库存ab12.- ", max_size=6).map(str.strip)


@st.composite
def grids(draw: st.DrawFn) -> Grid:
    width, height = draw(st.integers(1, 6)), draw(st.integers(1, 8))
    rows = [draw(st.tuples(*[CELLS] * width)) for _ in range(height)]
    banners = draw(st.sets(st.integers(0, height - 1)))
    for index in banners:
        rows[index] = (rows[index][0],) * width
    header_rows = draw(st.none() | st.integers(0, height))
    return Grid(tuple(rows), frozenset(banners), header_rows, draw(st.integers(1, 9)))


def texts(blocks: list[Block]) -> set[str]:
    found: set[str] = set()
    for block in blocks:
        if isinstance(block, Table):
            found.update(cell for row in (block.headers, *block.rows) for cell in row)
            found.update(block.caption.split(" "))
        else:
            found.add(block.text)
    return found


@settings(deadline=None)
@given(grids())
def test_every_cell_of_a_grid_occurs_in_its_blocks(grid: Grid) -> None:
    whole = " ".join(texts(blocks_of(grid, Origin())))
    assert all(part in whole for row in grid.rows for cell in row for part in cell.split())


@settings(deadline=None)
@given(grids())
def test_tables_are_rectangular_and_never_empty(grid: Grid) -> None:
    for block in blocks_of(grid, Origin()):
        assert not isinstance(block, Heading)
        if isinstance(block, Table):
            assert block.rows
            assert {len(row) for row in block.rows} == {len(block.rows[0])}
            assert len(block.headers) in (0, len(block.rows[0]))


@settings(deadline=None)
@given(grids())
def test_a_row_keeps_the_number_it_has_in_the_sheet(grid: Grid) -> None:
    numbered = {grid.first_row + index: [cell for cell in row if cell] for index, row in enumerate(grid.rows)}
    for block in blocks_of(grid, Origin()):
        if isinstance(block, Table) and any(any(row) for row in block.rows):
            for offset, row in enumerate(block.rows):
                assert [cell for cell in row if cell] == numbered[block.first_row + offset]


def test_two_header_rows_are_joined_under_their_merged_cell() -> None:
    rows = (("货号", "价格", "价格", "库存"), ("货号", "原价", "活动价", "库存"), ("A", "10", "8", "3"))
    assert blocks_of(Grid(rows), Origin()) == [
        Table(("货号", "价格 原价", "价格 活动价", "库存"), (rows[2],), first_row=3)
    ]


def test_a_banner_in_the_middle_names_the_rows_below_it() -> None:
    rows = (("货号", "价格"), ("挂机", "挂机"), ("A", "10"), ("柜机", "柜机"), ("B", "20"))
    first, second = blocks_of(Grid(rows, frozenset({1, 3})), Origin("空调"))
    assert (first.caption, first.rows, first.first_row) == ("空调 挂机", (("A", "10"),), 3)
    assert (second.caption, second.rows, second.headers) == ("空调 柜机", (("B", "20"),), ("货号", "价格"))


def test_pairs_of_name_and_value_are_not_taken_for_a_header() -> None:
    rows = (("品牌", "清凉"), ("型号", "KF-26"), ("颜色分类", "白"))
    assert blocks_of(Grid(rows), Origin()) == [Table((), rows)]


def test_a_frame_of_one_cell_is_a_paragraph() -> None:
    assert blocks_of(Grid((("提示：先断电。",),)), Origin(page=2)) == [Paragraph("提示：先断电。", 2)]
