"""The pictures that lie on a worksheet, which openpyxl's streaming mode leaves out, from the package's own parts."""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator
from typing import Any, BinaryIO

_ANCHOR = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
_BLIP = "{http://schemas.openxmlformats.org/drawingml/2006/main}blip"
_EMBED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}embed"


def pictures_on(package: BinaryIO, sheet_part: str) -> list[bytes]:
    """From top to bottom. `sheet_part` is the worksheet's path in the package."""
    with zipfile.ZipFile(package) as archive:
        names = set(archive.namelist())
        found: list[tuple[int, str]] = []
        for kind, drawing in _related(archive, names, sheet_part).values():
            if kind == "drawing" and drawing in names:
                targets = _related(archive, names, drawing)
                found.extend(
                    (row, targets[key][1])
                    for row, key in _anchored(_parsed(archive, drawing))
                    if key in targets and targets[key][1] in names
                )
        return [archive.read(name) for _, name in sorted(found, key=lambda one: one[0])]


def _related(archive: zipfile.ZipFile, names: set[str], part: str) -> dict[str, tuple[str, str]]:
    """The kind and path of each part that `part` refers to, by the reference's id."""
    folder, name = posixpath.split(part.lstrip("/"))
    relations = posixpath.join(folder, "_rels", f"{name}.rels")
    if relations not in names:
        return {}
    return {
        str(one.get("Id")): (
            str(one.get("Type", "")).rpartition("/")[2],
            posixpath.normpath(posixpath.join("/", folder, str(one.get("Target", "")))).lstrip("/"),
        )
        for one in _parsed(archive, relations)
        if one.get("TargetMode") != "External"
    }


def _anchored(drawing: Any) -> Iterator[tuple[int, str]]:
    """The row and the reference of each picture. Any: lxml carries no types."""
    for anchor in drawing:
        row = anchor.findtext(f"{_ANCHOR}from/{_ANCHOR}row", "0") if isinstance(anchor.tag, str) else "0"
        for blip in anchor.iter(_BLIP):
            yield int(row) if row.isdecimal() else 0, str(blip.get(_EMBED))


def _parsed(archive: zipfile.ZipFile, part: str) -> Any:
    from lxml import etree

    return etree.fromstring(archive.read(part), etree.XMLParser(resolve_entities=False, no_network=True))
