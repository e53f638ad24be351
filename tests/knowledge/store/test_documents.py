"""Documents and versions: who is published, and what the indexes are told."""

from __future__ import annotations

import numpy as np
import pytest

from knowledge.errors import Conflict, NotFound
from knowledge.store import outbox
from knowledge.store.chunks import chunk_ids, chunks_beside, list_chunks, origins_of, published_ids
from knowledge.store.deletion import delete_document
from knowledge.store.documents import (
    change_document,
    change_validity,
    count_published,
    get_document,
    list_documents,
    list_versions,
    publish_version,
    retire_document,
)
from knowledge.store.embeddings import load_vectors, save_vectors
from knowledge.store.history import expect_revision, list_changes
from knowledge.store.outbox import Action
from knowledge.store.shops import create_shop, revision_of
from knowledge.types import (
    Audience,
    ChunkKind,
    DocumentId,
    Place,
    Shop,
    ShopId,
    Validity,
    VersionId,
    VersionStatus,
)
from tests.support.shelf import NOW, Paper, Shelf, Text

TEA = Paper("tea.md", ["绿茶", "红茶"])


def statuses(shelf: Shelf, name: str) -> list[VersionStatus]:
    with shelf.database.read() as connection:
        return [version.status for version in list_versions(connection, shelf.document(name).id)]


def told(shelf: Shelf) -> list[tuple[Action, VersionId]]:
    with shelf.database.read() as connection:
        return [(entry.action, entry.version_id) for entry in outbox.pending(connection, shelf.shop)]


def revision(shelf: Shelf) -> int:
    with shelf.database.read() as connection:
        return revision_of(connection, shelf.shop)


def test_a_new_version_supersedes_the_one_before_and_tells_the_indexes(shelf: Shelf) -> None:
    first = shelf.put(TEA)
    second = shelf.put(Paper("tea.md", ["白茶"]))
    assert statuses(shelf, "tea.md") == [VersionStatus.PUBLISHED, VersionStatus.SUPERSEDED]
    assert told(shelf) == [(Action.ADD, first), (Action.DROP, first), (Action.ADD, second)]
    assert revision(shelf) == 2


def test_publishing_twice_changes_nothing(shelf: Shelf) -> None:
    version = shelf.put(TEA)
    with shelf.database.write() as connection:
        publish_version(connection, shelf.document("tea.md"), version, NOW)
    assert told(shelf) == [(Action.ADD, version)]
    assert revision(shelf) == 1


def test_an_older_version_can_be_published_again(shelf: Shelf) -> None:
    first = shelf.put(TEA)
    shelf.put(Paper("tea.md", ["白茶"]))
    with shelf.database.write() as connection:
        publish_version(connection, shelf.document("tea.md"), first, NOW)
    assert statuses(shelf, "tea.md") == [VersionStatus.SUPERSEDED, VersionStatus.PUBLISHED]


def test_only_a_published_document_can_be_retired(shelf: Shelf) -> None:
    shelf.put(TEA)
    with shelf.database.write() as connection:
        retire_document(connection, shelf.document("tea.md"), NOW)
    assert statuses(shelf, "tea.md") == [VersionStatus.RETIRED]
    with pytest.raises(Conflict, match=r"tea\.md"), shelf.database.write() as connection:
        retire_document(connection, shelf.document("tea.md"), NOW)


def test_drafts_are_not_counted_as_published(shelf: Shelf) -> None:
    shelf.put(TEA)
    shelf.put(Paper("draft.md", ["岩茶"]), publish=False)
    with shelf.database.read() as connection:
        assert count_published(connection, shelf.shop) == (1, 2)
        assert len(published_ids(connection, shelf.shop)) == 2


def test_a_deleted_document_leaves_nothing_but_what_others_share(shelf: Shelf) -> None:
    shelf.put(TEA)
    shelf.put(Paper("other.md", ["红茶", "花茶"]))
    vector = np.ones(4, dtype=np.float32)
    with shelf.database.write() as connection:
        versions = [list_versions(connection, d.id)[0] for d in list_documents(connection, shelf.shop)]
        hashes = {chunk.text: chunk.text_hash for v in versions for chunk in list_chunks(connection, v.id)}
        save_vectors(connection, "e/1", dict.fromkeys(hashes.values(), vector))
        orphans = delete_document(connection, shelf.document("tea.md"), NOW)
        kept = load_vectors(connection, "e/1", list(hashes.values()))
    assert len(orphans) == 1
    assert set(kept) == {hashes["红茶"], hashes["花茶"]}
    assert told(shelf)[-1][0] is Action.DROP


def test_a_document_of_another_shop_is_not_there(shelf: Shelf) -> None:
    shelf.put(TEA)
    document = shelf.document("tea.md").id
    with shelf.database.write() as connection:
        create_shop(connection, Shop(ShopId("other"), "other"), NOW)
    with shelf.database.read() as connection:
        assert get_document(connection, shelf.shop, document).name == "tea.md"
        with pytest.raises(NotFound):
            get_document(connection, ShopId("other"), document)
        version = list_versions(connection, document)[0].id
        assert origins_of(connection, shelf.shop, [version])
        assert origins_of(connection, ShopId("other"), [version]) == {}


def test_changes_of_what_may_be_retrieved_raise_the_revision(shelf: Shelf) -> None:
    version = shelf.put(TEA)
    document = shelf.document("tea.md")
    with shelf.database.write() as connection:
        change_validity(connection, document, version, Validity(ends=NOW), NOW)
        change_document(connection, document, {"title": "茶"}, NOW)
    assert revision(shelf) == 3
    with shelf.database.read() as connection:
        (origin,) = origins_of(connection, shelf.shop, [version]).values()
    assert origin.title == "茶"
    assert origin.validity == Validity(ends=NOW)
    with pytest.raises(NotFound), shelf.database.write() as connection:
        change_validity(connection, document, VersionId("none"), Validity(), NOW)


def test_a_chunk_comes_back_as_it_was_stored(shelf: Shelf) -> None:
    text = Text(
        "规格：250克",
        context="茶 › 规格",
        kind=ChunkKind.TABLE_ROW,
        section=("茶", "规格"),
        skus=("A-1", "B-2"),
        audience=Audience.STAFF,
        fields=(("规格", "250克"), ("规格", "重复的表头")),
    )
    version = shelf.put(Paper("a.xlsx", [text]))
    with shelf.database.read() as connection:
        (chunk,) = list_chunks(connection, version)
    assert (chunk.text, chunk.context, chunk.kind, chunk.skus) == (text.text, text.context, text.kind, text.skus)
    assert (chunk.place, chunk.audience, chunk.fields) == (Place(("茶", "规格")), text.audience, text.fields)


def test_neighbours_are_those_of_the_same_version(shelf: Shelf) -> None:
    version = shelf.put(Paper("a.md", ["一", "二", "三", "四"]))
    shelf.put(Paper("b.md", ["一", "二", "三"]))
    with shelf.database.read() as connection:
        chunks = list_chunks(connection, version)
        assert chunks_beside(connection, [chunks[1]]) == [chunks[0], chunks[2]]
        assert chunks_beside(connection, [chunks[3]]) == [chunks[2]]
        assert chunks_beside(connection, [chunks[0], chunks[3]]) == [chunks[1], chunks[2]]
        assert chunks_beside(connection, []) == []
        assert chunk_ids(connection, version) == [chunk.id for chunk in chunks]


def test_unknown_documents_have_no_versions(shelf: Shelf) -> None:
    with shelf.database.read() as connection:
        assert list_versions(connection, DocumentId("none")) == []


def test_a_name_that_comes_back_counts_its_changes_on(shelf: Shelf) -> None:
    """So that an edit on top of the deleted document is never taken for one on top of the new."""
    shelf.put(TEA)
    before = shelf.document("tea.md")
    with shelf.database.write() as connection:
        change_document(connection, before, {"title": "茶"}, NOW)
        delete_document(connection, before, NOW)
    shelf.put(TEA, publish=False)
    again = shelf.document("tea.md")
    assert again.revision == before.revision + 3
    with shelf.database.write() as connection:
        with pytest.raises(Conflict, match="revision"):
            expect_revision(connection, again, before.revision)
        acts = [change.action for change in list_changes(connection, shelf.shop, again.id)]
    assert acts == ["uploaded", "deleted", "changed", "published", "uploaded"]
