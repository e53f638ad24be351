"""What an editor overruled is read by nothing that drafts."""

from __future__ import annotations

from dataclasses import replace

from knowledge.retrieval.settlements import Settled
from knowledge.types import Category, Chunk, ChunkId, ChunkKind, DocumentId, Passage, Place, Scores, Validity, VersionId
from server.reply.evidence.settled import heeding

WAREHOUSE = DocumentId("warehouse")
OVERRULED = Settled({WAREHOUSE: ("付款后72小时内发货",)})


def passage(text: str, document: str = "warehouse", **more: object) -> Passage:
    chunk = Chunk(
        ChunkId(document), DocumentId(document), VersionId("v"), 0, ChunkKind.PROSE, text, "", Place(), 1, "hash"
    )
    return Passage(
        replace(chunk, **more),
        document,
        document,
        Category.OTHER,
        Validity(),
        1,
        Scores(1.0),  # type: ignore[arg-type] # fields by name
    )


def texts(*passages: Passage) -> list[str]:
    return [one.text for one in heeding(passages, OVERRULED)]


def test_the_overruled_sentence_goes_and_the_rest_stays() -> None:
    assert texts(passage("每天两次截单。付款后72小时内发货。异常转人工。")) == ["每天两次截单。异常转人工。"]


def test_a_passage_that_says_nothing_else_is_left_out() -> None:
    assert texts(passage("付款后72小时内发货。")) == []


def test_the_same_words_of_another_document_stay() -> None:
    assert texts(passage("付款后72小时内发货。", "other")) == ["付款后72小时内发货。"]


def test_a_row_loses_the_cell_alone() -> None:
    fields = (("仓库", "杭州"), ("时效", "付款后72小时内发货"))
    row = passage("仓库：杭州；时效：付款后72小时内发货", kind=ChunkKind.TABLE_ROW, fields=fields)
    (left,) = heeding([row], OVERRULED)
    assert left.text == "仓库：杭州；"
    assert left.chunk.fields == (("仓库", "杭州"),)


def test_an_answer_to_a_question_loses_the_sentence_in_all_its_parts() -> None:
    fields = (("question", "多久发货"), ("answer", "付款后72小时内发货。周末顺延。"))
    faq = passage("问：多久发货\n答：付款后72小时内发货。周末顺延。", kind=ChunkKind.FAQ, fields=fields)
    (left,) = heeding([faq], OVERRULED)
    assert dict(left.chunk.fields)["answer"] == "周末顺延。"


def test_two_statements_that_may_both_stand_agree_in_either_order() -> None:
    settled = Settled(agreed=frozenset({frozenset({"48小时内发货", "72小时内发货"})}))
    assert settled.agree("偏远地区72小时内发货。", "付款后48小时内发货。")
    assert not settled.agree("付款后48小时内发货。", "付款后96小时内发货。")
