"""The paragraphs of a section -> pieces: questions with their answers and scripts whole, the rest packed by budget."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from ingestion.audience import for_customers
from ingestion.reading import Paragraph
from ingestion.scripts import Reply, scripts_under
from ingestion.splitting.groups import groups
from ingestion.splitting.labels import Pair, pairs
from ingestion.splitting.limits import Limits
from ingestion.splitting.outline import Section
from ingestion.splitting.packing import packed, windows
from ingestion.splitting.piece import Piece
from ingestion.splitting.questions import asked_lines, pair_under
from knowledge.types import Audience, ChunkKind, Place


def prose_pieces(
    section: Section, paragraphs: Sequence[Paragraph], limits: Limits, *, scripts: bool
) -> Iterator[Piece]:
    """Pieces in order. `scripts` says that the document is a collection of approved replies."""
    items: Sequence[Pair | Paragraph] = paragraphs
    if not section.whole:
        items = _items(section, paragraphs, scripts=scripts)
    for paired, run in groupby(items, key=lambda item: isinstance(item, Pair)):
        if paired:
            for pair in run:
                if isinstance(pair, Pair):
                    yield from _pair_pieces(pair, section, limits, scripts=scripts)
            continue
        plain = [item for item in run if isinstance(item, Paragraph)]
        article = section.path[-1] if section.whole else ""
        for text in packed(groups(plain, article=article, staff=section.staff), limits):
            yield Piece(text.text, Place(section.path, text.page), audience=text.audience)


def _items(section: Section, paragraphs: Sequence[Paragraph], *, scripts: bool) -> Sequence[Pair | Paragraph]:
    items = list(pairs(paragraphs, dialogue=scripts))
    if any(isinstance(item, Pair) for item in items):
        return items
    if scripts:
        replies = scripts_under(section.path, paragraphs)
        return [_as_pair(reply, paragraphs) for reply in replies] or paragraphs
    heading = pair_under(section.path[-1], paragraphs) if section.path else None
    return [heading] if heading else list(asked_lines(paragraphs))


def _as_pair(reply: Reply, paragraphs: Sequence[Paragraph]) -> Pair:
    source = "\n".join(filter(None, (reply.scenario, reply.text, *reply.variants)))
    return Pair(reply.scenario, reply.text, source, paragraphs[0].page, True, reply.variants, reply.stage)


def _pair_pieces(pair: Pair, section: Section, limits: Limits, *, scripts: bool) -> Iterator[Piece]:
    kept = "" if section.staff else _kept(pair.source)
    shown = replace(pair, source=kept, answer=_kept(pair.answer)) if kept and _kept(pair.answer) else None
    if shown:
        yield from _fitted(shown, section, Audience.CUSTOMER, limits, scripts=scripts)
    if shown is None or kept != pair.source:
        yield from _fitted(pair, section, Audience.STAFF, limits, scripts=scripts)


def _fitted(pair: Pair, section: Section, audience: Audience, limits: Limits, *, scripts: bool) -> Iterator[Piece]:
    place = Place(section.path, pair.page)
    if scripts or pair.scripted:
        reply = Reply(pair.asked, pair.answer, pair.variants, pair.stage)
        yield Piece(pair.source, place, ChunkKind.SCRIPT, audience, fields=reply.fields)
        return
    piece = Piece(pair.source, place, ChunkKind.FAQ, audience)
    parts: tuple[str, ...] = (pair.source,)
    if limits.count_tokens(pair.source) > limits.whole:
        parts = tuple(windows((pair.asked, *pair.answer.split("\n")), pair.asked, limits))
    for part in parts:
        answer = pair.answer if part == pair.source else part.removeprefix(f"{pair.asked}\n")
        yield replace(piece, text=part, fields=(("question", pair.asked), ("answer", answer)))


def _kept(text: str) -> str:
    """The lines that customers may read."""
    return "\n".join(filter(str.strip, map(for_customers, text.split("\n"))))
