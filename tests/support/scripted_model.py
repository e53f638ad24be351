"""An OpenAI-shaped server on loopback that answers as a test tells it, and keeps every request body it saw.

    with ScriptedModel() as server:
        server.script(Fail(429), Say(("您好", "，有货")))      # answered in this order, then `server.default`
        ... point a client at server.base_url ...
        assert server.requests[0].body["messages"]

Nothing here sleeps: what must wait, waits for an event that the test sets (`hold`), or for the client to go away.
"""

from __future__ import annotations

import hashlib
import json
import select
import socket
import threading
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any

MODEL = "openai/scripted"  # the name to give litellm; any would do
_POLL_S = 0.02  # between looks whether the client is still there


@dataclass(frozen=True, slots=True)
class Say:
    """An answer in pieces, streamed or whole as the client asked.

    `hold` is waited for before piece number `hold_at`. `drop_at` cuts the connection before that piece. `usage` is
    (prompt tokens, completion tokens), or None for a provider that sends none.
    """

    pieces: tuple[str, ...]
    usage: tuple[int, int] | None = (11, 7)
    hold: threading.Event | None = None
    hold_at: int = 0
    drop_at: int | None = None
    finish: str = "stop"


@dataclass(frozen=True, slots=True)
class Fail:
    """An error in OpenAI's shape."""

    status: int
    message: str = "scripted failure"


@dataclass(frozen=True, slots=True)
class Raw:
    """Any body with status 200: what a broken gateway sends."""

    body: bytes
    content_type: str = "text/html"


@dataclass(frozen=True, slots=True)
class Embed:
    """Vectors made from the hash of each text; what an unscripted embedding request gets."""


Answer = Say | Fail | Raw | Embed


@dataclass(frozen=True, slots=True)
class Request:
    """What came over the wire. `raw` is the body as text, for tests that search it for what must not be there."""

    path: str
    body: dict[str, Any]
    raw: str
    authorization: str


@dataclass(slots=True)
class ScriptedModel:
    """Use as a context manager. `dimension` is that of its embeddings."""

    default: Callable[[dict[str, Any]], Answer] = field(default=lambda _body: Say(("好的",)))
    dimension: int = 8
    requests: list[Request] = field(default_factory=list)
    disconnected: threading.Event = field(default_factory=threading.Event)  # a client left before its answer's end
    _answers: deque[Answer] = field(default_factory=deque)
    _server: ThreadingHTTPServer | None = None

    @property
    def base_url(self) -> str:
        assert self._server is not None, "use the server as a context manager"
        return f"http://127.0.0.1:{self._server.server_address[1]}/v1"

    @property
    def wire(self) -> str:
        """Everything that clients ever sent."""
        return "\n".join(request.raw for request in self.requests)

    def script(self, *answers: Answer) -> None:
        """Answers for the next requests, in order; afterwards `default` answers."""
        self._answers.extend(answers)

    def next_answer(self, body: dict[str, Any]) -> Answer:
        if self._answers:
            return self._answers.popleft()
        return Embed() if "input" in body else self.default(body)

    def __enter__(self) -> ScriptedModel:
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self._server.daemon_threads = True
        threading.Thread(target=self._server.serve_forever, args=(_POLL_S,), daemon=True).start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        assert self._server is not None
        self._server.shutdown()
        self._server.server_close()


def _handler(script: ScriptedModel) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            raw = self.rfile.read(int(self.headers["Content-Length"])).decode()
            body = json.loads(raw)
            script.requests.append(Request(self.path, body, raw, self.headers.get("Authorization", "")))
            answer = script.next_answer(body)
            match answer:
                case Embed():
                    self._send(200, _embeddings(body, script.dimension))
                case Fail(status, message):
                    self._send(status, {"error": {"message": message, "type": "scripted", "code": None}})
                case Raw(content, content_type):
                    self._send_bytes(200, content, content_type)
                case Say() if body.get("stream"):
                    self._stream(answer, wants_usage=bool(body.get("stream_options", {}).get("include_usage")))
                case Say():
                    if self._wait(answer, answer.hold_at):
                        self._send(200, _completion(answer))

        def _stream(self, answer: Say, *, wants_usage: bool) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/event-stream")
            self.send_header("Transfer-Encoding", "chunked")
            self.end_headers()
            for number, event in enumerate(_events(answer, wants_usage=wants_usage)):
                if answer.drop_at == number or not self._wait(answer, number):
                    self.close_connection = True
                    self.connection.shutdown(socket.SHUT_RDWR)
                    return
                self._chunk(f"data: {event}\n\n".encode())
            self._chunk(b"")

        def _wait(self, answer: Say, number: int) -> bool:
            """Holds where the answer says; False if the client went away meanwhile."""
            if answer.hold is None or number != answer.hold_at:
                return True
            while not answer.hold.wait(_POLL_S):
                readable, _, _ = select.select([self.connection], [], [], 0)
                if readable and not self.connection.recv(1, socket.MSG_PEEK):
                    script.disconnected.set()
                    return False
            return True

        def _chunk(self, data: bytes) -> None:
            self.wfile.write(f"{len(data):x}\r\n".encode() + data + b"\r\n")
            self.wfile.flush()

        def _send(self, status: int, content: dict[str, Any]) -> None:
            self._send_bytes(status, json.dumps(content).encode(), "application/json")

        def _send_bytes(self, status: int, content: bytes, content_type: str) -> None:
            self.send_response(status)
            self.send_header("Content-Type", content_type)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def handle_one_request(self) -> None:
            try:
                super().handle_one_request()
            except ConnectionError:  # the client left; that is what some tests are about
                script.disconnected.set()
                self.close_connection = True

        def log_message(self, format: str, *args: object) -> None:
            """Quiet: the recorded requests say more."""

    return Handler


def _events(answer: Say, *, wants_usage: bool) -> Iterator[str]:
    """One event a piece, so that `hold_at` and `drop_at` count pieces; then the finish, the usage and the end mark."""
    for piece in answer.pieces:
        yield json.dumps(_chunk_of({"role": "assistant", "content": piece}, None))
    yield json.dumps(_chunk_of({}, answer.finish))
    if wants_usage and answer.usage:
        yield json.dumps({**_chunk_of({}, None), "choices": [], "usage": _usage(answer.usage)})
    yield "[DONE]"


def _chunk_of(delta: dict[str, Any], finish: str | None) -> dict[str, Any]:
    choice = {"index": 0, "delta": delta, "finish_reason": finish}
    return {"id": "c1", "object": "chat.completion.chunk", "created": 1, "model": "scripted", "choices": [choice]}


def _completion(answer: Say) -> dict[str, Any]:
    message = {"role": "assistant", "content": "".join(answer.pieces)}
    completion = {
        "id": "c1",
        "object": "chat.completion",
        "created": 1,
        "model": "scripted",
        "choices": [{"index": 0, "message": message, "finish_reason": answer.finish}],
    }
    return completion | ({"usage": _usage(answer.usage)} if answer.usage else {})


def _usage(usage: tuple[int, int]) -> dict[str, int]:
    return {"prompt_tokens": usage[0], "completion_tokens": usage[1], "total_tokens": sum(usage)}


def _embeddings(body: dict[str, Any], dimension: int) -> dict[str, Any]:
    data = [
        {"object": "embedding", "index": number, "embedding": embedding(text, dimension)}
        for number, text in enumerate(body["input"])
    ]
    return {"object": "list", "model": "scripted", "data": data, "usage": {"prompt_tokens": 1, "total_tokens": 1}}


def embedding(text: str, dimension: int) -> list[float]:
    """The vector that the server gives for a text: stable, and different for different texts."""
    digest = hashlib.shake_256(text.encode()).digest(dimension)
    return [byte - 127.5 for byte in digest]
