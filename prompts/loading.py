"""Prompt files: Markdown whose front matter declares id, version, inputs and output. Rendering is all or nothing."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar, Literal

import yaml
from pydantic import ConfigDict

from knowledge.errors import Config
from prompts.answer_words import AnswerWords, load_answer_words
from prompts.data import HOME, STRICT, load_yaml, shaped

_FRONT_MATTER = re.compile(r"\A---\n(.*?)\n---\n(.*)\Z", re.S)
_SECTION = re.compile(r"^# (system|user)\n", re.M)
_PLACEHOLDER = re.compile(r"\{\{(\w+)\}\}")


@dataclass(frozen=True, slots=True)
class Declaration:
    """The front matter. `version` counts up with every change of the text."""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT
    id: str
    version: int
    inputs: tuple[str, ...]
    output: Literal["text"]
    max_tokens: int
    temperature: float


@dataclass(frozen=True, slots=True)
class PromptFile:
    """A loaded prompt. `hash` is the sha256 of the whole file, `sections` its (role, template) pairs."""

    declaration: Declaration
    sections: tuple[tuple[str, str], ...]
    hash: str

    def render(self, values: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
        """(role, text) messages. Raises Config when the values are not exactly the declared inputs.

        Values are put in as they are: a placeholder inside a value is never expanded.
        """
        declared = set(self.declaration.inputs)
        if wrong := declared ^ set(values):
            raise Config(f"prompt {self.declaration.id!r}: inputs missing or not declared: {', '.join(sorted(wrong))}")
        return tuple((role, _PLACEHOLDER.sub(lambda match: values[match[1]], text)) for role, text in self.sections)


def load_prompt(prompt_id: str, folder: Path = HOME / "templates") -> PromptFile:
    """The prompt file of that id. Raises Config when missing, ill-formed, or its text and declaration disagree."""
    path = folder / f"{prompt_id}.md"
    try:
        text = path.read_text("utf-8")
    except FileNotFoundError:
        raise Config(f"{path.name}: no such prompt") from None
    match = _FRONT_MATTER.match(text)
    if match is None:
        raise Config(f"{path.name}: starts with no front matter between --- lines")
    declaration = shaped(yaml.safe_load(match[1]), Declaration, name=path.name)
    if declaration.id != prompt_id:
        raise Config(f"{path.name}: id is {declaration.id!r}")
    used = set(_PLACEHOLDER.findall(match[2]))
    if wrong := used ^ set(declaration.inputs):
        raise Config(f"{path.name}: inputs declared or used, not both: {', '.join(sorted(wrong))}")
    pieces = _SECTION.split(match[2])
    if pieces[0].strip() or len(pieces) < 3:
        raise Config(f"{path.name}: the body must be sections “# system” and “# user”")
    sections = tuple((role, body.strip()) for role, body in zip(pieces[1::2], pieces[2::2], strict=True))
    return PromptFile(declaration, sections, hashlib.sha256(text.encode()).hexdigest())


@dataclass(frozen=True, slots=True)
class ModelWords:
    """Words around the values of a prompt; see model_words.yaml."""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT
    no_answer: str
    none: str
    list_joint: str
    customer: str
    agent: str
    passage: str
    product: str
    product_price: str
    product_benefit: str
    order: str
    products_block: str
    order_block: str
    transcript_block: str
    strategy: str
    finding: str
    suggestion: str
    emoji_none: str
    moments: dict[str, str]
    languages: dict[str, str]


@dataclass(frozen=True, slots=True)
class ModelPrompts:
    """`rescue` asks where the instant draft found no answer: it takes the same inputs as `reply`."""

    reply: PromptFile
    rescue: PromptFile
    repair: PromptFile
    words: ModelWords
    answers: AnswerWords


def load_model_prompts(home: Path = HOME) -> ModelPrompts:
    """Everything a model is told, validated at start."""
    templates = home / "templates"
    return ModelPrompts(
        load_prompt("reply", templates),
        load_prompt("rescue", templates),
        load_prompt("repair", templates),
        load_yaml(home / "model_words.yaml", ModelWords),
        load_answer_words(home / "answer_words.yaml"),
    )
