"""With a model: its draft streams beside the instant one and replaces it once checked, but nothing that was begun."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from server.model import ModelConfig, open_model
from tests.extension.panel.conftest import Browser, decided, say
from tests.extension.panel.serving import Served
from tests.support.scripted_model import Answer, Say, ScriptedModel

pytestmark = pytest.mark.browser
ASKED = "满多少包邮"


@dataclass
class Author:
    """What the model is to say; it waits for the words before it begins, and for `go` before the second half."""

    words: str = ""
    begin: threading.Event = field(default_factory=threading.Event)
    go: threading.Event = field(default_factory=threading.Event)

    def answer(self, _body: dict[str, Any]) -> Answer:
        self.begin.wait(60)
        middle = len(self.words) // 2
        return Say((self.words[:middle], self.words[middle:]), hold=self.go, hold_at=1)

    def say(self, words: str) -> None:
        self.words = words
        self.begin.set()


@pytest.fixture
def author(server: Served, scripted_model: ScriptedModel) -> Iterator[Author]:
    author = Author()
    scripted_model.default = author.answer
    without = server.gate.suggester
    model = open_model(ModelConfig("openai/scripted", scripted_model.base_url, "sk-test", max_retries=0))
    model.prepare()
    server.gate.suggester = replace(without, model=model)
    yield author
    author.begin.set()
    author.go.set()
    server.gate.suggester = without


def test_the_model_s_draft_streams_and_replaces_the_instant_one_once_it_is_checked(
    browser: Browser, server: Served, open_chat: Callable[..., Page], author: Author
) -> None:
    page = open_chat("model-101")
    panel = browser.panel_for(page)
    say(page, ASKED)
    box = panel.get_by_label("回复草稿", exact=True)
    expect(box).to_have_value(re.compile("包邮"))
    instant = box.input_value()
    words = f"{instant.rstrip('。')}哦。"
    author.say(f"{words.rstrip('。')}[1]。")
    expect(panel.locator(".writing")).to_contain_text(words[: len(words) // 3])
    expect(box).to_have_value(instant)
    author.go.set()
    expect(panel.locator(".state")).to_contain_text("已检查")
    expect(box).to_have_value(words)
    browser.press_insert(page)
    expect(page.locator("[data-composer] textarea")).to_have_value(words)
    page.locator("[data-composer] textarea").press("Enter")
    (decision,) = decided(server, "model-101", panel)
    assert (decision["action"], decision["edit"]) == ("sent", "none")


def test_what_the_agent_has_begun_stays_when_the_model_is_done(
    browser: Browser, open_chat: Callable[..., Page], author: Author
) -> None:
    page = open_chat("model-102")
    panel = browser.panel_for(page)
    say(page, ASKED)
    box = panel.get_by_label("回复草稿", exact=True)
    expect(box).to_have_value(re.compile("包邮"))
    instant = box.input_value()
    mine = f"{instant}还有什么想问的吗"
    box.fill(mine)
    author.say(f"{instant.rstrip('。')}哦[1]。")
    author.go.set()
    expect(panel.get_by_role("button", name="换成新的")).to_be_visible()
    expect(box).to_have_value(mine)


def test_a_careless_draft_of_the_model_never_replaces_the_instant_one(
    browser: Browser, server: Served, open_chat: Callable[..., Page], author: Author
) -> None:
    page = open_chat("model-103")
    panel = browser.panel_for(page)
    say(page, ASKED)
    box = panel.get_by_label("回复草稿", exact=True)
    expect(box).to_have_value(re.compile("包邮"))
    instant = box.input_value()
    author.say("亲，全国最低价，满3元就包邮，加微信再便宜80%。")
    author.go.set()
    expect(panel.locator(".state")).to_contain_text("已检查")
    expect(box).to_have_value(instant)
