"""Counts tokens for budgets: the one door to tiktoken, offline.

o200k_base stands for every model: for Chinese it is within a fifth of DeepSeek's and Qwen's own tokenisers, where the
older cl100k_base counts half as much again. The tables come out of the litellm wheel; litellm itself is not imported.
"""

from __future__ import annotations

import os
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from knowledge.errors import Config

_ENCODING = "o200k_base"
_TABLES = Path("litellm_core_utils") / "tokenizers"
# A text is counted in windows: the tokeniser's pattern backtracks badly on a megabyte without a space.
_WINDOW = 20_000


def count_tokens(text: str) -> int:
    """Tokens of `text`, special tokens counted as plain text. The first call loads a table (1 s, 85 MB)."""
    if not text:
        return 0
    encoding = _encoding()
    return sum(len(encoding.encode_ordinary(text[at : at + _WINDOW])) for at in range(0, len(text), _WINDOW))


@cache
def _encoding() -> Any:  # tiktoken's own type stays behind this door
    spec = find_spec("litellm")
    if spec is None or spec.submodule_search_locations is None:
        raise Config("token tables come with the package litellm, which is not installed; run `make setup`")
    import tiktoken

    # Without a folder that has its tables, tiktoken would fetch them. What somebody set on purpose stands.
    os.environ.setdefault("TIKTOKEN_CACHE_DIR", str(Path(spec.submodule_search_locations[0]) / _TABLES))
    return tiktoken.get_encoding(_ENCODING)
