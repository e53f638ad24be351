"""The model's draft: streamed, parsed, checked, repaired once at most. Replaces the instant one only if it passes."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing
from dataclasses import dataclass, replace
from time import monotonic

from knowledge.errors import Upstream, UpstreamTimeout
from prompts.loading import ModelPrompts, PromptFile
from server.reply.citations import CitationReader, cited_sentences
from server.reply.composing import joined
from server.reply.events import Delta
from server.reply.ports import Model, Piece, Prompt
from server.reply.prompting import Brief, repair_prompt, reply_prompt
from server.reply.types import Draft, Finding, Level, ModelTrace, Origin, Sentence, Usage

Check = Callable[[Draft], tuple[Finding, ...]]
_MOST_CHARS = 4000  # of a model's answer; a model that does not stop is cut off


@dataclass(frozen=True, slots=True)
class ModelResult:
    """What became of the model's draft: `draft` is None unless it passed."""

    draft: Draft | None
    trace: ModelTrace


@dataclass(frozen=True, slots=True)
class ModelStage:
    """One model call with its repair, within `budget_s` altogether. `restore` puts personal data back."""

    model: Model
    prompts: ModelPrompts
    check: Check
    restore: Callable[[str], str]
    budget_s: float

    async def run(self, brief: Brief) -> AsyncGenerator[Delta | ModelResult, None]:
        """Deltas while the model writes, then one result. Raises nothing of the model's making."""
        trace = _trace(self.model, self.prompts.reply)
        until = monotonic() + self.budget_s
        prompt = reply_prompt(brief, self.prompts)
        try:
            first = _Answer()
            async with aclosing(self._pieces(prompt, "draft", until)) as pieces:
                async for piece in pieces:
                    if words := first.take(piece):
                        yield Delta(words)
            first.end()
            trace = replace(trace, first_draft=first.raw, usage=first.usage)
            draft = self._checked(first, brief)
            if draft is not None and draft.blocked:
                trace = replace(trace, findings=draft.findings, verdict="replaced")
                second = await self._repaired(prompt, first, draft, until)
                trace = replace(trace, usage=_sum(first.usage, second.usage))
                draft = self._checked(second, brief)
                trace = replace(trace, verdict="repaired")
        except Upstream as error:
            yield ModelResult(None, replace(trace, verdict="failed", error=error.reason))
            return
        if draft is None:
            yield ModelResult(None, replace(trace, verdict="replaced"))
        elif draft.blocked:
            yield ModelResult(None, replace(trace, verdict="replaced", findings=draft.findings))
        else:
            yield ModelResult(draft, replace(trace, verdict=trace.verdict or "kept", findings=()))

    async def _repaired(self, prompt: Prompt, first: _Answer, draft: Draft, until: float) -> _Answer:
        blocking = [finding for finding in draft.findings if finding.level is Level.BLOCK]
        told = repair_prompt(prompt, first.raw, blocking, draft.text, self.prompts)
        answer = _Answer()
        async with aclosing(self._pieces(told, "repair", until)) as pieces:
            async for piece in pieces:
                answer.take(piece)
        answer.end()
        return answer

    async def _pieces(self, prompt: Prompt, operation: str, until: float) -> AsyncGenerator[Piece, None]:
        """The model's pieces, none later than `until` (UpstreamTimeout) and none after too many characters."""
        received = 0
        stream = self.model.stream(prompt, operation=operation)
        try:
            while received <= _MOST_CHARS:
                try:
                    piece = await asyncio.wait_for(anext(stream), max(0.0, until - monotonic()))
                except StopAsyncIteration:
                    return
                except TimeoutError:
                    raise UpstreamTimeout(f"the model took longer than {self.budget_s:g} s") from None
                received += len(piece.text)
                yield piece
        finally:
            close = getattr(stream, "aclose", None)
            if close is not None:
                await close()

    def _checked(self, answer: _Answer, brief: Brief) -> Draft | None:
        """The parsed draft with its findings; None when the model says that the passages do not answer, or nothing."""
        no_answer = self.prompts.words.no_answer
        if not answer.text.strip() or no_answer.strip("【】[]") in answer.text:
            return None
        cited = cited_sentences(answer.text, answer.reader.marks, passages=len(brief.passages))
        restored = [Sentence(self.restore(sentence.text), sentence.citations) for sentence in cited]
        draft = joined(restored, Origin.MODEL)
        return replace(draft, findings=self.check(draft))


class _Answer:
    """A model's words while they arrive."""

    def __init__(self) -> None:
        self.reader = CitationReader()
        self.usage = Usage(calls=1)
        self._raw: list[str] = []

    @property
    def raw(self) -> str:
        return "".join(self._raw)

    @property
    def text(self) -> str:
        return self.reader.text

    def take(self, piece: Piece) -> str:
        self._raw.append(piece.text)
        if piece.usage is not None:
            self.usage = replace(piece.usage, calls=max(1, piece.usage.calls))
        return self.reader.feed(piece.text)

    def end(self) -> None:
        self.reader.finish()


def _trace(model: Model, prompt: PromptFile) -> ModelTrace:
    declared = prompt.declaration
    return ModelTrace(
        verdict="",
        model=model.name,
        prompt_id=declared.id,
        prompt_version=declared.version,
        prompt_hash=prompt.hash,
        parameters=(
            *model.parameters,
            ("max_tokens", str(declared.max_tokens)),
            ("temperature", str(declared.temperature)),
        ),
    )


def _sum(one: Usage, other: Usage) -> Usage:
    return Usage(
        one.prompt_tokens + other.prompt_tokens,
        one.completion_tokens + other.completion_tokens,
        one.cost + other.cost,
        one.currency,
        one.calls + other.calls,
    )
