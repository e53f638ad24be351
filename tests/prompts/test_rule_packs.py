"""Rule packs are data that refuses mistakes."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.errors import Config
from prompts.rule_packs import load_rule_packs

PACK = """
id: sample
version: 1
check: compliance
source: a made-up pack
{more}
rules:
  - id: compliance.sample.word
    reason: “{{found}}”不能用
    patterns: ['{pattern}']
"""


def write(folder: Path, name: str = "sample", pattern: str = "坏词", more: str = "") -> None:
    (folder / f"{name}.yaml").write_text(PACK.format(pattern=pattern, more=more), encoding="utf-8")


def test_every_shipped_pack_names_its_version_and_source() -> None:
    packs = load_rule_packs().packs
    assert len(packs) >= 10
    assert all(pack.version >= 1 and pack.source for pack in packs)
    assert all(rule.reason.strip() for pack in packs for rule in pack.rules)


def test_an_unknown_key_is_refused(tmp_path: Path) -> None:
    write(tmp_path, more="colour: red")
    with pytest.raises(Config, match="colour"):
        load_rule_packs(tmp_path)


def test_a_pattern_that_does_not_compile_is_refused_with_the_files_name(tmp_path: Path) -> None:
    write(tmp_path, pattern="(")
    with pytest.raises(Config, match=r"sample\.yaml"):
        load_rule_packs(tmp_path)


def test_an_unknown_part_is_refused(tmp_path: Path) -> None:
    write(tmp_path, pattern="<<nobody>>")
    with pytest.raises(Config, match="nobody"):
        load_rule_packs(tmp_path)


def test_two_packs_may_not_share_an_id(tmp_path: Path) -> None:
    write(tmp_path, "one")
    write(tmp_path, "two")
    with pytest.raises(Config, match="sample"):
        load_rule_packs(tmp_path)


def test_parts_fill_patterns(tmp_path: Path) -> None:
    write(tmp_path, pattern="<<verb>>我", more="parts: {verb: 加|扫}")
    (rule,) = load_rule_packs(tmp_path).rules("compliance")
    assert rule.patterns[0].fullmatch("扫我")


@pytest.mark.parametrize(
    ("platform", "category", "holds"), [("jd", "休闲食品", True), ("pdd", "休闲食品", False), ("jd", "空调", False)]
)
def test_a_pack_holds_for_its_platforms_and_categories(
    tmp_path: Path, platform: str, category: str, holds: bool
) -> None:
    write(tmp_path, more="platforms: [jd]\ncategories: [食品]")
    found = load_rule_packs(tmp_path).rules("compliance", platform=platform, category=category)
    assert bool(found) is holds


def test_a_rule_that_no_pack_has_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        load_rule_packs().rule("compliance.nothing")
