"""The events of a suggestion's stream, in the order in which they come."""

from __future__ import annotations

from server.api.schemas.passages import PassageOut
from server.api.schemas.strict import ErrorBody, Shown
from server.api.schemas.suggestion import DraftOut, OutcomeName, QuestionOut, SuggestionOut, WhyOut
from server.api.streaming import ServerEvent
from server.reply import events


class PassagesEvent(Shown):
    passages: list[PassageOut]
    confidence: float


class DraftEvent(Shown):
    """查过的草稿：先是即时草稿，模型草稿通过检查后再来一次。"""

    outcome: OutcomeName
    why: WhyOut
    draft: DraftOut


class DeltaEvent(Shown):
    """模型正在写的字，未经检查，只可显示、不可发送。"""

    text: str


# Name -> what its data holds; the OpenAPI document and the extension's types are made from this.
EVENT_MODELS: dict[str, type[Shown]] = {
    "understanding": QuestionOut,
    "passages": PassagesEvent,
    "draft": DraftEvent,
    "delta": DeltaEvent,
    "done": SuggestionOut,
    "error": ErrorBody,
}


def to_server_event(event: events.Event) -> ServerEvent:
    match event:
        case events.Understood(question):
            return ServerEvent("understanding", QuestionOut.model_validate(question))
        case events.Found(passages, confidence):
            shown = [PassageOut.of(number, passage) for number, passage in enumerate(passages, 1)]
            return ServerEvent("passages", PassagesEvent(passages=shown, confidence=confidence))
        case events.Drafted(draft, outcome):
            data = DraftEvent(outcome=outcome.kind, why=WhyOut.of(outcome), draft=DraftOut.model_validate(draft))
            return ServerEvent("draft", data)
        case events.Delta(text):
            return ServerEvent("delta", DeltaEvent(text=text))
        case events.Done(suggestion):
            return ServerEvent("done", SuggestionOut.of(suggestion))
