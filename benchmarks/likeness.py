"""Fits the weights of `prompts/likeness.py`: `python -m benchmarks.likeness [--write]`.

Sentences: the positives and hard negatives of `tests/data/compliance`, and as lawful ones every line of the sample
shop's plain texts, the sentences of the made-up shops in `benchmarks/pairs`, and the wording that rules suggest.
Three-fold cross-validation is printed first: what is told there, no fold has seen. From it each family's floor is
taken: the least odds at which so few of the hard negatives pass for that family.
"""

from __future__ import annotations

import argparse
import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import yaml

from benchmarks.softmax import Example, Fitted, Floats, fit, forbidden_odds
from knowledge.text.view import make_view
from prompts.likeness import LAWFUL, SCALE, WEIGHTS
from prompts.rule_packs import RulePacks, load_rule_packs

ROOT = Path(__file__).parents[1]
DATA = ROOT / "tests" / "data" / "compliance"
_FOLDS = 3
_FILLED = 60  # fillings of a group's templates: more of the same teaches nothing
_WRONGLY = 0.002  # share of the hard negatives that may pass for a family
_FLOORS = (0.0, 0.25)  # between which a family's floor is: on sentences of other authors higher ones found only less


@dataclass(frozen=True, slots=True)
class Told:
    """What cross-validation said of the sentences: the odds that they are forbidden, and the likeliest families."""

    odds: Floats
    families: Sequence[str]


def examples(packs: RulePacks) -> tuple[list[Example], list[Example]]:
    """The sentences that say how it is to be told, then lawful ones that are easy to tell."""
    found: dict[str, str] = {}
    for name in sorted(DATA.glob("*positives.yaml")):
        for group in yaml.safe_load(name.read_text(encoding="utf-8")):
            found |= {_read(text, packs): group["rule"] for text in _written(group)}
    for name in sorted(DATA.glob("*negatives.yaml")):
        group = yaml.safe_load(name.read_text(encoding="utf-8"))
        found |= {_read(text, packs): LAWFUL for text in _written(group)}
    rules = [rule for pack in packs.packs for rule in pack.rules]
    lines = [words for rule in rules for words in (rule.suggestion, *rule.rewrites.values()) if words]
    for name in sorted((ROOT / "samples" / "shop").glob("*.md")):
        lines += re.split(r"[\n。]", name.read_text(encoding="utf-8"))
    for name in sorted((ROOT / "benchmarks" / "pairs").glob("*.txt")):
        answers = [line[2:] for line in name.read_text(encoding="utf-8").splitlines() if line.startswith("= ")]
        lines += [part for answer in answers for part in answer.split("。")]
    easy = {_read(line, packs): LAWFUL for line in lines}
    easy = {text: family for text, family in easy.items() if text and text not in found}
    return [Example(*one) for one in found.items() if one[0]], [Example(*one) for one in easy.items()]


def _read(text: str, packs: RulePacks) -> str:
    return make_view(text, "paced", packs.lookalikes).text


def _written(group: Mapping[str, Any]) -> Iterator[str]:
    yield from group.get("hand", ())
    fill: Mapping[str, Sequence[str]] = group.get("fill", {})
    filled = [
        template.format(**dict(zip(names, values, strict=True)))
        for template in group.get("templates", ())
        if (names := list(dict.fromkeys(re.findall(r"\{(\w+)\}", template))))
        for values in itertools.product(*(fill[name] for name in names))
    ]
    yield from filled[:: max(1, len(filled) // _FILLED)]


def cross_validate(hard: Sequence[Example], easy: Sequence[Example]) -> Told:
    """Every hard sentence as told by a fit that has not seen it; easy ones are taught in every fold."""
    order = np.random.default_rng(1).permutation(len(hard))
    odds, named = np.zeros(len(hard)), [""] * len(hard)
    for fold in range(_FOLDS):
        held = [int(at) for at in order[fold::_FOLDS]]
        unseen = set(held)
        fitted = fit([*(hard[int(at)] for at in order if int(at) not in unseen), *easy])
        told, families = forbidden_odds(fitted, [hard[at].text for at in held])
        for at, one, family in zip(held, told, families, strict=True):
            odds[at], named[at] = one, family
    return Told(odds, named)


def floors_of(families: Sequence[str], hard: Sequence[Example], told: Told) -> dict[str, float]:
    lawful = [at for at, example in enumerate(hard) if example.family == LAWFUL]
    allowed = int(_WRONGLY * len(lawful))
    floors = {}
    for family in families:
        passing = sorted((told.odds[at] for at in lawful if told.families[at] == family), reverse=True)
        floor = float(passing[allowed]) if len(passing) > allowed else -np.inf
        floors[family] = round(min(max(floor, _FLOORS[0]), _FLOORS[1]), 2)
    return floors


def report(hard: Sequence[Example], told: Told, floors: Mapping[str, float]) -> None:
    lawful = np.array([example.family == LAWFUL for example in hard])
    print(f"{len(hard)} sentences, {int(lawful.sum())} of them lawful")
    for floor in (0.0, 0.5, 1.0, 1.5):
        said = told.odds > floor
        print(f"odds > {floor:3.1f}: {said[~lawful].mean():.3f} found, {said[lawful].mean():.3f} of the lawful")
    said = np.array([odds > floors[family] for odds, family in zip(told.odds, told.families, strict=True)])
    print(f"by floors:  {said[~lawful].mean():.3f} found, {said[lawful].mean():.3f} of the lawful")
    for family, floor in floors.items():
        own = np.array([example.family == family for example in hard])
        print(f"  {family:<24} from {floor:4.2f}: {said[own].mean():.3f} of {int(own.sum())}")


def write(fitted: Fitted, floors: Mapping[str, float], path: Path) -> None:
    against = fitted.weights[:, :-1] - fitted.weights[:, -1:]
    families = fitted.families[:-1]

    def line(name: str, *numbers: float) -> str:
        return "\t".join([name, *(str(round(one * SCALE)) for one in numbers)])

    lines = ["\t".join(["run", "rarity", *families])]
    lines.append(line("bias", 0, *(fitted.bias[:-1] - fitted.bias[-1])))
    lines.append(line("floor", 0, *(floors[family] for family in families)))
    for (run, rarity), row in zip(fitted.rarity.items(), against, strict=True):
        if "\t" not in run and "\n" not in run:
            lines.append(line(run, rarity, *row))
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true", help="replace the shipped weights")
    asked = parser.parse_args()
    hard, easy = examples(load_rule_packs())
    told = cross_validate(hard, easy)
    floors = floors_of(sorted({example.family for example in hard} - {LAWFUL}), hard, told)
    report(hard, told, floors)
    if asked.write:
        write(fit([*hard, *easy]), floors, WEIGHTS)


if __name__ == "__main__":
    main()
