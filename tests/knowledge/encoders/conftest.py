from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.encoders.assemble import assemble, default_cache_dir
from knowledge.encoders.weights import bundled_source


@pytest.fixture(scope="session")
def bundled_cache() -> Path:
    """The assembled encoder in the user's cache, as every run of the tests finds or makes it."""
    return assemble(bundled_source(), default_cache_dir(), lambda _step: None)
