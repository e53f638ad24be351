"""Suggestions per second with many agents connected: `python -m benchmarks.load --clients 200 --at-once 8`.

A real `huashu serve` on loopback, on a throw-away knowledge base, and clients in this process with one connection each,
open from first to last. First `--at-once` of them ask without a pause: what the server sustains. Then all of them ask
in turn, `--rate` questions a second in all, whether the earlier ones are answered or not: what an agent waits for.
Every question begins with a name of its own, so that none is answered from what was encoded before.

Processor milliseconds per suggestion are the server's own, so that a busy machine says nearly the same as an idle one.
The budget: 40 a second on two cores with 200 connected, without an error.
"""

from __future__ import annotations

import argparse
import asyncio
import itertools
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from eval.cases import load_cases
from server.presence import RunningServer, find_server

_SHOP = "bench"
_SURNAMES = "赵钱孙李周吴郑王冯陈蒋沈韩杨朱秦许何吕张孔曹严华金魏陶姜"
_START_TIMEOUT_S = 120.0
_ANSWER_TIMEOUT_S = 30.0
_WARM_UP_S = 3.0


@dataclass
class Tally:
    """What came back in one phase."""

    taken_ms: list[float] = field(default_factory=list)
    errors: dict[str, int] = field(default_factory=dict)

    def report(self, name: str, seconds: float, processor_s: float) -> None:
        taken = sorted(self.taken_ms)
        if not taken:
            print(f"{name:<10} nothing was answered: {self.errors}")
            return
        p50, p95 = taken[len(taken) // 2], taken[int(len(taken) * 0.95)]
        each = 1000 * processor_s / len(taken)
        print(
            f"{name:<10} {len(taken) / seconds:6.1f}/s  {p50:7.1f} ms p50 {p95:7.1f} ms p95 {taken[-1]:7.1f} ms most"
            f"  {each:6.1f} ms processor each  errors {sum(self.errors.values())} {self.errors or ''}"
        )


class Client:
    """One agent's connection, kept open. HTTP by hand: a client library would take a good part of the processor."""

    def __init__(self, server: RunningServer) -> None:
        address = urlsplit(server.url)
        self._host, self._port = str(address.hostname), int(address.port or 80)
        self._key = server.key
        self._reader: asyncio.StreamReader | None = None
        self._writer: asyncio.StreamWriter | None = None

    async def connect(self) -> None:
        self._reader, self._writer = await asyncio.open_connection(self._host, self._port)

    async def ask(self, body: bytes) -> int:
        """The answer's status."""
        if self._reader is None or self._writer is None:
            await self.connect()
        assert self._reader is not None and self._writer is not None
        head = (
            f"POST /v1/suggestions HTTP/1.1\r\nHost: {self._host}\r\nAuthorization: Bearer {self._key}\r\n"
            f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        self._writer.write(head.encode() + body)
        await self._writer.drain()
        lines = (await self._reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        headers = dict(line.lower().split(": ", 1) for line in lines[1:] if ": " in line)
        await self._reader.readexactly(int(headers["content-length"]))
        return int(lines[0].split()[1])

    def close(self) -> None:
        if self._writer is not None:
            self._writer.close()
        self._reader = self._writer = None


async def _timed(client: Client, body: bytes, tally: Tally) -> None:
    begun = time.perf_counter()
    try:
        async with asyncio.timeout(_ANSWER_TIMEOUT_S):
            status = await client.ask(body)
    except (OSError, TimeoutError, asyncio.IncompleteReadError) as error:
        tally.errors[type(error).__name__] = tally.errors.get(type(error).__name__, 0) + 1
        client.close()
        return
    if status == 200:
        tally.taken_ms.append((time.perf_counter() - begun) * 1000)
    else:
        tally.errors[str(status)] = tally.errors.get(str(status), 0) + 1


async def sustained(clients: Sequence[Client], bodies: Iterator[bytes], seconds: float) -> Tally:
    """Each client asks again as soon as it is answered."""
    tally, end = Tally(), time.perf_counter() + seconds

    async def ask_on(client: Client) -> None:
        while time.perf_counter() < end:
            await _timed(client, next(bodies), tally)

    await asyncio.gather(*map(ask_on, clients))
    return tally


async def steady(clients: Sequence[Client], bodies: Iterator[bytes], seconds: float, rate: float) -> Tally:
    """The clients in turn, `rate` questions a second; one whose client still waits is put behind its answer."""
    tally, begun = Tally(), time.perf_counter()
    places = [asyncio.Lock() for _ in clients]

    async def ask_when_free(number: int) -> None:
        async with places[number]:
            await _timed(clients[number], next(bodies), tally)

    asked: list[asyncio.Task[None]] = []
    for at in range(int(seconds * rate)):
        await asyncio.sleep(max(0.0, begun + at / rate - time.perf_counter()))
        asked.append(asyncio.create_task(ask_when_free(at % len(clients))))
    await asyncio.gather(*asked)
    return tally


def questions(cases: Path) -> Iterator[bytes]:
    """Requests without end: the cases in turn, each under a name and a conversation of its own."""
    known = load_cases(cases)
    for number in itertools.count():
        case = known[number % len(known)]
        first, second = divmod(number, len(_SURNAMES))
        name = _SURNAMES[second] + _SURNAMES[first % len(_SURNAMES)]
        messages: list[dict[str, Any]] = [{"role": turn.role, "text": turn.text} for turn in case.conversation]
        messages[-1]["text"] = f"我是{name}{number}，{messages[-1]['text']}"
        context = {key: value for key, value in case.context.items() if key != "as_of"}
        body = {"shop": _SHOP, "conversation_id": f"bench-{number}", "messages": messages, "context": context}
        yield json.dumps(body, ensure_ascii=False).encode()


@contextmanager
def serving(knowledge: Path, data: Path) -> Iterator[RunningServer]:
    """A server of its own process on the documents in `knowledge`."""
    environment = {**os.environ, "HUASHU_DATA_DIR": str(data), "HUASHU_LOG_LEVEL": "warning"}
    command = [sys.executable, "-m", "huashu"]
    ingest = [*command, "ingest", str(knowledge), "--shop", _SHOP, "--publish", "--json"]
    subprocess.run(ingest, env=environment, check=True, stdout=subprocess.DEVNULL)
    begun = time.perf_counter()
    process = subprocess.Popen([*command, "serve", "--port", "0"], env=environment)
    try:
        while (server := find_server(data)) is None:
            if process.poll() is not None or time.perf_counter() - begun > _START_TIMEOUT_S:
                raise SystemExit("the server did not start")
            time.sleep(0.02)
        print(f"ready      {time.perf_counter() - begun:6.2f} s")
        yield server
    finally:
        process.terminate()
        process.wait()


def processor_s(pid: int) -> float:
    """User and system time of a process so far, from Linux's /proc."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def resident_mb(pid: int) -> float:
    status = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in status if line.startswith("VmHWM")) / 1024


async def measure(server: RunningServer, arguments: argparse.Namespace) -> None:
    bodies = questions(arguments.cases)
    clients = [Client(server) for _ in range(arguments.clients)]
    for client in clients:
        await client.connect()
    begun, used = time.perf_counter(), processor_s(server.pid)
    await _timed(clients[0], next(bodies), first := Tally())
    first.report("first", time.perf_counter() - begun, processor_s(server.pid) - used)
    at_once = clients[: arguments.at_once]
    await sustained(at_once, bodies, _WARM_UP_S)
    for name, phase in (
        ("one", sustained(clients[:1], bodies, arguments.seconds)),
        ("sustained", sustained(at_once, bodies, arguments.seconds)),
        ("steady", steady(clients, bodies, arguments.seconds, arguments.rate)),
    ):
        begun, used = time.perf_counter(), processor_s(server.pid)
        tally = await phase
        tally.report(name, time.perf_counter() - begun, processor_s(server.pid) - used)
    print(f"memory     {resident_mb(server.pid):6.0f} MB at most")
    for client in clients:
        client.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--clients", type=int, default=200, help="agents connected")
    parser.add_argument("--at-once", type=int, default=8, help="of them asking without a pause")
    parser.add_argument("--seconds", type=float, default=15.0, help="of each phase")
    parser.add_argument("--rate", type=float, default=40.0, help="questions a second of all agents together")
    parser.add_argument("--knowledge", type=Path, default=Path("samples/shop"))
    parser.add_argument("--cases", type=Path, default=Path("samples/cases.jsonl"))
    arguments = parser.parse_args()
    with (
        tempfile.TemporaryDirectory(prefix="huashu-bench-") as data,
        serving(arguments.knowledge, Path(data)) as server,
    ):
        asyncio.run(measure(server, arguments))


if __name__ == "__main__":
    main()
