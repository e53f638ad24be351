"""What tests of several parts share: the bundled encoder and a reader of files, opened once, and a scripted model."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

from ingestion.readers.isolation import IsolatedReader
from knowledge.encoders import Encoder, EncoderConfig, default_cache_dir, open_encoder
from tests.support.scripted_model import ScriptedModel


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(scope="session")
def bundled_encoder() -> Encoder:
    return open_encoder(EncoderConfig(), default_cache_dir())


@pytest.fixture(scope="session")
def file_reader() -> Iterator[IsolatedReader]:
    """The process that reads files, for all whose test is not about it; a crash or a timeout replaces it."""
    with IsolatedReader() as reader:
        yield reader


@pytest.fixture
def scripted_model() -> Iterator[ScriptedModel]:
    with ScriptedModel() as server:
        yield server


# Speed is measured in benchmarks/; a busy machine must not fail a property. The same commit tries the same examples
# every time: `pytest --hypothesis-profile=search` looks for new ones.
settings.register_profile("search", deadline=None, suppress_health_check=[HealthCheck.too_slow], max_examples=1000)
settings.register_profile("huashu", settings.get_profile("search"), max_examples=100, derandomize=True)
settings.load_profile("huashu")
