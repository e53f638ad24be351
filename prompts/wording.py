"""Sentences that an instant draft builds around values of a source, as data in wording.yaml."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from pydantic import ConfigDict

from prompts.attributes import AttributeWords, load_attributes
from prompts.data import HOME, STRICT, load_yaml, shaped
from prompts.relief import ReliefWords, load_relief
from prompts.solver_wording import SolverWording, load_solver_wording
from prompts.speech import Speech, load_speech
from prompts.upselling import Upselling, load_upselling


@dataclass(frozen=True, slots=True)
class Wording:
    """Templates with {named} values, and the fixed Chinese reasons that outcomes carry."""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT
    row_one: str
    row_told: str
    row_many: str
    row_cell: str
    row_cell_apart: str
    row_joint: str
    row_pair: str
    row_of_form: str
    price: str
    price_brief: str
    price_each: str
    in_stock: str
    out_of_stock: str
    benefit: str
    order_status: str
    order_carrier: str
    order_tracking: str
    order_fact: str
    recommend: str
    recommend_missing: str
    recommend_which: str
    recommend_ask: str
    joint: str
    choice_joint: str
    handoff_to: dict[str, str]
    handoff_reason: dict[str, str]
    handoff_summary: str
    handoff_order: str
    handoff_product: str
    abstain_reason: dict[str, str]
    missing_product: str
    missing_reference: str
    handoff_said: str
    handoff_before: str
    handoff_since: str
    handoff_wants: str
    handoff_answered: str
    solving: SolverWording
    attributes: AttributeWords
    upselling: Upselling
    speech: Speech
    relief: ReliefWords


def load_wording(path: Path = HOME / "wording.yaml") -> Wording:
    nested = {
        "solving": load_solver_wording(),
        "attributes": load_attributes(),
        "upselling": load_upselling(),
        "speech": load_speech(),
        "relief": load_relief(),
    }
    words = {**load_yaml(path, dict[str, object]), **nested}
    return shaped(words, Wording, name=path.name)
