from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingestion.reading import Block, Heading, Paragraph, Reading, Table
from ingestion.validity import find_validity
from knowledge.days import CHINA
from knowledge.types import Validity


def reading(*lines: str | Block, title: str = "售后政策") -> Reading:
    blocks = tuple(Paragraph(line) if isinstance(line, str) else line for line in lines)
    return Reading(title, "text/plain", blocks)


def china(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=CHINA)


def found(
    *lines: str | Block, title: str = "售后政策", name: str = "文件.txt"
) -> tuple[datetime | None, datetime | None]:
    validity = find_validity(reading(*lines, title=title), name).validity
    return validity.starts, validity.ends


@pytest.mark.parametrize(
    ("line", "starts", "ends"),
    [
        ("【施行日期】2014年3月15日", "2014-03-15", None),
        ("生效日期：2026-01-01", "2026-01-01", None),
        ("生效日期:2026/1/1（试行）", "2026-01-01", None),
        ("本规则自二〇二六年一月一日起施行。", "2026-01-01", None),
        ("第八十九条　本法自2019年1月1日起施行。", "2019-01-01", None),
        ("（2023年5月18日国家市场监督管理总局令第77号公布 自2023年7月1日起施行）", "2023-07-01", None),
        ("本规则于2025年6月27日修订，于2025年7月4日生效。", "2025-07-04", None),
        ("自2026年1月1日起执行。", "2026-01-01", None),
        ("有效期至：2025年12月31日", None, "2026-01-01"),
        ("有效期：2025年3月1日至2025年12月31日", "2025-03-01", "2026-01-01"),
        ("本政策适用于2025年3月1日至2025年12月31日期间的订单。", "2025-03-01", "2026-01-01"),
        ("本政策适用于2025年3月至6月的订单。", "2025-03-01", "2025-07-01"),
        ("本价格表自2026年8月1日起废止。", None, "2026-08-01"),
        ("Effective date: 2026-01-01", "2026-01-01", None),
        ("版本：3 发布：2025年12月22日 生效：2026年1月1日 00:00 替代：2025版", "2026-01-01", None),
        ("Valid until: 2026-03-31", None, "2026-04-01"),
        ("本公告自发布之日起生效，有效期至2026年12月31日", None, "2027-01-01"),
        ("本通知自下发之日起执行，至2026年2月20日止", None, "2026-02-21"),
        ("本规则将于2026年3月1日正式实施", "2026-03-01", None),
        ("自2026-01-01起，本规则生效", "2026-01-01", None),
        ("新规自2026年4月1日起实行", "2026-04-01", None),
        ("2026年4月1日起执行新版运费标准", "2026-04-01", None),
        ("本政策执行时间为2026年1月1日至2026年6月30日", "2026-01-01", "2026-07-01"),
        ("起止时间：2026年5月1日至5月5日", "2026-05-01", "2026-05-06"),
        ("适用时间段：2026年1月1日 至 2026年3月31日", "2026-01-01", "2026-04-01"),
        ("价格有效期 2026年5月1日—2026年5月31日", "2026-05-01", "2026-06-01"),
        ("以上价格于2026年5月31日前有效", None, "2026-06-01"),
        ("有效期：即日起至2026年6月18日", None, "2026-06-19"),
        ("Effective from 1 March 2026", "2026-03-01", None),
        ("Effective January 1st, 2026", "2026-01-01", None),
        ("Valid from 2026-01-01 to 2026-03-31", "2026-01-01", "2026-04-01"),
        ("适用：2026年9月30日23:59:59及以前付款的订单。", None, "2026-10-01"),
        ("适用：2026年9月30日（含）以前付款的订单。看付款时间。", None, "2026-10-01"),
        ("适用范围：2026年10月1日以前下单的订单", None, "2026-10-01"),
        ("适用订单：2026年10月1日及以后付款的订单", "2026-10-01", None),
        ("付款时间在2026年10月1日之后的适用本版", "2026-10-01", None),
    ],
)
def test_a_statement_about_the_document_gives_days_in_china(line: str, starts: str | None, ends: str | None) -> None:
    assert found(line) == (starts and china(starts), ends and china(ends))


@pytest.mark.parametrize(
    "line",
    [
        "1998年3月12日原国家技术监督局令第51号公布的《产品质量申诉处理办法》同时废止。",
        "商家的行为，发生在2026年1月1日以前的，适用当时的规则。",
        "买家提供司法机关于2025年1月1日出具的生效法律文书。",
        "优惠券有效期至2025年12月31日，过期不补。",
        "您的订单将于2026年1月3日发货。",
        "《电子商务法》自2019年1月1日起施行，商家应当遵守。",
        "会员自2026年1月1日起执行新的运费标准，详见附件。",
        "发布日期：2025-06-27",
        "本规则首次发布于2012年1月1日。",
        "有效期：长期",
        "保质期至2026年1月1日",
        "2026年11月1日前付款的，11月3日前发货。",
        "10月1日以后下单的满300元减40元。",
    ],
)
def test_other_dates_say_nothing_about_the_document(line: str) -> None:
    assert found(line) == (None, None)


@pytest.mark.parametrize(
    ("name", "starts", "ends"),
    [
        ("售后政策_旧版（2026年9月30日及以前付款适用）.txt", None, "2026-10-01"),
        ("售后政策_旧版（付款至2026-09-30）.txt", None, "2026-10-01"),
        ("售后政策_新版（付款2026-10-01起）.docx", "2026-10-01", None),
        ("售后政策_秋版（2026年10月1日起付款适用）.docx", "2026-10-01", None),
        ("保修条款（2026年7月1日前购买）.pdf", None, "2026-07-01"),
    ],
)
def test_a_file_name_may_say_for_which_purchases_it_applies(name: str, starts: str | None, ends: str | None) -> None:
    assert found(name=name) == (starts and china(starts), ends and china(ends))


def test_a_sentence_without_subject_counts_only_near_the_edges() -> None:
    filler = ["退货须保持完好。"] * 40
    assert found(*filler, "自2026年1月1日起执行。", *filler) == (None, None)
    assert found(*filler, "本政策自2026年1月1日起执行。", *filler) == (china("2026-01-01"), None)


def test_campaign_times_count_in_a_campaign_document_and_take_its_year() -> None:
    line = "活动时间：11月1日20:00至11月11日23:59"
    assert found(line, title="2026双11活动规则") == (china("2026-11-01T20:00"), china("2026-11-12"))
    assert found(line, title="双11活动规则") == (None, None)
    assert found(line, title="2026售后政策") == (None, None)


def test_a_campaign_over_new_year_ends_in_the_next_year() -> None:
    starts, ends = found("活动时间：12月25日至1月5日", title="2026跨年活动")
    assert (starts, ends) == (china("2026-12-25"), china("2027-01-06"))


def test_the_date_may_stand_under_a_heading_or_in_a_sheet_of_particulars() -> None:
    assert found(Heading("一、活动时间", 2), "2026年6月1日至6月18日", title="618活动") == (
        china("2026-06-01"),
        china("2026-06-19"),
    )
    assert found(Table((), (("版本", "2.0"), ("生效日期", "2026年1月1日")))) == (china("2026-01-01"), None)


@pytest.mark.parametrize(
    ("name", "starts", "ends"),
    [
        ("售后/售后政策_2026版（2026-01-01起）.docx", "2026-01-01", None),
        ("退换货规则_旧（2026-08-31止）.txt", None, "2026-09-01"),
        ("售后政策_2025版（有效期至2025-12-31）.txt", None, "2026-01-01"),
        ("清凉季（2026-07-01 至 2026-08-15）.md", "2026-07-01", "2026-08-16"),
        ("运费表_2026.csv", None, None),
        ("对账20260101.csv", None, None),
    ],
)
def test_a_file_name_counts_when_it_says_more_than_a_date(name: str, starts: str | None, ends: str | None) -> None:
    assert found("正文。", name=name) == (starts and china(starts), ends and china(ends))


def test_a_withdrawn_document_is_valid_at_no_moment() -> None:
    validity = find_validity(reading("正文。"), "价格表（已废止）.xlsx").validity
    assert not validity.covers(datetime(2026, 1, 1, tzinfo=UTC))
    assert found("本规则已废止。") == found("正文。", name="旧版_废止.txt")


def test_a_labelled_line_counts_before_the_first_wording_of_a_law() -> None:
    assert found("【施行日期】2014年3月15日", "第六十三条 本法自1994年1月1日起施行。") == (china("2014-03-15"), None)


def test_ends_that_disagree_cancel_each_other() -> None:
    lines = ("有效期至：2025年12月31日", "有效期至：2026年6月30日")
    assert found(*lines) == (None, None)


def test_the_phrase_is_the_documents_own_wording() -> None:
    assert (
        find_validity(reading("本规则自２０２６年一月一日起施行。"), "a.txt").phrase
        == "本规则自２０２６年一月一日起施行。"
    )


@given(st.dates(min_value=date(2001, 1, 1), max_value=date(2049, 12, 30)), st.integers(0, 900))
def test_a_stated_span_covers_its_first_and_last_day_and_no_other(first: date, days: int) -> None:
    last = first + timedelta(days=days)
    line = f"有效期：{first.year}年{first.month}月{first.day}日至{last:%Y-%m-%d}"
    validity: Validity = find_validity(reading(line), "a.txt").validity
    noon = datetime.combine(first, datetime.min.time(), CHINA)
    assert validity.covers(noon)
    assert validity.covers(noon + timedelta(days=days, hours=23, minutes=59))
    assert not validity.covers(noon - timedelta(minutes=1))
    assert not validity.covers(noon + timedelta(days=days + 1))


@pytest.mark.parametrize(
    ("line", "starts", "ends"),
    [
        ("活动时间11月1日至11日", "2025-11-01", "2025-11-12"),
        ("活动期：11.1-11.11", "2025-11-01", "2025-11-12"),
        ("活动日期：2025/11/1～2025/11/11", "2025-11-01", "2025-11-12"),
        ("活动时间：12月25日至1月5日", "2025-12-25", "2026-01-06"),
        ("活动时间：即日起至11月11日", None, "2025-11-12"),
        ("上线时间：11月1日", "2025-11-01", None),
        ("活动截止时间：11月11日", None, "2025-11-12"),
        ("本次活动从2025年11月1日开始，到2025年11月11日结束", "2025-11-01", "2025-11-12"),
    ],
)
def test_a_campaign_says_its_days_in_many_words(line: str, starts: str | None, ends: str | None) -> None:
    expected = (starts and china(starts), ends and china(ends))
    assert found(line, title="双11活动规则（2025）") == expected


@pytest.mark.parametrize(
    "line",
    [
        "生效时间：2026年12月31日至2026年1月1日",
        "有效期：2026年3月5日至3月1日",
        "本规则自2026年2月30日起施行",
        "本规则适用于2026年6月30日至2026年6月1日的订单",
    ],
)
def test_days_that_end_before_they_begin_or_do_not_exist_are_no_statement(line: str) -> None:
    assert found(line) == (None, None)


@pytest.mark.parametrize(
    "line",
    [
        "春节发货安排：2026年2月10日至2月20日停止发货",
        "报名时间：2026年3月1日至3月5日",
        "活动时间：2026年3月1日至3月5日",
    ],
)
def test_the_days_of_something_else_are_not_the_documents(line: str) -> None:
    assert found(line) == (None, None)
