"""On which scale an encoder's cosines lie. Those of e5 fill a narrow band near .85, those of others start near 0.

Measured once per encoder on probe questions, so that one calibration of the confidence serves every encoder.
"""

from __future__ import annotations

import importlib.resources
import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import yaml

from knowledge.encoders.encoder import Encoder, Vectors

_REFERENCE_CHUNKS = 500  # the size of shop that the confidence was calibrated on
_LEAST_RANGE = 0.02  # an encoder that tells nothing apart gives no confidence either


@dataclass(frozen=True, slots=True)
class Scale:
    """Mean cosines of questions with their own answer, `related`, and with others', `unrelated`.

    `spread` is the deviation of the unrelated ones of one question.
    """

    unrelated: float
    spread: float
    related: float

    def closeness(self, cosine: float, chunks: int = _REFERENCE_CHUNKS) -> float:
        """0 as near as chance in a shop of that many chunks, 1 as near as a question is to its answer.

        The best of n chance cosines grows like sqrt(2 ln n) standard deviations.
        """
        growth = _expected_best(chunks) - _expected_best(_REFERENCE_CHUNKS)
        chance = self.unrelated + self.spread * growth
        return (cosine - chance) / max(self.related - self.unrelated, _LEAST_RANGE)


@dataclass(frozen=True, slots=True)
class Scales:
    """For questions in the language of the shop's texts, and for others."""

    chinese: Scale
    foreign: Scale


def measure_scales(encoder: Encoder) -> Scales:
    """Encodes the probes: some sixty short texts."""
    text = (importlib.resources.files("knowledge.retrieval") / "probes.yaml").read_text("utf-8")
    probes: Sequence[dict[str, str]] = yaml.safe_load(text)
    answers = encoder.encode_passages([probe["answer"] for probe in probes])
    chinese = np.stack([encoder.encode_query(probe["chinese"]) for probe in probes])
    foreign = np.stack([encoder.encode_query(probe["foreign"]) for probe in probes])
    return Scales(_scale(chinese, answers), _scale(foreign, answers))


def _scale(questions: Vectors, answers: Vectors) -> Scale:
    cosines = questions @ answers.T
    others = cosines[~np.eye(len(cosines), dtype=bool)].reshape(len(cosines), -1)
    return Scale(float(others.mean()), float(others.std(axis=1).mean()), float(np.diag(cosines).mean()))


def _expected_best(chunks: int) -> float:
    return math.sqrt(2 * math.log(max(chunks, 2)))
