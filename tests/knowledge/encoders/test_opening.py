from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.encoders import EncoderConfig, default_cache_dir, open_encoder
from knowledge.encoders.families import Prefixes, prefixes_for
from knowledge.errors import Config


def test_the_default_is_the_bundled_encoder() -> None:
    encoder = open_encoder(EncoderConfig(), default_cache_dir())
    assert encoder.dimension == 384
    assert encoder.fingerprint.startswith("bundled/multilingual-e5-small-int8-")


@pytest.mark.parametrize("provider", ["sentence-transformers", "litellm"])
def test_other_providers_need_the_name_of_a_model(provider: str, tmp_path: Path) -> None:
    with pytest.raises(Config, match="needs the name of a model"):
        open_encoder(EncoderConfig(provider=provider), tmp_path)  # type: ignore[arg-type] # by name


def test_an_unknown_provider_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(Config, match="'magic'"):
        open_encoder(EncoderConfig(provider="magic", model="x"), tmp_path)  # type: ignore[arg-type] # on purpose


def test_the_key_is_not_in_the_printed_configuration() -> None:
    assert "sk-secret" not in repr(EncoderConfig(api_key="sk-secret"))


@pytest.mark.parametrize(
    ("model", "expected"),
    [
        ("intfloat/multilingual-e5-large", Prefixes("query: ", "passage: ")),
        ("intfloat/e5-base-v2", Prefixes("query: ", "passage: ")),
        ("BAAI/bge-large-zh-v1.5", Prefixes("为这个句子生成表示以用于检索相关文章：", "")),
        ("BAAI/bge-m3", Prefixes()),
        ("openai/text-embedding-3-small", Prefixes()),
        ("sentence-transformers/all-MiniLM-L6-v2", Prefixes()),
    ],
)
def test_families_of_models_get_the_prefixes_of_their_cards(model: str, expected: Prefixes) -> None:
    assert prefixes_for(model) == expected


def test_a_given_prefix_stands_even_when_it_is_empty() -> None:
    assert prefixes_for("intfloat/e5-base", query="", passage=None) == Prefixes("", "passage: ")
