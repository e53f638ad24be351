"""Whether a stated period still runs for this order: "收到9天还能退吗", "还在保吗". Both dates are said."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta

from knowledge.text import comparable, sentences
from knowledge.text.rowlines import without_row_lines
from knowledge.types import Passage, Product
from server.reply.evidence.given import Evidence, PartEvidence, Style
from server.reply.evidence.units import quotable
from server.reply.solvers.calendar import date_name, local
from server.reply.solvers.matters import Matter, matter_of
from server.reply.solvers.periods import Period, periods_of
from server.reply.solvers.solved import Solved
from server.reply.solvers.tables import codes_in, unmarked
from server.reply.types import Order, Role, Sentence

# Whether it still can be done, not how it is done or who pays.
_WHETHER = re.compile(
    r"[吗么嘛不没]$|[吗么嘛]|能不能|可不可以|还能|还可以|还行|得了|得成|来得及|行不|管不管|过期|超时|在保"
)
_HOW_LONG = re.compile(
    r"保(?:多久|几年|几个月|多长|多少年)|(?:质保|保修)(?:期)?(?:是|有|都是)?(?:多久|几年|几个月|多长|多少)"
)
_HOW = re.compile(r"怎么|如何|哪里|在哪|运费|邮费|多少|谁出|谁承担|钱么|几天到|到账|流程|地址")
# What a customer did with the goods decides a return before any period does.
_SPOILT = re.compile(r"(?<![没未不])(?:剪|拆|洗|安装|装好|装上|穿过|用过|试过|开封|撕|丢|扔|弄脏|脏了|打孔|下过水)")
# What the goods must come back with: a rule about these decides, not the date.
_TOLD_STATE = re.compile(r"吊牌|标签|牌子|鞋盒|包装盒|赠品|封条|贴身")
_UNTOUCHED = re.compile(r"(?:没|未|没有)(?:有)?(?:剪|拆|洗|安装|装|穿|用|试|开封|动)(?:过|开)?(?:封)?")
_SINCE = re.compile(
    r"(?P<how>收到|签收|收货|买了?|到货|到手|拿到|用了?)(?:了|都|已经|有)?(?P<count>\d+)(?P<unit>天|日|周|个月|年)"
)
_SETTLES = re.compile(r"换|退|修|补|正常|不属于|不算|属于|承担")
_CLAIMED = re.compile(r"(?:点|申请|联系|找客服|提交)[^。]{0,16}(?:退|补)[^。]{0,4}(?:差|价)")
_EXCEPTS = re.compile(r"不支持|不能|不可|不退|只退不换|才能|可以退|除外")


def solve_deadline(part: PartEvidence, evidence: Evidence, style: Style, passages: Sequence[Passage]) -> Solved | None:
    """None unless one period of the shop's rules decides, and the day from which it runs is known."""
    text = comparable(part.part)
    matter, product = matter_of(text), evidence.products[0] if evidence.products else None
    if (
        matter is None
        or not _is_asked(text, matter, evidence)
        or _is_decided_otherwise(text, matter, product, passages)
    ):
        return None
    order, words = evidence.conversation.context.order, style.wording.solving
    today = local(evidence.conversation.as_of).date()
    paid = local(order.paid_at).date() if order and order.paid_at else None
    told = comparable(" ".join(m.text for m in evidence.conversation.messages if m.role is Role.CUSTOMER))
    business = matter is Matter.WARRANTY and words.business.search(told) is not None
    periods = periods_of(passages, matter, product, paid, business=business)
    starts = [start for period in periods if (start := _start(period, order, text, today)) is not None]
    if _HOW_LONG.search(text) and len(periods) == 1 and not starts:
        line = words.lines["period_rule"].format(rule=periods[0].text)
        return Solved((Sentence(line, (periods[0].number,)),))
    if not periods or len(starts) != len(periods):
        return None
    running = [(period, start) for period, start in zip(periods, starts, strict=True) if period.holds(start, today)]
    if len(running) > 1 or (not running and len(periods) > 1):
        return None
    period, start = running[0] if running else (periods[0], starts[0])
    if matter is Matter.QUALITY and _has_own_rule(words.faults, text, period, passages):
        return None
    said = _said(period, start, today, matter, style, known=_is_known(period, order))
    how = _procedure(period, passages) if matter is Matter.PRICE and running else None
    return Solved((*said.sentences, how)) if how else said


def _is_asked(text: str, matter: Matter, evidence: Evidence) -> bool:
    """Whether the time is what the question turns on."""
    if matter is Matter.WARRANTY and _HOW_LONG.search(text):
        return True
    cheaper = matter is Matter.PRICE and evidence.conversation.context.order is not None  # "我亏了" asks, too
    return (cheaper or _WHETHER.search(text) is not None) and _HOW.search(text) is None


def _is_decided_otherwise(text: str, matter: Matter, product: Product | None, passages: Sequence[Passage]) -> bool:
    """Whether the state of the goods, or a rule for this very product, decides before any date."""
    if matter not in (Matter.RETURN, Matter.EXCHANGE):
        return False
    if _SPOILT.search(_UNTOUCHED.sub("", text)) or _TOLD_STATE.search(text):
        return True
    return product is not None and _is_excepted(product, passages)


def _has_own_rule(faults: re.Pattern[str], text: str, period: Period, passages: Sequence[Passage]) -> bool:
    """Whether another sentence settles the very fault that is asked about ("坏点3个及以上可换新")."""
    named = {match[0] for match in faults.finditer(text)}
    named -= {match[0] for match in faults.finditer(comparable(period.text))}
    return bool(named) and any(
        _SETTLES.search(flat) and any(fault in flat for fault in named)
        for passage in passages
        if quotable(passage)
        for flat in map(comparable, re.split(r"[。；;\n]", passage.text))
    )


def _said(period: Period, start: date, today: date, matter: Matter, style: Style, *, known: bool) -> Solved:
    words, last = style.wording.solving, period.last_day(start)
    within = period.holds(start, today)
    values = {
        "rule": period.text,
        "start": date_name(start, today),
        "begun": words.lines["period_paid" if period.from_payment else "period_received"],
        "last": date_name(last, today) if last else "",
        "action": words.matters[matter],
    }
    ended = ("period_within" if within else "period_past") + ("" if known else "_told")
    if within and not period.counts_days:
        ended = "period_running"
    key = ended if last else "period_open"
    return Solved((Sentence(words.lines[key].format(**values), (period.number,)),))


def _procedure(period: Period, passages: Sequence[Passage]) -> Sentence | None:
    """How the difference is claimed, as the period's own section says."""
    home = passages[period.number - 1].chunk
    for number, passage in enumerate(passages, start=1):
        chunk = passage.chunk
        if chunk.version_id != home.version_id or chunk.place.section != home.place.section or not quotable(passage):
            continue
        for sentence in sentences(without_row_lines(passage.text)):
            text = unmarked(sentence).rstrip("。；;")
            if _CLAIMED.search(comparable(text)) and not text.endswith(period.text):
                return Sentence(f"{text}。", (number,))
    return None


def _start(period: Period, order: Order | None, text: str, today: date) -> date | None:
    """The order's own date, else what the customer says."""
    moment = (order.paid_at if period.from_payment else order.received_at) if order else None
    if moment is not None:
        return local(moment).date()
    match = _SINCE.search(text)
    if match is None or (match["how"].startswith("买") and not period.from_payment and order is None):
        return None
    days = {"天": 1, "日": 1, "周": 7, "个月": 30, "年": 365}[match["unit"]] * int(match["count"])
    return today - timedelta(days=days)


def _is_known(period: Period, order: Order | None) -> bool:
    return order is not None and (order.paid_at if period.from_payment else order.received_at) is not None


def _is_excepted(product: Product, passages: Sequence[Passage]) -> bool:
    """Whether a rule names this very product as an exception: it needs more than a date."""
    code = comparable(str(product.sku))
    return any(
        code in codes_in(line) and _EXCEPTS.search(line)
        for passage in passages
        if quotable(passage) and passage.chunk.skus != (product.sku,)
        for line in passage.text.split("\n")
    )
