"""What `huashu ingest` and the evaluation find on disk: files to read, and the shop's own `shop.yaml`."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path

import yaml

from ingestion.reading import SourceFile
from knowledge.errors import BadInput, NotFound
from knowledge.store.brands import refile
from knowledge.store.database import Database
from knowledge.store.shops import change_shop, create_shop, list_shops
from knowledge.types import Shop, ShopId

PROFILE = "shop.yaml"
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class ShopProfile:
    """What a folder says about its shop; empty where it says nothing."""

    name: str = ""
    platform: str = ""
    voice: str = ""
    settings: dict[str, str] = field(default_factory=dict)  # “authority.agent.compensation”: "20"


def collect_sources(paths: Sequence[Path]) -> list[SourceFile]:
    """The files under the given files and folders, in a stable order.

    A file found in a folder is named by its path below that folder, so that two folders may hold equal names.
    Hidden files, the locks that office programs leave and `shop.yaml` are passed over. Raises `NotFound`.
    """
    found: list[SourceFile] = []
    for path in paths:
        if path.is_dir():
            found.extend(SourceFile(file, file.relative_to(path).as_posix()) for file in _walk(path))
        elif path.exists():
            found.append(SourceFile(path, path.name))
        else:
            raise NotFound(f"there is no file or folder “{path}”")
    return found


def load_profile(folder: Path) -> ShopProfile:
    """Read `shop.yaml` of a folder; an empty profile when there is none. Raises `BadInput` when it is not YAML."""
    path = folder / PROFILE
    if not path.is_file():
        return ShopProfile()
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8-sig")) or {}
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise BadInput(f"{PROFILE} is not readable YAML: {error}") from error
    if not isinstance(content, dict):
        raise BadInput(f"{PROFILE} must hold keys and values, such as “name: …”")
    fields = ("name", "platform", "voice")
    unused = sorted(str(key) for key in content if key not in (*fields, "authority", "service"))
    if unused:
        _log.warning("keys of shop.yaml that mean nothing here", extra={"keys": ",".join(unused)})
    named = {name: str(content.get(name) or "") for name in fields}
    return ShopProfile(**named, settings=_authority(content.get("authority")) | _service(content.get("service")))


def _authority(content: object) -> dict[str, str]:
    """`authority: {agent: {compensation: 20}}` as settings. Raises `BadInput` when it is not of that shape."""
    if content is None:
        return {}
    if not isinstance(content, dict) or not all(isinstance(limits, dict) for limits in content.values()):
        raise BadInput(f"{PROFILE}: “authority” holds roles, and each role its limits")
    return {
        f"authority.{role}.{limit}": str(value).lower()
        for role, limits in content.items()
        for limit, value in limits.items()
    }


def _service(content: object) -> dict[str, str]:
    """`service: {masking: true}` as settings. Raises `BadInput` when it is not of that shape."""
    if content is None:
        return {}
    if not isinstance(content, dict):
        raise BadInput(f"{PROFILE}: “service” holds rules, such as “masking: true”")
    return {f"service.{rule}": str(value).lower() for rule, value in content.items()}


def _walk(folder: Path) -> Iterator[Path]:
    for root, folders, files in os.walk(folder):  # does not follow links, so no loops
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            if not name.startswith((".", "~$")) and name != PROFILE:
                yield Path(root) / name


def ensure_shop(database: Database, shop: ShopId, profile: ShopProfile, now: datetime) -> None:
    """Create the shop when it is new; what its folder says of it replaces what was known."""
    named = {key: value for key, value in asdict(profile).items() if value}
    with database.write() as connection:
        before = next((known for known in list_shops(connection) if known.id == shop), None)
        if before is not None:
            if "settings" in named:
                named["settings"] = _merged(before.settings, profile.settings)
            if change_shop(connection, shop, named).platform != before.platform:
                refile(connection, shop, now)  # other documents of its brand serve it
        else:
            create_shop(connection, Shop(shop, **{"name": shop, **named}), now)


def _merged(known: Mapping[str, str], told: Mapping[str, str]) -> dict[str, str]:
    """What the folder says of a family of settings replaces that family; the others stay as they were set."""
    families = {key.partition(".")[0] for key in told}
    return {key: value for key, value in known.items() if key.partition(".")[0] not in families} | dict(told)
