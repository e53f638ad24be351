"""Text to piece ids for the bundled encoder: the one door to sentencepiece.

The `tokenizers` library gives the same ids for this vocabulary of 250,000 pieces but holds 295 MB for it, against 57 MB
here, a third of the server's whole memory budget.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from knowledge.encoders.weights import Vocabulary

_MODEL_FILE, _REPLACEMENTS_FILE = "pieces.model", "replacements.json"
_SPACES = re.compile(" {2,}")
_NUL = 0
_SURROGATES = range(0xD800, 0xE000)  # not text; half a broken emoji
_LONGEST_PIECE = 16  # characters


class Pieces:
    """Prepares a text as the model was trained (code points mapped, spaces folded) and cuts it into piece ids.

    Safe for concurrent use. Ids come with the begin and end marks and never number more than `limit`.
    """

    def __init__(self, folder: Path, limit: int) -> None:
        from sentencepiece import SentencePieceProcessor

        # Bytes, not a path: the library's own reader does not know every name a folder may have.
        self._processor: Any = SentencePieceProcessor(model_proto=(folder / _MODEL_FILE).read_bytes())
        table: dict[str, str] = json.loads((folder / _REPLACEMENTS_FILE).read_text("utf-8"))
        self._replacements = {int(code_point): text for code_point, text in table.items()}
        self._begin, self._end = int(self._processor.bos_id()), int(self._processor.eos_id())
        self.padding = int(self._processor.pad_id())
        self._room = limit - 2

    def ids(self, text: str) -> list[int]:
        # A text of this length fills the limit even when it is made of the longest pieces: the rest cannot matter.
        prepared = _SPACES.sub(" ", text[: self._room * _LONGEST_PIECE].translate(self._replacements))
        ids: list[int] = self._processor.encode(prepared)
        return [self._begin, *ids[: self._room], self._end]


def write_pieces(vocabulary: Vocabulary, folder: Path) -> None:
    """Writes what `Pieces` reads."""
    from sentencepiece import sentencepiece_model_pb2

    messages: Any = sentencepiece_model_pb2  # generated at import: a type checker sees an empty module
    model = messages.ModelProto()
    marks = {vocabulary.begin, vocabulary.end, vocabulary.padding}
    for number, (piece, score) in enumerate(zip(vocabulary.pieces, vocabulary.scores, strict=True)):
        kind = messages.ModelProto.SentencePiece.NORMAL
        if number == vocabulary.unknown:
            kind = messages.ModelProto.SentencePiece.UNKNOWN
        elif number in marks or piece == "<mask>":
            kind = messages.ModelProto.SentencePiece.CONTROL  # never read from a text
        model.pieces.add(piece=piece, score=score, type=kind)
    model.trainer_spec.model_type = messages.TrainerSpec.UNIGRAM
    model.trainer_spec.vocab_size = len(vocabulary.pieces)
    model.trainer_spec.bos_id, model.trainer_spec.eos_id = vocabulary.begin, vocabulary.end
    model.trainer_spec.pad_id, model.trainer_spec.unk_id = vocabulary.padding, vocabulary.unknown
    model.normalizer_spec.name = "identity"  # we map and fold ourselves, as the table says
    model.normalizer_spec.add_dummy_prefix = True
    model.normalizer_spec.remove_extra_whitespaces = False
    (folder / _MODEL_FILE).write_bytes(model.SerializeToString())
    table = {str(code_point): text for code_point, text in _complete(vocabulary.replacements)}
    (folder / _REPLACEMENTS_FILE).write_text(json.dumps(table), "utf-8")


def _complete(replacements: dict[int, str]) -> Iterable[tuple[int, str]]:
    """The table of the weights, plus what it leaves out because no text should hold it."""
    yield from replacements.items()
    yield _NUL, ""
    for code_point in _SURROGATES:
        yield code_point, " "
