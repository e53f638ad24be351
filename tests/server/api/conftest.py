from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from ingestion.jobs import running_worker
from ingestion.readers.isolation import IsolatedReader
from knowledge.store import tables
from knowledge.store.shops import create_shop
from knowledge.types import Shop, ShopId
from server.api.app import create_app
from server.compose import Services, composed
from server.settings import Settings
from tests.server.api.signing import Clock
from tests.support.database import prepared
from tests.support.hashing_encoder import HashingEncoder
from tests.support.http import Api
from tests.support.reading import read_by
from tests.support.suggestions import NOW

POLICY = """# 售后政策

## 七天无理由退货

自签收之日起七天内，商品完好、不影响二次销售的，可以申请七天无理由退货，运费由买家承担。

## 发货时间

付款后48小时内发货，偏远地区72小时内发货。
"""


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@contextmanager
def composed_in(folder: Path, reader: IsolatedReader) -> Iterator[Services]:
    """The real composition with the shops “rules” and “other”; only the encoder is cheap, the clock stands still and
    the process that reads files is that of all tests."""
    settings = Settings(data_dir=prepared(folder), upload_limit_mb=1, cors_origins=("chrome-extension://abc",))
    with composed(settings, encoder=HashingEncoder(), clock=lambda: NOW) as services:
        with services.database.write() as connection:
            for name in ("rules", "other"):
                create_shop(connection, Shop(ShopId(name), name), NOW)
        yield read_by(reader, services)


@pytest.fixture
def services(tmp_path: Path, file_reader: IsolatedReader) -> Iterator[Services]:
    with composed_in(tmp_path / "data", file_reader) as services:
        yield services


@pytest.fixture
def api(services: Services) -> Api:
    return Api(create_app(services), services)


@pytest.fixture(scope="module")
def idle(tmp_path_factory: pytest.TempPathFactory, file_reader: IsolatedReader) -> Iterator[Api]:
    """One for all tests of a module that leave nothing behind but keys and refusals."""
    with composed_in(tmp_path_factory.mktemp("idle") / "data", file_reader) as services:
        yield Api(create_app(services), services)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="module")
def peopled(tmp_path_factory: pytest.TempPathFactory, file_reader: IsolatedReader) -> Iterator[Services]:
    """For all tests of people, of whom `people` removes the last test's."""
    with composed_in(tmp_path_factory.mktemp("people") / "data", file_reader) as services:
        yield services


@pytest.fixture
def people(peopled: Services, clock: Clock) -> Api:
    """An application where nobody has signed in yet."""
    with peopled.database.write() as connection:
        for table in (tables.people, tables.attempts, tables.pairings, tables.keys):
            connection.execute(table.delete())
        connection.execute(tables.shops.delete().where(tables.shops.c.id == "third"))
    moving = replace(peopled, clock=clock)
    return Api(create_app(moving), moving)


@pytest.fixture
def working(services: Services) -> Iterator[None]:
    """With a worker for background jobs."""
    with running_worker(services):
        yield


@pytest.fixture
def held(services: Services) -> Any:  # a function from a suggester to an Api that uses it
    def with_suggester(suggester: Any) -> Api:  # any object with `suggest`
        changed = replace(services, suggester=suggester)
        return Api(create_app(changed), changed)

    return with_suggester
