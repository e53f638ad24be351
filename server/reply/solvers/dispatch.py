"""When an order leaves: the cut-off time that holds for its goods, against the moment of payment.

Says no more than the source: the day on which paid orders go out by its own rule, with that rule beside it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from knowledge.text import comparable, normalise
from knowledge.types import Passage, Product
from prompts.solver_wording import SolverWording
from server.reply.evidence.given import Evidence, PartEvidence, Style
from server.reply.evidence.units import quotable
from server.reply.solvers.calendar import (
    date_name,
    day_name,
    is_fixed_holiday,
    local,
    moments,
    paying_time,
    weekday_name,
)
from server.reply.solvers.cutoffs import Cutoff, cutoffs_of
from server.reply.solvers.festivals import in_festival
from server.reply.solvers.own_dispatch import own_rule
from server.reply.solvers.solved import Solved
from server.reply.solvers.tables import tables_of
from server.reply.types import Sentence

_WHEN = (
    r"今[天日儿晚]|当[天日]|现在|明[天早日儿]|周末|周[一二三四五六日天]|几号|哪天|哪[1一]天"
    r"|(?:什么|啥)时候|几时|何时|多久|几天|最晚|最迟|早上"
)
_SENT = (
    r"(?:发(?!票|我|错|给|现|生|霉|黄|图|什么快递|哪家)|寄(?![回到])|出库|出货"
    r"|走(?=得|的了|不|吗|呢|啊|呀|[，,？?。]|$))"
)
_ASKED = re.compile(rf"(?:{_WHEN}).{{0,14}}{_SENT}|{_SENT}.{{0,10}}(?:{_WHEN})")
_NOT_ASKED = re.compile(r"补发|退|换|没发|还不发|怎么不发|还没|催|改地址|邮费|运费|快递费|到货|送到|能到|几天到|到不到")
_ON_A_DAY = re.compile(r"(?:周|星期|礼拜)[一二三四五六日天末1-7]")
_BUYING = re.compile(r"拍|下单|付|买|订|现在|今[天日]")
_PRESALE = re.compile(r"预售|定金|订金")
_WITHIN = re.compile(r"付(?P<tail>尾款|款)(?:之)?后(?P<count>\d+)(?:个)?(?P<unit>天|日|小时)(?:之|以)?内")
_LIMIT = re.compile(r"(?P<count>\d+)(?:个)?(?P<unit>天|日|小时)(?:之|以)?内")
_AHEAD = 14  # days in which a day of dispatch must come


def solve_dispatch(part: PartEvidence, evidence: Evidence, style: Style, passages: Sequence[Passage]) -> Solved | None:
    """None unless the day of dispatch is asked and one rule of the shop decides it."""
    text = comparable(part.part)
    order = evidence.conversation.context.order
    if not _ASKED.search(text) or _NOT_ASKED.search(text) or (order and order.shipped_at):
        return None
    if _ON_A_DAY.search(text) and not _BUYING.search(text):
        return None  # whether anything is sent on Sundays is a rule, whatever day it is now
    product = evidence.products[0] if evidence.products else None
    paid = local(order.paid_at) if order and order.paid_at else None
    now = local(evidence.conversation.as_of)
    if own := own_rule(text, passages):
        return Solved(own)
    asked = _Asked(passages, product, paid, paying_time(part.part), now, text, style.wording.solving)
    return asked.said()


@dataclass(frozen=True, slots=True)
class _Asked:
    passages: Sequence[Passage]
    product: Product | None
    paid: datetime | None
    told: int | None
    now: datetime
    text: str
    words: SolverWording

    def said(self) -> Solved | None:
        if self._is_presale():
            return self._presale()
        if self.product is not None and self.product.stock == 0:
            return None
        if (special := self._special_period()) is not None:
            return special
        if in_festival(self._from, self.passages):
            return None  # the shops loosen their times then, and say so in words that give no dates
        cuts = cutoffs_of(self.passages, self.product)
        return self._by_cutoff(cuts) if cuts else None

    @property
    def _from(self) -> datetime:
        """When it was paid, when the customer says to pay, or now."""
        if self.paid is None and self.told is not None:
            return self.now.replace(hour=self.told // 60 % 24, minute=self.told % 60)
        return self.paid or self.now

    def _is_presale(self) -> bool:
        if self.product is None:
            return False
        told = " ".join([self.product.name, *(value for _, value in self.product.attributes)])
        return _PRESALE.search(told) is not None

    def _presale(self) -> Solved | None:
        """ "付款后10天内" of the product's own row, with the last day where the moment of payment is known."""
        if self.product is None or self.paid is None:
            return None
        code = comparable(str(self.product.sku))
        for table in tables_of(self.passages):
            for row in table.rows:
                cells = [(name, cell) for name, cell in row.fields if _WITHIN.search(comparable(cell))]
                if not cells or not any(code in comparable(cell) for _, cell in row.fields):
                    continue
                match = _WITHIN.search(comparable(cells[0][1]))
                if match is None or (match["tail"] == "尾款" and "尾款" not in self.text):
                    return None
                last = _after(self.paid, int(match["count"]), match["unit"])
                line = self.words.lines["dispatch_presale"].format(
                    name=self.product.name,
                    within=cells[0][1],
                    paid=date_name(self.paid.date(), self.now.date()),
                    last=date_name(last.date(), self.now.date()),
                )
                return Solved((Sentence(line, (row.number,)),))
        return None

    def _special_period(self) -> Solved | None:
        """A stated period in which other times hold: "11月9日20:00到11月13日24:00之间付款的，72小时内出库"."""
        for number, passage in enumerate(self.passages, start=1):
            if not quotable(passage):
                continue
            for sentence in re.split(r"[。；;\n]", passage.text):
                flat = normalise(sentence)
                limit = _LIMIT.search(flat)
                if limit is None or not re.search(r"付款|下单|支付", sentence) or not re.search(r"发|出库", sentence):
                    continue
                ends = list(moments(flat[: limit.start()], self._from))
                if len(ends) != 2 or not ends[0] <= self._from < ends[1]:
                    continue
                if self.paid is None:
                    return Solved((Sentence(f"{sentence.strip()}。", (number,)),))
                last = _after(self.paid, int(limit["count"]), limit["unit"])
                line = self.words.lines["dispatch_special"].format(
                    rule=sentence.strip(" ，,"),
                    paid=_moment_name(self.paid, self.now.date()),
                    last=_moment_name(last, self.now.date()),
                )
                return Solved((Sentence(line, (number,)),))
        return None

    def _by_cutoff(self, cuts: Sequence[Cutoff]) -> Solved | None:
        start = self._from
        today = self.now.date()
        here = next((cut for cut in cuts if start.weekday() in cut.days), None)
        if is_fixed_holiday(start.date()):
            return None
        if here is not None and start.hour * 60 + start.minute < here.minute:
            return self._in_time(here, start.date(), today)
        leaving = _next_day(start.date(), cuts)
        cut = here or cuts[0]
        if leaving is None or leaving < today or not cut.same_day:
            return self._quoted(here) if here and here.after and not here.same_day else None
        lines, day = self.words.lines, day_name(leaving, today)
        if here is None:
            text = lines["dispatch_closed"].format(weekday=weekday_name(start.date()), verb=cut.verb, day=day)
            numbers = tuple(dict.fromkeys(number for one in cuts for number in one.numbers))
            return Solved((Sentence(text, numbers),))
        moment = lines[self._paid_key].format(time=f"{start:%H:%M}")
        told = weekday_name(leaving) in here.after
        end = here.after if told or not here.after else lines["dispatch_after"].format(after=here.after)
        until = "" if told else lines["dispatch_until"].format(day=day, verb=here.verb)
        text = lines["dispatch_late"].format(cutoff=here.written, moment=moment, end=f"{end}{until}")
        return Solved((Sentence(text, here.numbers),))

    def _in_time(self, cut: Cutoff, day: date, today: date) -> Solved | None:
        if not cut.same_day:
            return self._quoted(cut)
        if day < today:
            return None  # it should have left: the order's own tracking answers
        key = (
            "dispatch_in_time_paid"
            if self.paid
            else "dispatch_in_time"
            if self.told is None
            else "dispatch_in_time_told"
        )
        text = self.words.lines[key].format(cutoff=cut.written, before=cut.before, verb=cut.verb)
        return Solved((Sentence(text, cut.numbers),))

    @property
    def _paid_key(self) -> str:
        return "dispatch_paid_at" if self.paid else "dispatch_now" if self.told is None else "dispatch_told"

    def _quoted(self, cut: Cutoff) -> Solved:
        rule = "，".join(piece for piece in (cut.before, cut.after) if piece)
        text = self.words.lines["dispatch_rule"].format(cutoff=cut.written, rule=rule)
        return Solved((Sentence(text, cut.numbers),))


def _next_day(day: date, cuts: Sequence[Cutoff]) -> date | None:
    open_days = {weekday for cut in cuts for weekday in cut.days}
    ahead = (day + timedelta(days=step) for step in range(1, _AHEAD))
    return next((one for one in ahead if one.weekday() in open_days and not is_fixed_holiday(one)), None)


def _after(moment: datetime, count: int, unit: str) -> datetime:
    return moment + (timedelta(hours=count) if unit == "小时" else timedelta(days=count))


def _moment_name(moment: datetime, today: date) -> str:
    return f"{date_name(moment.date(), today)}{moment:%H:%M}"
