"""Word lists and rules of prompts/ made ready once per process: reading them takes longer than most of their tests."""

from __future__ import annotations

from functools import cache

from prompts.lexicons import load_lexicon
from prompts.loading import load_model_prompts
from prompts.rule_packs import RulePacks, load_rule_packs
from prompts.strategies import load_strategies
from prompts.voice import load_voices
from prompts.wording import load_wording
from server.reply.evidence.terms import Reader
from server.reply.kit import Words


def reader() -> Reader:
    return words().reader


@cache
def packs() -> RulePacks:
    return load_rule_packs()


@cache
def words() -> Words:
    return Words(load_lexicon(), load_wording(), load_voices(), load_strategies(), load_model_prompts())
