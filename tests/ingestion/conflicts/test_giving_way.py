"""A search for contradictions lets go of the worker when somebody waits for another job, and goes on later."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import pytest

from ingestion.conflicts.radar import Passed
from ingestion.jobs import Jobs
from ingestion.work import GivesWay, JobKind, perform
from knowledge.types import ShopId
from tests.ingestion.job_place import SHOP, Place, ingest, stopped


@dataclass
class Steps:
    """A radar of three versions that notes how many it has done."""

    done: int = 0
    passes: list[int] = field(default_factory=list)

    def begin_anew(self, shop: ShopId) -> None:
        raise AssertionError(shop)

    def sweep(self, shop: ShopId, progress: Callable[[int, int], None]) -> Passed:
        del shop
        self.passes.append(self.done)
        while self.done < 3:
            self.done += 1
            progress(self.done, 3)
        return Passed(3, 0, 0)


@dataclass
class WithRadar(Place):
    radar: Steps = field(default_factory=Steps)


def test_it_gives_way_after_a_step_and_goes_on_from_there(place: Place) -> None:
    with_radar = WithRadar(place.settings, place.database, place.sources, place.ingestor, place.index)
    with stopped(Jobs(with_radar)) as jobs:
        search = jobs.submit(JobKind.RADAR, SHOP, {})
        upload = ingest(jobs, place.upload("好.md"))
        with pytest.raises(GivesWay):
            perform(search, with_radar, lambda *_: None, lambda _: None)
        perform(upload, with_radar, lambda *_: None, lambda _: None)
    assert with_radar.radar.passes == [0]
    assert with_radar.radar.done == 1
