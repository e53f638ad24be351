"""Words kept as data: YAML read into frozen dataclasses. An undeclared key is refused, so a typo is seen at start."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

import yaml
from pydantic import ConfigDict, TypeAdapter, ValidationError

from knowledge.errors import Config

T = TypeVar("T")

HOME = Path(__file__).parent
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # libyaml is ten times as quick, and not on every machine
STRICT = ConfigDict(extra="forbid")
"""What a dataclass of this package sets as `__pydantic_config__`: unknown keys are an error."""


def load_yaml(path: Path, kind: type[T]) -> T:
    """`path` as a `kind`. Raises Config with the file's name when it is missing, no YAML, or not of that shape."""
    try:
        text = path.read_text("utf-8")
    except FileNotFoundError:
        raise Config(f"{path.name}: no such file in {path.parent.name}/") from None
    try:
        return shaped(parse_yaml(text), kind, name=path.name)
    except yaml.YAMLError as error:
        raise Config(f"{path.name}: not valid YAML ({error.__class__.__name__})") from error


def parse_yaml(text: str) -> object:
    """Plain values only: no tag of a document builds anything else. Raises yaml.YAMLError."""
    return yaml.load(text, Loader=_LOADER)  # noqa: S506  the safe loader, in C where there is one


def shaped(data: object, kind: type[T], *, name: str) -> T:
    """`data` as a `kind`; Config names the first field that does not fit."""
    try:
        return TypeAdapter(kind).validate_python(data)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise Config(f"{name}: {where}: {first['msg']}") from error
