"""The reader process: reads one file after the other for its parent, within limits that the kernel enforces.

Started as `python -m ingestion.readers.worker`; frames come in on standard input and go out on the original standard
output. It ends when the parent does: the end of standard input is noticed by a thread of its own, even in the middle of
a file, and an alarm that no Python code can delay ends it when a parser hangs inside C code.
"""

from __future__ import annotations

import contextlib
import os
import queue
import resource
import signal
import sys
import threading
from typing import BinaryIO

from ingestion.readers.drawing import draw
from ingestion.readers.opening import read
from ingestion.readers.wire import LENGTH, failure_frame, frame, page_frame, parse_request, reading_frame
from knowledge.errors import UnreadableFile

_ALARM_GRACE_S = 5  # the parent kills first; the alarm is for when it is gone


def main() -> None:
    output = _private_output()
    requests: queue.SimpleQueue[bytes] = queue.SimpleQueue()
    threading.Thread(target=_receive, args=(sys.stdin.buffer, requests), daemon=True).start()
    output.write(frame({"ready": True}))
    output.flush()
    while True:
        output.write(_answer(requests.get()))
        output.flush()


def _private_output() -> BinaryIO:
    """Standard output for frames alone: a library that prints must not break the protocol."""
    output = os.fdopen(os.dup(1), "wb")
    with open(os.devnull, "wb") as nowhere:  # noqa: PTH123  a device, for its file descriptor
        os.dup2(nowhere.fileno(), 1)
    return output


def _receive(stream: BinaryIO, requests: queue.SimpleQueue[bytes]) -> None:
    while True:
        head = stream.read(LENGTH.size)
        if len(head) < LENGTH.size:
            os._exit(0)  # the parent is gone; whatever is being read is for nobody
        requests.put(stream.read(LENGTH.unpack(head)[0]))


def _answer(body: bytes) -> bytes:
    asked = parse_request(body)
    _limit_memory(asked.limits.max_memory_bytes)
    signal.alarm(int(asked.limits.timeout_s) + _ALARM_GRACE_S)
    try:
        if asked.number is not None:
            return page_frame(draw(asked.source, asked.limits, asked.number, asked.width))
        return reading_frame(read(asked.source, asked.limits))
    except UnreadableFile as error:
        return failure_frame(error.reason, error.message)
    except MemoryError:
        message = f"{asked.source.name} needs more memory than allowed (limit `max_memory_bytes`); split it"
        return failure_frame("too_large", message)
    finally:
        signal.alarm(0)


def _limit_memory(size: int) -> None:
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    with contextlib.suppress(ValueError):  # the system's own limit is lower already
        resource.setrlimit(resource.RLIMIT_AS, (size, hard))


if __name__ == "__main__":
    main()
