"""Approved replies (话术) where they stand in tables or under headings: what counts as one, and its fields.

A script's fields are scenario, text, stage and any number of variant. Slots ({订单号}, 【商品名】) stay as written.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingestion.reading import Paragraph

Fields = tuple[tuple[str, str], ...]

# Sections of a script document that talk about the scripts.
_ABOUT = re.compile(
    r"说明|须知|目的|范围|原则|要求|规范|注意事项|禁用|禁语|禁忌|更新|修订|版本|附则|前言|简介|guideline|notes?$",
    re.IGNORECASE,
)
_ITEM = re.compile(
    r"\s*(?:[-*•·●]\s*|[（(]?\d{1,2}(?:[）)、．]|\.(?!\d))\s*|[①-⑳]\s*|(?:话术|版本|示例|备选)[一二三四五\dA-D]{1,2}[：:、.]?\s*)"
)
_VARIANT_BREAK = re.compile(r"[|｜\n]+|\s/\s")
_SALUTATION = re.compile(r"\s*(?:亲|您好|你好|哈喽|小主|尊敬的|hi\b|hello\b|dear\b)", re.IGNORECASE)
_NAMED = re.compile(r"(?P<scenario>[^：:。！？!?\n]{2,24})[：:]\s*(?P<text>.{8,})", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Reply:
    scenario: str
    text: str
    variants: tuple[str, ...] = ()
    stage: str = ""

    @property
    def fields(self) -> Fields:
        stage = (("stage", self.stage),) if self.stage else ()
        return (
            ("scenario", self.scenario),
            ("text", self.text),
            *stage,
            *(("variant", text) for text in self.variants),
        )


def script_of(asked: Sequence[str], replies: Sequence[str], stages: Sequence[str] = ()) -> Fields:
    """The fields of the script that a table row makes; empty without a scenario (or question) and a reply."""
    if not asked or not replies:
        return ()
    variants = (part.strip() for reply in replies[1:] for part in _VARIANT_BREAK.split(reply))
    return Reply(" ".join(asked), replies[0], tuple(filter(None, variants)), " ".join(stages)).fields


def scripts_under(path: Sequence[str], paragraphs: Sequence[Paragraph]) -> tuple[Reply, ...]:
    """The replies under a heading of a script document: one with variants, or one for each "scenario: reply" item."""
    texts = [paragraph.text.strip() for paragraph in paragraphs if paragraph.text.strip()]
    if not path or not texts or any(_ABOUT.search(heading) for heading in path):
        return ()
    bare = [_ITEM.sub("", text, count=1) for text in texts]
    named = [_NAMED.fullmatch(text) for text in bare]
    stage = path[-2] if len(path) > 1 else ""
    if len(texts) > 1 and all(named) and not any(_SALUTATION.match(text) for text in bare):
        return tuple(Reply(f"{path[-1]} {match['scenario']}", match["text"], (), stage) for match in named if match)
    separate = len(texts) > 1 and (
        all(_ITEM.match(text) for text in texts) or all(_SALUTATION.match(text) for text in bare)
    )
    if separate:
        return (Reply(path[-1], bare[0], tuple(bare[1:]), stage),)
    return (Reply(path[-1], "\n".join(texts), (), stage),)
