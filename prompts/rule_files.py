"""Rule packs as they are written: YAML files of `prompts/rules`, checked at the border. Unknown keys are refused."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from knowledge.text.view import ViewName

CheckName = Literal[
    "fidelity", "grounding", "compliance", "authority", "promise", "upsell", "privacy", "injection", "voice"
]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class UnlessFile(_Strict):
    within: list[str] = []
    before: list[str] = []
    after: list[str] = []
    clause: list[str] = []
    sentence: list[str] = []
    categories: list[str] = []
    source: bool = False
    like: list[str] = []


class RuleFile(_Strict):
    id: str = Field(pattern=r"^[a-z]+(\.[a-z0-9_]+)+$")
    level: Literal["warn", "block"] = "block"
    reason: str = Field(min_length=4)
    basis: str = ""
    view: ViewName = "squeezed"
    patterns: list[str] = []
    needs: list[str] = []
    grants: list[str] = []
    unless: UnlessFile = UnlessFile()
    alike: str = ""
    doubtful: bool = False
    suggestion: str | None = None
    rewrites: dict[str, str] = {}


class PackFile(_Strict):
    id: str = Field(pattern=r"^[a-z0-9-]+$")
    version: int = Field(ge=1)
    source: str = Field(min_length=4)
    check: CheckName
    platforms: list[str] = []
    categories: list[str] = []
    parts: dict[str, str] = {}
    like: list[str] = []
    rules: list[RuleFile] = Field(min_length=1)


class LookalikesFile(_Strict):
    """`pairs` are two-character strings "級级"; `signs` map one character to the word that it stands for."""

    version: int = Field(ge=1)
    source: str = Field(min_length=4)
    pairs: str
    signs: dict[str, str] = {}


class SharedFile(_Strict):
    """Words and exemptions that several packs use: `parts` as in a pack, `exemptions` by the name in `like`."""

    version: int = Field(ge=1)
    source: str = Field(min_length=4)
    parts: dict[str, str] = {}
    exemptions: dict[str, UnlessFile] = {}
