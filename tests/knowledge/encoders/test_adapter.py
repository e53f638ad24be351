"""The adapter: what it changes, and that it is worth shipping."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from benchmarks.adapter.pairs import Shop, load_shops
from knowledge.encoders import Encoder
from knowledge.encoders.adapter import Adapted, Adapter
from knowledge.encoders.bundled import BundledEncoder
from knowledge.encoders.weights import WeightsFile, bundled_source
from knowledge.errors import Config

# Two of the trades that the adapter was not fitted on.
UNSEEN = ("kitchen", "shoes")


def right_first(encoder: Encoder, shop: Shop) -> float:
    sentences = encoder.encode_passages([sentence.headed for sentence in shop.sentences])
    nearest = [int(np.argmax(sentences @ encoder.encode_query(question))) for question, _ in shop.asked]
    return float(np.mean([n in right for n, (_, right) in zip(nearest, shop.asked, strict=True)]))


@pytest.mark.parametrize("trade", UNSEEN)
def test_of_a_trade_it_was_not_fitted_on_the_right_sentence_comes_first_more_often(
    bundled_encoder: Encoder, original: BundledEncoder, trade: str
) -> None:
    (shop,) = load_shops([trade])
    assert right_first(bundled_encoder, shop) >= right_first(original, shop) + 0.05


def test_every_changed_matrix_gets_its_difference_and_the_rest_stays() -> None:
    weights, adapter = WeightsFile(bundled_source().path), Adapter()
    adapted = Adapted(weights, adapter)
    difference = adapter.difference("l3.q.w")
    assert difference is not None
    np.testing.assert_array_equal(adapted.matrix("l3.q.w", 384), weights.matrix("l3.q.w", 384) + difference)
    rows = slice(1000, 1010)
    np.testing.assert_array_equal(adapted.matrix("emb.word", 384, rows), weights.matrix("emb.word", 384, rows))


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04" + bytes(100), b"no arrays"])
def test_a_damaged_adapter_is_a_config_error(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "adapter.npz"
    path.write_bytes(content)
    with pytest.raises(Config, match="install Huashu anew"):
        Adapter(path).difference("l0.q.w")


def test_a_missing_adapter_is_a_config_error(tmp_path: Path) -> None:
    with pytest.raises(Config, match="install Huashu anew"):
        Adapter(tmp_path / "adapter.npz")
