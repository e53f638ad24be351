"""What an index generation was built with. Vectors and terms made another way are not comparable with a query's."""

from __future__ import annotations

from collections.abc import Mapping

from knowledge.encoders.encoder import Encoder
from knowledge.errors import IndexMismatch
from knowledge.index.terms import TERMS
from knowledge.text import NORMALISER
from knowledge.types import ShopId


def describe(encoder: Encoder, splitter: str) -> dict[str, str]:
    return {
        "encoder": encoder.fingerprint,
        "dimension": str(encoder.dimension),
        "normaliser": NORMALISER,
        "terms": TERMS,
        "splitter": splitter,
    }


def check(shop: ShopId, built_with: Mapping[str, str], wanted: Mapping[str, str]) -> None:
    """Raises `IndexMismatch`, naming what differs and the command that helps."""
    different = [key for key in wanted if built_with.get(key) != wanted[key]]
    if different:
        what = "; ".join(f"{key} “{built_with.get(key, '')}” is now “{wanted[key]}”" for key in different)
        raise IndexMismatch(f"the index of “{shop}” does not fit the settings ({what}): run `huashu reindex`")
