"""Fits the adapter of the bundled encoder: `python -m benchmarks.adapter [--hold tea,shoes] [--write]`.

Each step takes one shop: the questions' vectors against those of all of its sentences (with their heading, without it,
or as whole passages), a softmax over the cosines, and beside them one fitted cosine that stands for "nothing here
answers it", which the unanswerable questions must reach: InfoNCE (van den Oord et al., 2018) with a rejection class.
Of the difference that was fitted only a share is kept, between the first weights and the last (Wortsman et al., 2022,
"Robust fine-tuning of zero-shot models"): what it knew before is kept, and on unseen trades it is better for it.
Trades that are held out are never fitted on; how often the right sentence of theirs comes first is printed.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch

from benchmarks.adapter.network import Network
from benchmarks.adapter.pairs import Shop, load_shops
from knowledge.encoders.adapter import SHIPPED, Adapter
from knowledge.encoders.assemble import assemble, default_cache_dir
from knowledge.encoders.pieces import Pieces
from knowledge.encoders.weights import WeightsFile, bundled_source

_QUERY, _PASSAGE = "query: ", "passage: "
_PIECES = 512
_TEMPERATURE = 0.05
_SHARE = 0.5
_WARM_UP = 20  # steps
_QUESTIONS, _UNANSWERED, _SENTENCES = 24, 6, 48  # of a shop in one step
_PASSAGES_SHARE, _HEADED_SHARE, _TOGETHER = 0.2, 0.5, 5
_TOLD_EVERY = 25
Tensor = Any  # torch has no types here


@dataclass(frozen=True, slots=True)
class Options:
    rank: int = 8
    steps: int = 400
    rate: float = 1e-3
    seed: int = 1


@dataclass(frozen=True, slots=True)
class _Lesson:
    """`right[row]` are the numbers of the texts that answer a question; none for the last ones."""

    questions: list[str]
    texts: list[str]
    right: list[frozenset[int]]


def fit(network: Network, shops: Sequence[Shop], options: Options) -> None:
    """Changes the network's parameters."""
    chance = random.Random(options.seed)
    nothing = torch.tensor(0.85, requires_grad=True)
    parameters = list(network.parameters.values())
    groups = [{"params": parameters, "weight_decay": 0.01}, {"params": [nothing], "weight_decay": 0.0}]
    optimiser = torch.optim.AdamW(groups, lr=options.rate)
    rate = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min(1.0, (step + 1) / _WARM_UP) * (1 - step / options.steps)
    )
    order: list[Shop] = []
    losses: list[float] = []
    for step in range(1, options.steps + 1):
        order = order or chance.sample(list(shops), len(shops))
        loss = _loss(network, _lesson(order.pop(), chance), nothing)
        optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(parameters, 1.0)
        optimiser.step()
        rate.step()
        losses.append(loss.item())
        if step % _TOLD_EVERY == 0:
            print(
                f"step {step}: loss {np.mean(losses[-_TOLD_EVERY:]):.3f}, nothing at {nothing.item():.3f}", flush=True
            )


def _lesson(shop: Shop, chance: random.Random) -> _Lesson:
    kept = set(chance.sample(range(len(shop.sentences)), min(_SENTENCES, len(shop.sentences))))
    if chance.random() < _PASSAGES_SHARE:
        sections = [[n for n in section if n in kept] for section in shop.sections(_TOGETHER)]
        groups = [section for section in sections if section]
        texts = [
            "\n".join((" › ".join(shop.sentences[g[0]].headings), *(shop.sentences[n].text for n in g))) for g in groups
        ]
    else:
        groups = [[number] for number in sorted(kept)]
        headed = chance.random() < _HEADED_SHARE
        texts = [shop.sentences[n].headed if headed else shop.sentences[n].text for (n,) in groups]
    place = {number: at for at, group in enumerate(groups) for number in group}
    asked = [(question, numbers & kept) for question, numbers in shop.asked if numbers & kept]
    asked = chance.sample(asked, min(_QUESTIONS, len(asked)))
    unanswered = chance.sample(shop.unanswered, min(_UNANSWERED, len(shop.unanswered)))
    right = [frozenset(place[number] for number in numbers) for _, numbers in asked]
    questions = [*(question for question, _ in asked), *unanswered]
    return _Lesson(questions, texts, right + [frozenset()] * len(unanswered))


def _loss(network: Network, lesson: _Lesson, nothing: Tensor) -> Tensor:
    cosines = network.encode(_QUERY, lesson.questions) @ network.encode(_PASSAGE, lesson.texts).T
    scores = torch.cat([cosines, nothing.expand(len(cosines), 1)], 1) / _TEMPERATURE
    wanted = torch.zeros_like(scores, dtype=torch.bool)
    for row, numbers in enumerate(lesson.right):
        wanted[row, list(numbers) or [-1]] = True
    told = torch.log_softmax(scores, 1).masked_fill(~wanted, -torch.inf)
    return -torch.logsumexp(told, 1).mean()


def first(network: Network, shop: Shop) -> tuple[int, int]:
    """For how many of the answerable questions the right sentence comes first, and how many there are."""
    with torch.no_grad():
        questions = network.encode(_QUERY, [question for question, _ in shop.asked])
        sentences = network.encode(_PASSAGE, [sentence.headed for sentence in shop.sentences])
        nearest = (questions @ sentences.T).argmax(1).tolist()
    return sum(n in right for n, (_, right) in zip(nearest, shop.asked, strict=True)), len(shop.asked)


def write(network: Network, path: Path) -> None:
    arrays = {name: one.detach().numpy().astype(np.float16) for name, one in network.parameters.items()}
    np.savez_compressed(path, **arrays)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--hold",
        default="tea,shoes,printing,kitchen,wine,watches,curtains,audio",
        help="files that are measured, not fitted on",
    )
    parser.add_argument("--steps", type=int, default=Options().steps, help="0 measures the shipped adapter")
    parser.add_argument("--write", action="store_true", help="replace the shipped adapter")
    asked = parser.parse_args()
    options = Options(steps=asked.steps)
    torch.manual_seed(options.seed)
    held = load_shops(asked.hold.split(","))
    taught = [shop for shop in load_shops() if shop.name not in {one.name for one in held}]
    folder = assemble(bundled_source(), Adapter(), default_cache_dir(), print)
    network = Network(WeightsFile(bundled_source().path), Pieces(folder, _PIECES), options.rank)
    _tell(network, held, "without an adapter")
    if options.steps:
        fit(network, taught, options)
        network.shrink(_SHARE)
    else:
        with np.load(SHIPPED) as arrays:
            network.load(arrays)
    _tell(network, held, "with it")
    if asked.write:
        write(network, SHIPPED)


def _tell(network: Network, held: Sequence[Shop], when: str) -> None:
    for shop in held:
        right, every = first(network, shop)
        print(f"{when}: {shop.name}: the right sentence first for {right} of {every}", flush=True)


if __name__ == "__main__":
    main()
