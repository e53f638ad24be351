"""WordprocessingML elements, read one at a time. They are lxml elements, which carry no types (hence Any)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_BOLD_HEADING_CHARS = 30
_SENTENCE = re.compile(r"[。；，！!;]|[：:]\S|\d\Z")
_NO_TEXT = frozenset({*(_W + name for name in ("del", "moveFrom", "pPr", "txbxContent", "instrText")), _FALLBACK})


def w(name: str) -> str:
    return _W + name


def text_of(node: Any) -> str:
    """The paragraph's visible text: insertions in, deletions, field codes and text boxes out."""
    parts: list[str] = []
    stack = list(reversed(list(node.iterchildren())))
    while stack:
        child = stack.pop()
        if child.tag == w("t"):
            parts.append(child.text or "")
        elif child.tag in (w("tab"), w("ptab")):
            parts.append("\t")
        elif child.tag in (w("br"), w("cr")):
            parts.append("\n" if child.get(w("type")) not in ("page", "column") else "")
        elif child.tag == w("noBreakHyphen"):
            parts.append("-")
        elif _is_visible(child):
            stack.extend(reversed(list(child.iterchildren())))
    return "".join(parts)


def _is_visible(node: Any) -> bool:
    if not isinstance(node.tag, str) or node.tag in _NO_TEXT:  # comments have no name
        return False
    return node.tag != w("r") or node.find(f"{w('rPr')}/{w('vanish')}") is None


def outermost(node: Any, tag: str) -> Iterator[Any]:
    """Elements of `tag` below `node` that are not in another one and not in a fallback copy for old readers."""
    stack = list(reversed(list(node.iterchildren())))
    while stack:
        child = stack.pop()
        if child.tag == tag:
            yield child
        elif child.tag != _FALLBACK:
            stack.extend(reversed(list(child.iterchildren())))


def cells_of(row: Any) -> Iterator[Any]:
    for child in row.iterchildren():
        if child.tag == w("tc"):
            yield child
        elif child.tag == w("sdt") and (content := child.find(w("sdtContent"))) is not None:
            yield from content.iterchildren(w("tc"))


def property_of(cell: Any, name: str) -> Any:
    return cell.find(f"{w('tcPr')}/{w(name)}")


def told_headers(rows: list[Any], cells: list[list[Any]]) -> int:
    """Header rows by Word's own mark, else a first row that alone is bold or shaded in every cell."""
    told = 0
    while told < len(rows) and rows[told].find(f"{w('trPr')}/{w('tblHeader')}") is not None:
        told += 1
    if told or len(cells) < 2:
        return told
    return int(len(cells[0]) > 1 and all(map(_is_emphasised, cells[0])) and not all(map(_is_emphasised, cells[1])))


def _is_emphasised(cell: Any) -> bool:
    shade = property_of(cell, "shd")
    if shade is not None and shade.get(w("fill"), "auto").lower() not in ("auto", "ffffff"):
        return True
    runs = [run for run in cell.iter(w("r")) if run.find(w("t")) is not None]
    return bool(runs) and all(map(_is_bold, runs))


def number_of(node: Any, default: int) -> int:
    value = str(node.get(w("val"), default)) if node is not None else str(default)
    return min(int(value), 200) if value.isdecimal() else default


def looks_like_heading(node: Any, text: str) -> bool:
    """Short, all bold, no sentence: a heading by someone who knows no styles."""
    if len(text) > _BOLD_HEADING_CHARS or "\n" in text or _SENTENCE.search(text):
        return False
    if node.getparent().tag == w("tc"):
        return False
    runs = [run for run in node.iterchildren(w("r")) if any((t.text or "").strip() for t in run.iterchildren(w("t")))]
    return bool(runs) and all(_is_bold(run) for run in runs)


def _is_bold(run: Any) -> bool:
    bold = run.find(f"{w('rPr')}/{w('b')}")
    return bold is not None and bold.get(w("val"), "1") not in ("0", "false", "off")
