"""Customers' questions and the sentences of made-up shops that answer them: `benchmarks/pairs`, a file for each shop.

A line `# ` names the trade, `## ` the headings above what follows, `= ` is a sentence, a bare line a question that the
sentence before it answers, and `? ` one that no sentence of the file answers.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parents[1] / "pairs"


@dataclass(frozen=True, slots=True)
class Sentence:
    """`headings` outermost first."""

    headings: tuple[str, ...]
    text: str

    @property
    def headed(self) -> str:
        return f"{self.headings[-1]}：{self.text}" if self.headings else self.text


@dataclass(frozen=True, slots=True)
class Shop:
    """`asked` are questions with the numbers of the sentences that answer them, `unanswered` the others."""

    name: str
    sentences: tuple[Sentence, ...]
    asked: tuple[tuple[str, frozenset[int]], ...]
    unanswered: tuple[str, ...]

    def sections(self, most: int) -> list[list[int]]:
        """Numbers of the sentences under the same headings, at most so many together: as a passage holds them."""
        runs: dict[tuple[str, ...], list[int]] = {}
        for number, sentence in enumerate(self.sentences):
            runs.setdefault(sentence.headings, []).append(number)
        return [run[at : at + most] for run in runs.values() for at in range(0, len(run), most)]


def load_shops(names: Sequence[str] = ()) -> list[Shop]:
    """The named ones, or all, by name. Raises ValueError where a question stands before any sentence."""
    paths = [FOLDER / f"{name}.txt" for name in names] or sorted(FOLDER.glob("*.txt"))
    return [_shop(path) for path in paths]


def _shop(path: Path) -> Shop:
    headings: tuple[str, ...] = ()
    sentences: list[Sentence] = []
    asked: dict[str, set[int]] = {}
    unanswered: list[str] = []
    for line in filter(None, map(str.strip, path.read_text("utf-8").splitlines())):
        mark, _, rest = line.partition(" ")
        if mark == "##":
            headings = tuple(part.strip() for part in rest.split("›"))
        elif mark == "=":
            sentences.append(Sentence(headings, rest.strip()))
        elif mark == "?":
            unanswered.append(rest.strip())
        elif mark != "#":
            if not sentences:
                raise ValueError(f"{path.name}: a question before any sentence: {line}")
            asked.setdefault(line, set()).add(len(sentences) - 1)
    answered = tuple((question, frozenset(numbers)) for question, numbers in asked.items())
    return Shop(path.stem, tuple(sentences), answered, tuple(unanswered))
