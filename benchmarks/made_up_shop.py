"""A shop of any size, made up: product tables, questions with answers and manuals as files, and what customers ask.

The same size gives the same files, so that runs can be compared.
"""

from __future__ import annotations

import csv
import itertools
import random
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from knowledge.encoders.encoder import Encoder, Vectors

_ROWS, _ANSWERS, _SECTIONS = 300, 120, 100  # of one file; each is a chunk
_GOODS = [
    "台灯",
    "书架",
    "收纳箱",
    "地毯",
    "窗帘",
    "枕头",
    "床垫",
    "电水壶",
    "空气炸锅",
    "吸尘器",
    "加湿器",
    "晾衣架",
    "保温杯",
    "炒锅",
    "砧板",
    "毛巾",
    "雨伞",
    "行李箱",
]
_STYLES = [
    "晨雾",
    "山岚",
    "松间",
    "月白",
    "海盐",
    "谷雨",
    "青禾",
    "云朵",
    "微光",
    "远山",
    "拾光",
    "半夏",
    "知秋",
    "初雪",
    "听风",
    "临川",
]
_MATERIALS = ["实木", "竹制", "棉麻", "不锈钢", "陶瓷", "玻璃", "羊毛", "聚酯纤维", "铝合金", "硅胶"]
_COLOURS = ["米白", "雾灰", "墨绿", "浅木色", "藏青", "奶咖"]
_MATTERS = (
    ("{good}买错颜色可以换吗", "签收后{n}天内、没有使用过的{good}可以换颜色，换货运费由买家承担，{m}元封顶。"),
    ("{good}多久发货", "{style}系列的{good}付款后{n}小时内发货，定制款需要{m}个工作日。"),
    ("{good}坏了怎么保修", "{good}整机保修{n}个月，{material}部件保修{m}个月，人为损坏不在保修范围内。"),
    ("{good}怎么清洁", "{material}{good}用湿布擦拭，不要用{n}度以上的热水，晾干{m}小时再收起来。"),
    ("{good}可以开发票吗", "确认收货后{n}天内在订单页申请，电子发票{m}小时内开好。"),
)
_MANUAL = (
    "使用{style}{good}之前请检查配件是否齐全：主体一件、说明书一份、{material}配件{n}个。"
    "第一次使用先静置{m}分钟，再接通电源或展开。{colour}款的表面有一层保护膜，撕掉以后再用。"
)
_ASKED = (
    "{style}{good}多少钱",
    "你们{good}几天能发货呀",
    "{good}是{material}的吗",
    "{good}用了几天坏了怎么办",
    "{style}系列的{good}有{colour}吗",
    "{good}能不能退",
    "{good}咋洗",
    "开发票要多久",
)


def write_shop(folder: Path, chunks: int) -> None:
    """Files that make about `chunks` chunks: three in five are rows of product tables."""
    chance = random.Random(chunks)
    left = chunks
    for number in itertools.count():
        if left <= 0:
            return
        rows, answers, sections = (min(size, left) for size in (_ROWS, _ANSWERS, _SECTIONS))
        _table(folder / f"商品表{number}.csv", number, rows, chance)
        _text(folder / f"常见问题{number}.md", _answered(chance, answers))
        _text(folder / f"使用说明{number}.md", _explained(chance, sections, number))
        left -= rows + answers + sections


def questions(many: int) -> list[str]:
    chance = random.Random(many)
    return [chance.choice(_ASKED).format_map(_words(chance)) for _ in range(many)]


class Recycled:
    """An encoder that reads the first `fresh` passages and gives every later one the vector of an earlier one, moved.

    For benchmarks of a hundred thousand chunks, whose honest vectors would take hours. Questions are always encoded.
    """

    def __init__(self, encoder: Encoder, fresh: int) -> None:
        self._encoder = encoder
        self._left = fresh
        self._known: list[Vectors] = []
        self._chance = np.random.default_rng(7)
        self.fingerprint, self.dimension = encoder.fingerprint, encoder.dimension

    def encode_query(self, text: str) -> Vectors:
        return self._encoder.encode_query(text)

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        fresh, rest = texts[: self._left], texts[self._left :]
        self._left -= len(fresh)
        parts = [self._encoder.encode_passages(fresh)] if fresh else []
        self._known += [vector for part in parts for vector in part]
        if rest:
            parts.append(self._moved(len(rest)))
        return np.concatenate(parts) if parts else np.empty((0, self.dimension), np.float32)

    def _moved(self, many: int) -> Vectors:
        like = np.stack([self._known[at] for at in self._chance.integers(len(self._known), size=many)])
        # A fifth of the length, in every direction: about as far as two sentences of one kind are apart.
        moved = like + self._chance.standard_normal(like.shape, dtype=np.float32) * (0.2 / self.dimension**0.5)
        unit: Vectors = moved / np.linalg.norm(moved, axis=1, keepdims=True)
        return unit


def _words(chance: random.Random) -> dict[str, object]:
    return {
        "good": chance.choice(_GOODS),
        "style": chance.choice(_STYLES),
        "material": chance.choice(_MATERIALS),
        "colour": chance.choice(_COLOURS),
        "n": chance.randint(2, 60),
        "m": chance.randint(2, 60),
    }


def _table(path: Path, number: int, rows: int, chance: random.Random) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["款号", "品名", "售价", "库存", "材质", "颜色", "质保"])
        for row in range(rows):
            words = _words(chance)
            name = f"{words['style']}{words['good']}{words['m']}号"
            code = f"MU{number:03}-{row:03}"
            months = f"{words['n']}个月"
            price, stock = chance.randint(19, 1999), chance.randint(0, 300)
            writer.writerow([code, name, price, stock, words["material"], words["colour"], months])


def _answered(chance: random.Random, many: int) -> Iterator[str]:
    for _ in range(many):
        asked, answer = chance.choice(_MATTERS)
        words = _words(chance)
        yield f"## {asked.format_map(words)}\n\n{answer.format_map(words)}"


def _explained(chance: random.Random, many: int, number: int) -> Iterator[str]:
    for section in range(many):
        words = _words(chance)
        yield f"## {words['style']}{words['good']} {number}-{section}\n\n{_MANUAL.format_map(words)}"


def _text(path: Path, parts: Iterator[str]) -> None:
    path.write_text("\n\n".join([f"# {path.stem}", *parts]) + "\n", encoding="utf-8")
