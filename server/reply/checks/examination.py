"""One text under examination: the subject, the packs, and what several checks need of them, each made once."""

from __future__ import annotations

from functools import cached_property

from knowledge.text.figures import Figure, find_figures
from prompts.rule_packs import RulePacks
from server.reply.checks.evidence import Part, parts, standing_facts
from server.reply.checks.matching import Matcher
from server.reply.checks.stated import Stated, stated
from server.reply.checks.subject import Subject


class Examination:
    """Lives for one run of the checks. What depends on a source's text alone is cached by that text where it is read,
    so that a repaired draft and the next suggestion from the same passages find it done."""

    def __init__(self, subject: Subject, packs: RulePacks) -> None:
        self.subject = subject
        self.packs = packs
        self.matcher = Matcher(subject, packs)

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        """The text by sentences with what each may rest on."""
        return tuple(parts(self.subject))

    @cached_property
    def standing(self) -> str:
        """The catalogue's and the order's facts, in words."""
        return standing_facts(self.subject)

    @cached_property
    def figures(self) -> tuple[Figure, ...]:
        """Those of the text."""
        return find_figures(self.subject.text)

    @cached_property
    def stated_standing(self) -> Stated:
        return stated(self.standing)

    def sources(self, part: Part) -> list[Stated]:
        """What the part may rest on, read."""
        return [self.stated_standing, *map(stated, part.sources)]
