"""The model's draft: streamed, read, checked, repaired once at most. Replaces the instant one only if it passes."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from contextlib import aclosing
from dataclasses import dataclass, field, replace
from time import monotonic

from knowledge.errors import Upstream, UpstreamTimeout
from prompts.loading import PromptFile
from server.reply.citations import CitationReader
from server.reply.events import Delta
from server.reply.model_reading import Reading, Refusal, is_enough
from server.reply.ports import Model, Piece, Prompt
from server.reply.prompting import repair_prompt, reply_prompt
from server.reply.thinking import ThoughtFilter
from server.reply.types import Draft, Level, ModelTrace, Usage

_MOST_CHARS = 4000  # of a model's answer aloud; a model that does not stop is cut off
_MOST_THOUGHT = 40_000  # of its answer with its thoughts


@dataclass(frozen=True, slots=True)
class ModelResult:
    """What became of the model's draft: `draft` is None unless it passed."""

    draft: Draft | None
    trace: ModelTrace


@dataclass(frozen=True, slots=True)
class ModelStage:
    """One model call with its repair, within `budget_s` altogether."""

    model: Model
    reading: Reading
    budget_s: float

    async def run(self) -> AsyncGenerator[Delta | ModelResult, None]:
        """Deltas while the model writes, then one result. Raises nothing of the model's making."""
        prompts = self.reading.prompts
        template = prompts.rescue if self.reading.strict else prompts.reply
        prompt = reply_prompt(self.reading.brief, prompts, template)
        trace = _trace(self.model, template)
        started = monotonic()
        until = started + self.budget_s
        answer = _Answer()
        try:
            async with aclosing(self._pieces(prompt, "draft", until)) as pieces:
                async for piece in pieces:
                    if words := answer.take(piece):
                        yield Delta(words)
                    if answer.is_enough:
                        break
            answer.end()
            trace = replace(trace, first_draft=answer.raw, usage=answer.usage)
            read = await asyncio.to_thread(self.reading.read, answer.text)
            passed = "kept"
            # A repair takes about as long as the first draft took: with less time left it would only keep the agent
            # waiting for the instant draft.
            if isinstance(read, Draft) and read.blocked and until - monotonic() > monotonic() - started:
                passed, trace = "repaired", replace(trace, findings=read.findings)
                second = await self._repaired(prompt, answer.text, read, until)
                trace = replace(trace, usage=_sum(answer.usage, second.usage))
                read = await asyncio.to_thread(self.reading.read, second.text)
        except Upstream as error:
            usage = trace.usage if trace.usage.calls else answer.usage
            first = trace.first_draft or answer.raw
            yield ModelResult(
                None, replace(trace, verdict="failed", error=error.reason, usage=usage, first_draft=first)
            )
            return
        yield _result(read, trace, passed)

    async def _repaired(self, prompt: Prompt, first: str, draft: Draft, until: float) -> _Answer:
        blocking = [finding for finding in draft.findings if finding.level is Level.BLOCK]
        told = repair_prompt(prompt, first, blocking, draft.text, self.reading.prompts)
        answer = _Answer()
        async with aclosing(self._pieces(told, "repair", until)) as pieces:
            async for piece in pieces:
                answer.take(piece)
                if answer.is_enough:
                    break
        answer.end()
        return answer

    async def _pieces(self, prompt: Prompt, operation: str, until: float) -> AsyncGenerator[Piece, None]:
        """The model's pieces, none later than `until` (UpstreamTimeout)."""
        stream = self.model.stream(prompt, operation=operation)
        deadline = asyncio.get_running_loop().time() + until - monotonic()
        try:
            while True:
                try:
                    async with asyncio.timeout_at(deadline):
                        piece = await anext(stream)
                except StopAsyncIteration:
                    return
                except TimeoutError:
                    raise UpstreamTimeout(f"the model took longer than {self.budget_s:g} s") from None
                yield piece
        finally:
            close = getattr(stream, "aclose", None)
            if close is not None:
                await close()


@dataclass(slots=True)
class _Answer:
    """A model's words while they arrive: what it thinks is taken out, citation marks are not shown."""

    usage: Usage = field(default_factory=lambda: Usage(calls=1))
    _raw: list[str] = field(default_factory=list)
    _length: int = 0
    _aloud: ThoughtFilter = field(default_factory=ThoughtFilter)
    _shown: CitationReader = field(default_factory=CitationReader)

    @property
    def raw(self) -> str:
        return "".join(self._raw)

    @property
    def text(self) -> str:
        """Aloud, with its citation marks."""
        return self._aloud.text

    @property
    def is_enough(self) -> bool:
        return self._length > _MOST_THOUGHT or len(self._shown.text) > _MOST_CHARS or is_enough(self._shown.text)

    def take(self, piece: Piece) -> str:
        self._raw.append(piece.text)
        self._length += len(piece.text)
        if piece.usage is not None:
            self.usage = replace(piece.usage, calls=max(1, piece.usage.calls))
        return self._shown.feed(self._aloud.feed(piece.text))

    def end(self) -> None:
        self._aloud.finish()


def _result(read: Draft | Refusal, trace: ModelTrace, passed: str) -> ModelResult:
    if isinstance(read, Refusal):
        return ModelResult(None, replace(trace, verdict="replaced", error=read.value))
    if read.blocked:
        return ModelResult(
            None, replace(trace, verdict="replaced", error=Refusal.BLOCKED.value, findings=read.findings)
        )
    return ModelResult(read, replace(trace, verdict=passed, findings=()))


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
