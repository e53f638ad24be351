"""The extension as it is installed: its id, its bytes, and what is left out."""

from __future__ import annotations

import base64
import hashlib
import json
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from knowledge.errors import NotFound
from server.extension_package import EXTENSION_ID, FOLDER, pack


def test_the_id_that_the_server_lets_in_follows_from_the_manifests_key() -> None:
    key = base64.b64decode(json.loads((FOLDER / "manifest.json").read_text("utf-8"))["key"])
    digits = hashlib.sha256(key).hexdigest()[:32]
    assert "".join(chr(ord("a") + int(digit, 16)) for digit in digits) == EXTENSION_ID


def test_the_same_sources_give_the_same_bytes() -> None:
    assert pack() == pack()


def test_everything_that_the_manifest_names_is_in_and_no_development_file() -> None:
    with ZipFile(BytesIO(pack())) as archive:
        names = {name.removeprefix("huashu-extension/") for name in archive.namelist()}
    manifest = json.loads((FOLDER / "manifest.json").read_text("utf-8"))
    scripts = {script for entry in manifest["content_scripts"] for script in entry["js"]}
    pages = {manifest["side_panel"]["default_path"], manifest["options_ui"]["page"]}
    assert {*scripts, *pages, *manifest["icons"].values(), manifest["background"]["service_worker"]} <= names
    assert not any("node_modules" in name or name.startswith(("types/", "package", "tsconfig", ".")) for name in names)


def test_it_asks_for_no_more_than_it_needs() -> None:
    manifest = json.loads((FOLDER / "manifest.json").read_text("utf-8"))
    allowed = {"sidePanel", "storage", "activeTab", "scripting", "alarms", "clipboardWrite"}
    assert set(manifest["permissions"]) <= allowed
    assert "host_permissions" not in manifest
    assert "unsafe" not in manifest["content_security_policy"]["extension_pages"]


def test_without_its_sources_it_says_so(tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        pack(tmp_path)
