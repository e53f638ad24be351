"""The forms in which a document states from when to when it applies. Patterns over one line; see `validity` for use.

Lines come normalised (half width, no spaces beside Chinese) with numerals as digits.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime

from ingestion.dates import DATE, TO, Day, day_of, ends, plain_dates, starts, within
from knowledge.text import digits, normalise

_SPAN = rf"(?:自|从)?(?P<first>{DATE}){TO}(?P<last>{DATE})"
_FROM, _UNTIL = rf"(?:自|从|于)?(?P<first>{DATE})", rf"(?P<last>{DATE})"
_END = r"(?=[。,;)】!]|$)"

_SINCE_NOW = r"(?:自?(?:即日|现在|今日|(?:发布|公布|下发|印发)(?:之日)?)起,?)"

# Labelled lines: 【施行日期】2014年3月15日 · 有效期：2026-01-01 至 2026-12-31 · 活动时间：11月1日20:00—11月11日
_LABEL = r"^\W*(?:[\d一二三四五六七八九十]{1,2}[.、)])?\W*"
_COLON = r"\s*[\])】]?\s*[:：]?\s*"
_LABELLED = tuple(
    re.compile(f"{_LABEL}{words}{_COLON}{date}", re.IGNORECASE)
    for words, date in (
        (
            r"(?:(?:价格|报价|优惠|活动|规则|政策|公告|券)?有效(?:期[限间]?|时间)|(?:执行|适用|生效|使用)(?:时间段?|日期|期间|周期|期限|时段)"
            r"|适用期|(?:起止|起讫)(?:时间|日期)|(?:valid|effective)(?:ity)?(?: period)?(?: from)?)",
            _SPAN,
        ),
        (
            r"(?:(?:生效|施行|实施|实行|执行|启用|起效)(?:日期|时间|日)|(?:effective|valid)(?: date| from| as of)?)",
            rf"{_FROM}(?!{TO}\d)",
        ),
        (
            rf"(?:(?:失效|废止|到期)(?:日期|时间|日)|有效期[限间]?[:：]?{_SINCE_NOW}?(?:截?至|到|截止至?)"
            r"|valid until|expires(?: on)?)",
            _UNTIL,
        ),
    )
)
# The same inside a line of particulars: 版本：3 发布：2025年12月22日 生效：2026年1月1日
_INLINE = (
    re.compile(rf"(?:生效|施行|实施|启用)(?:日期|时间|日)?:{_FROM}(?!{TO}\d)"),
    re.compile(rf"(?:失效|废止)(?:日期|时间|日)?:{_UNTIL}"),
)
_WHEN = r"(?:时间|日期|期间|周期|期限|时段|期)"
# Of a campaign's own document alone: elsewhere a 活动时间 is some other campaign's.
_CAMPAIGN = (
    re.compile(f"{_LABEL}(?:活动|促销|优惠|大促){_WHEN}{_COLON}{_SPAN}"),
    re.compile(f"{_LABEL}(?:活动|促销|优惠|大促){_WHEN}{_COLON}{_SINCE_NOW}?(?:截?至|到|截止至?){_UNTIL}"),
    re.compile(f"{_LABEL}(?:活动)?(?:开始|上线|开启|启动)(?:时间|日期){_COLON}{_FROM}(?!{TO}\\d)"),
    re.compile(f"{_LABEL}(?:活动)?(?:截止|结束|下线)(?:时间|日期){_COLON}{_UNTIL}"),
)
_SHORT_DAY = re.compile(r"(?<![\d./])(?P<month>\d{1,2})[./](?P<day>\d{1,2})(?![\d./])")  # 活动时间：11.1-11.11

# By the day of the purchase: 适用：2026年9月30日（含）以前付款的订单 · 2026年10月1日及以后下单适用 · 付款至2026-09-30
_BUYING = r"(?:付款|支付|下单|购买|成交|拍下)"
_INCLUDED = r"\s*\(?含(?:当[天日])?\)?|\s*(?:当[天日])?[及和或]"
_BEFORE, _AFTER = rf"(?:{_INCLUDED})?\s*[以之]?前", rf"(?:{_INCLUDED})?\s*(?:[以之]?后|起)"
_BY_PURCHASE = (
    re.compile(rf"(?P<last>{DATE})(?P<open>{_BEFORE})\(?含?\)?(?:完成)?{_BUYING}"),
    re.compile(rf"{_BUYING}(?:时间|日期)?(?:在|于)?(?:截?至|到|截止至?)(?P<last>{DATE})"),
    re.compile(rf"{_BUYING}(?:时间|日期)?(?:在|于)?(?P<last>{DATE})(?P<open>{_BEFORE})"),
    re.compile(rf"(?P<first>{DATE})(?:{_AFTER})\(?含?\)?(?:完成)?{_BUYING}"),
    re.compile(rf"{_BUYING}(?:时间|日期)?(?:在|于)?(?P<first>{DATE})(?:{_AFTER})"),
)
_APPLIES = re.compile(rf"{_LABEL}(?:适用|有效)(?:于|范围|订单|对象|时间)?\s*:?|{_BUYING}[^,。;]*适用")

# Sentences whose subject is the document: 本规则自2026年1月1日起施行
_SELF = (
    r"(?:新规|(?:本次?|此次?|该|以上|上述|下述|以下|现行|新版?)[^,。;:《》\d]{0,10}?"
    r"(?:法|条例|规[则定范程]|办法|细则|政策|制度|标准|通知|公告|协议|方案|手册|文件|文档|说明|须知|指南|表|活动|版本?|话术|价格|条款|报价|优惠))"
)
_EARLIER = rf"(?:[于自]?{DATE}[^,。;《》]{{0,12}}(?:修订|修正|发布|公布|公示|通过|更新|制定)[,、]?)"
_ITSELF = re.compile(rf"[(【]?(?:第\d+条)?{_SELF},?{_EARLIER}*并?[将拟]?")
_ISSUED = re.compile(r"[(【]?[^《》。;]*(?:公布|发布|通过|修订|修正|印发),?")
_ISSUED_NAMED = re.compile(r"《(?P<named>[^《》]+)》[^《》。;]*(?:公布|发布|印发),")
_IN_FORCE = re.compile(
    rf"(?P<subject>.*?){_FROM}(?:零时|0时)?(?:之日)?(?:起|开始)?(?:正式|开始)?(?:施行|实施|实行|生效|执行|启用|适用)(?:{TO}(?P<last>{DATE}))?{_END}"
)
_NOTHING = re.compile(r"\W*(?:第\d+条|\d+[.、)])?\W*")
_AFTER_IT = r"[^。;《》\d]{0,24}?"  # what a sentence may say of itself before its last day
_LASTS = (
    re.compile(
        rf"{_SELF}(?:仅)?(?:适用于|的?有效期[限间]?(?:为|是|:)?|的?(?:执行|适用|生效|活动|有效){_WHEN}(?:为|是|:)?){_SPAN}"
    ),
    re.compile(
        rf"{_SELF}(?:从|自|于)?(?P<first>{DATE})(?:正式)?(?:开始|起),?(?:到|至|并?于|持续到){_UNTIL}(?:结束|截?止|为止)"
    ),
    re.compile(
        rf"{_SELF}{_AFTER_IT},?(?:的?有效期[限间]?(?:截?至|到|截止至?)|(?:执行|有效|施行|实施)?(?:至|到)){_UNTIL}(?:为?止|截止|{_END})"
    ),
    re.compile(rf"{_SELF}(?:于|在)?{_UNTIL}(?:之|以)?前有效"),
)
# 自2026年1月1日起，本规则生效 · 2026年4月1日起执行新版运费标准
_TURNED = re.compile(
    rf"{_NOTHING.pattern}{_FROM}(?:零时|0时)?(?:之日)?(?:起|开始),?(?:正式|开始|将)?"
    rf"(?:{_SELF}(?:正式|将)?(?:施行|实施|实行|生效|执行|启用)|(?:施行|实施|实行|执行|启用)(?:新版|本|以下|下列|如下))"
)
_VOID = re.compile(
    rf"[(【]?(?:第\d+条)?{_SELF},?(?:(?:自|从|于)(?P<last>{DATE})(?:之日)?起?)?(?:即|已经?|现已)?(?:正式)?"
    rf"(?:废止|失效|停止执行|停止使用|作废){_END}"
)

# Titles and file names: 售后政策（2026-01-01起）· 运费表_有效期至2025-12-31 · 旧版价格表（已废止）
_DAY = r"20\d{2}(?:年\d{1,2}月\d{1,2}日?|[-/.]\d{1,2}[-/.]\d{1,2})"
_TITLED = (
    re.compile(rf"(?P<first>{_DAY}(?:\s*\d{{1,2}}:\d{{2}})?){TO}(?P<last>{DATE})"),
    re.compile(rf"(?P<first>{DATE})(?:起|开始执行|生效|施行|实施|执行|启用)"),
    re.compile(rf"(?:有效期?|截)(?:截?至|到|止)(?P<last>{DATE})"),
    re.compile(rf"(?P<last>{DATE})(?:为?止|截止|到期|失效|前有效)"),
)
_VOID_TITLE = re.compile(r"(?:[(【\[_\-\s]|^|已)(?:废止|作废|失效|停用)版?(?=[)】\]_\-\s]|$)")

# A withdrawn document that does not say since when: it is valid at no moment that anyone asks about.
_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Statement:
    """Moments in UTC, `last` exclusive; `phrase` is the line as it was written."""

    first: datetime | None
    last: datetime | None
    phrase: str


def labelled(line: str, year: int | None, *, campaign: bool) -> Statement | None:
    """A labelled line. The time of a campaign counts only where the document is about one."""
    text = prepared(line)
    if _APPLIES.search(text) and (bought := _by_purchase(text, line, year)):
        return bought
    if campaign:
        text = _SHORT_DAY.sub(r"\g<month>月\g<day>日", text)
    matches = [pattern.match(text) for pattern in ((*_LABELLED, *_CAMPAIGN) if campaign else _LABELLED)]
    spans = [match for match in matches if match and {"first", "last"} <= match.groupdict().keys()]
    if spans and not any(_read(match, line, year) for match in spans):
        return None  # a span that ends before it begins, or has no year, is not half true
    matches += [pattern.search(text) for pattern in _INLINE]
    return next((found for match in matches if (found := _read(match, line, year))), None)


def stated(line: str, title: str, year: int | None, *, edge: bool) -> Statement | None:
    """A sentence about the document. At its `edge` a sentence without a subject is about it as well."""
    text = prepared(line)
    void = _VOID.match(text)
    if void:
        until = day_of(void["last"] or "")
        return Statement(None, (starts(until, year) if until else None) or _LONG_AGO, line)
    for pattern in _LASTS:
        if found := _read(pattern.search(text), line, year):
            return found
    if edge and (found := _read(_TURNED.match(text), line, year)):
        return found
    match = _IN_FORCE.match(text)
    if match and _is_about(match["subject"], prepared(title), edge=edge):
        return _read(match, line, year)
    return None


def titled(title: str, year: int | None) -> Statement | None:
    """What a title or file name states."""
    text = prepared(title)
    if _VOID_TITLE.search(text):
        return Statement(None, _LONG_AGO, title)
    if bought := _by_purchase(text, title, year):
        return bought
    return next((found for pattern in _TITLED if (found := _read(pattern.search(text), title, year))), None)


def prepared(line: str) -> str:
    return plain_dates(digits(normalise(line)))


def _is_about(subject: str, title: str, *, edge: bool) -> bool:
    named = _ISSUED_NAMED.search(subject)
    if named:
        return edge and (named["named"] in title or title in named["named"])
    return bool(_ITSELF.fullmatch(subject)) or (
        edge and bool(_NOTHING.fullmatch(subject) or _ISSUED.fullmatch(subject))
    )


def _by_purchase(text: str, phrase: str, year: int | None) -> Statement | None:
    """For which days of purchase a document applies. 9月30日及以前 includes the day, 10月1日以前 does not."""
    match = next((found for pattern in _BY_PURCHASE if (found := pattern.search(text))), None)
    if match is None or not (told := match.groupdict()).get("open") or re.search("[含及和或]", match[0]):
        return _read(match, phrase, year)
    day = day_of(told["last"])
    until = (starts if day and day.clock is None else ends)(day, year) if day else None
    return Statement(None, until, phrase) if until else None


def _read(match: re.Match[str] | None, phrase: str, year: int | None) -> Statement | None:
    if match is None:
        return None
    told = match.groupdict()
    begin, end = (day_of(told.get(name) or "") for name in ("first", "last"))
    first = starts(begin, year) if begin else None
    end = within(end, begin) if end else None
    in_year = begin.year if begin and begin.year else year
    last = ends(end, in_year) if end else None
    if first and last and last <= first and end and not end.year and in_year and _turns(begin, end):
        last = ends(end, in_year + 1)  # 12月25日至1月5日
    if (begin and first is None) or (end and last is None) or (first and last and last <= first):
        return None
    return Statement(first, last, phrase) if first or last else None


def _turns(begin: Day | None, end: Day) -> bool:
    """Whether a span may run over the turn of the year: its months say so, and not a day mistyped within one."""
    return bool(begin and begin.month and end.month and end.month < begin.month)
