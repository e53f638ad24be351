"""The command line as its users run it: its status, standard output alone for results; a process where that matters."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from huashu.cli import main

POLICY = (
    "# 售后政策\n\n## 发货\n\n付款后48小时内发货，偏远地区72小时内发货。\n\n## 退货\n\n签收后7天内可以无理由退货。\n"
)


class Terminal:
    """Runs `huashu` with a data folder and no other setting."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        kept = {name: value for name, value in os.environ.items() if not name.startswith("HUASHU_")}
        self.environment = {**kept, "HUASHU_DATA_DIR": str(folder / "data"), "PYTHONPATH": str(Path.cwd())}

    def run(self, *arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
        """In a process of its own: seconds of imports."""
        return subprocess.run(
            [sys.executable, "-m", "huashu", *arguments],
            check=False,
            cwd=self.folder,
            env={**self.environment, **settings},
            capture_output=True,
            text=True,
        )

    def here(self, *arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
        """The same entry point in this process; what is no error of ours is raised."""
        out, told, status = io.StringIO(), io.StringIO(), 0
        with pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(told):
            for name in [name for name in os.environ if name.startswith("HUASHU_")]:
                patch.delenv(name)
            for name, value in {"HUASHU_DATA_DIR": self.environment["HUASHU_DATA_DIR"], **settings}.items():
                patch.setenv(name, value)
            patch.chdir(self.folder)
            patch.setattr(sys, "argv", ["huashu", *arguments])
            try:
                main()
            except SystemExit as end:
                status = int(end.code or 0)
        return subprocess.CompletedProcess(arguments, status, out.getvalue(), told.getvalue())

    def json(self, *arguments: str) -> Any:
        return json.loads(self.here(*arguments, "--json").stdout)


@pytest.fixture(scope="module")
def terminal(tmp_path_factory: pytest.TempPathFactory) -> Terminal:
    """With one shop that knows one policy; `ingest` has printed what it did."""
    folder = tmp_path_factory.mktemp("terminal")
    documents = folder / "资料"
    documents.mkdir()
    (documents / "售后政策.md").write_text(POLICY, encoding="utf-8")
    (documents / "空.txt").touch()
    terminal = Terminal(folder)
    done = terminal.here("ingest", "资料", "--shop", "rules", "--publish", "--json")
    (folder / "ingested.json").write_text(done.stdout)
    assert done.returncode == 1, done.stderr  # one of the two files is empty
    return terminal


def test_ingest_lists_every_file_with_its_status(terminal: Terminal) -> None:
    files = {file["path"]: file for file in json.loads((terminal.folder / "ingested.json").read_text())["files"]}
    assert files["售后政策.md"]["status"] == "added"
    assert files["售后政策.md"]["chunks"] > 0
    assert files["空.txt"]["status"] == "failed"
    assert files["空.txt"]["error"]["code"] == "empty"


def test_ask_answers_from_the_document_and_names_it(terminal: Terminal) -> None:
    suggestion = json.loads(terminal.here("ask", "付款后多久发货", "--shop", "rules", "--json").stdout)
    assert suggestion["outcome"] == "reply"
    assert "48小时" in suggestion["text"]
    assert suggestion["passages"][0]["document"] == "售后政策.md"


def test_ask_prints_the_sources_for_people(terminal: Terminal) -> None:
    done = terminal.here("ask", "付款后多久发货", "--shop", "rules")
    assert done.returncode == 0
    assert "售后政策.md › 发货" in done.stdout.replace("售后政策.md › 售后政策 › 发货", "售后政策.md › 发货")


def test_search_shows_passages_with_scores(terminal: Terminal) -> None:
    found = json.loads(terminal.here("search", "多久发货", "--shop", "rules", "--json").stdout)
    assert "48小时" in found["passages"][0]["text"]
    assert found["passages"][0]["scores"]["fused"] > 0


def test_an_unknown_shop_names_the_known_ones_and_ends_with_status_one(terminal: Terminal) -> None:
    done = terminal.here("ask", "在吗", "--shop", "nowhere")
    assert done.returncode == 1
    assert "nowhere" in done.stderr
    assert "rules" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (("ingest", "没有", "--shop", "rules"), "没有"),
        (("ingest", "资料", "--shop", "No Shop"), "No Shop"),
        (("ingest", "资料", "--shop", "rules", "--category", "cooking"), "cooking"),
        (("ingest", "资料", "--shop", "rules", "--from", "2026-02-01", "--to", "2026-01-01"), "before"),
        (("keys", "create", "--name", "a", "--role", "king"), "king"),
        (("eval", "run", "没有.jsonl", "--knowledge", "资料"), "没有.jsonl"),
        (("restore", "没有.tar.gz"), "data"),
    ],
)
def test_bad_arguments_say_what_to_do(terminal: Terminal, arguments: tuple[str, ...], named: str) -> None:
    done = terminal.here(*arguments)
    assert done.returncode == 1
    assert named in done.stderr


def test_a_mistyped_setting_stops_every_command(terminal: Terminal) -> None:
    done = terminal.here("ask", "在吗", "--shop", "rules", HUASHU_MODLE="x")
    assert done.returncode == 1
    assert "HUASHU_MODLE" in done.stderr


def test_a_key_is_shown_once_listed_without_its_secret_and_revoked(terminal: Terminal) -> None:
    made = terminal.json("keys", "create", "--name", "前台", "--shop", "rules")
    listed = terminal.here("keys", "list", "--json").stdout
    assert made["key"] not in listed
    assert terminal.here("keys", "revoke", made["id"]).returncode == 0
    revoked = {key["id"]: key["revoked_at"] for key in terminal.json("keys", "list")["keys"]}
    assert revoked[made["id"]] is not None


def test_settings_never_show_secrets(terminal: Terminal) -> None:
    done = terminal.here("settings", "--json", HUASHU_MODEL_API_KEY="sk-secret")
    assert json.loads(done.stdout)["data_dir"].endswith("data")
    assert "sk-secret" not in done.stdout


def test_a_backup_restored_elsewhere_answers_the_same(terminal: Terminal, tmp_path: Path) -> None:
    archive = str(tmp_path / "backup.tar.gz")
    assert terminal.here("backup", archive).returncode == 0
    elsewhere = Terminal(tmp_path)
    restored = elsewhere.here("restore", archive)
    assert restored.returncode == 0, restored.stderr
    assert "48小时" in json.loads(elsewhere.here("ask", "付款后多久发货", "--shop", "rules", "--json").stdout)["text"]
    assert elsewhere.here("restore", archive).returncode == 1  # never over data


def test_doctor_finds_nothing_wrong(terminal: Terminal) -> None:
    report = json.loads(terminal.here("doctor", "--json").stdout)
    assert report["ok"], report


def test_help_loads_nothing_heavy() -> None:
    libraries = "torch chromadb litellm llama_index onnxruntime sqlalchemy fastapi tantivy pypdf openpyxl numpy huey"
    heavy = libraries.split()
    script = f"""
import sys
from huashu.cli import app
loaded = [name for name in {heavy!r} if name in sys.modules]
assert not loaded, loaded
"""
    subprocess.run([sys.executable, "-c", script], check=True)


def test_stop_ends_the_server_and_the_data_folder_is_free_at_once(terminal: Terminal) -> None:
    server = subprocess.Popen(
        [sys.executable, "-m", "huashu", "serve"],
        cwd=terminal.folder,
        env={**terminal.environment, "HUASHU_PORT": "0"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    reaped = Thread(target=server.wait)  # the child is gone only when somebody has asked for its status
    try:
        assert server.stdout is not None
        assert any("listening" in line for line in server.stdout)  # its first lines; none when it ends before that
        reaped.start()
        assert terminal.run("ask", "付款后多久发货", "--shop", "rules").returncode == 0  # through the server
        assert terminal.run("stop").stdout.strip() == "stopped"
        reaped.join()
        assert server.returncode == 0
        done = terminal.here("ingest", "资料", "--shop", "rules", "--publish")
        assert "售后政策.md" in done.stdout + done.stderr
        assert not (terminal.folder / "data" / "server.json").exists()
        assert "no server" in terminal.here("stop").stdout
    finally:
        server.kill()


def test_shops_are_listed_and_a_mistyped_one_is_not_deleted(terminal: Terminal) -> None:
    listed = terminal.json("shops", "list")["shops"]
    mistyped = terminal.here("shops", "delete", "rulez", "--yes")
    assert [(shop["id"], shop["documents"]) for shop in listed] == [("rules", 1)]
    assert mistyped.returncode == 1
    assert "rules" in mistyped.stderr
