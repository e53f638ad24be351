"""Assembly: whole or not at all, once, never stale."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from knowledge.encoders.adapter import Adapter
from knowledge.encoders.assemble import assemble, assembled_name, default_cache_dir, main
from knowledge.encoders.bundled import BundledEncoder
from knowledge.encoders.weights import Source, WeightsFile, bundled_source
from knowledge.errors import Config


def test_the_installed_weights_are_found_with_their_recorded_digest() -> None:
    source = bundled_source()
    assert source.path.is_file()
    assert len(source.digest) == 43  # sha256 in base64


def test_assembly_reports_its_steps_clears_what_a_killed_one_left_and_is_done_once(tmp_path: Path) -> None:
    leftover = tmp_path / f".{assembled_name(bundled_source(), Adapter())}.building"
    leftover.mkdir()
    (leftover / "model.data").write_bytes(b"half")
    first: list[str] = []
    folder = assemble(bundled_source(), Adapter(), tmp_path, first.append)
    assert not leftover.exists()
    assert (folder / "model.data").stat().st_size > 100_000_000
    assert "word table" in first
    assert "layer 12 of 12" in first
    made = {path.name: path.stat().st_mtime_ns for path in folder.iterdir()}
    again: list[str] = []
    assert assemble(bundled_source(), Adapter(), tmp_path, again.append) == folder
    assert again == []
    assert made == {path.name: path.stat().st_mtime_ns for path in folder.iterdir()}
    assert len(BundledEncoder(folder).encode_query("有货吗")) == 384


def test_other_weights_get_another_folder() -> None:
    source = bundled_source()
    assert assembled_name(source, Adapter()) != assembled_name(Source(source.path, "other"), Adapter())


def test_damaged_weights_are_refused_and_nothing_is_left_to_use(tmp_path: Path) -> None:
    damaged = tmp_path / "e5-small-q4.bin"
    damaged.write_bytes(b"E5S1" + bytes(1000))
    with pytest.raises(Config, match="damaged"):
        assemble(Source(damaged, bundled_source().digest), Adapter(), tmp_path / "cache", lambda _step: None)
    assert not (tmp_path / "cache" / assembled_name(bundled_source(), Adapter())).exists()


@pytest.mark.parametrize("content", [b"", b"E5", b"E5S1", b"PK\x03\x04" + bytes(200), b"E5S1" + bytes(30)])
def test_a_file_that_is_no_weights_file_is_a_config_error(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "weights.bin"
    path.write_bytes(content)
    with pytest.raises(Config):
        WeightsFile(path)


def test_a_cache_folder_that_cannot_be_made_is_a_config_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(Config, match="cannot be assembled"):
        assemble(bundled_source(), Adapter(), tmp_path / "file" / "cache", lambda _step: None)


def test_an_assembled_folder_that_was_damaged_is_named(tmp_path: Path, bundled_cache: Path) -> None:
    for name in ("pieces.model", "replacements.json"):
        (tmp_path / name).write_bytes((bundled_cache / name).read_bytes())
    (tmp_path / "model.onnx").write_bytes(b"not a graph")
    with pytest.raises(Config, match="remove that folder"):
        BundledEncoder(tmp_path)


def test_the_command_says_where_the_encoder_is(capsys: pytest.CaptureFixture[str], bundled_cache: Path) -> None:
    assert main([]) == 0
    assert str(bundled_cache) in capsys.readouterr().out


def test_the_cache_folder_follows_the_desktop_convention(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert default_cache_dir() == tmp_path / "huashu"
    monkeypatch.delenv("XDG_CACHE_HOME")
    assert default_cache_dir() == Path.home() / ".cache" / "huashu"


def test_two_processes_assembling_at_once_agree(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "knowledge.encoders.assemble", "--cache-dir", str(tmp_path)]
    running = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    outputs = [process.communicate()[0] for process in running]
    assert [process.returncode for process in running] == [0, 0]
    assert sum("word table" in output for output in outputs) == 1
    assert len([path for path in tmp_path.iterdir() if path.is_dir()]) == 1
