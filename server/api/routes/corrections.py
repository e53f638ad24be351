"""Put right what a document says, where it says it."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter

from server.api.access import Editor
from server.api.correcting import correct
from server.api.editing import STALE, IfMatch, detail, revision_in
from server.api.errors import RESPONSES, answer
from server.api.running import RunningDep
from server.api.schemas.corrections import CorrectedOut, CorrectionIn
from server.api.schemas.publishing import DiffOut

router = APIRouter(prefix="/v1/documents", tags=["知识文件"], responses=RESPONSES)
_REFUSED: dict[int | str, dict[str, Any]] = STALE | {
    422: answer("`not_in_file`：文件里找不到一字不差的这句话，请改文件后重新上传")
}


@router.post(
    "/{document_id}/corrections",
    status_code=201,
    response_model=CorrectedOut,
    responses=_REFUSED,
    summary="改一段话，存为新版本的草稿",
)
def correct_passage(
    document_id: str, body: CorrectionIn, caller: Editor, running: RunningDep, if_match: IfMatch = None
) -> CorrectedOut:
    """不用重新上传文件：原文件不动，新版本照改过的文字切分。与上传的版本一样比较、复核、发布、回退。

    以后再上传同名文件，以新文件为准；改过的话在新文件里还是老样子时，解析报告会说。
    """
    made = correct(running, caller, document_id, body, revision_in(if_match))
    with running.services.database.read() as connection:
        shown = detail(connection, made.seen)
    return CorrectedOut(
        document=shown,
        version=made.draft.number,
        diff=DiffOut.of(made.before.number, made.draft.number, made.difference),
    )
