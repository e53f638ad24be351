"""Units and measure words: what they count, and how many base units one of them is."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType

from knowledge.text.figures import types as kinds


@dataclass(frozen=True, slots=True)
class Unit:
    kind: kinds.Kind
    factor: Decimal


def _table() -> Mapping[str, Unit]:
    rows: tuple[tuple[str, str, str], ...] = (
        (kinds.MONEY, "1", "元钱 块钱 元整 元 块 圆 rmb 人民币"),
        (kinds.MONEY, "0.1", "毛钱 毛"),
        (kinds.MINUTES, "1", "分钟 min"),
        (kinds.MINUTES, "60", "个小时 小时 个钟头 钟头 h hours hour"),
        (kinds.MINUTES, "1440", "个自然日 自然日 天 日 days day"),
        (kinds.MINUTES, "10080", "个星期 星期 个礼拜 礼拜 周"),
        (kinds.WORKDAYS, "1", "个工作日 工作日 个工作天 工作天"),
        (kinds.MONTHS, "1", "个月 月龄"),
        (kinds.MONTHS, "3", "个季度"),
        (kinds.MONTHS, "12", "周年 年"),
        (kinds.PERCENT, "1", "% 个百分点"),
        (kinds.DISCOUNT, "1", "折"),
        (kinds.LENGTH, "1", "毫米 mm"),
        (kinds.LENGTH, "10", "厘米 公分 cm"),
        (kinds.LENGTH, "1000", "米 m"),
        (kinds.LENGTH, "1000000", "公里 千米 km"),
        ("inch", "1", "英寸 寸 吋 inch"),
        (kinds.AREA, "1", "平方米 平米 平方 平 m2 ㎡"),
        (kinds.WEIGHT, "0.001", "毫克 mg"),
        (kinds.WEIGHT, "1", "克 g"),
        (kinds.WEIGHT, "500", "市斤 斤"),
        (kinds.WEIGHT, "1000", "公斤 千克 kg"),
        (kinds.WEIGHT, "1000000", "吨"),
        (kinds.VOLUME, "1", "毫升 ml"),
        (kinds.VOLUME, "1000", "升 l"),
        ("power", "1", "瓦 w"),
        ("power", "1000", "千瓦 kw"),
        ("energy", "1", "千瓦时 kwh 度电"),
        ("horsepower", "1", "匹 hp"),
        ("voltage", "1", "伏特 伏 v"),
        ("charge", "1", "毫安时 毫安 mah"),
        ("frequency", "1", "赫兹 hz"),
        ("sound", "1", "分贝 db"),
        ("temperature", "1", "摄氏度 °c 度"),
        ("bytes", "1", "gb"),
        ("bytes", "1024", "tb"),
        ("pressure", "1", "帕 pa"),
        ("airflow", "1", "立方米/小时 m3/h m³/h"),
        ("spin", "1", "转/分 转"),
        ("light", "1", "流明 lm"),
        (kinds.ITEM, "1", "件 个 台 只 套 款 份"),
        (kinds.AGE, "1", "周岁 岁"),
        ("person", "1", "人 位"),
        ("floor", "1", "楼 层 樓 層"),
        ("size", "1", "码"),
        ("grade", "1", "级 星"),
    )
    own = "双 条 瓶 盒 包 袋 支 片 张 本 箱 把 根 罐 桶 卷 抽 枚 组 颗 粒 次 期 倍 档 道 间 提 批 单 页 步 分"
    table = {word: Unit(kind, Decimal(factor)) for kind, factor, words in rows for word in words.split()}
    table |= {word: Unit(word, Decimal(1)) for word in own.split()}
    return MappingProxyType(table)


UNITS = _table()
_LATIN = sorted((word for word in UNITS if word.isascii() and word != "%"), key=len, reverse=True)
_OTHER = sorted((word for word in UNITS if not word.isascii() or word == "%"), key=len, reverse=True)
UNIT_PATTERN = rf"(?:{'|'.join(map(re.escape, _OTHER))}|(?:{'|'.join(map(re.escape, _LATIN))})(?![a-z]))"
