"""Prices and stock as cells write them. What a cell says beyond one plain figure is not guessed at."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from knowledge.text import normalise

_NUMBER = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")
_BRACKETED = re.compile(r"[(\[【][^()\[\]【】]*[)\]】]")
_CURRENCIES = tuple(
    (code, re.compile(words))
    for code, words in (
        ("HKD", r"hk\$|港币|港元|hkd"),
        ("TWD", r"nt\$|新台币|twd"),
        ("USD", r"us\$|\$|美元|美金|usd"),
        ("EUR", r"€|欧元|eur"),
        ("GBP", r"£|英镑|gbp"),
        ("JPY", r"日元|日圆|jpy|円"),
        ("KRW", r"₩|韩元|krw"),
        ("CNY", r"¥|人民币|rmb|cny|元|块"),
    )
)
_CURRENCY = re.compile("|".join(words.pattern for _, words in _CURRENCIES))
# Words beside a price that do not change what is paid.
_HARMLESS = re.compile(
    r"[/每]?(?:台|件|个|套|只|双|盒|袋|瓶|支|条|把|张|箱|包|份|组|对|米|kg|pcs|each)$|^(?:仅|只要|包邮|含税|售价|价格|到手)+$"
)
_STOCK_WORDS = re.compile(
    r"库存|剩余?|还有|仅剩|仅|现货|件|台|个|套|只|双|盒|袋|瓶|支|条|把|张|箱|包|份|组|对|pcs|in stock|left|units?|[:\s]"
)
_NONE_LEFT = re.compile(
    r"(?:暂时?|已)?(?:无货|缺货|售罄|断货|卖完|卖光|下架|无库存|无|没有|没货|停产|out of stock|sold out|none)"
)


@dataclass(frozen=True, slots=True)
class Price:
    """`plain` is false when the cell says more than the amount, so that its words are worth keeping."""

    amount: Decimal | None
    currency: str = "CNY"
    plain: bool = True


def price_of(cell: str, unit: str = "") -> Price:
    """The one amount that a price cell states; `unit` is what the heading says in brackets (元, 万元, USD).

    A range, a starting price (2599起) or a condition gives no amount: it is not what any one customer pays, and a
    quoted price binds the shop.
    """
    text = normalise(cell)
    bare = _BRACKETED.sub("", text)
    numbers = _NUMBER.findall(bare)
    currency = _currency(bare) or _currency(normalise(unit)) or "CNY"
    if len(numbers) != 1:
        return Price(None, currency, plain=not text)
    rest = _CURRENCY.sub("", _NUMBER.sub("", bare))
    myriad = "万" in rest or "万" in unit
    rest = rest.replace("万", "").replace(" ", "").replace(":", "").strip("-/")
    if rest and not _HARMLESS.search(rest):
        return Price(None, currency, plain=False)
    amount = Decimal(numbers[0].replace(",", "")) * (10_000 if myriad else 1)
    return Price(_tidy(amount) if amount > 0 else None, currency, plain=bare == text and amount > 0)


def stock_of(cell: str) -> int | None:
    """How many are left; 0 for 无货 and its kin, None when the cell gives no number (充足, 100+, 预售)."""
    text = normalise(cell)
    if _NONE_LEFT.fullmatch(text):
        return 0
    numbers = _NUMBER.findall(text)
    if len(numbers) != 1 or _STOCK_WORDS.sub("", _NUMBER.sub("", text)):
        return None
    amount = Decimal(numbers[0].replace(",", ""))
    return int(amount) if amount == amount.to_integral_value() else None


def _currency(text: str) -> str:
    if not _CURRENCY.search(text):
        return ""
    return next(code for code, words in _CURRENCIES if words.search(text))


def _tidy(amount: Decimal) -> Decimal:
    """At most two decimals, none when they are zero."""
    cents = amount.quantize(Decimal("0.01"))
    return cents.quantize(Decimal(1)) if cents == cents.to_integral_value() else cents
