from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import Workbook

from ingestion.folder import ShopProfile, collect_sources, ensure_shop, load_profile
from ingestion.ingest import FileResult, FileStatus, IngestOptions
from ingestion.readers.isolation import IsolatedReader
from ingestion.reading import SourceFile
from knowledge.days import day_range
from knowledge.errors import BadInput, NotFound
from knowledge.store.documents import find_document, list_versions
from knowledge.store.products import catalogue
from knowledge.store.shops import get_shop, revision_of
from knowledge.types import Category, Query, ShopId, Sku, VersionStatus
from server.compose import Services, composed
from server.settings import Settings
from tests.support.database import prepared
from tests.support.hashing_encoder import HashingEncoder
from tests.support.reading import read_by

SHOP = ShopId("demo")
NOW = datetime(2026, 3, 1, tzinfo=UTC)
PUBLISH = IngestOptions(publish=True)


@pytest.fixture
def services(tmp_path: Path, file_reader: IsolatedReader) -> Iterator[Services]:
    settings = Settings(data_dir=prepared(tmp_path / "data"))
    with composed(settings, encoder=HashingEncoder(), clock=lambda: NOW) as services:
        ensure_shop(services.database, SHOP, ShopProfile(name="示例店"), NOW)
        yield read_by(file_reader, services)


def _file(folder: Path, name: str, text: str) -> SourceFile:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return SourceFile(path, name)


def _found(services: Services, question: str) -> list[str]:
    return [passage.text for passage in services.knowledge.retrieve(Query(SHOP, question, NOW)).passages]


def _statuses(services: Services, name: str) -> list[VersionStatus]:
    with services.database.read() as connection:
        document = find_document(connection, SHOP, name)
        assert document is not None
        return [version.status for version in list_versions(connection, document.id)]


def test_reading_an_unchanged_file_again_does_nothing(services: Services, tmp_path: Path) -> None:
    file = _file(tmp_path, "发货.md", "# 发货\n\n付款后48小时内发货。\n")
    first = services.ingestor.ingest_all([file], SHOP, PUBLISH)
    with services.database.read() as connection:
        before = revision_of(connection, SHOP)
    again = services.ingestor.ingest_all([file], SHOP, PUBLISH)
    with services.database.read() as connection:
        assert revision_of(connection, SHOP) == before
    assert [first[0].status, again[0].status] == [FileStatus.ADDED, FileStatus.UNCHANGED]
    assert again[0].version_id == first[0].version_id


def test_a_changed_file_replaces_its_version_and_the_old_text_is_found_no_more(
    services: Services, tmp_path: Path
) -> None:
    services.ingestor.ingest_all([_file(tmp_path, "发货.md", "# 发货\n\n付款后48小时内发货。\n")], SHOP, PUBLISH)
    changed = services.ingestor.ingest_all(
        [_file(tmp_path, "发货.md", "# 发货\n\n付款后24小时内发货。\n")], SHOP, PUBLISH
    )
    assert changed[0].status is FileStatus.UPDATED
    assert _statuses(services, "发货.md") == [VersionStatus.PUBLISHED, VersionStatus.SUPERSEDED]
    found = "\n".join(_found(services, "付款后多久发货"))
    assert "24小时" in found
    assert "48小时" not in found


def test_a_draft_is_not_found_until_it_is_published(services: Services, tmp_path: Path) -> None:
    file = _file(tmp_path, "发货.md", "# 发货\n\n付款后48小时内发货。\n")
    services.ingestor.ingest_all([file], SHOP, IngestOptions())
    assert _found(services, "付款后多久发货") == []
    published = services.ingestor.ingest_all([file], SHOP, PUBLISH)
    assert published[0].status is FileStatus.PUBLISHED
    assert _found(services, "付款后多久发货") != []


def test_one_bad_file_is_reported_and_the_others_go_on(services: Services, tmp_path: Path) -> None:
    (tmp_path / "坏.pdf").write_bytes(b"%PDF-1.4 nothing")
    files = [
        _file(tmp_path, "空.txt", ""),
        SourceFile(tmp_path / "坏.pdf", "坏.pdf"),
        SourceFile(tmp_path / "不在.md", "不在.md"),
        _file(tmp_path, "发货.md", "# 发货\n\n付款后48小时内发货。\n"),
    ]
    results = services.ingestor.ingest_all(files, SHOP, PUBLISH)
    assert [result.error and result.error[0] for result in results] == ["empty", "corrupt", "not_found", None]
    assert _found(services, "付款后多久发货") != []


def test_a_workbook_fills_the_catalogue_and_answers_by_row(services: Services, tmp_path: Path) -> None:
    workbook = Workbook()
    sheet = workbook.active
    assert sheet is not None
    for row in (
        ["商品编码", "商品名称", "活动价(元)", "库存"],
        ["A-100", "静音风扇", 199, 5],
        ["A-200", "除湿机", 899, 0],
    ):
        sheet.append(row)
    workbook.save(tmp_path / "商品.xlsx")
    source = SourceFile(tmp_path / "商品.xlsx", "商品.xlsx")
    (result,) = services.ingestor.ingest_all([source], SHOP, PUBLISH)
    assert result.products == 2
    with services.database.read() as connection:
        products = catalogue(connection, SHOP, NOW)
    assert (products[Sku("A-100")].price, products[Sku("A-200")].stock) == (Decimal(199), 0)
    assert any("静音风扇" in text and "199" in text for text in _found(services, "静音风扇多少钱"))


def test_dates_from_the_editor_win_over_those_in_the_text(services: Services, tmp_path: Path) -> None:
    text = "# 活动规则\n\n生效日期：2026年1月1日\n\n满300减30。\n"
    file = _file(tmp_path, "活动.md", text)
    services.ingestor.ingest_all([file], SHOP, PUBLISH)
    assert _found(services, "满300减多少") != []
    ended = IngestOptions(publish=True, validity=day_range(date(2025, 11, 1), date(2025, 11, 11)))
    (result,) = services.ingestor.ingest_all([file], SHOP, ended)
    assert result.status is FileStatus.UPDATED
    assert _found(services, "满300减多少") == []


def test_the_editors_category_is_kept_for_later_versions(services: Services, tmp_path: Path) -> None:
    services.ingestor.ingest_all(
        [_file(tmp_path, "说明.md", "# 说明\n\n第一版。\n")], SHOP, IngestOptions(True, Category.WAREHOUSE)
    )
    services.ingestor.ingest_all([_file(tmp_path, "说明.md", "# 说明\n\n第二版。\n")], SHOP, PUBLISH)
    with services.database.read() as connection:
        document = find_document(connection, SHOP, "说明.md")
    assert document is not None
    assert document.category is Category.WAREHOUSE


def test_an_unknown_shop_is_refused_before_anything_is_read(services: Services, tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="nowhere"):
        services.ingestor.ingest_all([_file(tmp_path, "a.md", "# a\n\nb\n")], ShopId("nowhere"), PUBLISH)


def test_progress_tells_every_file_and_every_chunk(services: Services, tmp_path: Path) -> None:
    told: list[tuple[str, int, int]] = []
    files = [_file(tmp_path, f"{n}.md", f"# 标题{n}\n\n第{n}段文字说明。\n") for n in range(3)]
    services.ingestor.ingest_all(files, SHOP, PUBLISH, lambda stage, done, total: told.append((stage, done, total)))
    assert [done for stage, done, _ in told if stage == "read"] == [0, 1, 2, 3]
    assert [(done, total) for stage, done, total in told if stage == "index"][-1] == (3, 3)


def test_a_result_shows_what_the_command_line_promises() -> None:
    failed = FileResult("a.pdf", FileStatus.FAILED, error=("encrypted", "needs a password")).shown()
    assert failed["error"] == {"code": "encrypted", "message": "needs a password"}
    assert {"path", "status", "chunks"} <= failed.keys()
    assert "error" not in FileResult("a.md", FileStatus.ADDED, 3).shown()


def test_folders_are_walked_in_order_without_locks_and_hidden_files(tmp_path: Path) -> None:
    for name in ("b.md", "a.md", ".hidden", "~$a.docx", "shop.yaml", "规则/c.md"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.touch()
    assert [source.name for source in collect_sources([tmp_path])] == ["a.md", "b.md", "规则/c.md"]
    with pytest.raises(NotFound, match="nothing"):
        collect_sources([tmp_path / "nothing"])


def test_a_folder_says_who_its_shop_is(services: Services, tmp_path: Path) -> None:
    (tmp_path / "shop.yaml").write_text("name: 甲店\nplatform: jd\nextra: 1\n", encoding="utf-8")
    ensure_shop(services.database, SHOP, load_profile(tmp_path), NOW)
    with services.database.read() as connection:
        shop = get_shop(connection, SHOP)
    assert (shop.name, shop.platform, shop.voice) == ("甲店", "jd", "default")


def test_a_folder_says_what_each_role_may_commit_to(services: Services, tmp_path: Path) -> None:
    written = "authority:\n  agent: {compensation: 20, gifts: true}\n  supervisor: {compensation: 100}\n"
    (tmp_path / "shop.yaml").write_text(written, encoding="utf-8")
    ensure_shop(services.database, SHOP, load_profile(tmp_path), NOW)
    with services.database.read() as connection:
        assert get_shop(connection, SHOP).settings == {
            "authority.agent.compensation": "20",
            "authority.agent.gifts": "true",
            "authority.supervisor.compensation": "100",
        }


@pytest.mark.parametrize("text", ["- a\n- b\n", "name: [\n", "\x00", "authority: 20", "authority: {agent: 20}"])
def test_a_broken_profile_is_bad_input(tmp_path: Path, text: str) -> None:
    (tmp_path / "shop.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(BadInput, match=r"shop\.yaml"):
        load_profile(tmp_path)
