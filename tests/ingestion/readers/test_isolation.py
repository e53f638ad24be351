"""The reader process: same readings as in process, limits that hold, and no process left behind."""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from ingestion.readers import IsolatedReader, ReadingLimits, read, read_isolated
from ingestion.reading import SourceFile
from knowledge.errors import UnreadableFile
from tests.ingestion.readers.packages import workbook

RULE = "第一章 总则\n第一条 适用本规则。\n（一）甲；\n（二）乙。\n"


@pytest.fixture(scope="module")
def reader() -> Iterator[IsolatedReader]:
    with IsolatedReader() as shared:
        yield shared


def test_a_reading_survives_the_way_through_the_process_unchanged(store, reader: IsolatedReader) -> None:
    for source in (store("规则.txt", RULE.encode()), store("价格.docx", workbook())):
        assert reader(source) == read(source)


def test_typed_errors_come_back_with_reason_and_message(store, reader: IsolatedReader) -> None:
    with pytest.raises(UnreadableFile) as caught:
        reader(store("录音.mp3", b"ID3" + b"\0" * 20))
    assert caught.value.reason == "unsupported"
    assert "录音.mp3" in caught.value.message


def test_one_file_can_be_read_without_keeping_a_process(store) -> None:
    source = store("规则.txt", RULE.encode())
    assert read_isolated(source) == read(source)


def test_threads_take_turns_and_get_their_own_answers(store, reader: IsolatedReader) -> None:
    sources = [store(f"{number}.txt", f"这是第{number}个文件的内容。".encode()) for number in range(12)]
    with ThreadPoolExecutor(4) as pool:
        readings = list(pool.map(reader, sources))
    assert [reading.blocks[0].text for reading in readings] == [f"这是第{n}个文件的内容。" for n in range(12)]


def test_a_file_that_never_ends_times_out_and_the_next_one_is_read(store, tmp_path: Path) -> None:
    endless = tmp_path / "pipe"
    os.mkfifo(endless)  # opening it for reading blocks until somebody writes, which nobody does
    with IsolatedReader(ReadingLimits(timeout_s=3)) as reader:
        with pytest.raises(UnreadableFile) as caught:
            reader(SourceFile(endless, "endless.txt"))
        assert caught.value.reason == "timeout"
        assert "timeout_s" in caught.value.message
        assert reader(store("规则.txt", RULE.encode())).blocks


def test_memory_beyond_the_limit_is_refused_and_the_next_file_is_read(store) -> None:
    greedy = store("大.csv", b"a,b,c\n" + b"1,2,3\n" * 400_000)
    limits = ReadingLimits(max_memory_bytes=160 * 1024 * 1024, max_cells=10_000_000)
    with IsolatedReader(limits) as reader:
        with pytest.raises(UnreadableFile) as caught:
            reader(greedy)
        assert caught.value.reason in ("too_large", "corrupt")
        assert reader(store("规则.txt", RULE.encode())).blocks


def test_a_killed_worker_is_a_corrupt_file_and_is_replaced(store, tmp_path: Path) -> None:
    blocking = tmp_path / "pipe"
    os.mkfifo(blocking)
    with IsolatedReader() as reader:
        reader(store("规则.txt", RULE.encode()))
        worker = child_of(os.getpid())

        def kill_once_it_reads() -> None:
            end = os.open(blocking, os.O_WRONLY)  # returns when the worker has opened the other end
            os.kill(worker, signal.SIGKILL)
            os.close(end)

        killer = threading.Thread(target=kill_once_it_reads)
        killer.start()
        with pytest.raises(UnreadableFile) as caught:
            reader(SourceFile(blocking, "hostile.txt"))
        killer.join()
        assert caught.value.reason == "corrupt"
        assert reader(store("规则.txt", RULE.encode())).blocks


def test_the_worker_ends_when_its_parent_is_killed(tmp_path: Path) -> None:
    blocking = tmp_path / "pipe"
    os.mkfifo(blocking)
    first = tmp_path / "first"
    first.write_text(RULE)
    script = (
        "from pathlib import Path; from ingestion.reading import SourceFile\n"
        "from ingestion.readers import IsolatedReader\n"
        f"reader = IsolatedReader(); reader(SourceFile(Path({str(first)!r}), 'a.txt')); print('reading', flush=True)\n"
        f"reader(SourceFile(Path({str(blocking)!r}), 'b.txt'))\n"
    )
    parent = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True, env=with_import_path())
    assert parent.stdout is not None
    assert parent.stdout.readline() == "reading\n"
    worker = child_of(parent.pid)
    handle = os.pidfd_open(worker)
    parent.kill()
    parent.wait()
    parent.stdout.close()
    ended, _, _ = select.select([handle], [], [], 30)
    os.close(handle)
    assert ended


def test_the_worker_sees_no_secrets_of_its_parent(store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HUASHU_MODEL_API_KEY", "sk-secret")
    with IsolatedReader() as reader:
        reader(store("规则.txt", RULE.encode()))
        environment = Path(f"/proc/{child_of(os.getpid())}/environ").read_bytes()
    assert b"sk-secret" not in environment


def test_importing_the_readers_loads_no_reader_library() -> None:
    heavy = ("pypdf", "pdfplumber", "docx", "openpyxl", "pptx", "bs4", "lxml", "markdown_it")
    script = f"import sys, ingestion.readers; print([name for name in {heavy} if name in sys.modules])"
    printed = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, env=with_import_path()
    )
    assert printed.stdout.strip() == "[]"


def child_of(parent: int) -> int:
    """The youngest reader process below `parent`."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal():
            try:
                stat = (entry / "stat").read_text().rsplit(")", 1)[1].split()
                command = (entry / "cmdline").read_bytes()
            except (FileNotFoundError, ProcessLookupError):
                continue
            if int(stat[1]) == parent and b"ingestion.readers.worker" in command:
                found.append((int(stat[19]), int(entry.name)))  # by when it started: numbers begin anew
    return max(found)[1]


def with_import_path() -> dict[str, str]:
    return {"PYTHONPATH": os.pathsep.join(path for path in sys.path if path), "PATH": os.environ.get("PATH", "")}
