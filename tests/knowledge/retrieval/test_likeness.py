"""Single sentences compared with a question: their vectors are stored on publishing and go with their document."""

from __future__ import annotations

from pathlib import Path

from knowledge.identifiers import text_hash
from knowledge.index.index import KnowledgeIndex, open_index
from knowledge.retrieval.retriever import Retriever
from knowledge.store.deletion import delete_document
from knowledge.store.embeddings import load_pieces
from knowledge.types import ChunkKind, Query
from tests.support.hashing_encoder import HashingEncoder
from tests.support.shelf import NOW, SPLITTER, Paper, Shelf, Text

SENT, KEPT = "现货48小时内发货。", "茶叶密封避光保存。"
ROW = Text("省份：新疆；首重：18", kind=ChunkKind.TABLE_ROW, fields=(("省份", "新疆"), ("首重", "18")))


def test_the_sentence_about_the_matter_is_nearer(shelf: Shelf, index: KnowledgeIndex, retriever: Retriever) -> None:
    shelf.put(Paper("发货.md", [SENT + KEPT]))
    index.catch_up()
    near = retriever.likeness("现货几小时发货", [SENT, KEPT])
    assert near[0] > near[1]


def test_after_publishing_only_the_question_is_encoded(tmp_path: Path, shelf: Shelf) -> None:
    encoder = HashingEncoder()
    index = open_index(tmp_path / "index", shelf.database, encoder, lambda: NOW, splitter=SPLITTER)
    retriever = Retriever(shelf.database, index, encoder, lambda: NOW)
    shelf.put(Paper("发货.md", [SENT + KEPT, ROW]))
    index.catch_up()
    retriever.retrieve(Query(shelf.shop, "新疆现货发货", NOW))
    retriever.likeness("新疆现货发货", [])
    done = len(encoder.encoded)
    retriever.likeness("新疆现货发货", [SENT, KEPT, ROW.text, "首重：18"])
    assert encoder.encoded[done:] == []
    index.close()


def test_the_vectors_of_a_deleted_documents_sentences_are_deleted(shelf: Shelf, index: KnowledgeIndex) -> None:
    shelf.put(Paper("发货.md", [SENT + KEPT]))
    index.catch_up()
    stored = text_hash("", SENT + KEPT)
    with shelf.database.write() as connection:
        assert load_pieces(connection, HashingEncoder().fingerprint, [stored])
        delete_document(connection, shelf.document("发货.md"), NOW)
        assert not load_pieces(connection, HashingEncoder().fingerprint, [stored])
