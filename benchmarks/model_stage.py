"""What a suggestion takes beyond the model's own time: `python -m benchmarks.model_stage 200`.

A server on loopback streams a fixed draft with a fixed pause between its pieces and notes how long it took for each
request. What is left between the instant draft and the end of the suggestion is ours: building the prompt, the client,
parsing, attributing and checking. The budget is 50 ms at the 95th percentile.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import statistics
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from benchmarks.passages import made_passage
from knowledge.retrieval.goods_words import GoodsWords
from knowledge.types import Product, Query, Retrieval, Script, Shop, ShopId, Sku
from prompts.lexicons import load_lexicon
from prompts.loading import load_model_prompts
from prompts.rule_packs import load_rule_packs
from prompts.strategies import load_strategies
from prompts.voice import load_voices
from prompts.wording import load_wording
from server.model import ModelConfig, open_model
from server.reply.checks import run_checks
from server.reply.events import Delta, Done, Drafted
from server.reply.kit import Kit, Words
from server.reply.suggest import Suggester
from server.reply.types import Conversation, Message, Role

_NOW = datetime(2026, 6, 18, 2, 0, tzinfo=UTC)
_SHOP = Shop(ShopId("bench"), "bench")
_BUDGET_MS = 50
_WARM_UP = 5
_QUESTION = "现货多久发货，偏远地区呢"
_DRAFT = (
    "亲，现货订单付款后48小时内发货[1]。偏远地区的订单付款后72小时内发货，大促期间以订单页显示的时间为准[1]。"
    "预售商品按商品页面写的日期发货[1]。"
)
_TEXTS = (
    "现货订单付款后48小时内发货，偏远地区的订单付款后72小时内发货。大促期间以订单页显示的时间为准。预售商品按商品页面写的日期发货。",
    "自签收之日起七天内，商品完好、不影响二次销售的，可以申请无理由退货，退货运费由买家承担。质量问题的退货运费由我们承担。",
    "默认发中通或圆通，顺丰需补运费差价。新疆、西藏首重18元，续重12元，时效6到9天。",
    "确认收货后在订单详情点申请开票，24小时内开好电子发票。专用发票需提供税号和开户行，邮寄运费到付。",
    "整机保修3年，压缩机保修10年，凭订单或发票享受。人为损坏、私自拆修和自然灾害不在保修范围内。",
    "付款后30天内降价可以申请价保，大促期间以活动页为准，赠品和限时秒杀不参加价保。",
)


class Catalogue:
    """A shop in memory: this benchmark is not about retrieval."""

    def __init__(self) -> None:
        self._passages = tuple(made_passage(number, text) for number, text in enumerate(_TEXTS * 2))

    def retrieve(self, query: Query) -> Retrieval:
        return Retrieval(self._passages[: query.limit], 0.9, revision=1)

    def scripts(self, query: Query) -> Sequence[Script]:
        del query
        return ()

    def products(self, shop: ShopId, skus: Sequence[Sku], as_of: datetime | None = None) -> Sequence[Product]:
        del shop, skus, as_of
        return ()

    def goods(self, shop: ShopId, as_of: datetime | None = None) -> Sequence[Product]:
        del shop, as_of
        return ()

    def goods_words(self, shop: ShopId, as_of: datetime | None = None) -> GoodsWords:
        del shop, as_of
        return GoodsWords()

    def likeness(self, question: str, texts: Sequence[str]) -> Sequence[float]:
        del question
        return [0.0] * len(texts)

    def mentioned(self, shop: ShopId, text: str, as_of: datetime | None = None) -> Sequence[Product]:
        del shop, text, as_of
        return ()


@dataclass
class PacedModel:
    """Streams `_DRAFT` in `pieces`, `pause_s` before each; `took_s` is its own time for every request."""

    pieces: int
    pause_s: float
    took_s: list[float] = field(default_factory=list)

    def serve(self) -> ThreadingHTTPServer:
        paced = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                started = time.perf_counter()
                self.rfile.read(int(self.headers["Content-Length"]))
                self.send_response(200)
                self.send_header("Content-Type", "text/event-stream")
                self.send_header("Transfer-Encoding", "chunked")
                self.end_headers()
                size = -(-len(_DRAFT) // paced.pieces)
                for at in range(0, len(_DRAFT), size):
                    time.sleep(paced.pause_s)
                    self._event(_chunk({"content": _DRAFT[at : at + size]}))
                self._event({**_chunk({}), "usage": {"prompt_tokens": 900, "completion_tokens": 80}})
                paced.took_s.append(time.perf_counter() - started)
                self._write(b"data: [DONE]\n\n")
                self.wfile.write(b"0\r\n\r\n")

            def _event(self, data: object) -> None:
                self._write(f"data: {json.dumps(data)}\n\n".encode())

            def _write(self, data: bytes) -> None:
                self.wfile.write(f"{len(data):x}\r\n".encode() + data + b"\r\n")
                self.wfile.flush()

            def handle_one_request(self) -> None:
                try:
                    super().handle_one_request()
                except ConnectionError:  # the client closes its connection after an answer
                    self.close_connection = True

            def log_message(self, format: str, *args: object) -> None:
                """Quiet."""

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, daemon=True).start()
        return server


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("suggestions", type=int, nargs="?", default=200)
    parser.add_argument("--pieces", type=int, default=40, help="pieces of the answer")
    parser.add_argument("--pause-ms", type=float, default=20.0, help="before each piece")
    asked = parser.parse_args()
    paced = PacedModel(asked.pieces, asked.pause_ms / 1000)
    server = paced.serve()
    try:
        added, instant, kept = asyncio.run(_measure(asked.suggestions, paced, server.server_address[1]))
    finally:
        server.shutdown()
    own = statistics.median(paced.took_s) * 1000
    print(f"{len(added)} suggestions, {kept} model drafts kept, the model's own time {own:.0f} ms each")
    _print("instant draft", instant)
    _print("added on top of the model's time", added)
    print(f"budget at p95: {_BUDGET_MS} ms")


async def _measure(count: int, paced: PacedModel, port: int) -> tuple[list[float], list[float], int]:
    words = Words(load_lexicon(), load_wording(), load_voices(), load_strategies(), load_model_prompts())
    model = open_model(ModelConfig("openai/paced", f"http://127.0.0.1:{port}/v1", "none"))
    model.prepare()
    checker = partial(run_checks, packs=load_rule_packs())
    suggester = Suggester(Kit(Catalogue(), checker, words), lambda: _NOW, lambda: "bench", model)
    added: list[float] = []
    instant: list[float] = []
    kept = 0
    for number in range(count + _WARM_UP):
        chat = Conversation(_SHOP.id, f"c-{number}", (Message(Role.CUSTOMER, _QUESTION),), _NOW)
        started = time.perf_counter()
        first = 0.0
        async for event in suggester.suggest(chat, _SHOP):
            if isinstance(event, Drafted) and not first:
                first = time.perf_counter() - started
            elif isinstance(event, Delta):
                continue
            elif isinstance(event, Done) and number >= _WARM_UP:
                kept += event.suggestion.trace.verdict == "kept"
        whole = time.perf_counter() - started
        if number >= _WARM_UP:
            instant.append(first * 1000)
            added.append((whole - first - paced.took_s[-1]) * 1000)
    return added, instant, kept


def _chunk(delta: dict[str, str]) -> dict[str, object]:
    choice = {"index": 0, "delta": delta, "finish_reason": None}
    return {"id": "c", "object": "chat.completion.chunk", "created": 1, "model": "paced", "choices": [choice]}


def _print(name: str, times: Sequence[float]) -> None:
    cuts = statistics.quantiles(times, n=20)
    print(f"{name}: median {statistics.median(times):.1f} ms, p95 {cuts[18]:.1f} ms")


if __name__ == "__main__":
    main()
