"""Passages cut into units that can stand in a reply: a sentence with what leads it, a FAQ answer, an approved line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from knowledge.text import comparable
from knowledge.text.pieces import headed, pieces
from knowledge.text.rowlines import without_row_lines
from knowledge.types import Audience, Category, Chunk, ChunkKind, Passage, Sku

CATALOGUE = "catalogue"
"""The `table` of units that come from the catalogue rather than from a passage."""

HEADING_JOINT = "|"
"""Between the headings of a unit."""

_KEPT = 1024  # chunks whose units are remembered: those of popular questions come again and again
_NO_TEXT = {ChunkKind.TABLE_ROW, ChunkKind.SCRIPT}
_INTERNAL = re.compile(
    r"仅?限?内部|不对客|不得外传|请勿外发|客服须知|内部权限|内部使用|勿告知客户|不要告诉(客户|顾客|买家)"
)
# Sentences to the team: what to say to customers, what not, and whom to ask before. What stands beside may be said.
_TO_THE_TEAM = re.compile(
    r"(?:不要|不能|不得|别|勿|不许|不可|禁止|少)(?:主动|随便|直接|再)?(?:跟|对|和|向|给|同)?(?:客户|顾客|买家|消费者|客人)(?:主动)?"
    r"(?:说|讲|提|承诺|透露|解释|报|推)|(?:不要|别|勿|不许|不可)(?:主动|随便|轻易)?(?:承认|承诺|透露|答应|主动给|主动提|主动说)"
    r"|没定的(?:不|别)|(?:要|需|得|须|经|请示)[^，。；]{0,4}(?:主管|店长|组长|领导)(?:同意|审批|批准|确认|点头|签字)|报(?:主管|店长|组长)"
    r"|(?:跟|对|和|向|给)(?:客户|顾客|买家|客人)(?:说|讲|解释)(?:清楚|明白)?|(?:安抚|引导)(?:客户|顾客|买家|客人)|话术[：:]"
)
_NOT_SETTLED = re.compile(r"[^，。；,;]*(?:没有?|未|待)(?:确?定|公布)(?=[，,；;])")
_SENTENCE = re.compile(r"[（(][^（）()]*[)）][。；]?|[^。！？；!?;（(]+[。！？；!?;]*")


@dataclass(frozen=True, slots=True)
class Unit:
    """`body` is what would be said, `lead` the line that introduces a list item, `heading` what stands above it
    (title, section, FAQ question), `around` the rest of its chunk; the last three and `plain` are comparable text.
    """

    body: str
    lead: str
    number: int  # of the passage, from 1
    position: int  # within its chunk
    heading: str
    around: str
    plain: str
    kind: ChunkKind
    skus: tuple[Sku, ...]
    question: str = ""  # a FAQ's question or a script's scenario, comparable
    subject: str = ""  # a table row's subject as the table writes it
    values: str = ""  # a row's subject and cells without the headers, comparable
    columns: str = ""  # a row's subject and the headers said with it, comparable
    about: str = ""  # the header of the subject's column
    chosen: bool = False  # a number that the customer stated falls in this row's range
    table: str = ""  # rows with the same value stand in one table
    line: int = 0  # within its chunk
    compared: str = ""  # the source's own words, for comparison in meaning


def quotable(passage: Passage) -> bool:
    """Staff notes and guides inform a draft and are never quoted in one."""
    if passage.chunk.audience is Audience.STAFF or passage.category is Category.GUIDE:
        return False
    return not (_INTERNAL.search(passage.text) or _INTERNAL.search(passage.chunk.context))


def is_for_the_team(text: str) -> bool:
    """Whether a sentence tells agents what to do rather than customers how it is."""
    return _INTERNAL.search(text) is not None or _TO_THE_TEAM.search(text) is not None


def text_units(passages: Iterable[tuple[int, Passage]]) -> Iterator[Unit]:
    """Units of prose and FAQs of numbered passages.

    Rows are said otherwise, and a script is used for its own scenario or not at all.
    """
    for number, passage in passages:
        if passage.chunk.kind in _NO_TEXT or not quotable(passage):
            continue
        yield from (replace(unit, number=number) for unit in _units(passage.chunk, passage.title))


@lru_cache(maxsize=_KEPT)
def _units(chunk: Chunk, title: str) -> tuple[Unit, ...]:
    return tuple(_cut(chunk, title))


def _cut(chunk: Chunk, title: str) -> Iterator[Unit]:
    fields = dict(chunk.fields)
    asked = fields.get("question", "") if chunk.kind is ChunkKind.FAQ else fields.get("scenario", "")
    answer = (fields.get("answer", "") or fields.get("text", "")) if chunk.fields else ""
    text = answer or without_row_lines(chunk.text)
    headings = (title, *chunk.place.section, chunk.context, asked)
    for position, piece in enumerate(pieces(text, written_as_reply=bool(answer))):
        body = for_customers(piece.body)
        if len(comparable(body)) < 3:
            continue
        yield Unit(
            body=body,
            lead=piece.lead,
            number=0,
            position=position,
            heading=comparable(HEADING_JOINT.join((*headings, piece.caption) if piece.caption else headings)),
            line=piece.line,
            around=comparable(text),
            plain=comparable(f"{piece.lead}{body}"),
            kind=chunk.kind,
            skus=chunk.skus,
            question=comparable(asked),
            compared=headed(chunk, f"{piece.lead}{body}"),
        )


def for_customers(body: str) -> str:
    """What is left of a reply or a sentence without what it tells the team."""
    if not is_for_the_team(body):
        return body
    return "".join(_told(one) for one in _SENTENCE.findall(body)).strip()


def _told(sentence: str) -> str:
    """Nothing of a sentence to the team but that a matter is not settled yet."""
    if not is_for_the_team(sentence):
        return sentence
    open_still = _NOT_SETTLED.match(sentence)
    return f"{open_still[0]}。" if open_still and not is_for_the_team(open_still[0]) else ""
