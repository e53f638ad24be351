"""Question -> Passage*: what comes back, in which order, and what never does."""

from __future__ import annotations

from datetime import timedelta

import pytest

from knowledge.errors import NotFound
from knowledge.index.index import KnowledgeIndex
from knowledge.retrieval.retriever import Retriever, RetrieverOptions
from knowledge.store.deletion import delete_document
from knowledge.store.documents import change_validity, retire_document
from knowledge.types import Audience, Category, ChunkKind, Query, Retrieval, ShopId, Sku, Validity
from tests.knowledge.retrieval.conftest import Ask
from tests.support.hashing_encoder import HashingEncoder
from tests.support.shelf import NOW, Paper, Shelf, Text

SHIPPING = Paper(
    "shipping.md",
    [
        Text("现货订单付款后48小时内发出。", section=("发货时间",)),
        Text("江浙沪包邮，新疆西藏每单补运费20元。", section=("运费",)),
        Text("生鲜不支持七天无理由退货。", section=("退货",)),
    ],
    category=Category.LOGISTICS,
)


def texts(retrieval: Retrieval) -> list[str]:
    return [passage.text for passage in retrieval.passages]


def test_the_passage_that_answers_comes_first_with_its_scores(ask: Ask) -> None:
    found = ask("付款后多久发出", SHIPPING)
    best = found.passages[0]
    assert best.text == "现货订单付款后48小时内发出。"
    assert best.document_name == "shipping.md"
    assert best.category is Category.LOGISTICS
    assert best.scores.dense_rank == best.scores.lexical_rank == 1
    assert found.revision == 1


def test_traditional_characters_numerals_and_width_make_no_difference(ask: Ask) -> None:
    assert texts(ask("７天無理由退貨", SHIPPING))[0] == "生鲜不支持七天无理由退货。"


def test_an_empty_shop_gives_nothing_with_no_confidence(ask: Ask) -> None:
    assert ask("多久发货") == Retrieval((), 0.0, 0)


@pytest.mark.parametrize("text", ["", "  \n", "？？？", "😀😀"])
def test_a_question_without_words_harms_nothing(ask: Ask, text: str) -> None:
    assert 0.0 <= ask(text, SHIPPING).confidence < 0.5


def test_an_unknown_shop_is_an_error_that_names_it(retriever: Retriever) -> None:
    with pytest.raises(NotFound, match="nobody"):
        retriever.retrieve(Query(ShopId("nobody"), "多久发货", NOW))


def test_a_retired_document_is_gone_even_while_the_index_lags(shelf: Shelf, retriever: Retriever, ask: Ask) -> None:
    assert ask("多久发出", SHIPPING).passages
    with shelf.database.write() as connection:
        retire_document(connection, shelf.document("shipping.md"), NOW)
    assert retriever.retrieve(Query(shelf.shop, "多久发出", NOW)).passages == ()


def test_a_deleted_document_is_gone_even_while_the_index_lags(shelf: Shelf, retriever: Retriever, ask: Ask) -> None:
    assert ask("多久发出", SHIPPING).passages
    with shelf.database.write() as connection:
        delete_document(connection, shelf.document("shipping.md"), NOW)
    assert retriever.retrieve(Query(shelf.shop, "多久发出", NOW)).passages == ()


def test_the_policy_that_is_valid_at_the_moment_answers(ask: Ask) -> None:
    turn = NOW + timedelta(days=10)
    old = Paper("2025.md", ["保修期为一年。"], validity=Validity(ends=turn))
    new = Paper("2026.md", ["保修期为两年。"], validity=Validity(starts=turn))
    assert texts(ask("保修期多久", old, new)) == ["保修期为一年。"]
    assert texts(ask("保修期多久", as_of=turn)) == ["保修期为两年。"]
    assert texts(ask("保修期多久", as_of=turn - timedelta(microseconds=1))) == ["保修期为一年。"]


def test_validity_set_later_counts_at_once(shelf: Shelf, ask: Ask) -> None:
    assert ask("多久发出", SHIPPING).passages
    version = shelf.put(SHIPPING)
    with shelf.database.write() as connection:
        change_validity(connection, shelf.document("shipping.md"), version, Validity(ends=NOW), NOW)
    assert ask("多久发出").passages == ()


def test_many_expired_hits_do_not_hide_the_valid_one(ask: Ask) -> None:
    expired = Paper("old.md", [f"保修期是多久？第{n}条：保修期一年。" for n in range(260)], validity=Validity(ends=NOW))
    current = Paper("new.md", ["关于保修，请看说明书，期限为三年。"])
    assert texts(ask("保修期是多久", expired, current)) == ["关于保修，请看说明书，期限为三年。"]


ROWS = Paper(
    "catalogue.xlsx",
    [
        Text("商品：大红袍；净含量：500克；价格：199元", kind=ChunkKind.TABLE_ROW, skus=("TEA-A500",)),
        Text("商品：大红袍；净含量：250克；价格：109元", kind=ChunkKind.TABLE_ROW, skus=("TEA-A250",)),
        Text("一起下单只收一次邮费。"),
        *(
            Text(f"{topic}请看店铺首页的说明。", section=(topic,))
            for topic in ("会员", "发票", "礼盒", "冲泡", "产地", "年份", "试喝", "积分")
        ),
    ],
    category=Category.PRODUCT,
)


@pytest.mark.parametrize(("sku", "price"), [("TEA-A500", "199元"), ("tea a250", "109元")])
def test_the_product_in_view_comes_first_however_its_code_is_typed(ask: Ask, sku: str, price: str) -> None:
    assert price in texts(ask("这个价格是多少", ROWS, sku=Sku(sku)))[0]


def test_the_product_in_view_is_found_without_a_word_in_common(ask: Ask) -> None:
    assert "109元" in texts(ask("how much is it", ROWS, sku=Sku("TEA-A250")))[0]


def test_without_a_product_in_view_nothing_steps_back(ask: Ask) -> None:
    found = ask("大红袍净含量", ROWS)
    assert {passage.chunk.skus for passage in found.passages[:2]} == {("TEA-A500",), ("TEA-A250",)}


def test_the_same_text_in_two_documents_is_shown_once(ask: Ask) -> None:
    again = Paper("copy.md", ["现货订单 付款后 48小时内发出。"])
    assert [text.replace(" ", "") for text in texts(ask("付款后48小时发出", SHIPPING, again))].count(
        "现货订单付款后48小时内发出。"
    ) == 1


def test_guides_are_left_out_unless_asked_for(shelf: Shelf, index: KnowledgeIndex, ask: Ask) -> None:
    guide = Paper("voice.md", ["语气：称呼客户为亲，多用语气词。"], category=Category.GUIDE)
    assert "亲" not in "".join(texts(ask("怎么称呼客户，语气", SHIPPING, guide)))
    options = RetrieverOptions(guides=True)
    open_minded = Retriever(shelf.database, index, HashingEncoder(), lambda: NOW, options=options)
    assert "亲" in texts(open_minded.retrieve(Query(shelf.shop, "怎么称呼客户，语气", NOW)))[0]


def test_text_for_staff_comes_marked_and_gives_no_confidence(ask: Ask) -> None:
    internal = Paper("floor.md", [Text("赔付底价：单笔不超过50元。", audience=Audience.STAFF)])
    found = ask("赔付底价是多少", internal)
    assert [passage.chunk.audience for passage in found.passages] == [Audience.STAFF]
    assert found.confidence == 0.0


def test_limit_and_budget_are_kept(ask: Ask) -> None:
    paper = Paper(
        "many.md",
        [Text(f"第{n}种茶的泡法说明", section=(f"{n}",), tokens=100) for n in range(30)],
        category=Category.PRODUCT,
    )
    assert len(ask("茶的泡法", paper, limit=5, budget_tokens=10_000).passages) == 5
    assert len(ask("茶的泡法", limit=20, budget_tokens=350).passages) == 3
    assert len(ask("茶的泡法", limit=20, budget_tokens=10).passages) == 1


def test_short_prose_is_read_with_its_neighbours(ask: Ask) -> None:
    paper = Paper(
        "return.md",
        [
            Text("家电类签收后可以退货。", section=("退货",)),
            Text("但已安装的不在此列。", section=("退货",)),
            Text("另一节的内容。", section=("换货",)),
        ],
    )
    found = ask("家电签收后退货", paper, limit=1)
    assert texts(found) == ["家电类签收后可以退货。\n但已安装的不在此列。"]
    assert found.passages[0].chunk.ordinal == 0


def test_a_reranker_decides_the_order(shelf: Shelf, index: KnowledgeIndex, ask: Ask) -> None:
    class LongestFirst:
        def rerank(self, query: str, texts: list[str]) -> list[float]:
            return [float(len(text)) for text in texts]

    ask("运费", SHIPPING)
    retriever = Retriever(shelf.database, index, HashingEncoder(), lambda: NOW, reranker=LongestFirst())  # type: ignore[arg-type]
    found = retriever.retrieve(Query(shelf.shop, "运费", NOW)).passages
    assert [len(passage.text) for passage in found] == sorted((len(p.text) for p in found), reverse=True)
    assert found[0].scores.rerank is not None


def test_explaining_names_what_every_stage_found(shelf: Shelf, retriever: Retriever, ask: Ask) -> None:
    best = ask("付款后多久发出", SHIPPING).passages[0].chunk.id
    why = retriever.explain(Query(shelf.shop, "付款后多久发出", NOW))
    assert why.dense[0] == why.lexical[0] == why.fused[0] == best
    assert why.features is not None
    assert 0 < why.features.coverage <= 1


def test_an_answerable_question_is_trusted_more_than_one_off_topic(ask: Ask) -> None:
    answerable = ask("付款后多久发出", SHIPPING).confidence
    assert answerable > ask("你们老板结婚了吗").confidence


def test_warming_a_shop_needs_nothing_in_it(shelf: Shelf, retriever: Retriever) -> None:
    retriever.warm(shelf.shop)
    with pytest.raises(NotFound):
        retriever.warm(ShopId("nobody"))
