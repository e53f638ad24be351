"""How much of a question's characters texts hold."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from server.reply.evidence.overlap import overlaps

TEXT = st.text("板画架纸笔墨", max_size=12)


@given(st.lists(st.sampled_from("板画架纸笔墨"), unique=True), st.lists(st.tuples(TEXT, TEXT), max_size=6))
def test_shares_lie_between_nothing_and_all_and_headings_only_add(
    telling: list[str], texts: list[tuple[str, str]]
) -> None:
    found = overlaps(telling, texts)
    assert len(found) == len(texts)
    assert all(0 <= own <= above <= 1.0000001 for own, above in found)


def test_a_character_that_few_texts_hold_counts_more() -> None:
    texts = [("画板", ""), ("画纸", ""), ("画笔", ""), ("墨", "")]
    shares = [own for own, _ in overlaps(("画", "墨"), texts)]
    assert shares[3] > shares[0] == shares[1] == shares[2] > 0


def test_nothing_is_held_of_a_question_that_tells_nothing() -> None:
    assert overlaps((), [("画板", "画室")]) == [(0.0, 0.0)]
