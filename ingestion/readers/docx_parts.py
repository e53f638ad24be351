"""What stands beside a Word document's body: footnotes and endnotes, headers and footers, pictures.

Documents are python-docx's and nodes are lxml's, which carry no types (hence Any).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from ingestion.readers.docx_xml import outermost, text_of, w
from ingestion.readers.prose import clean, one_line

_PAGE_NUMBER = re.compile(r"第|页|共|\bpage\b|\bof\b|[\W\d]", re.IGNORECASE)
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_PICTURES = (
    ("{http://schemas.openxmlformats.org/drawingml/2006/main}blip", f"{_RELATION}embed"),
    ("{urn:schemas-microsoft-com:vml}imagedata", f"{_RELATION}id"),  # as old programs write them
)


def footnotes(document: Any) -> dict[str, str]:
    """Texts of foot- and endnotes by the tag of the mark that refers to them and their id."""
    from lxml import etree

    found: dict[str, str] = {}
    for relation in document.part.rels.values():
        kind = relation.reltype.rpartition("/")[2]
        if kind not in ("footnotes", "endnotes") or relation.is_external:
            continue
        part = relation.target_part
        root = getattr(part, "element", None)
        if root is None:
            root = etree.fromstring(part.blob, etree.XMLParser(resolve_entities=False, no_network=True))
        for note in root.iterchildren(w(kind[:-1])):
            text = " ".join(filter(None, (one_line(text_of(p)) for p in note.iterchildren(w("p")))))
            if text:
                found[f"{kind[:-1]}Reference/{note.get(w('id'), '')}"] = text
    return found


def notes_in(paragraph: Any, known: dict[str, str]) -> list[str]:
    """The notes that a paragraph refers to, in order."""
    marks = (w("footnoteReference"), w("endnoteReference"))
    keys = (f"{mark.tag.rpartition('}')[2]}/{mark.get(w('id'), '')}" for mark in paragraph.iter(*marks))
    return [known[key] for key in keys if key in known]


def margins(document: Any) -> Iterator[str]:
    """What headers and footers say, each text once; page numbers are no text."""
    seen: set[str] = set()
    for section in document.sections:
        for part in (
            section.header,
            section.first_page_header,
            section.even_page_header,
            section.footer,
            section.first_page_footer,
            section.even_page_footer,
        ):
            if part.is_linked_to_previous:
                continue
            for paragraph in part._element.iter(w("p")):  # also those in the tables that arrange a letterhead
                text = clean(text_of(paragraph)).replace("\n", " ")
                if text and text not in seen and _PAGE_NUMBER.sub("", text):
                    seen.add(text)
                    yield text


def pictures_in(document: Any, paragraph: Any) -> Iterator[bytes]:
    """The pictures of a paragraph, those of its text boxes too; linked ones are not in the file."""
    for tag, key in _PICTURES:
        for node in outermost(paragraph, tag):
            relation = document.part.rels.get(node.get(key))
            if relation is not None and not relation.is_external:
                yield relation.target_part.blob
