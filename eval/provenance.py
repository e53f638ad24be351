"""Where a run comes from, so that it can be compared a year later: code, packages, data, settings, prompts."""

from __future__ import annotations

import hashlib
import platform
import subprocess
from collections.abc import Iterable
from importlib.metadata import version
from pathlib import Path
from typing import Any

from prompts.data import HOME
from server.compose import Services
from server.settings import Settings

_PACKAGES = ("huashu", "chromadb", "tantivy", "litellm", "onnxruntime", "llama-index-core", "pypdf")


def provenance(settings: Settings, services: Services, cases: Path, knowledge: Path) -> dict[str, Any]:
    return {
        "at": services.clock().isoformat(timespec="seconds"),
        "model": settings.model or "none",
        "encoder": services.encoder.fingerprint,
        "cases": cases.name,
        "cases_sha256": _hash([cases]),
        "knowledge_sha256": _hash(sorted(path for path in knowledge.rglob("*") if path.is_file())),
        "prompts_sha256": _hash(sorted(path for path in HOME.rglob("*") if path.suffix in {".md", ".yaml"})),
        "settings": settings.model_dump(mode="json", exclude={"data_dir", "cache_dir"}),
        "packages": {name: version(name) for name in _PACKAGES},
        "python": platform.python_version(),
        **_commit(),
    }


def _hash(paths: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for path in paths:
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _commit() -> dict[str, Any]:
    """The commit and whether the tree differs from it; nothing when this is no checkout."""
    folder = Path(__file__).parent
    try:
        commit = _git(folder, "rev-parse", "HEAD")
        return {"commit": commit, "dirty": bool(_git(folder, "status", "--porcelain"))}
    except (OSError, subprocess.CalledProcessError):
        return {}


def _git(folder: Path, *arguments: str) -> str:
    return subprocess.run(  # noqa: S603 - fixed arguments
        ["git", "-C", str(folder), *arguments],  # noqa: S607 - git is found as the user's shell finds it
        check=True,
        capture_output=True,
        text=True,
        timeout=10,
    ).stdout.strip()
