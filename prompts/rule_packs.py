"""Rule packs: what a reply may not say, as data by platform and category, with version and source.

A pack is a YAML file in `prompts/rules`. pydantic refuses unknown keys at the border; inside there are frozen values
with compiled patterns. Patterns are written for the normalised view of a text that the checks build (lower case,
simplified characters, half width). `<<name>>` in a pattern stands for the pack's part of that name.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from knowledge.errors import Config
from prompts.data import parse_yaml

RULES_DIR = Path(__file__).parent / "rules"

CheckName = Literal[
    "fidelity", "grounding", "compliance", "authority", "promise", "upsell", "privacy", "injection", "voice"
]
ViewName = Literal["plain", "squeezed", "tight"]


@dataclass(frozen=True, slots=True)
class Exemptions:
    """What makes found words fine. `within` covers them; `before` ends where they start and `after` starts where they
    end, both inside the sentence; `clause` and `sentence` occur anywhere in those; `categories` are goods that may;
    `source` says that words are fine which a passage has, too."""

    within: tuple[re.Pattern[str], ...] = ()
    before: tuple[re.Pattern[str], ...] = ()
    after: tuple[re.Pattern[str], ...] = ()
    clause: tuple[re.Pattern[str], ...] = ()
    sentence: tuple[re.Pattern[str], ...] = ()
    categories: tuple[str, ...] = ()
    source: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """`needs` are patterns of which one must occur in the same sentence (none: nothing is needed); `grants` find the
    line of a source that allows what the rule is about. `reason` may use {found} and what else the check that owns
    the rule says. `suggestion` and `rewrites` (by the found words) are wording to put in the place of the found words;
    none means that they are to be left out."""

    id: str
    check: CheckName
    level: Literal["warn", "block"]
    reason: str
    basis: str
    view: ViewName
    patterns: tuple[re.Pattern[str], ...]
    needs: tuple[re.Pattern[str], ...]
    grants: tuple[re.Pattern[str], ...]
    unless: Exemptions
    suggestion: str | None
    rewrites: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class RulePack:
    """`platforms` and `categories` name where it holds; empty is everywhere. A category holds when it occurs in the
    goods' category as the shop words it ("食品" in "休闲食品")."""

    id: str
    version: int
    source: str
    platforms: tuple[str, ...]
    categories: tuple[str, ...]
    rules: tuple[Rule, ...]

    def holds(self, platform: str, category: str) -> bool:
        on_platform = not self.platforms or platform in self.platforms
        return on_platform and (not self.categories or any(name in category for name in self.categories))


@dataclass(frozen=True, slots=True)
class RulePacks:
    """All packs. `lookalikes` maps a character to the one that it is written for (級 → 级, ➕ → 加)."""

    packs: tuple[RulePack, ...]
    lookalikes: Mapping[str, str]

    def rules(self, check: CheckName, *, platform: str = "", category: str = "") -> tuple[Rule, ...]:
        """The rules of a check that hold for such goods on such a platform, in the order of the packs."""
        return tuple(
            rule
            for pack in self.packs
            if pack.holds(platform, category)
            for rule in pack.rules
            if rule.check == check and not any(name in category for name in rule.unless.categories)
        )

    def rule(self, rule_id: str) -> Rule:
        """Raises KeyError for an id that no pack has: a check and its pack are out of step."""
        for pack in self.packs:
            for rule in pack.rules:
                if rule.id == rule_id:
                    return rule
        raise KeyError(rule_id)


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _UnlessFile(_Strict):
    within: list[str] = []
    before: list[str] = []
    after: list[str] = []
    clause: list[str] = []
    sentence: list[str] = []
    categories: list[str] = []
    source: bool = False


class _RuleFile(_Strict):
    id: str = Field(pattern=r"^[a-z]+(\.[a-z0-9_]+)+$")
    level: Literal["warn", "block"] = "block"
    reason: str = Field(min_length=4)
    basis: str = ""
    view: ViewName = "squeezed"
    patterns: list[str] = []
    needs: list[str] = []
    grants: list[str] = []
    unless: _UnlessFile = _UnlessFile()
    suggestion: str | None = None
    rewrites: dict[str, str] = {}


class _PackFile(_Strict):
    id: str = Field(pattern=r"^[a-z0-9-]+$")
    version: int = Field(ge=1)
    source: str = Field(min_length=4)
    check: CheckName
    platforms: list[str] = []
    categories: list[str] = []
    parts: dict[str, str] = {}
    rules: list[_RuleFile] = Field(min_length=1)


class _LookalikesFile(_Strict):
    """`pairs` are two-character strings "級级"; `signs` map one character to the word that it stands for."""

    version: int = Field(ge=1)
    source: str = Field(min_length=4)
    pairs: str
    signs: dict[str, str] = {}


def load_rule_packs(folder: Path = RULES_DIR) -> RulePacks:
    """Raises Config when a file has unknown keys, a pattern that does not compile, or an id that another one has."""
    packs: list[RulePack] = []
    lookalikes: Mapping[str, str] = MappingProxyType({})
    for path in sorted(folder.glob("*.yaml")):
        try:
            raw = parse_yaml(path.read_text(encoding="utf-8"))
            if path.stem == "lookalikes":
                lookalikes = _lookalikes(_LookalikesFile.model_validate(raw))
            else:
                packs.append(_pack(_PackFile.model_validate(raw)))
        except (ValidationError, yaml.YAMLError, re.error, KeyError) as error:
            raise Config(f"rule pack {path.name}: {error}") from error
    _refuse_duplicates([pack.id for pack in packs])
    _refuse_duplicates([rule.id for pack in packs for rule in pack.rules])
    return RulePacks(packs=tuple(packs), lookalikes=lookalikes)


def _pack(file: _PackFile) -> RulePack:
    def compiled(patterns: Sequence[str]) -> tuple[re.Pattern[str], ...]:
        return tuple(re.compile(_expanded(pattern, file.parts)) for pattern in patterns)

    def anchored(patterns: Sequence[str]) -> tuple[re.Pattern[str], ...]:
        return tuple(re.compile(f"(?:{_expanded(pattern, file.parts)})$") for pattern in patterns)

    rules = tuple(
        Rule(
            id=rule.id,
            check=file.check,
            level=rule.level,
            reason=rule.reason,
            basis=rule.basis,
            view=rule.view,
            patterns=compiled(rule.patterns),
            needs=compiled(rule.needs),
            grants=compiled(rule.grants),
            unless=Exemptions(
                within=compiled(rule.unless.within),
                before=anchored(rule.unless.before),
                after=compiled(rule.unless.after),
                clause=compiled(rule.unless.clause),
                sentence=compiled(rule.unless.sentence),
                categories=tuple(rule.unless.categories),
                source=rule.unless.source,
            ),
            suggestion=rule.suggestion,
            rewrites=MappingProxyType(dict(rule.rewrites)),
        )
        for rule in file.rules
    )
    return RulePack(file.id, file.version, file.source, tuple(file.platforms), tuple(file.categories), rules)


def _expanded(pattern: str, parts: Mapping[str, str]) -> str:
    """Parts may use parts that stand above them in the file. Raises KeyError for an unknown one."""

    def fill(match: re.Match[str]) -> str:
        return f"(?:{_expanded(parts[match.group(1)], parts)})"

    return re.sub(r"<<(\w+)>>", fill, pattern)


def _lookalikes(file: _LookalikesFile) -> Mapping[str, str]:
    pairs = {pair[0]: pair[1:] for pair in file.pairs.split()}
    return MappingProxyType(pairs | file.signs)


def _refuse_duplicates(ids: Sequence[str]) -> None:
    doubled = sorted({name for name in ids if ids.count(name) > 1})
    if doubled:
        raise Config(f"rule packs: these ids occur twice: {', '.join(doubled)}")
