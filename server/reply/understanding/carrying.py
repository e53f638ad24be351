"""Elliptical follow-ups made standalone: "那2匹的呢", "多少钱", "这款的" take product and topic from earlier turns."""

from __future__ import annotations

import re
from collections.abc import Sequence

from server.reply.understanding.asking import Asker

_AND_THIS = re.compile(r"^(那|那么|如果|要是|换成|还有)?(?P<what>.{1,16}?)(的话)?(的)?呢$")
_AMOUNT = re.compile(
    r"\d+(?:\.\d+)?\s*(匹|升|l|寸|码|号|件|个|斤|kg|公斤|克|g|ml|毫升|平|㎡|度|瓦|w|cm|厘米|米|岁|年|天|元|级|人|片|包|盒|瓶)"
)
_MODEL = re.compile(r"[a-z]+[-_]?\d[a-z0-9\-_/]*|\d+[a-z][a-z0-9\-_/]*")
_PLACE = re.compile(
    "北京|天津|上海|重庆|河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|四川|贵州|云南|"
    "陕西|甘肃|青海|台湾|内蒙古|内蒙|广西|西藏|宁夏|新疆|香港|澳门|港澳台|海外|国外"
)


def standalone(part: str, earlier: Sequence[str], asker: Asker) -> str:
    """`part` with what it leaves out. `earlier` are the customer's previous questions, newest first; all is mended.

    The carried topic comes first and the customer's own words last, parted by a comma: the last piece is what is asked.
    """
    before = next((text for text in earlier if asker.topic(text)), None)
    if before is None:
        return part
    follow = _AND_THIS.match(part.strip(" 。.！!？?"))
    if follow and not _asks_itself(follow["what"], asker):
        return _swapped(before, follow["what"])
    return part if asker.topic(part) else f"{before.strip(' 。.！!？?，')}，{part}"


def _asks_itself(what: str, asker: Asker) -> bool:
    return asker.asks(what)


def _swapped(before: str, what: str) -> str:
    """The earlier question about `what`: a value of the same kind is replaced, anything else is put in front."""
    for pattern in (_PLACE, _MODEL, _AMOUNT):
        new, old = pattern.search(what), pattern.search(before)
        if new and old:
            return before[: old.start()] + new[0] + before[old.end() :]
    return f"{what}，{before}"
