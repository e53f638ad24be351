from collections.abc import Callable

from knowledge.types import Audience, ChunkId, ChunkKind, Passage, Script
from server.reply.evidence.scripts import script_units

Make = Callable[..., Passage]


def script(scenario: str, text: str, passage: Passage | None) -> Script:
    return Script(ChunkId(scenario), scenario, text, passage=passage)


def test_a_script_is_a_candidate_with_its_scenario_as_question_and_its_source_as_number(make_passage: Make) -> None:
    other, source = make_passage("茶具不单卖。"), make_passage("实体店：我们只在线上销售。")
    [unit] = script_units([script("实体店", "我们只在线上销售。", source)], [other, source], {})
    assert (unit.body, unit.question, unit.number, unit.kind) == ("我们只在线上销售。", "实体店", 2, ChunkKind.SCRIPT)


def test_a_script_with_an_open_slot_or_for_staff_or_without_a_source_is_none(make_passage: Make) -> None:
    source = make_passage("查物流：单号{运单号}")
    staff = make_passage("补偿口径：最多补10元。", audience=Audience.STAFF)
    scripts = [
        script("查物流", "单号{运单号}", source),
        script("补偿口径", "最多补10元。", staff),
        script("道别", "祝您生活愉快。", None),
    ]
    assert script_units(scripts, [source, staff], {}) == []


def test_only_the_likeliest_scripts_are_candidates(make_passage: Make) -> None:
    scripts = [script(f"场景{n}", f"第{n}句。", make_passage(f"第{n}句。")) for n in range(9)]
    passages = [one.passage for one in scripts if one.passage is not None]
    assert [unit.question for unit in script_units(scripts, passages, {})] == ["场景0", "场景1", "场景2", "场景3"]


def test_lines_that_open_or_follow_up_a_chat_are_no_answers(make_passage: Make) -> None:
    source = make_passage("用了一个月了，滤网可以洗啦。")
    follow_up = Script(ChunkId("s"), "回访使用一个月", "用了一个月了，滤网可以洗啦。", stage="跟进", passage=source)
    assert script_units([follow_up], [source], {}) == []
