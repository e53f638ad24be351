"""Product codes in running text and cells: what looks like one, and where known products are named. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from knowledge.text import normalise
from knowledge.types import Sku

# Letters and digits together, as model names are written: KFR-35GW/BP3, F6033-UD3(HE), AC1001.
_CODE = re.compile(
    r"(?<![A-Za-z0-9\-_/.])(?=[A-Za-z0-9\-_/.]*[A-Z])(?=[A-Za-z0-9\-_/.]*\d)"
    r"[A-Za-z0-9]+(?:[\-_/.][A-Za-z0-9]+)*(?:\([A-Za-z0-9]{1,6}\))?(?![A-Za-z0-9]|[\-_/.][A-Za-z0-9])"
)
_MEASURE = re.compile(
    r"\d+(?:[.\-/x*]\d+)*(?:k?[wvamh]|k?wh|m?ah|[kmg]?hz|db|[kmgt]b(?:ps)?|[cmu]?m|ml|k?g|[mk]?pa|[klpwsdgx]|in|pcs|rpm|lm|ppm|fps|dpi)\d?",
    re.IGNORECASE,
)
_STANDARD = re.compile(
    r"(?:GB|ISO|IEC|EN|QB|JB|HJ|YY|ANSI|ASTM|UL|IPX?|USB|HDMI|WI-?FI|PM|MP|COVID|UTF|RJ|DDR|PD|QC|BT|R)[\-/]?\d",
    re.IGNORECASE,
)
_LABELLED = re.compile(
    r"(?:商品编码|商品编号|商品id|产品编号|产品编码|sku|货号|款号|型号|商家编码|item no\.?)[:\s]{1,2}"
    r"([A-Za-z0-9][A-Za-z0-9\-_/.]{2,})",
    re.IGNORECASE,
)
_TOKEN = re.compile(r"[a-z0-9]+(?:[\-_/.()][a-z0-9()]+)*")
_SHORTEST_CODE = 5
_NO_CODE = frozenset({"-", "--", "/", "\\", "无", "暂无", "n/a", "N/A", "null", "None"})
# A shorter name occurs in texts that do not mean the product; also the length of the look-up key below.
_SHORTEST_NAME = 4


def is_code(text: str) -> bool:
    """Whether the whole text is one product code by its shape (digits alone do not say that they are one)."""
    text = normalise(text, fold_case=False)
    return bool(_CODE.fullmatch(text)) and _plausible(text)


def codes_in(text: str) -> tuple[Sku, ...]:
    """Product codes in running text in order of appearance: by their shape, or because a label (货号：) says so."""
    text = normalise(text, fold_case=False)
    found = [(match.start(1), match[1]) for match in _LABELLED.finditer(text)]
    found += [(match.start(), match.group()) for match in _CODE.finditer(text) if _plausible(match.group())]
    return tuple(dict.fromkeys(Sku(code) for _, code in sorted(found)))


def skus_of(cell: str) -> tuple[Sku, ...]:
    """The codes in a cell of a code column, as the catalogue keeps them. A slash may be part of a code."""
    parts = re.split(r"[、,;\n]+", normalise(cell.replace("\n", "、"), fold_case=False))
    whole = (part.strip() for part in parts)
    return tuple(
        dict.fromkeys(Sku(re.sub(r"(?<=\d)\.0$", "", part)) for part in whole if part and part not in _NO_CODE)
    )


@dataclass(frozen=True, slots=True)
class KnownProducts:
    """Codes and names of a catalogue, ready for looking up in many texts: the time does not grow with the catalogue."""

    codes: dict[str, Sku]
    names: dict[str, tuple[tuple[str, Sku], ...]]  # by their first characters

    def in_text(self, text: str) -> tuple[Sku, ...]:
        """SKUs of the products whose code or name stands in the text, in order; none inside a longer code."""
        text = normalise(text)
        found = [
            (match.start(), self.codes[match.group()]) for match in _TOKEN.finditer(text) if match.group() in self.codes
        ]
        for start in range(len(text) - _SHORTEST_NAME + 1) if self.names else ():
            for name, sku in self.names.get(text[start : start + _SHORTEST_NAME], ()):
                if text.startswith(name, start):
                    found.append((start, sku))
        return tuple(dict.fromkeys(sku for _, sku in sorted(found)))


def known_products(products: Iterable[tuple[Sku, str]]) -> KnownProducts:
    """From (SKU, name). A name shared by several SKUs names none of them."""
    codes: dict[str, Sku] = {}
    names: dict[str, Sku | None] = {}
    for sku, name in products:
        codes[normalise(sku)] = sku
        key = normalise(name)
        if len(key) >= _SHORTEST_NAME:
            names[key] = sku if names.get(key, sku) == sku else None
    index: dict[str, tuple[tuple[str, Sku], ...]] = {}
    for name, owner in names.items():
        if owner is not None:
            key = name[:_SHORTEST_NAME]
            index[key] = (*index.get(key, ()), (name, owner))
    return KnownProducts(codes, index)


def _plausible(code: str) -> bool:
    return len(code) >= _SHORTEST_CODE and not _MEASURE.fullmatch(code) and not _STANDARD.match(code)
