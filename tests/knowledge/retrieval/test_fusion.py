"""Two ranked lists into one."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from knowledge.index.vectors import Hit
from knowledge.retrieval.fusion import fuse
from knowledge.types import ChunkId


@st.composite
def ranked(draw: st.DrawFn) -> list[Hit]:
    ids = draw(st.lists(st.sampled_from("abcdefgh"), unique=True))
    scores = draw(st.lists(st.floats(-5, 50), min_size=len(ids), max_size=len(ids)))
    return [Hit(ChunkId(id_), score) for id_, score in zip(ids, sorted(scores, reverse=True), strict=True)]


@given(ranked(), ranked())
def test_every_hit_comes_once_and_best_first(dense: list[Hit], lexical: list[Hit]) -> None:
    fused = fuse(dense, lexical)
    assert set(fused) == {hit.id for hit in [*dense, *lexical]}
    scores = [each.fused for each in fused.values()]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 for score in scores)


@given(ranked(), ranked())
def test_what_both_put_first_is_first(dense: list[Hit], lexical: list[Hit]) -> None:
    best = Hit(ChunkId("best"), 100.0)
    fused = fuse([best, *dense], [best, *lexical])
    assert next(iter(fused)) == "best"
    assert fused[best.id].fused == 1.0


@given(ranked(), st.floats(0.1, 9), st.floats(-3, 3))
def test_the_scale_of_a_list_makes_no_difference(hits: list[Hit], factor: float, shift: float) -> None:
    other = [Hit(ChunkId("x"), 2.0), Hit(ChunkId("a"), 1.0)]
    scaled = [Hit(hit.id, round(hit.score, 3) * factor + shift) for hit in hits]
    rounded = [Hit(hit.id, round(hit.score, 3)) for hit in hits]
    one, two = fuse(rounded, other), fuse(scaled, other)
    assert all(abs(one[id_].fused - two[id_].fused) < 1e-6 for id_ in one)


def test_ranks_and_scores_of_each_stage_are_kept() -> None:
    a, b = ChunkId("a"), ChunkId("b")
    fused = fuse([Hit(a, 0.9), Hit(b, 0.8)], [Hit(b, 12.0)])
    assert (fused[b].dense, fused[b].dense_rank, fused[b].lexical, fused[b].lexical_rank) == (0.8, 2, 12.0, 1)
    assert (fused[a].lexical, fused[a].lexical_rank) == (None, None)
