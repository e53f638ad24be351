"""A dispatch rule of the very goods that a question names, which goes before the general one. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from knowledge.text import comparable, sentences
from knowledge.text.rowlines import without_row_lines
from knowledge.types import ChunkKind, Passage
from server.reply.evidence.units import quotable
from server.reply.solvers.calendar import weekdays
from server.reply.solvers.tables import unmarked
from server.reply.types import Sentence

_SENDS = re.compile(r"发货|发出|出库|寄出|寄发|[才再后]发|[天时日]内发|不发")
_TIME = re.compile(r"\d+个?(?:-|~|至|到)?\d*个?(?:天|日|小时|工作日)|周期")
# What questions and rules about dispatch have in common whatever goods they are of.
_IDLE = re.compile(
    r"今[天日儿晚]|当[天日]|现在|明[天早日儿]|周末|(?:周|星期|礼拜)[一二三四五六日天末]|几号|哪[1一]?天|什么时候|啥时候?|几时|何时|多久|多长时间|几天|最[晚迟快]|[早晚]上|[上下]午|中午"
    r"|\d+(?:点半?|号|天|小时|月)|发货|发出|出库|出货|寄出|下单|付款|付了款|拍下|买了|安排|可以|能不能|请问|你们?家?|我们?|咱们?|大概|一般|已经|仓库|快递|商品|现货|订单|宝贝|东西"
    r"|[发寄走拍买付下能会要吗么嘛呢啊呀吧了的得地是在有没不就才再还也都给把到这那个款单件货亲哦哈,，.。？?！!、\s]"
)


def own_rule(question: str, passages: Sequence[Passage]) -> tuple[Sentence, ...]:
    """The one clause that says when certain goods leave and names goods of the comparable question; () for none, and
    where two clauses name as much of it, or the general rule names these goods, too.
    """
    asked = {pair for run in _IDLE.sub(" ", question).split() for pair in pairwise(run)}
    found = [(len(asked & set(pairwise(comparable(clause)))), number, clause) for number, clause in _clauses(passages)]
    most = max((shared for shared, _, _ in found), default=0)
    best = {clause: number for shared, number, clause in found if shared == most}
    if not asked or not most or len(best) != 1:
        return ()
    clause, number = next(iter(best.items()))
    return (Sentence(f"{clause.rstrip('。；;，, ')}。", (number,)),) if _is_rule(clause) else ()


def _is_rule(clause: str) -> bool:
    return _TIME.search(comparable(clause)) is not None or bool(weekdays(clause))


def _clauses(passages: Sequence[Passage]) -> Iterator[tuple[int, str]]:
    for number, passage in enumerate(passages, start=1):
        chunk = passage.chunk
        if not quotable(passage) or chunk.kind in (ChunkKind.SCRIPT, ChunkKind.TABLE_ROW):
            continue
        for sentence in sentences(dict(chunk.fields).get("answer", "") or without_row_lines(chunk.text)):
            yield from (
                (number, clause.strip()) for clause in re.split(r"[；;]", unmarked(sentence)) if _SENDS.search(clause)
            )
