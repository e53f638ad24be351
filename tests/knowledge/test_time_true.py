"""At any clock time, for any sequence of upload, publish, supersede, retire, roll back, delete and crash: no text that
is not in force is in any result, and no text in force is missing once the index has caught up.
"""

from __future__ import annotations

import tempfile
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, precondition, rule

from knowledge.errors import Conflict
from knowledge.index.index import KnowledgeIndex, open_index
from knowledge.retrieval.retriever import Retriever
from knowledge.store.brands import change_brand
from knowledge.store.deletion import delete_document
from knowledge.store.documents import change_validity, publish_version, retire_document
from knowledge.store.publications import settle_handovers
from knowledge.store.shops import create_shop
from knowledge.types import Query, Shop, ShopId, Validity, VersionId
from tests.knowledge.index.test_crash import Countdown, Killed, dying_after, killed
from tests.support.hashing_encoder import HashingEncoder
from tests.support.shelf import NOW, SPLITTER, Paper, Shelf

NAMES = ("甲.md", "乙.md")
HOMES = ("tea", "brand", "stranger")
SHOPS = ("tea", "sister", "stranger")  # sister has nothing of its own; stranger is of another brand
WORDS = "茶叶冲泡水温保存方法"
DAYS = st.integers(-3, 6)


@dataclass
class Written:
    """One version as the model remembers it: what it says, when it holds, when it was published."""

    home: str
    name: str
    text: str
    id: VersionId
    validity: Validity


@dataclass
class Event:
    """A publishing (of a version) or a retirement (of None)."""

    at: datetime
    version: Written | None


@dataclass
class History:
    """What became of one document, replayed from its beginning for every question: slow and plain."""

    events: list[Event] = field(default_factory=list)

    def text_at(self, moment: datetime) -> Written | None:
        first = next((event for event in self.events if event.version), None)
        if first is None or first.version is None:
            return None
        if moment < first.at:
            return first.version if first.version.validity.covers(moment) else None
        holding: Written | None = None
        waiting: list[tuple[datetime, Written]] = []
        known = sorted({*(event.at for event in self.events), *self._starts(), moment})
        for now in known:
            if now > moment:
                break
            due = [each for each in waiting if each[0] <= now]
            for event in (event for event in self.events if event.at == now):
                if event.version is None:
                    holding, waiting, due = None, [], []
                    continue
                starts = event.version.validity.starts
                if starts is not None and starts > now:
                    waiting.append((starts, event.version))
                else:
                    holding, waiting, due = event.version, [], []
            if due:
                holding = due[-1][1]
                waiting = waiting[waiting.index(due[-1]) + 1 :]
        return holding if holding is not None and holding.validity.covers(moment) else None

    def _starts(self) -> set[datetime]:
        return {
            event.version.validity.starts for event in self.events if event.version and event.version.validity.starts
        }


class TimeTrue(RuleBasedStateMachine):
    versions = Bundle("versions")

    @initialize()
    def open(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.now = NOW
        self.shelf = Shelf(Path(self.folder.name))
        with self.shelf.database.write() as connection:
            for name in ("brand", "sister", "stranger"):
                create_shop(connection, Shop(ShopId(name), name), NOW)
            for member in ("tea", "sister"):
                change_brand(connection, ShopId(member), ShopId("brand"), NOW)
        self.histories: dict[tuple[str, str], History] = {}
        self.written = 0
        self.behind = False
        self.start()

    def start(self) -> None:
        encoder = HashingEncoder()
        self.index: KnowledgeIndex = open_index(
            Path(self.folder.name) / "index", self.shelf.database, encoder, lambda: self.now, splitter=SPLITTER
        )
        self.retriever = Retriever(self.shelf.database, self.index, encoder, lambda: self.now)

    @rule(
        target=versions,
        home=st.sampled_from(HOMES),
        name=st.sampled_from(NAMES),
        starts=st.none() | DAYS,
        days=st.none() | st.integers(1, 5),
    )
    def upload(self, home: str, name: str, starts: int | None, days: int | None) -> Written:
        self.written += 1
        text = f"{WORDS}第{self.written}号"
        begins = None if starts is None else self.now + timedelta(days=starts, hours=12)
        ends = None if days is None else (begins or self.now) + timedelta(days=days)
        validity = Validity(begins, ends)
        version = self.shelf.put(Paper(name, [text], validity=validity), publish=False, shop=ShopId(home))
        return Written(home, name, text, version, validity)

    @rule(version=versions)
    def publish(self, version: Written) -> None:
        """A first publication, a replacement or a way back."""
        document = self.document(version)
        if document is None:
            return
        history = self.history(version)
        with self.shelf.database.write() as connection:
            publish_version(connection, document, version.id, self.now)
        last = history.events[-1].version if history.events else None
        if last is None or last.id != version.id:
            history.events.append(Event(self.now, version))
        self.behind = True

    @rule(version=versions)
    def retire(self, version: Written) -> None:
        document = self.document(version)
        if document is None:
            return
        try:
            with self.shelf.database.write() as connection:
                retire_document(connection, document, self.now)
        except Conflict:
            return
        self.history(version).events.append(Event(self.now, None))
        self.behind = True

    @rule(version=versions)
    def delete(self, version: Written) -> None:
        document = self.document(version)
        if document is None:
            return
        with self.shelf.database.write() as connection:
            delete_document(connection, document, self.now)
        self.histories.pop((version.home, version.name), None)
        self.behind = True

    @rule(version=versions, ends=st.integers(1, 4))
    def date(self, version: Written, ends: int) -> None:
        """An editor sets the last day of a version; its first day stays."""
        document = self.document(version)
        if document is None:
            return
        last = (version.validity.starts or self.now) + timedelta(days=ends)
        version.validity = Validity(version.validity.starts, last)
        with self.shelf.database.write() as connection:
            change_validity(connection, document, version.id, version.validity, self.now)

    @rule(days=st.integers(1, 4))
    def wait(self, days: int) -> None:
        self.now += timedelta(days=days)

    @rule()
    def tidy(self) -> None:
        with self.shelf.database.write() as connection:
            settle_handovers(connection, self.now)
        self.behind = True

    @precondition(lambda self: self.behind)
    @rule(steps=st.integers(1, 30))
    def crash(self, steps: int) -> None:
        try:
            with dying_after(Countdown(steps, killed)):
                self.index.catch_up()
        except Killed:
            pass
        self.index.close()
        self.start()

    @precondition(lambda self: self.behind)
    @rule()
    def catch_up(self) -> None:
        self.index.catch_up()
        self.behind = False

    @invariant()
    def results_are_what_is_in_force(self) -> None:
        if not hasattr(self, "index"):
            return
        for shop in SHOPS:
            for days in (-20, -1, 0, 2):
                moment = self.now + timedelta(days=days)
                found = self.retriever.retrieve(Query(ShopId(shop), WORDS, moment, limit=30, budget_tokens=10_000))
                texts = {line for passage in found.passages for line in passage.text.split("\n")}
                expected = self.expected(shop, moment)
                assert texts <= expected, (shop, days, texts - expected)
                if not self.behind:
                    assert texts == expected, (shop, days, expected - texts)

    def expected(self, shop: str, moment: datetime) -> set[str]:
        """The shop's own texts, and those of its brand that none of them replaces."""
        homes = {"tea": ("tea", "brand"), "sister": ("brand",), "stranger": ("stranger",)}[shop]
        chosen: dict[str, str] = {}
        for home in homes:
            for name in NAMES:
                text = self.histories.get((home, name), History()).text_at(moment)
                if text is not None:
                    chosen.setdefault(name, text.text)
        return set(chosen.values())

    def history(self, version: Written) -> History:
        return self.histories.setdefault((version.home, version.name), History())

    def document(self, version: Written):  # type: ignore[no-untyped-def]
        """None once it is deleted; a name that was uploaded again is a new document without the old versions."""
        from knowledge.store.documents import find_document, list_versions

        with self.shelf.database.read() as connection:
            found = find_document(connection, ShopId(version.home), version.name)
            known = [] if found is None else [each.id for each in list_versions(connection, found.id)]
        return found if version.id in known else None

    def teardown(self) -> None:
        if hasattr(self, "index"):
            self.index.close()
            self.shelf.database.close()
            self.folder.cleanup()


TestTimeTrue = TimeTrue.TestCase
TestTimeTrue.settings = settings(
    max_examples=5, stateful_step_count=14, deadline=None, suppress_health_check=list(HealthCheck)
)
