"""Whether words that say where a rule holds ("江浙沪", "除新疆外", "偏远地区", "四区") mean a province. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

from knowledge.text import comparable
from prompts.places import Places

_EXCEPT = re.compile(
    r"除(?:了)?(?P<a>[^，,。；;]*?)(?:以外|之外|外)|(?P<b>[^，,。；;()（）]*?)除外"
    r"|[(（](?P<c>[^()（）]*?(?:另算|另计|另行|另收|另付|不含|不包括|不参加|不享受|见)[^()（）]*)[)）]"
)
_REST = re.compile(r"其他|其它|其余|全国|默认|大陆|普通地区|所有地区|各省|各地|非偏远")
_REMOTE = re.compile(r"偏远|边远")
_ZONE = re.compile(r"[1-9一二三四五六七八九a-f]类?区")
# Places that no list of provinces has: what is said of them holds for nobody else.
_UNLISTED = re.compile(r"同城|市内|市区|城区|郊区|乡镇|农村|县城|本省|省内|省外|外省|海外|国外|境外|国际|线城市|自提")
# Named remote by carriers as a rule: where a shop speaks of remote places without a list, these are not "elsewhere".
_UNLISTED_REMOTE = frozenset({"新疆", "西藏", "青海", "宁夏", "甘肃", "内蒙古", "海南"})


class Reach(IntEnum):
    NOT = 0
    REST = 1  # among all others
    NAMED = 2  # itself, as a city, in a group or a zone


@dataclass(frozen=True, slots=True)
class Region:
    """A province with what the shop's own lines make of it."""

    province: str
    places: Places
    remote: frozenset[str]
    zones: frozenset[str]
    speaks_of_remote: bool

    @classmethod
    def of(cls, province: str, wheres: Sequence[str], places: Places) -> Region:
        """`wheres` are all the comparable texts that say where rules hold."""
        told = (where[match.end() :] for where in wheres if (match := _REMOTE.search(where)))
        remote = frozenset(one for text in told for one in places.named(text))
        zones = frozenset(
            found[0]
            for where in wheres
            if len(found := _ZONE.findall(where)) == 1 and province in places.named(_EXCEPT.sub("", where))
        )
        return cls(province, places, remote, zones, any(_REMOTE.search(where) for where in wheres))

    @property
    def is_often_remote(self) -> bool:
        """Whether carriers charge more for it as a rule."""
        return self.province in _UNLISTED_REMOTE

    @property
    def may_be_remote(self) -> bool:
        """Whether the shop speaks of remote places, does not say which, and this may be one."""
        return self.speaks_of_remote and not self.remote and self.is_often_remote

    def reached(self, where: str) -> Reach:
        excepted = "".join((m["a"] or m["b"] or m["c"] or "") for m in _EXCEPT.finditer(where))
        left = _EXCEPT.sub("", where)
        if self.province in self.places.named(excepted) or any(zone in excepted for zone in self.zones):
            return Reach.NOT
        listed = self.places.named(left)
        if self.province in listed or (not listed and any(zone in left for zone in self.zones)):
            return Reach.NAMED
        if _REST.search(left):
            return Reach.REST
        if _REMOTE.search(left):
            return Reach.NAMED if self.province in self.remote else Reach.NOT
        return Reach.REST if excepted and not listed else Reach.NOT


def says_where(text: str, places: Places) -> bool:
    """Whether a comparable text says for which places it holds, as any list, exception or zone does."""
    marks = (_REST, _REMOTE, _ZONE, _EXCEPT, _UNLISTED)
    return bool(places.found(text)) or any(mark.search(text) for mark in marks)


def is_zone(cell: str) -> bool:
    """Whether a cell is the name of a zone (四区)."""
    return _ZONE.fullmatch(comparable(cell)) is not None
