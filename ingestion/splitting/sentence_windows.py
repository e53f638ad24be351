"""The door to llama-index: text that is too long for one chunk, cut at sentence ends, else at clauses, else anywhere.

Its splitter counts tokens while it merges and falls back step by step, which is what an over-long paragraph without
full stops needs. Its own sentence rules are English, so it gets ours. Imported when the first such paragraph comes.
"""

from __future__ import annotations

import math
from functools import partial

from ingestion.splitting.limits import TokenCounter
from knowledge.text import sentences

_CLAUSE = r"[^，、,；;：:]+[，、,；;：:]*|[，、,；;：:]+"


def sentence_windows(text: str, max_tokens: int, count_tokens: TokenCounter) -> tuple[str, ...]:
    """`text` in windows of nearly equal size, none above `max_tokens` unless a single character is; nothing is lost
    but white space at the cuts, and nothing is repeated.
    """
    total = count_tokens(text)
    if total <= max_tokens:
        return (text,)
    # Aim at equal windows, with room for a sentence to end late: filling each to the brim leaves a stub at the end.
    even = math.ceil(total / math.ceil(total / max_tokens))
    windows = _cut(text, min(max_tokens, even + even // 4), count_tokens)
    return windows if len(windows) > 1 else _cut(text, max_tokens, count_tokens)


def _cut(text: str, size: int, count_tokens: TokenCounter) -> tuple[str, ...]:
    from llama_index.core.node_parser import SentenceSplitter

    splitter = SentenceSplitter(
        chunk_size=size,
        chunk_overlap=0,
        paragraph_separator="\n",
        secondary_chunking_regex=_CLAUSE,
        tokenizer=partial(_counted, count_tokens),
        chunking_tokenizer_fn=_sentences,
    )
    return tuple(splitter.split_text(text))


def _sentences(text: str) -> list[str]:
    return list(sentences(text))


def _counted(count_tokens: TokenCounter, text: str) -> range:
    """What the splitter takes the length of: it never looks at the tokens themselves."""
    return range(count_tokens(text))
