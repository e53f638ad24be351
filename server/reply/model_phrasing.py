"""A draft said otherwise by a model. It is shown the draft alone; what it writes is checked like every text."""

from __future__ import annotations

from knowledge.errors import Upstream
from prompts.answer_words import AnswerWords
from prompts.phrasing import Phrasing
from prompts.voice import Voice
from server.reply.edits import numbers_of
from server.reply.masking.detect import find_personal
from server.reply.phrasing import Tone
from server.reply.ports import Model, Prompt
from server.reply.prompting import fenced
from server.reply.thinking import ThoughtFilter
from server.reply.tidying import tidied

_MOST_CHARS = 2000


async def model_phrased(
    model: Model, text: str, tone: Tone, voice: Voice, phrasing: Phrasing, answers: AnswerWords
) -> str | None:
    """None when the model fails, changes a number, or is not to see the text: it names a person."""
    if find_personal(text):
        return None
    declared = phrasing.prompt.declaration
    values = {
        "tone": phrasing.words.tones[tone.value],
        "address": voice.address,
        "style": voice.tone,
        "forbidden": "、".join(voice.forbidden),
        "max_chars": str(voice.max_chars),
        "reply": fenced(text),
    }
    prompt = Prompt(phrasing.prompt.render(values), declared.max_tokens, declared.temperature)
    try:
        said = tidied(await _said(model, prompt), answers)
    except Upstream:
        return None
    return said if said and numbers_of(said) == numbers_of(text) else None


async def _said(model: Model, prompt: Prompt) -> str:
    aloud, length = ThoughtFilter(), 0
    stream = model.stream(prompt, operation="phrasing")
    try:
        async for piece in stream:
            aloud.feed(piece.text)
            length += len(piece.text)
            if length > _MOST_CHARS:
                break
    finally:
        close = getattr(stream, "aclose", None)
        if close is not None:
            await close()
    aloud.finish()
    return aloud.text
