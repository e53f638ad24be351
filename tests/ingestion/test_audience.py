import pytest

from ingestion.audience import for_customers, is_mark, is_staff, marks_staff


@pytest.mark.parametrize(
    "label",
    [
        "内部使用",
        "客服补偿权限（不对客）",
        "仅内部",
        "成本价",
        "内部备注",
        "赔付权限",
        "Staff only",
        "Internal notes",
        "仅限客服查看",
        "底价",
        "停用话术",
        "话术·已停用",
        "作废（2025版）",
    ],
)
def test_labels_that_mark_staff_text(label: str) -> None:
    assert marks_staff(label)


@pytest.mark.parametrize(
    "label",
    [
        "内部结构说明",
        "冰箱内部清洁",
        "内部尺寸",
        "价格",
        "客服电话",
        "International shipping",
        "消费者权益",
        "成本说明书",
        "优惠券作废规则",
        "停用条件",
    ],
)
def test_labels_that_do_not(label: str) -> None:
    assert not marks_staff(label)


@pytest.mark.parametrize(
    "text",
    [
        "（仅内部）最高可赔付50元。",
        "【内部】不要主动承诺时效。",
        "内部口径：超过三天可补偿。",
        "以上数字不得对客户透露。",
        "本手册请勿外传。",
        "This section is for internal use only.",
        "請勿外傳",
    ],
)
def test_paragraphs_that_say_they_are_for_staff(text: str) -> None:
    assert is_staff(text)
    assert for_customers(text) == ""


@pytest.mark.parametrize(
    "text",
    [
        "冰箱内部使用抗菌材料。",
        "经营者不得对消费者进行侮辱、诽谤。",
        "我们不会对外泄露您的个人信息。",
        "本品不对外销售。",
        "请勿将手伸入机器内部使用工具拆卸。",
        "内部采用搪瓷内胆（耐腐蚀）。",
    ],
)
def test_sentences_that_only_contain_such_words_are_for_customers(text: str) -> None:
    assert for_customers(text) == text


def test_a_bracketed_remark_is_cut_out_and_the_rest_stays() -> None:
    assert for_customers("满99包邮（内部：VIP 可免邮）。") == "满99包邮。"


@pytest.mark.parametrize(
    ("cell", "mark"),
    [("仅内部", True), ("（不对客）", True), ("仅内部使用", True), ("赔50元（仅内部）", False), ("", False)],
)
def test_a_mark_alone_is_told_from_a_marked_text(cell: str, mark: bool) -> None:
    assert is_mark(cell) is mark
