"""Rule packs: what a reply may not say, as data by platform and category, with version and source.

A pack is a YAML file in `prompts/rules`; inside there are frozen values with compiled patterns. Patterns are written
for the normalised view of a text that the checks build (lower case, simplified characters, half width). `<<name>>` in
a pattern stands for the pack's part of that name, or for one of `shared.yaml`, whose exemptions a rule or a whole pack
takes over by naming them in `like`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Literal

import yaml
from pydantic import ValidationError

from knowledge.errors import Config
from knowledge.text.view import ViewName
from prompts.data import parse_yaml
from prompts.likeness import Likeness, load_likeness
from prompts.rule_files import CheckName, LookalikesFile, PackFile, SharedFile, UnlessFile

RULES_DIR = Path(__file__).parent / "rules"


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
    none means that they are to be left out. `alike` names the family of `Likeness` that the rule speaks for; what a
    `doubtful` rule finds counts only in a sentence that is not unlike what is forbidden."""

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
    alike: str
    doubtful: bool
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
    likeness: Likeness

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


def load_rule_packs(folder: Path = RULES_DIR) -> RulePacks:
    """Raises Config when a file has unknown keys, a pattern that does not compile, or an id that another one has."""
    packs: list[RulePack] = []
    lookalikes: Mapping[str, str] = MappingProxyType({})
    shared = SharedFile(version=1, source="none")
    # What packs share is read before them.
    for path in sorted(folder.glob("*.yaml"), key=lambda one: (one.stem != "shared", one.stem)):
        try:
            raw = parse_yaml(path.read_text(encoding="utf-8"))
            if path.stem == "lookalikes":
                lookalikes = _lookalikes(LookalikesFile.model_validate(raw))
            elif path.stem == "shared":
                shared = SharedFile.model_validate(raw)
            else:
                packs.append(_pack(PackFile.model_validate(raw), shared))
        except (ValidationError, yaml.YAMLError, re.error, KeyError) as error:
            raise Config(f"rule pack {path.name}: {error}") from error
    _refuse_duplicates([pack.id for pack in packs])
    _refuse_duplicates([rule.id for pack in packs for rule in pack.rules])
    return RulePacks(packs=tuple(packs), lookalikes=lookalikes, likeness=load_likeness())


def _pack(file: PackFile, shared: SharedFile) -> RulePack:
    parts = shared.parts | file.parts

    def compiled(patterns: Sequence[str]) -> tuple[re.Pattern[str], ...]:
        return tuple(re.compile(_expanded(pattern, parts)) for pattern in patterns)

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
            unless=_exemptions(
                [rule.unless, *(shared.exemptions[name] for name in (*file.like, *rule.unless.like))], parts
            ),
            alike=rule.alike,
            doubtful=rule.doubtful,
            suggestion=rule.suggestion,
            rewrites=MappingProxyType(dict(rule.rewrites)),
        )
        for rule in file.rules
    )
    return RulePack(file.id, file.version, file.source, tuple(file.platforms), tuple(file.categories), rules)


def _exemptions(written: Sequence[UnlessFile], parts: Mapping[str, str]) -> Exemptions:
    """The rule's own and those that it shares."""

    def compiled(key: str, form: str = "{}") -> tuple[re.Pattern[str], ...]:
        patterns = [pattern for one in written for pattern in getattr(one, key)]
        return tuple(re.compile(form.format(_expanded(pattern, parts))) for pattern in patterns)

    return Exemptions(
        within=compiled("within"),
        before=compiled("before", "(?:{})$"),
        after=compiled("after"),
        clause=compiled("clause"),
        sentence=compiled("sentence"),
        categories=tuple(name for one in written for name in one.categories),
        source=any(one.source for one in written),
    )


def _expanded(pattern: str, parts: Mapping[str, str]) -> str:
    """Parts may use parts. Raises KeyError for an unknown one."""

    def fill(match: re.Match[str]) -> str:
        return f"(?:{_expanded(parts[match.group(1)], parts)})"

    return re.sub(r"<<(\w+)>>", fill, pattern)


def _lookalikes(file: LookalikesFile) -> Mapping[str, str]:
    pairs = {pair[0]: pair[1:] for pair in file.pairs.split()}
    return MappingProxyType(pairs | file.signs)


def _refuse_duplicates(ids: Sequence[str]) -> None:
    doubled = sorted({name for name in ids if ids.count(name) > 1})
    if doubled:
        raise Config(f"rule packs: these ids occur twice: {', '.join(doubled)}")
