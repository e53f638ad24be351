"""The bridge between customers' words and documents' words: what its files promise."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from knowledge.errors import Config
from prompts.concepts import Concept, load_concepts
from prompts.data import HOME, load_yaml
from prompts.patterns import is_word
from prompts.phrases import Phrases, entries

CONCEPTS = load_concepts(HOME / "lexicon" / "concepts")
PHRASES = Phrases(entries((name, concept.spoken) for name, concept in CONCEPTS.items()))


def test_the_trade_is_covered_widely() -> None:
    assert len(CONCEPTS) >= 500


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("羽绒的领圈卸得下来伐", "可拆卸"),
        ("床单丢洗衣机搅行不", "机洗"),
        ("寄回的来回邮费算我的还是你们的", "退货运费"),
        ("箱角磕瘪了", "破损"),
        ("能换个地方收吗", "修改收货地址"),
        ("这锅保几年", "质保期"),
        ("家里的电带得动吗", "电压"),
        ("刚买就降价了", "价保"),
        ("票上哪开", "申请发票"),
        ("叫个人来拉走", "上门取件"),
        ("先搁你们仓库成不", "暂存"),
        ("单子填错地址了", "修改地址"),
        ("满减能叠加吗", "叠加"),
        ("两个口一起插各分多少", "同时用"),
        ("靴筒围多少", "筒围"),
        ("维修要钱吗", "维修费"),
    ],
)
def test_what_customers_say_leads_to_what_documents_write(said: str, written: str) -> None:
    meant = {word for found in PHRASES.scan(said) for name in found.meanings for word in CONCEPTS[name].written}
    assert any(word in written for word in meant)


@pytest.mark.parametrize(
    ("said", "not_meant"),
    [
        ("我安卓机怎么用", "self_assembly"),
        ("水烧开了会跳闸吗", "opened"),
        ("吹着吹着停了", "slow_logistics"),
        ("买哪个滤芯", "size_choice"),
        ("学习椅真的么", "jewelry"),
        ("椅子能扛得住吗", "lifespan"),
        ("开着灯能用几天", "opened_life"),
        ("过几天出差", "return_period"),
        ("给我发成灰的了", "sold_out"),
        ("支持旁路由吗", "compatible"),
        ("沙发送到我家上楼收多少钱", "freight"),
        ("牛仔裤掉色吗", "coverage_makeup"),
        ("毯子铺地暖上头", "alcohol"),
        ("有礼盒包装吗", "installation"),
        ("能插两张卡吗", "processor"),
        ("电钻能打混凝土吗", "printing"),
    ],
)
def test_a_pattern_needs_its_object(said: str, not_meant: str) -> None:
    assert not any(not_meant in found.meanings for found in PHRASES.scan(said))


def test_kinds_of_goods_are_not_asked_about_and_are_named_apart() -> None:
    kinds = load_yaml(HOME / "lexicon" / "concepts" / "kinds.yaml", dict[str, Concept])
    assert all(kind.weight <= 0.5 and not kind.askable and not kind.says for kind in kinds.values())
    named = [word for kind in kinds.values() for word in kind.means]
    assert len(named) == len(set(named))


def test_every_pattern_needs_two_characters() -> None:
    common = sorted({char for concept in CONCEPTS.values() for phrase in concept.spoken for char in phrase})
    loose = [
        phrase
        for concept in CONCEPTS.values()
        for phrase in concept.spoken
        if not is_word(phrase) and any(map(re.compile(phrase).fullmatch, common))
    ]
    assert loose == []


def test_a_pair_counts_only_together_in_a_text_and_near_each_other_in_a_question() -> None:
    concept = Concept(means=("退货+运费",))
    assert concept.written == ()
    assert concept.pairs == (("退货", "运费"),)
    assert re.fullmatch(concept.spoken[0], "退货的运费")


def test_a_word_that_holds_another_one_adds_nothing() -> None:
    assert Concept(means=("运费", "运费用"), says=("邮",)).written == ("运费",)


def test_one_name_is_defined_once(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / f"{name}.yaml").write_text("freight: {means: [运费]}\n", "utf-8")
    with pytest.raises(Config, match="freight"):
        load_concepts(tmp_path)


def test_a_folder_without_concepts_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Config, match="no concepts"):
        load_concepts(tmp_path)
