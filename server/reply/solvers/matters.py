"""What a period is asked or set for: a return, an exchange, a fault, a warranty, a price. Pure."""

from __future__ import annotations

import re
from enum import StrEnum

from knowledge.text import comparable


class Matter(StrEnum):
    """What a period is for."""

    QUALITY = "quality"
    PRICE = "price"
    WARRANTY = "warranty"
    EXCHANGE = "exchange"
    RETURN = "return"

    def is_said(self, text: str) -> bool:
        """Whether a rule speaks of it."""
        return _SAYS[self].search(text) is not None

    def is_unsaid(self, text: str) -> bool:
        """Whether a rule that speaks of it is for something else."""
        return _UNSAID[self].search(text) is not None


_ASKS = {
    Matter.PRICE: re.compile(r"价保|保价|补差|退差|差价|降价|便宜了|跌价"),
    Matter.WARRANTY: re.compile(r"在保|保内|过保|质保|保修|保期|还保|保(?:多久|几年|多长|几个月|多少年|不保)"),
    Matter.QUALITY: re.compile(r"坏|开胶|开线|脱胶|掉扣|故障|不转|不亮|不响|漏|裂|断裂|断底|质量|毛病|起泡|脱线|失灵"),
    Matter.EXCHANGE: re.compile(r"换(?!算|季|成|购)"),
    Matter.RETURN: re.compile(r"退"),
}
_SAYS = {
    Matter.PRICE: re.compile(r"价保|保价|补差|差价|差额|降价|降了"),
    Matter.WARRANTY: re.compile(r"质保|保修"),
    Matter.QUALITY: re.compile(r"质量|故障|修|开胶|开线"),
    Matter.EXCHANGE: re.compile(r"换货|可以换|能换|申请换|换码|换色"),
    Matter.RETURN: re.compile(r"无理由|退货|可以退|能退|不喜欢|不合适"),
}
_UNSAID = {
    Matter.RETURN: re.compile(r"质量|故障|质保|破损|退款|仓库|验货|到账|价保"),
    Matter.EXCHANGE: re.compile(r"质量|故障|库存"),
    Matter.QUALITY: re.compile(r"价保|差价"),
    Matter.PRICE: re.compile(r"质量|退货"),
    Matter.WARRANTY: re.compile(r"延长|注册|登记|价保|安装质量"),
}


def matter_of(question: str) -> Matter | None:
    """What the question is about; quality before return, for who returns a broken thing asks about the break."""
    text = comparable(question)
    return next((matter for matter, pattern in _ASKS.items() if pattern.search(text)), None)
