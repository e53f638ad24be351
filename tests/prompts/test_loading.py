"""Prompt files and the other words are validated data."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.errors import Config
from prompts.loading import load_model_prompts, load_prompt

GOOD = """---
id: hello
version: 2
inputs: [name]
output: text
max_tokens: 10
temperature: 0.0
---
# system
Be kind.
# user
I am {{name}}.
"""


def write(folder: Path, text: str, name: str = "hello") -> Path:
    (folder / f"{name}.md").write_text(text, "utf-8")
    return folder


def test_a_prompt_renders_with_exactly_its_inputs(tmp_path: Path) -> None:
    prompt = load_prompt("hello", write(tmp_path, GOOD))
    assert prompt.declaration.version == 2
    assert prompt.render({"name": "{{name}} & co"}) == (("system", "Be kind."), ("user", "I am {{name}} & co."))


@pytest.mark.parametrize("values", [{}, {"name": "a", "age": "3"}])
def test_a_missing_or_undeclared_value_refuses_to_render(tmp_path: Path, values: dict[str, str]) -> None:
    with pytest.raises(Config, match="hello"):
        load_prompt("hello", write(tmp_path, GOOD)).render(values)


@pytest.mark.parametrize(
    "text",
    [
        GOOD.replace("version: 2\n", ""),
        GOOD.replace("output: text", "output: text\nowner: me"),
        GOOD.replace("[name]", "[name, age]"),
        GOOD.replace("{{name}}", "{{nmae}}"),
        GOOD.replace("id: hello", "id: other"),
        GOOD.replace("# system", "# System"),
        GOOD.replace("---\n", "", 1),
    ],
)
def test_a_file_that_contradicts_itself_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(Config, match="hello"):
        load_prompt("hello", write(tmp_path, text))


def test_a_changed_word_changes_the_hash(tmp_path: Path) -> None:
    first = load_prompt("hello", write(tmp_path, GOOD)).hash
    assert load_prompt("hello", write(tmp_path, GOOD.replace("kind", "warm"))).hash != first


def test_the_shipped_prompts_load_and_declare_the_no_answer_words() -> None:
    prompts = load_model_prompts()
    assert prompts.reply.declaration.id == "reply"
    assert "no_answer" in prompts.rescue.declaration.inputs
    assert prompts.words.no_answer
