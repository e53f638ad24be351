"""Provinces with their cities, as data in places.yaml, and which of them a text names."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import ClassVar

from pydantic import ConfigDict

from prompts.data import HOME, STRICT, load_yaml


@dataclass(frozen=True, slots=True)
class _Listed:
    __pydantic_config__: ClassVar[ConfigDict] = STRICT
    provinces: dict[str, str]
    groups: dict[str, str]


@dataclass(frozen=True, slots=True)
class Places:
    """Built once. Names are looked for longest first, so that 吉林市 is no 吉林 and 江浙沪皖 no 江浙沪."""

    provinces: dict[str, str]
    groups: dict[str, str]
    _by_name: dict[str, tuple[str, ...]] = field(init=False)
    _names: re.Pattern[str] = field(init=False)

    def __post_init__(self) -> None:
        found: dict[str, tuple[str, ...]]
        found = {city: (province,) for province, cities in self.provinces.items() for city in cities.split()}
        found |= {province: (province,) for province in self.provinces}
        found |= {group: tuple(members.split()) for group, members in self.groups.items()}
        object.__setattr__(self, "_by_name", found)
        names = sorted(map(re.escape, found), key=len, reverse=True)
        object.__setattr__(self, "_names", re.compile("|".join(names) or r"(?!)"))

    def named(self, text: str) -> frozenset[str]:
        """The provinces that the text names, by themselves, by a city or as a group."""
        return frozenset(province for _, provinces in self.found(text) for province in provinces)

    def found(self, text: str) -> list[tuple[str, tuple[str, ...]]]:
        """The names that stand in the text, each with its provinces."""
        return [(match[0], self._by_name[match[0]]) for match in self._names.finditer(text)]


def load_places(path: Path = HOME / "places.yaml") -> Places:
    listed = load_yaml(path, _Listed)
    return Places(listed.provinces, listed.groups)
